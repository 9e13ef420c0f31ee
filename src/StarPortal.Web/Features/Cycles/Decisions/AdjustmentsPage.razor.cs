using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Features.Cycles.Setup;
using StarPortal.Web.Features.Identity;

namespace StarPortal.Web.Features.Cycles.Decisions;

public sealed partial class AdjustmentsPage
{
    private readonly Dictionary<int, string> reasons = [];
    private IReadOnlyList<Error> errors = [];
    private IReadOnlyList<Choice> people = [];
    private string points = "";
    private string reason = "";
    private string evidence = "";
    private string message = "";
    private int page = 1;

    [Parameter]
    public int Id { get; set; }

    [PersistentState]
    public AdjustmentsView? View { get; set; }

    [Inject]
    private AdjustmentQueries Queries { get; set; } = null!;

    [Inject]
    private ProposeAdjustment Propose { get; set; } = null!;

    [Inject]
    private DecideAdjustment Decide { get; set; } = null!;

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

    private static bool NeedsReason(AdjustmentMove move) => move != AdjustmentMove.Approve;

    private static string Signed(decimal points) => points.ToString("+0.##;−0.##;0", CultureInfo.CurrentCulture);

    private static string Tag(AdjustmentState state) => state switch
    {
        AdjustmentState.Approved => "tag good",
        AdjustmentState.Proposed => "tag warn",
        AdjustmentState.Rejected or AdjustmentState.Revoked => "tag bad",
        _ => "tag",
    };

    private async Task<IReadOnlyList<Choice>> FindAsync(string text) => await Queries.ParticipantsAsync(Id, text, await Actors.CurrentAsync(), CancellationToken.None);

    private async Task TurnAsync(int to)
    {
        (page, errors, message) = (to, [], "");
        View = await Queries.FindAsync(Id, page, await Actors.CurrentAsync(), CancellationToken.None);
    }

    private async Task ProposeAsync()
    {
        if (people.Count == 0)
        {
            (errors, message) = ([AdjustmentErrors.NobodyChosen], "");
            return;
        }

        var plain = points.Trim().Replace('−', '-');
        var number = decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.CurrentCulture, out var value)
            || decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
        var proposal = new AdjustmentProposal(people[0].Id, number ? value : 0m, reason, evidence);
        var proposed = await Propose.RunAsync(proposal, await Actors.CurrentAsync(), CancellationToken.None);
        if (proposed.Succeeded)
        {
            (people, points, reason, evidence) = ([], "", "", "");
        }

        await DoneAsync(proposed, CyclesText.PointsProposed);
    }

    private async Task DecideAsync(AdjustmentRow row, AdjustmentMove move)
    {
        var decision = new AdjustmentDecision(row.Id, row.Version, move, reasons.GetValueOrDefault(row.Id, ""));
        await DoneAsync(await Decide.RunAsync(decision, await Actors.CurrentAsync(), CancellationToken.None), CyclesText.DecisionKept);
    }

    private async Task DoneAsync(Result done, string said)
    {
        errors = done.Errors;
        message = done.Succeeded ? said : "";
        View = await Queries.FindAsync(Id, page, await Actors.CurrentAsync(), CancellationToken.None);
    }
}
