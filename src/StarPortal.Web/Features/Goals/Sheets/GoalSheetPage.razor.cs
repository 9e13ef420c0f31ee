using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Goals;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Goals.Sheets;

/// <summary>One sheet, for the employee, the manager's side and HR looking on.</summary>
public sealed partial class GoalSheetPage
{
    private IReadOnlyList<Error> errors = [];
    private string reason = "";
    private int revision;

    [Parameter]
    public int Id { get; set; }

    [PersistentState]
    public GoalSheetView? View { get; set; }

    [Inject]
    private GoalQueries Queries { get; set; } = null!;

    [Inject]
    private ReopenGoals Reopen { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    private string Title => View!.Side == GoalSide.Employee ? GoalsText.MyTitle : GoalWords.Fill(GoalsText.GoalsOf, View.Row.Name);

    private string Back => View!.Side switch
    {
        GoalSide.Employee => "/goals",
        GoalSide.Manager when View.ManagerName.Length > 0 => "/goals/team",
        _ => $"/cycles/{View.Row.CycleId}/goals",
    };

    private bool MayReopen => View!.CanReopenOne || (View.Row.IsOpen && View.Side is not null && View.Row.State is GoalSheetState.Proposed or GoalSheetState.Confirmed);

    private static string Explain(GoalSheetView view) => view switch
    {
        { Row.Phase: PhaseState.Pending } => GoalsText.ExplainPending,
        { Row.AsProposed: true } => GoalsText.ExplainAsProposed,
        { Row.State: GoalSheetState.Confirmed } => GoalsText.ExplainConfirmed,
        { Row.IsOpen: false } => GoalsText.ExplainNothing,
        { Row.WaitsFor: GoalSide.Employee } => view.Side == GoalSide.Employee ? GoalsText.ExplainYourTurnAgain : GoalsText.ExplainEmployeeAgain,
        { Row.WaitsFor: GoalSide.Manager } => view.Side == GoalSide.Manager ? GoalsText.ExplainManagersTurn : GoalsText.ExplainWaitsManager,
        _ => view.Side == GoalSide.Employee ? GoalsText.ExplainPropose : GoalsText.ExplainNotProposed,
    };

    protected override async Task OnParametersSetAsync()
    {
        if (View?.Row.ParticipantId != Id)
        {
            await ReloadAsync();
        }
    }

    private static string Fill(string text, params object[] values) => GoalWords.Fill(text, values);

    private string Agreed(string name, string by, DateTime? at) =>
        at is null ? Fill(GoalsText.NotAgreed, name) : Fill(GoalsText.AgreedAt, by, Formats.Moment(at));

    private async Task ReopenAsync()
    {
        var done = await Reopen.RunAsync(new GoalSeen(Id, View!.Version), reason, await Actors.CurrentAsync(), CancellationToken.None);
        errors = done.Errors;
        if (done.Succeeded)
        {
            reason = "";
            await ReloadAsync();
        }
    }

    /// <summary>What is stored is shown anew; what somebody is typing stays in the form.</summary>
    private void Refresh(GoalSheetView view) => View = view;

    private async Task ReloadAsync()
    {
        View = await Queries.SheetAsync(Id, await Actors.CurrentAsync(), CancellationToken.None);
        if (View is null)
        {
            Navigation.NotFound();
        }

        revision++;
    }
}
