using Microsoft.EntityFrameworkCore;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.People;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Cycles;
using StarPortal.Web.Features.Cycles.Progress;
using StarPortal.Web.Features.Reviews.ControlRoom;
using StarPortal.Web.Features.Reviews.ControlRoom.Counts;
using StarPortal.Web.Features.Reviews.ControlRoom.Lists;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Tests.Cycles;

public sealed class PhaseTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task ClosingSelfReview_NotSubmitted_IsMissedAndComesBackWhenReopened(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var ann = await portal.AddEmployeeAsync("Ann");
        await portal.AddEmployeeAsync("Bob", ann);
        var cycle = await portal.RunningAsync();
        var move = portal.Get<MovePhase>();
        Assert.True((await move.RunAsync(new PhaseMove(cycle, PhaseKind.SelfReview, true, portal.Now.AddDays(2)), Actors.Hr, Stop)).Succeeded);
        await using (var db = portal.Open())
        {
            // one has begun
            await db.WriteAsync(() => db.Reviews.Where(r => r.SubjectId == ann.Id && r.Relationship == Relationship.Self)
                .ExecuteUpdateAsync(s => s.SetProperty(r => r.State, ReviewState.Draft).SetProperty(r => r.SavedAt, portal.Now), Stop), Stop);
        }

        Assert.True((await move.RunAsync(new PhaseMove(cycle, PhaseKind.SelfReview, false), Actors.Hr, Stop)).Succeeded);
        Assert.Equal([ReviewState.Missed, ReviewState.Missed], await StatesAsync(portal, Relationship.Self));
        Assert.Equal([ReviewState.NotStarted], await StatesAsync(portal, Relationship.Manager));

        Assert.True((await move.RunAsync(new PhaseMove(cycle, PhaseKind.SelfReview, true, portal.Now.AddDays(3)), Actors.Hr, Stop)).Succeeded);
        Assert.Equal([ReviewState.Draft, ReviewState.NotStarted], await StatesAsync(portal, Relationship.Self));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Schedule_LateAndTwice_OpensAndClosesByDate(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var ann = await portal.AddEmployeeAsync("Ann");
        await portal.AddEmployeeAsync("Bob", ann);
        portal.Clock.Set(new DateTime(2026, 11, 2, 9, 0, 0));
        var cycle = await portal.RunningAsync();
        var job = portal.Get<IEnumerable<IRecurringJob>>().OfType<DuePhasesJob>().Single();

        portal.Clock.Set(new DateTime(2026, 11, 21, 9, 0, 0));
        await job.RunAsync(Stop);
        await job.RunAsync(Stop);
        var midway = await portal.CycleAsync(cycle);
        Assert.Equal(PhaseState.Closed, midway.Phase(PhaseKind.DataCollection)!.State);
        Assert.Equal(PhaseState.Open, midway.Phase(PhaseKind.SelfReview)!.State);

        portal.Clock.Set(new DateTime(2026, 11, 30, 9, 0, 0));
        await job.RunAsync(Stop);
        await job.RunAsync(Stop);
        Assert.All(PhaseRules.Rating, k => Assert.True(portal.CycleAsync(cycle).Result.Phase(k)!.State == PhaseState.Closed));
        Assert.Equal([ReviewState.Missed, ReviewState.Missed], await StatesAsync(portal, Relationship.Self));
        Assert.Equal(PhaseState.Pending, (await portal.CycleAsync(cycle)).Phase(PhaseKind.Release)!.State);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Reschedule_OfAPhase_IsKeptWithTheEarlierDatesInTheTrail(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await portal.AddEmployeeAsync("Ann");
        portal.Clock.Set(new DateTime(2026, 11, 2, 9, 0, 0));
        var cycle = await portal.RunningAsync();
        var before = (await portal.CycleAsync(cycle)).Phase(PhaseKind.SelfReview)!;
        var dates = new NewPhaseDates(cycle, PhaseKind.SelfReview, before.Version, before.OpensAt.AddHours(2), before.ClosesAt.AddHours(-3), " Holiday ");

        Assert.True((await portal.Get<ReschedulePhase>().RunAsync(dates, Actors.Hr, Stop)).Succeeded);

        var after = (await portal.CycleAsync(cycle)).Phase(PhaseKind.SelfReview)!;
        Assert.Equal((dates.OpensAt, dates.ClosesAt, before.Version + 1), (after.OpensAt, after.ClosesAt, after.Version));
        await using var db = portal.Open();
        var entry = await db.AuditEntries.AsNoTracking().SingleAsync(e => e.Action == "Cycles.PhaseRescheduled", Stop);
        Assert.Equal("Holiday", entry.Reason);
        Assert.Equal(
            FormattableString.Invariant($"SelfReview: {before.OpensAt:yyyy-MM-dd HH:mm} – {before.ClosesAt:yyyy-MM-dd HH:mm} → {dates.OpensAt:yyyy-MM-dd HH:mm} – {dates.ClosesAt:yyyy-MM-dd HH:mm} (UTC)"),
            entry.Details);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Reschedule_InTwoWindows_AnswersTheSecond(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await portal.AddEmployeeAsync("Ann");
        portal.Clock.Set(new DateTime(2026, 11, 2, 9, 0, 0));
        var cycle = await portal.RunningAsync();
        var seen = (await portal.CycleAsync(cycle)).Phase(PhaseKind.SelfReview)!;
        var reschedule = portal.Get<ReschedulePhase>();
        var first = new NewPhaseDates(cycle, PhaseKind.SelfReview, seen.Version, seen.OpensAt, seen.ClosesAt.AddHours(-1), "first");

        Assert.True((await reschedule.RunAsync(first, Actors.Hr, Stop)).Succeeded);
        var second = await reschedule.RunAsync(first with { ClosesAt = seen.ClosesAt.AddHours(-2), Reason = "second" }, Actors.Hr, Stop);

        Assert.True(second.Error.Is(Domain.SharedErrors.ChangedElsewhere));
        Assert.Equal(first.ClosesAt, (await portal.CycleAsync(cycle)).Phase(PhaseKind.SelfReview)!.ClosesAt);
        await using var db = portal.Open();
        Assert.Equal(["first"], await db.AuditEntries.Where(e => e.Action == "Cycles.PhaseRescheduled").Select(e => e.Reason).ToListAsync(Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Reschedule_OutOfOrderOrByOthers_ChangesNothing(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var ann = await portal.AddEmployeeAsync("Ann");
        portal.Clock.Set(new DateTime(2026, 11, 2, 9, 0, 0));
        var cycle = await portal.RunningAsync();
        var seen = await portal.CycleAsync(cycle);
        var self = seen.Phase(PhaseKind.SelfReview)!;
        var late = new NewPhaseDates(cycle, PhaseKind.SelfReview, self.Version, self.OpensAt, seen.Phase(PhaseKind.Release)!.ClosesAt, "late");
        var reschedule = portal.Get<ReschedulePhase>();

        Assert.Contains((await reschedule.RunAsync(late, Actors.Hr, Stop)).Errors, e => e.Is(CycleErrors.OpensTooEarly));
        Assert.True((await reschedule.RunAsync(late with { ClosesAt = self.ClosesAt, Reason = " " }, Actors.Hr, Stop)).Error.Is(CycleErrors.ReasonMissing));
        Assert.True((await reschedule.RunAsync(late with { CycleId = 999 }, Actors.Hr, Stop)).Error.Is(CycleErrors.NotFound));
        foreach (var actor in (Domain.Actor[])[Actors.Of(ann), Actors.Administrator])
        {
            Assert.True((await reschedule.RunAsync(late with { ClosesAt = self.ClosesAt.AddHours(-1) }, actor, Stop)).Error.Is(CycleErrors.NotFound));
        }

        Assert.Equal(self.ClosesAt, (await portal.CycleAsync(cycle)).Phase(PhaseKind.SelfReview)!.ClosesAt);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Progress_OfARunningCycle_IsCounted(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var ann = await portal.AddEmployeeAsync("Ann", department: "Sales");
        await portal.AddEmployeeAsync("Bob 鲍勃", ann);
        var cycle = await portal.RunningAsync();
        var queries = portal.Get<ProgressQueries>();

        var relationships = await queries.RelationshipsAsync(cycle, Actors.Hr, Stop);
        Assert.Equal([(Relationship.Self, 2, 2), (Relationship.Manager, 1, 1)], relationships.Select(r => (r.Relationship, r.Total, r.Waiting)));
        var room = (await portal.Get<RoomCycles>().FindAsync(cycle, Actors.Hr, Stop))!;
        var bob = Assert.Single(await portal.Get<ParticipantList>().AllAsync(room, new RoomFilter("鲍", State: RoomState.Open), Actors.Hr, Stop));
        Assert.Equal((ReviewState.NotStarted, ReviewState.NotStarted), (bob.Self, bob.ManagerReview));
        var writers = await portal.Get<LoadList>().AllAsync(room, new RoomFilter(), Actors.Hr, Stop);
        Assert.Equal([("Ann", 2), ("Bob 鲍勃", 1)], writers.Select(w => (w.Name, w.Open)));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Progress_OfDepartmentsOfTheSameName_TellsThemApart(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await using (var db = portal.Open())
        {
            var company = new Department("Company", null);
            var (sales, service) = (new Department("Sales", company), new Department("Service", company));
            var teams = new[] { new Department("North", sales), new Department("North", service) };
            db.Departments.AddRange([company, sales, service, .. teams]);
            await db.SaveChangesAsync(Stop);
            foreach (var department in (Department[])[company, sales, service, .. teams])
            {
                department.SetPath();
            }

            db.Employees.AddRange(teams.Select((t, i) => new Employee($"N{i}", new EmployeeDetails($"Person {i}", $"n{i}@example.org", t.Id, HireDate: new DateOnly(2020, 1, 1)))));
            await db.SaveChangesAsync(Stop);
        }

        var cycle = await portal.RunningAsync();
        var room = (await portal.Get<RoomCycles>().FindAsync(cycle, Actors.Hr, Stop))!;

        string[] expected = ["Sales / North", "Service / North"];
        Assert.Equal(expected, (await portal.Get<ParticipantList>().AllAsync(room, new RoomFilter(), Actors.Hr, Stop)).Select(d => d.Department).Order());
        Assert.Equal(expected, (await portal.Get<LoadList>().AllAsync(room, new RoomFilter(), Actors.Hr, Stop)).Select(d => d.Department).Order());
    }

    [Fact]
    public async Task Others_ThanHr_NeitherSeeNorMove()
    {
        await using var portal = await TestPortal.CreateAsync();
        var ann = await portal.AddEmployeeAsync("Ann");
        var cycle = await portal.RunningAsync();
        foreach (var actor in (Domain.Actor[])[Actors.Of(ann), Actors.Administrator])
        {
            Assert.Null(await portal.Get<CycleQueries>().FindAsync(cycle, actor, Stop));
            Assert.Equal(0, (await portal.Get<CycleQueries>().ListAsync("", 1, actor, Stop)).Total);
            Assert.Empty(await portal.Get<ProgressQueries>().RelationshipsAsync(cycle, actor, Stop));
            Assert.Null(await portal.Get<RoomCycles>().FindAsync(cycle, actor, Stop));
            Assert.True((await portal.Get<MovePhase>().RunAsync(new PhaseMove(cycle, PhaseKind.SelfReview, true), actor, Stop)).Error.Is(CycleErrors.NotFound));
            Assert.True((await portal.Get<CancelCycle>().RunAsync(cycle, 0, "no", actor, Stop)).Error.Is(CycleErrors.NotFound));
        }

        Assert.NotNull(await portal.Get<CriteriaQueries>().FindAsync(cycle, Actors.Of(ann), Stop));
        Assert.Null(await portal.Get<CriteriaQueries>().FindAsync(cycle, Actors.Administrator, Stop));
    }

    [Fact]
    public async Task Unlock_OfOnesOwnReview_IsRefused()
    {
        await using var portal = await TestPortal.CreateAsync();
        var boss = await portal.AddEmployeeAsync("Boss");
        var ann = await portal.AddEmployeeAsync("Ann", boss, jobFamily: "HR");
        await portal.RunningAsync();
        await using var db = portal.Open();
        var participant = await db.Participants.AsNoTracking().SingleAsync(p => p.EmployeeId == ann.Id, Stop);
        var unlock = portal.Get<UnlockManagerReview>();

        Assert.True((await unlock.RunAsync(participant.Id, "leave", Actors.Of(ann, Domain.Roles.HR), Stop)).Error.Is(CycleErrors.OwnCase));
        Assert.True((await unlock.RunAsync(participant.Id, " ", Actors.Hr, Stop)).Error.Is(CycleErrors.ReasonMissing));
        Assert.True((await unlock.RunAsync(participant.Id, "parental leave", Actors.Hr, Stop)).Succeeded);
    }

    private static async Task<List<ReviewState>> StatesAsync(TestPortal portal, Relationship relationship)
    {
        await using var db = portal.Open();
        return await db.Reviews.AsNoTracking().Where(r => r.Relationship == relationship).OrderBy(r => r.Id).Select(r => r.State).ToListAsync(Stop);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Progress_ForHrWhoTakesPart_HoldsNothingOfTheirOwnCase(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var boss = await portal.AddEmployeeAsync("Boss");
        var hanna = await portal.AddEmployeeAsync("Hanna", boss, "People", "HR");
        var cycle = await portal.RunningAsync();
        var (queries, own) = (portal.Get<ProgressQueries>(), Actors.Of(hanna, Domain.Roles.Employee | Domain.Roles.HR));

        Assert.Equal([(Relationship.Self, 1)], (await queries.RelationshipsAsync(cycle, own, Stop)).Select(r => (r.Relationship, r.Total)));
        var room = (await portal.Get<RoomCycles>().FindAsync(cycle, own, Stop))!;
        Assert.Equal(["Boss"], (await portal.Get<ParticipantList>().AllAsync(room, new RoomFilter(), own, Stop)).Select(r => r.Name));
        Assert.Equal([("Boss", 1)], (await portal.Get<LoadList>().AllAsync(room, new RoomFilter(), own, Stop)).Select(w => (w.Name, w.Open)));
        var map = HeatMap.Of(await portal.Get<CountQueries>().OfAsync(room, own, Stop), null, byPhase: true);
        Assert.Equal([("Operations", 1)], map.Rows.Select(r => (r.Name, r.All.Asked)));
        Assert.Equal(1, Assert.Single((await portal.Get<CycleQueries>().ListAsync("", 1, own, Stop)).Rows).Reviews);
        Assert.Equal(3, Assert.Single((await portal.Get<CycleQueries>().ListAsync("", 1, Actors.Hr, Stop)).Rows).Reviews);
    }
}
