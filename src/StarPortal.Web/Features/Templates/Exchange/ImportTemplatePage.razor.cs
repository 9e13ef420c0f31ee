using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using StarPortal.Domain;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Identity;

namespace StarPortal.Web.Features.Templates.Exchange;

public sealed partial class ImportTemplatePage : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private string json = "";
    private ExchangeReading? reading;
    private IReadOnlyList<Error> errors = [];
    private bool busy;

    [Inject]
    private ImportTemplate Import { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    public void Dispose() => gone.Cancel();

    private Task ReadAsync(InputFileChangeEventArgs change) => WorkAsync(async () =>
    {
        (reading, json) = (null, "");
        if (change.File.Size > TemplateExchange.MostBytes)
        {
            errors = [ExchangeErrors.TooLarge.With(TemplateExchange.MostBytes / 1024)];
            return;
        }

        await using var stream = change.File.OpenReadStream(TemplateExchange.MostBytes, gone.Token);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        json = await reader.ReadToEndAsync(gone.Token);
        reading = TemplateExchange.Read(json);
    });

    private Task ImportAsync() => WorkAsync(async () =>
    {
        var made = await Import.RunAsync(new(json), await Actors.CurrentAsync(gone.Token), gone.Token);
        errors = made.Errors;
        if (made.Succeeded)
        {
            Navigation.NavigateTo(made.Value.Href);
        }
    });

    private async Task WorkAsync(Func<Task> work)
    {
        (busy, errors) = (true, []);
        try
        {
            await work();
        }
        finally
        {
            busy = false;
        }
    }
}
