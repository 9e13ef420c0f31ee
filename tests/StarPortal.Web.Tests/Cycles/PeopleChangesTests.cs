using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.People;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Cycles.Changes;
using StarPortal.Web.Features.Cycles.Progress;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Features.Reviews;
using StarPortal.Web.Features.Reviews.ControlRoom;
using StarPortal.Web.Features.Reviews.ControlRoom.Lists;
using StarPortal.Web.Tests.Reviews;

namespace StarPortal.Web.Tests.Cycles;

public sealed class PeopleChangesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task HandOver_HandedInAndNewManagerWasAColleague_KeepsEvidenceWithdrawsTheGroupReviewAndTellsThreePeople(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        await stage.SubmitSelfAsync();
        await stage.SubmitManagerAsync();
        var pia = stage.Peers[0];
        await stage.SubmitAsync(stage.PeerIds[0], pia, ReviewStage.PeerAnswers);

        await HandOverAsync(stage, pia.Id);

        var old = await stage.ReviewAsync(stage.ManagerId);
        Assert.Equal((ReviewState.Submitted, true, ReviewStage.ManagerAnswers.Length), (old.State, old.PreviousManager, old.Answers.Count));
        Assert.Equal(ReviewState.Withdrawn, (await stage.ReviewAsync(stage.PeerIds[0])).State);
        var fresh = await ReviewOfAsync(stage, pia.Id, Relationship.Manager);
        Assert.Equal((ReviewState.NotStarted, false), (fresh.State, fresh.PreviousManager));
        Assert.NotNull(fresh.ClosesAt);
        Assert.Equal(
            new HashSet<(int, string)> { (stage.Subject.Id, "Cycles.ManagerChanged"), (stage.Manager.Id, "Cycles.HandedOver"), (pia.Id, "Cycles.TakenOverFromGroup") },
            await ToldAsync(portal));
        Assert.NotNull(await stage.FindAsync(stage.ManagerId, Actors.Of(pia)));
        Assert.NotNull(await stage.FindAsync(stage.ManagerId, Actors.Of(stage.Manager)));
        Assert.Null(await stage.FindAsync(stage.ManagerId, Actors.Of(stage.Subject)));
        await using var db = portal.Open();
        Assert.Equal(1, await db.AuditEntries.CountAsync(e => e.Action == "Cycles.ParticipantManagerChanged", Stop));
        var person = await portal.Get<TeamQueries>().ForAsync(Actors.Of(pia), Stop);
        Assert.Equal(ReviewState.NotStarted, Assert.Single(Assert.Single(person).Rows).ManagerState);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task HandOver_BackToTheEarlierManager_LetsThemGoOnWhereTheyWere(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        Assert.True((await stage.SaveAsync(stage.ManagerId, Actors.Of(stage.Manager), ReviewStage.ManagerAnswers)).Succeeded);
        await HandOverAsync(stage, stage.Stranger.Id);
        var put = await stage.ReviewAsync(stage.ManagerId);
        Assert.Equal((ReviewState.Withdrawn, true), (put.State, put.PreviousManager));
        Assert.False((await stage.SaveAsync(stage.ManagerId, Actors.Of(stage.Manager), ReviewStage.ManagerAnswers)).Succeeded);
        Assert.NotNull(await stage.FindAsync(stage.ManagerId, Actors.Of(stage.Manager)));
        Assert.NotNull(await stage.FindAsync(stage.ManagerId, stage.Hr));
        Assert.Null(await stage.FindAsync(stage.ManagerId, Actors.Of(stage.Stranger)));

        await HandOverAsync(stage, stage.Manager.Id);

        var back = await stage.ReviewAsync(stage.ManagerId);
        Assert.Equal((ReviewState.Draft, false, ReviewStage.ManagerAnswers.Length), (back.State, back.PreviousManager, back.Answers.Count));
        Assert.Equal(ReviewState.Withdrawn, (await ReviewOfAsync(stage, stage.Stranger.Id, Relationship.Manager)).State);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task HandOver_AfterACutOff_HappensOnceWhenItHasCome(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        var job = portal.Get<IEnumerable<IRecurringJob>>().OfType<HandOversJob>().Single();

        await HandOverAsync(stage, stage.Stranger.Id, portal.Now.AddDays(2));
        await job.RunAsync(Stop);
        Assert.Equal(stage.Manager.Id, (await ParticipantAsync(stage)).ManagerId);
        await stage.SubmitSelfAsync();
        await stage.SubmitManagerAsync();
        portal.Clock.Set(portal.Now.AddDays(2).AddMinutes(1));
        await job.RunAsync(Stop);
        await job.RunAsync(Stop);

        Assert.Equal(stage.Stranger.Id, (await ParticipantAsync(stage)).ManagerId);
        Assert.True((await stage.ReviewAsync(stage.ManagerId)).PreviousManager);
        Assert.Equal(
            new HashSet<(int, string)>
            {
                (stage.Manager.Id, "Cycles.HandOverPlanned"), (stage.Stranger.Id, "Cycles.TakeOverPlanned"),
                (stage.Subject.Id, "Cycles.ManagerChanged"), (stage.Manager.Id, "Cycles.HandedOver"), (stage.Stranger.Id, "Cycles.TakenOver"),
            },
            await ToldAsync(portal));
        await using var db = portal.Open();
        Assert.Equal(ManagerChangeState.Done, (await db.ManagerChanges.SingleAsync(Stop)).State);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task HandOver_CalledOff_LeavesEverythingAsItWas(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        await HandOverAsync(stage, stage.Stranger.Id, portal.Now.AddDays(2));
        var view = await portal.Get<ChangeQueries>().FindAsync(stage.CycleId, stage.Hr, Stop);
        var plan = Assert.Single(view!.Planned);
        Assert.Equal(("Mona Manager", "Stan"), (plan.From, plan.To));

        var cancel = portal.Get<CancelHandOver>();
        Assert.True((await cancel.RunAsync(new CancelHandOverOrder(stage.CycleId, plan.Id, plan.Version, "wrong person"), stage.Hr, Stop)).Succeeded);
        Assert.False((await cancel.RunAsync(new CancelHandOverOrder(stage.CycleId, plan.Id, plan.Version, "wrong person"), stage.Hr, Stop)).Succeeded);

        portal.Clock.Set(portal.Now.AddDays(3));
        Assert.Equal(0, await portal.Get<CarryOutHandOvers>().RunAsync(Actor.System("Schedule"), Stop));
        Assert.Equal(stage.Manager.Id, (await ParticipantAsync(stage)).ManagerId);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Change_TwoPeopleAtOnce_TellsTheSecondAndDoesNothing(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        var seen = new PersonSeen(stage.ParticipantId, (await ParticipantAsync(stage)).Version);
        await HandOverAsync(stage, stage.Stranger.Id);

        Assert.All(
            new[]
            {
                await portal.Get<ChangeManager>().RunAsync(new ManagerChangeOrder(stage.CycleId, [new NewManager(seen, stage.Peers[1].Id)], null, null, "moved"), stage.Hr, Stop),
                await portal.Get<WithdrawParticipants>().RunAsync(new PeopleOrder(stage.CycleId, [seen], "moved"), stage.Hr, Stop),
                await portal.Get<MarkLeavers>().RunAsync(new LeaversOrder(stage.CycleId, [seen], null, "moved"), stage.Hr, Stop),
                await portal.Get<TransferParticipants>().RunAsync(new TransferOrder(stage.CycleId, [seen], true, true, "moved"), stage.Hr, Stop),
            },
            r => Assert.Equal(SharedErrors.ChangedElsewhere, r.Error));
        Assert.Equal(stage.Stranger.Id, (await ParticipantAsync(stage)).ManagerId);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Change_OwnCaseNoReasonOrNotHr_IsRefused(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        var hrRole = Roles.Employee | Roles.HR;

        Assert.Equal(CycleErrors.OwnCase, (await ChangeAsync(stage, stage.Stranger.Id, Actors.Of(stage.Subject, hrRole))).Error);
        Assert.Equal(CycleErrors.OwnCase, (await ChangeAsync(stage, stage.Stranger.Id, Actors.Of(stage.Manager, hrRole))).Error);
        Assert.Equal(CycleErrors.OwnCase, (await ChangeAsync(stage, stage.Stranger.Id, Actors.Of(stage.Stranger, hrRole))).Error);
        Assert.Equal(CycleErrors.NotFound, (await ChangeAsync(stage, stage.Stranger.Id, Actors.Of(stage.Manager))).Error);
        Assert.Equal(CycleErrors.NotFound, (await ChangeAsync(stage, stage.Stranger.Id, Actors.Administrator)).Error);
        Assert.Equal(CycleErrors.ReasonMissing, (await ChangeAsync(stage, stage.Stranger.Id, stage.Hr, " ")).Error);
        Assert.Equal(CycleErrors.SameManager, (await ChangeAsync(stage, stage.Manager.Id, stage.Hr)).Error);
        Assert.Equal(CycleErrors.ManagerIsSelf, (await ChangeAsync(stage, stage.Subject.Id, stage.Hr)).Error);
        Assert.Empty(await ToldAsync(portal));
        await using var db = portal.Open();
        Assert.Equal(0, await db.ParticipantChanges.CountAsync(Stop) + await db.ManagerChanges.CountAsync(Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task HandOver_AfterTheReviews_ChangesWhoLeadsOnly(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        await stage.SubmitSelfAsync();
        await stage.SubmitManagerAsync();
        await SetStateAsync(stage, CycleState.Released);

        Assert.True((await ChangeAsync(stage, stage.Peers[0].Id, stage.Hr)).Error.Is(CycleErrors.ManagerInGroup));
        await HandOverAsync(stage, stage.Stranger.Id);

        var review = await stage.ReviewAsync(stage.ManagerId);
        Assert.Equal((ReviewState.Submitted, false), (review.State, review.PreviousManager));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Join_WhileTheCycleRuns_CreatesReviewsWithTimeOfTheirOwn(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        var late = await portal.AddEmployeeAsync("Lena Late", stage.Manager);
        var order = new JoinOrder(stage.CycleId, [late.Id], [stage.Stranger.Id], null, portal.Now.AddDays(6), null, "started in November");

        var added = await portal.Get<AddParticipants>().RunAsync(order, stage.Hr, Stop);
        Assert.True(added.Succeeded, string.Join(", ", added.Errors));
        Assert.True((await portal.Get<AddParticipants>().RunAsync(order, stage.Hr, Stop)).Error.Is(CycleErrors.AlreadyTakesPart));

        await using var db = portal.Open();
        var reviews = await db.Reviews.AsNoTracking().Where(r => r.SubjectId == late.Id).OrderBy(r => r.Relationship).ToListAsync(Stop);
        Assert.Equal(
            [(Relationship.Self, late.Id), (Relationship.Manager, stage.Manager.Id), (Relationship.Peer, stage.Stranger.Id)],
            reviews.OrderBy(r => (int)r.Relationship).Select(r => (r.Relationship, r.ReviewerId)));
        // the self reviews' phase ends in four days: too soon
        Assert.True(reviews.Single(r => r.Relationship == Relationship.Self).ClosesAt > portal.Now.AddDays(4));
        Assert.Equal(portal.Now.AddDays(6), reviews.Single(r => r.Relationship == Relationship.Peer).ClosesAt);
        Assert.Equal(
            new HashSet<(int, string)> { (late.Id, "Cycles.Joined"), (stage.Manager.Id, "Cycles.JoinedTeam"), (stage.Stranger.Id, "Cycles.AskedToReview") },
            await ToldAsync(portal));
        var room = (await portal.Get<RoomCycles>().FindAsync(stage.CycleId, stage.Hr, Stop))!;
        Assert.Equal(ReviewState.NotStarted, Assert.Single(await portal.Get<ParticipantList>().AllAsync(room, new RoomFilter("Lena"), stage.Hr, Stop)).Self);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Leaver_SelfReviewOpen_IsNotWaitedForUntilTheyReturn(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        var saved = await stage.SaveAsync(stage.ManagerId, Actors.Of(stage.Manager), ReviewStage.ManagerAnswers);
        var submit = new SubmitReviewCommand(stage.ManagerId, saved.Value.Version);
        Assert.Equal(ReviewErrors.WaitsForSelfReview, (await portal.Get<SubmitReview>().RunAsync(submit, Actors.Of(stage.Manager), Stop)).Error);

        await MarkAsync();
        Assert.True((await portal.Get<MarkReturned>().RunAsync(new PeopleOrder(stage.CycleId, [await SeenAsync(stage)], "came back"), stage.Hr, Stop)).Succeeded);
        Assert.Equal(ReviewErrors.WaitsForSelfReview, (await portal.Get<SubmitReview>().RunAsync(submit, Actors.Of(stage.Manager), Stop)).Error);
        await MarkAsync();

        var handedIn = await portal.Get<SubmitReview>().RunAsync(submit, Actors.Of(stage.Manager), Stop);
        Assert.True(handedIn.Succeeded, string.Join(", ", handedIn.Errors));
        Assert.DoesNotContain((stage.Subject.Id, "Cycles.LeaverMarked"), await ToldAsync(portal));
        Assert.Contains((stage.Manager.Id, "Cycles.LeaverMarked"), await ToldAsync(portal));

        async Task MarkAsync() =>
            Assert.True((await portal.Get<MarkLeavers>().RunAsync(new LeaversOrder(stage.CycleId, [await SeenAsync(stage)], new DateOnly(2026, 11, 20), "resigned"), stage.Hr, Stop)).Succeeded);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Transfer_ChosenParts_TakesOnlyThose(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        var other = await portal.AddEmployeeAsync("Otto", department: "Sales");
        await EditAsync(portal, stage.Subject.Id, d => d with { DepartmentId = other.DepartmentId, Level = "P4" });

        var moved = await portal.Get<TransferParticipants>().RunAsync(new TransferOrder(stage.CycleId, [await SeenAsync(stage)], true, false, "moved to sales"), stage.Hr, Stop);

        Assert.True(moved.Succeeded, string.Join(", ", moved.Errors));
        var participant = await ParticipantAsync(stage);
        Assert.Equal(("Sales", ""), (participant.DepartmentName, participant.Level));
        Assert.Equal(new HashSet<(int, string)> { (stage.Subject.Id, "Cycles.Transferred") }, await ToldAsync(portal));
        await SetStateAsync(stage, CycleState.Released);
        Assert.True((await portal.Get<TransferParticipants>().RunAsync(new TransferOrder(stage.CycleId, [await SeenAsync(stage)], true, true, "late"), stage.Hr, Stop)).Error.Is(CycleErrors.WrongState));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Withdraw_AndRestore_HidesAndBringsBackEverythingAsItWas(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        await stage.SubmitAsync(stage.PeerIds[0], stage.Peers[0], ReviewStage.PeerAnswers);
        Assert.True((await stage.SaveAsync(stage.PeerIds[1], Actors.Of(stage.Peers[1]), ReviewStage.PeerAnswers)).Succeeded);
        var before = await StatesAsync(stage);

        Assert.True((await portal.Get<WithdrawParticipants>().RunAsync(new PeopleOrder(stage.CycleId, [await SeenAsync(stage)], "long leave"), stage.Hr, Stop)).Succeeded);

        Assert.Empty(await portal.Get<MyReviewQueries>().MineAsync(Actors.Of(stage.Peers[1]), true, Stop));
        Assert.Null(await stage.FindAsync(stage.PeerIds[1], Actors.Of(stage.Peers[1])));
        Assert.False((await stage.SaveAsync(stage.PeerIds[1], Actors.Of(stage.Peers[1]), ReviewStage.PeerAnswers)).Succeeded);
        var room = (await portal.Get<RoomCycles>().FindAsync(stage.CycleId, stage.Hr, Stop))!;
        Assert.Empty(await portal.Get<ParticipantList>().AllAsync(room, new RoomFilter(), stage.Hr, Stop));
        Assert.Empty(await portal.Get<ProgressQueries>().RelationshipsAsync(stage.CycleId, stage.Hr, Stop));
        var told = await ToldAsync(portal);
        // who has handed in has nothing to do any more; nobody outside hears of it
        Assert.Equal(
            new HashSet<(int, string)>
            {
                (stage.Subject.Id, "Cycles.Withdrawn"), (stage.Manager.Id, "Cycles.ReviewNotNeeded"),
                (stage.Peers[1].Id, "Cycles.ReviewNotNeeded"), (stage.Peers[2].Id, "Cycles.ReviewNotNeeded"),
            },
            told);

        Assert.True((await portal.Get<RestoreParticipants>().RunAsync(new PeopleOrder(stage.CycleId, [await SeenAsync(stage)], "came back"), stage.Hr, Stop)).Succeeded);

        Assert.Equal(before, await StatesAsync(stage));
        Assert.NotEmpty(await portal.Get<MyReviewQueries>().MineAsync(Actors.Of(stage.Peers[1]), true, Stop));
        await SetStateAsync(stage, CycleState.Released);
        Assert.True((await portal.Get<WithdrawParticipants>().RunAsync(new PeopleOrder(stage.CycleId, [await SeenAsync(stage)], "too late"), stage.Hr, Stop)).Error.Is(CycleErrors.WrongState));
    }

    private static async Task HandOverAsync(ReviewStage stage, int to, DateTime? cutOff = null)
    {
        var done = await ChangeAsync(stage, to, stage.Hr, cutOff: cutOff);
        Assert.True(done.Succeeded, string.Join(", ", done.Errors));
    }

    private static async Task<Result> ChangeAsync(ReviewStage stage, int to, Actor actor, string reason = "new team", DateTime? cutOff = null) =>
        await stage.Portal.Get<ChangeManager>().RunAsync(new ManagerChangeOrder(stage.CycleId, [new NewManager(await SeenAsync(stage), to)], cutOff, null, reason), actor, Stop);

    private static async Task<PersonSeen> SeenAsync(ReviewStage stage) => new(stage.ParticipantId, (await ParticipantAsync(stage)).Version);

    private static async Task<Participant> ParticipantAsync(ReviewStage stage)
    {
        await using var db = stage.Portal.Open();
        return await db.Participants.AsNoTracking().SingleAsync(p => p.Id == stage.ParticipantId, Stop);
    }

    private static async Task<Review> ReviewOfAsync(ReviewStage stage, int reviewer, Relationship relationship)
    {
        await using var db = stage.Portal.Open();
        return await db.Reviews.AsNoTracking().SingleAsync(r => r.ParticipantId == stage.ParticipantId && r.ReviewerId == reviewer && r.Relationship == relationship, Stop);
    }

    private static async Task<List<(int, ReviewState, int)>> StatesAsync(ReviewStage stage)
    {
        await using var db = stage.Portal.Open();
        return [.. (await db.Reviews.AsNoTracking().OrderBy(r => r.Id).Select(r => new { r.Id, r.State, Answers = r.Answers.Count }).ToListAsync(Stop)).Select(r => (r.Id, r.State, r.Answers))];
    }

    /// <summary>What this part told; handing in tells others in its own way.</summary>
    private static async Task<HashSet<(int, string)>> ToldAsync(TestPortal portal)
    {
        await using var db = portal.Open();
        return [.. (await db.Notifications.AsNoTracking().Where(n => n.Kind.StartsWith("Cycles.")).Select(n => new { n.EmployeeId, n.Kind }).ToListAsync(Stop)).Select(n => (n.EmployeeId, n.Kind))];
    }

    private static async Task SetStateAsync(ReviewStage stage, CycleState state)
    {
        await using var db = stage.Portal.Open();
        await db.WriteAsync(() => db.Cycles.Where(c => c.Id == stage.CycleId).ExecuteUpdateAsync(s => s.SetProperty(c => c.State, state), Stop), Stop);
    }

    internal static async Task EditAsync(TestPortal portal, int employeeId, Func<EmployeeDetails, EmployeeDetails> change)
    {
        await using var db = portal.Open();
        var employee = await db.Employees.SingleAsync(e => e.Id == employeeId, Stop);
        employee.Apply(change(employee.Details));
        await db.SaveChangesAsync(Stop);
    }
}
