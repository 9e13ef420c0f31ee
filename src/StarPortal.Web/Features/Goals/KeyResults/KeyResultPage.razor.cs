using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Goals;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Goals.KeyResults;

public sealed partial class KeyResultPage
{
    private IReadOnlyList<Error> errors = [];
    private CheckInOutcome? outcome;
    private string value = "";
    private string note = "";
    private Confidence confidence;
    private bool editing;

    [Parameter]
    public int Id { get; set; }

    [PersistentState]
    public KeyResultView? View { get; set; }

    [Inject]
    private KeyResultQueries Queries { get; set; } = null!;

    [Inject]
    private CheckInKeyResult CheckIn { get; set; } = null!;

    [Inject]
    private RemoveKeyResult Remove { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        if (View?.Id != Id)
        {
            await ReloadAsync();
        }

        if (View is not null && value.Length == 0)
        {
            value = View.Current.ToString("0.########", CultureInfo.CurrentCulture);
            confidence = View.Confidence ?? Confidence.OnTrack;
        }
    }

    private static string Said(CheckInOutcome done) => string.Join(
        " ",
        ((string[])
        [
            GoalsText.CheckedIn,
            done.Written > 0 ? GoalWords.Fill(GoalsText.FedNow, done.Written) : "",
            done.Waiting > 0 ? GoalWords.Fill(GoalsText.FedLater, done.Waiting) : "",
            done.Locked > 0 ? GoalWords.Fill(GoalsText.FedNever, done.Locked) : "",
        ]).Where(t => t.Length > 0));

    private async Task CheckInAsync()
    {
        outcome = null;
        if (GoalWords.Number(value) is not { } figure)
        {
            errors = [GoalErrors.NotANumber.With(value)];
            return;
        }

        var done = await CheckIn.RunAsync(new CheckInCommand(Id, View!.Version, figure, confidence, note), await Actors.CurrentAsync(), CancellationToken.None);
        errors = done.Errors;
        if (done.Succeeded)
        {
            (outcome, note) = (done.Value, "");
        }

        // what was typed stays when somebody else was quicker; what is stored is shown beside it
        if (done.Succeeded || done.Error.Is(SharedErrors.ChangedElsewhere))
        {
            await ReloadAsync();
        }
    }

    private async Task RemoveAsync()
    {
        var removed = await Remove.RunAsync(Id, View!.Version, await Actors.CurrentAsync(), CancellationToken.None);
        errors = removed.Errors;
        if (removed.Succeeded)
        {
            Navigation.NavigateTo($"/objectives/{View.ObjectiveId}");
        }
    }

    private async Task EditedAsync()
    {
        editing = false;
        await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        View = await Queries.FindAsync(Id, await Actors.CurrentAsync(), CancellationToken.None);
        if (View is null)
        {
            Navigation.NotFound();
        }
    }
}
