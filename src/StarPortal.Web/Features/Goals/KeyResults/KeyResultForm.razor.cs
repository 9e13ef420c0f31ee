using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Goals;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.People;

namespace StarPortal.Web.Features.Goals.KeyResults;

public sealed partial class KeyResultForm
{
    private IReadOnlyList<Error> errors = [];
    private string title = "";
    private string unit = "";
    private string start = "0";
    private string target = "";
    private string weight = "1";
    private CheckInCadence cadence = CheckInCadence.Weekly;
    private int? ownerId;

    [Parameter, EditorRequired]
    public int ObjectiveId { get; set; }

    /// <summary>Null adds a new one.</summary>
    [Parameter]
    public KeyResultView? Edited { get; set; }

    [Parameter]
    public EventCallback Saved { get; set; }

    [Parameter]
    public EventCallback Cancelled { get; set; }

    [Inject]
    private SaveKeyResult Save { get; set; } = null!;

    [Inject]
    private PeopleQueries People { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    private string OwnerName => Edited?.Owner ?? "";

    protected override void OnInitialized()
    {
        if (Edited is { Details: var details })
        {
            (title, unit, cadence, ownerId) = (details.Title, details.Unit, details.Cadence, details.OwnerId);
            (start, target, weight) = (Text(details.Start), Text(details.Target), Text(details.Weight));
        }
    }

    private static string Text(decimal figure) => figure.ToString("0.########", CultureInfo.CurrentCulture);

    private async Task<IReadOnlyList<PersonRow>> FindAsync(string text) => await People.FindAsync(text, await Actors.CurrentAsync(), CancellationToken.None);

    private async Task SaveAsync()
    {
        var figures = ((string[])[start, target, weight]).Select(t => (Text: t, Figure: GoalWords.Number(t))).ToList();
        errors = [.. figures.Where(f => f.Figure is null).Select(f => GoalErrors.NotANumber.With(f.Text))];
        if (errors.Count > 0)
        {
            return;
        }

        var details = new KeyResultDetails(title, unit, figures[0].Figure!.Value, figures[1].Figure!.Value, ownerId ?? 0, cadence, figures[2].Figure!.Value);
        var saved = await Save.RunAsync(new KeyResultEdit(ObjectiveId, Edited?.Id, Edited?.Version ?? 0, details), await Actors.CurrentAsync(), CancellationToken.None);
        errors = saved.Errors;
        if (saved.Succeeded)
        {
            await Saved.InvokeAsync();
        }
    }
}
