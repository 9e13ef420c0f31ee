using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Documents;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Documents.Certificates;

/// <summary>One certificate with its history, where HR revokes or replaces it.</summary>
public sealed partial class CertificatePage : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private IReadOnlyList<Error> errors = [];
    private CertificateModel? model;
    private string reason = "";
    private bool working;
    private bool issuedInstead;

    [Parameter]
    public int Id { get; set; }

    [PersistentState]
    public CertificateView? View { get; set; }

    [Inject]
    private CertificateQueries Queries { get; set; } = null!;

    [Inject]
    private PrintCertificate Print { get; set; } = null!;

    [Inject]
    private RevokeCertificate Revoke { get; set; } = null!;

    [Inject]
    private ReplaceCertificate Replace { get; set; } = null!;

    [Inject]
    private IDocumentPrinter Printer { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Sentence => $"{CertificateLabels.Local(View!.Facts.Programme)} · {CertificateLabels.Local(View.Facts.Period)}";

    public void Dispose() => gone.Cancel();

    protected override async Task OnParametersSetAsync()
    {
        // the page goes on to the certificate that replaces this one
        if (View?.Id != Id)
        {
            model = null;
            View = await Queries.FindAsync(Id, await Actors.CurrentAsync(gone.Token), gone.Token);
        }

        if (View is null)
        {
            Navigation.NotFound();
            return;
        }

        await PreviewAsync();
    }

    private async Task PreviewAsync()
    {
        if (RendererInfo.IsInteractive && model is null && View!.State == CertificateState.Valid)
        {
            var printed = await Print.RunAsync(Id, null, await Actors.CurrentAsync(gone.Token), gone.Token);
            model = printed.Succeeded ? printed.Value : null;
        }
    }

    private async Task RevokeAsync()
    {
        working = true;
        errors = (await Revoke.RunAsync(Id, View!.Version, reason, await Actors.CurrentAsync(gone.Token), gone.Token)).Errors;
        await ReloadAsync();
    }

    private async Task ReplaceAsync()
    {
        working = true;
        var replaced = await Replace.RunAsync(Id, View!.Version, reason, await Actors.CurrentAsync(gone.Token), gone.Token);
        errors = replaced.Errors;
        if (replaced.Succeeded)
        {
            (working, reason, issuedInstead) = (false, "", true);
            Navigation.NavigateTo($"/certificates/{replaced.Value}");
            return;
        }

        await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        working = false;
        View = await Queries.FindAsync(Id, await Actors.CurrentAsync(gone.Token), gone.Token);
        if (View is null or { State: not CertificateState.Valid })
        {
            model = null;
        }
    }
}
