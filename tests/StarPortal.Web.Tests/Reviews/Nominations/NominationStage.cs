using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.People;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Cycles.Progress;
using StarPortal.Web.Features.Cycles.Setup;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Features.Reviews.Nominations;
using StarPortal.Web.Tests.Cycles;

namespace StarPortal.Web.Tests.Reviews.Nominations;

/// <summary>
/// A running cycle whose nomination phase is open: Mona leads Emma and Eric; Otto leads Olga in another department; four
/// colleagues and somebody of HR.
/// </summary>
internal sealed class NominationStage
{
    private NominationStage(TestPortal portal) => Portal = portal;

    internal TestPortal Portal { get; }

    internal Employee Mona { get; private set; } = null!;

    internal Employee Emma { get; private set; } = null!;

    internal Employee Eric { get; private set; } = null!;

    internal Employee Otto { get; private set; } = null!;

    internal Employee Olga { get; private set; } = null!;

    internal Employee Hanna { get; private set; } = null!;

    internal Employee[] Others { get; private set; } = [];

    internal int CycleId { get; private set; }

    internal int EmmaIn { get; private set; }

    internal int EricIn { get; private set; }

    internal int OlgaIn { get; private set; }

    internal Actor Hr => Actors.Of(Hanna, Roles.Employee | Roles.HR);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    internal static async Task<NominationStage> SetAsync(TestPortal portal, ReviewRules? rules = null)
    {
        var stage = new NominationStage(portal);
        stage.Mona = await portal.AddEmployeeAsync("Mona");
        stage.Emma = await portal.AddEmployeeAsync("Emma", stage.Mona);
        stage.Eric = await portal.AddEmployeeAsync("Eric", stage.Mona);
        stage.Otto = await portal.AddEmployeeAsync("Otto", department: "Sales");
        stage.Olga = await portal.AddEmployeeAsync("Olga", stage.Otto, "Sales");
        stage.Hanna = await portal.AddEmployeeAsync("Hanna", department: "HR");
        stage.Others = [await portal.AddEmployeeAsync("Pia"), await portal.AddEmployeeAsync("Paul"), await portal.AddEmployeeAsync("Petra"), await portal.AddEmployeeAsync("Pavel")];
        var id = await portal.DraftAsync();
        var now = portal.Now;
        var edited = await portal.Get<EditCycle>().RunAsync(
            new CycleEdit(id, (await portal.CycleAsync(id)).Version)
            {
                Reviewers = new ReviewerSetup(true, true, 3, rules ?? ReviewRules.Default with
                {
                    Groups = [new(Relationship.Peer, 2, 3, Nominator.Employee), new(Relationship.Report, 0, 5, Nominator.Hr), new(Relationship.CrossTeam, 0, 2, Nominator.Manager)],
                }),
                Calendar =
                [
                    new(PhaseKind.SelfReview, now.AddDays(-1), now.AddDays(9)),
                    new(PhaseKind.Nomination, now.AddDays(-1), now.AddDays(3)),
                    new(PhaseKind.PeerReview, now.AddDays(4), now.AddDays(9)),
                    new(PhaseKind.ManagerReview, now.AddDays(4), now.AddDays(12)),
                    new(PhaseKind.Release, now.AddDays(20), now.AddDays(20)),
                ],
            },
            Actors.Hr,
            Stop);
        Assert.True(edited.Succeeded, string.Join("; ", edited.Errors));
        await portal.PublishAsync(id);
        await portal.LaunchAsync(id);
        Assert.True(await portal.Get<LongTaskWork>().RunNextAsync(Stop));
        stage.CycleId = id;
        await stage.MoveAsync(PhaseKind.Nomination, true);
        await using var db = portal.Open();
        var places = await db.Participants.ToDictionaryAsync(p => p.EmployeeId, p => p.Id, Stop);
        (stage.EmmaIn, stage.EricIn, stage.OlgaIn) = (places[stage.Emma.Id], places[stage.Eric.Id], places[stage.Olga.Id]);
        return stage;
    }

    internal async Task MoveAsync(PhaseKind kind, bool open)
    {
        var moved = await Portal.Get<MovePhase>().RunAsync(new PhaseMove(CycleId, kind, open), Actors.Hr, Stop);
        Assert.True(moved.Succeeded, string.Join("; ", moved.Errors));
    }

    internal Task<Result> ProposeAsync(Employee reviewer, Relationship group = Relationship.Peer, Actor? by = null) =>
        Portal.Get<ProposeReviewer>().RunAsync(new ProposeReviewerCommand(EmmaIn, reviewer.Id, group), by ?? Actors.Of(Emma), Stop);

    internal async Task<Nomination> ProposedAsync(Employee reviewer)
    {
        var done = await ProposeAsync(reviewer);
        Assert.True(done.Succeeded, string.Join("; ", done.Errors));
        return (await NominationAsync(EmmaIn, reviewer))!;
    }

    internal Task<Result> ApproveAsync(Actor by, params Nomination[] nominations) =>
        Portal.Get<ApproveNominations>().RunAsync([.. nominations.Select(n => new SeenNomination(n.Id, n.Version))], by, Stop);

    internal Task<Result> AddAsync(Actor by, int participant, Employee reviewer, Relationship group, bool bothWays = false, int? replaces = null) =>
        Portal.Get<NominateReviewer>().RunAsync(new NominateReviewerCommand(participant, reviewer.Id, group, bothWays, replaces), by, Stop);

    internal async Task<Nomination?> NominationAsync(int participant, Employee reviewer)
    {
        await using var db = Portal.Open();
        return await db.Nominations.AsNoTracking().SingleOrDefaultAsync(n => n.ParticipantId == participant && n.ReviewerId == reviewer.Id, Stop);
    }

    internal async Task<Review?> ReviewAsync(int participant, Employee reviewer)
    {
        await using var db = Portal.Open();
        return await db.Reviews.AsNoTracking().SingleOrDefaultAsync(r => r.ParticipantId == participant && r.ReviewerId == reviewer.Id, Stop);
    }

    /// <summary>Who was told, and of what.</summary>
    internal async Task<IReadOnlyList<(string Kind, int EmployeeId)>> ToldAsync()
    {
        await using var db = Portal.Open();
        return [.. (await db.Notifications.AsNoTracking().OrderBy(n => n.Id).Select(n => new { n.Kind, n.EmployeeId }).ToListAsync(Stop)).Select(n => (n.Kind, n.EmployeeId))];
    }
}
