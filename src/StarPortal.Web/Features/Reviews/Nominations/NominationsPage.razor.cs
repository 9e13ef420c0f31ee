using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Reviews.Nominations;

public sealed partial class NominationsPage
{
    private IReadOnlyList<Error> errors = [];
    private (int, Relationship)? failed;
    private bool busy;
    private int revision;

    [PersistentState]
    public IReadOnlyList<MyNominations>? Cycles { get; set; }

    [Inject]
    private MyNominationQueries Queries { get; set; } = null!;

    [Inject]
    private ProposeReviewer Propose { get; set; } = null!;

    [Inject]
    private WithdrawProposal Withdraw { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    protected override async Task OnInitializedAsync() =>
        Cycles ??= await Queries.ForAsync(await Actors.CurrentAsync(), CancellationToken.None);

    private static string Text(string text, params object[] values) => string.Format(CultureInfo.CurrentCulture, text, values);

    private static string Standing(MyGroup group, bool open) =>
        open && group.Missing > 0 ? Text(NominationsText.StandingMissing, group.Standing, group.Missing) : Text(NominationsText.Standing, group.Standing);

    private string WhoDecides(MyNominations cycle)
    {
        var who = cycle.Manager is { } manager ? Text(NominationsText.ManagerDecides, manager) : NominationsText.HrDecides;
        return cycle.Open && cycle.ClosesAt is { } until ? $"{who} {Text(NominationsText.AutomaticallyAt, Formats.Deadline(until))}" : who;
    }

    private async Task ProposeAsync(MyNominations cycle, MyGroup group, Candidate person)
    {
        busy = true;
        var done = await Propose.RunAsync(new ProposeReviewerCommand(cycle.ParticipantId, person.EmployeeId, group.Group), await Actors.CurrentAsync(), CancellationToken.None);
        failed = (cycle.ParticipantId, group.Group);
        await DoneAsync(done);
    }

    private async Task WithdrawAsync(MyProposal proposal)
    {
        busy = true;
        var place = Cycles!.First(c => c.Groups.Any(g => g.Proposals.Contains(proposal)));
        failed = (place.ParticipantId, place.Groups.First(g => g.Proposals.Contains(proposal)).Group);
        await DoneAsync(await Withdraw.RunAsync(proposal.Id, await Actors.CurrentAsync(), CancellationToken.None));
    }

    private async Task DoneAsync(Result done)
    {
        errors = done.Errors;
        Cycles = await Queries.ForAsync(await Actors.CurrentAsync(), CancellationToken.None);
        revision++;
        busy = false;
    }
}
