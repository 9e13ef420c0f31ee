using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Features.Cycles.Setup;
using StarPortal.Web.Features.Identity;

namespace StarPortal.Web.Features.Cycles.Decisions;

public sealed partial class ExemptionsPage
{
    private readonly Dictionary<int, string> reasons = [];
    private IReadOnlyList<Error> errors = [];
    private IReadOnlyList<Choice> people = [];
    private string indicator = "";
    private string reason = "";
    private string message = "";
    private bool forAll;
    private int page = 1;

    [Parameter]
    public int Id { get; set; }

    [PersistentState]
    public ExemptionsView? View { get; set; }

    [Inject]
    private ExemptionQueries Queries { get; set; } = null!;

    [Inject]
    private RequestExemption Ask { get; set; } = null!;

    [Inject]
    private DecideExemption Decide { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        View ??= await Queries.FindAsync(Id, page, await Actors.CurrentAsync(), CancellationToken.None);
        if (View is null)
        {
            Navigation.NotFound();
        }
    }

    private static bool NeedsReason(ExemptionMove move) => move is ExemptionMove.Reject or ExemptionMove.Withdraw or ExemptionMove.Revoke;

    private static string Tag(ExemptionState state) => state switch
    {
        ExemptionState.Approved => "tag good",
        ExemptionState.Requested => "tag warn",
        ExemptionState.Rejected or ExemptionState.Revoked => "tag bad",
        _ => "tag",
    };

    private async Task<IReadOnlyList<Choice>> FindAsync(string text) => await Queries.ParticipantsAsync(Id, text, await Actors.CurrentAsync(), CancellationToken.None);

    private async Task TurnAsync(int to)
    {
        (page, errors, message) = (to, [], "");
        View = await Queries.FindAsync(Id, page, await Actors.CurrentAsync(), CancellationToken.None);
    }

    private async Task RequestAsync()
    {
        var asked = await Ask.RunAsync(new ExemptionRequest(Id, forAll, [.. people.Select(p => p.Id)], indicator, reason), await Actors.CurrentAsync(), CancellationToken.None);
        if (asked.Succeeded)
        {
            (people, reason, indicator, forAll) = ([], "", "", false);
        }

        await DoneAsync(asked, CyclesText.ExemptionRequested);
    }

    private async Task DecideAsync(ExemptionRow row, ExemptionMove move)
    {
        var decision = new ExemptionDecision(row.Id, row.Version, move, reasons.GetValueOrDefault(row.Id, ""));
        await DoneAsync(await Decide.RunAsync(Id, [decision], await Actors.CurrentAsync(), CancellationToken.None), CyclesText.DecisionKept);
    }

    private async Task ApproveAllAsync() =>
        await DoneAsync(await Decide.RunAsync(Id, View!.Waiting, await Actors.CurrentAsync(), CancellationToken.None), CyclesText.DecisionKept);

    private async Task DoneAsync(Result done, string said)
    {
        errors = done.Errors;
        message = done.Succeeded ? said : "";
        View = await Queries.FindAsync(Id, page, await Actors.CurrentAsync(), CancellationToken.None);
    }
}
