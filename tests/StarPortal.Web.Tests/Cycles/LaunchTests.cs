using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Jobs;
using StarPortal.Domain.People;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Cycles.Setup;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Tests.Cycles;

public sealed class LaunchTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Launch_SmallCompany_MakesSnapshotsAndEveryReviewOnce(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var boss = await portal.AddEmployeeAsync("Boss 老板", level: "M5");
        var ann = await portal.AddEmployeeAsync("Ann", boss, "Sales");
        var bob = await portal.AddEmployeeAsync("Bob", boss, "Sales");
        var cycle = await portal.DraftAsync();
        Assert.True((await portal.Get<PlanReviewers>().RunAsync(new ReviewerPlan.Add(cycle, ann.Id, bob.Id, Relationship.Peer), Actors.Hr, Stop)).Succeeded);
        await using (var before = portal.Open())
        {
            // chosen before becoming Ann's manager: one reviewer has one role
            before.PlannedReviewers.Add(new PlannedReviewer(cycle, ann.Id, boss.Id, Relationship.Peer));
            await before.SaveChangesAsync(Stop);
        }

        await portal.PublishAsync(cycle);
        await portal.LaunchAsync(cycle);
        Assert.True(await portal.Get<LongTaskWork>().RunNextAsync(Stop));

        await using var db = portal.Open();
        var snapshot = await db.Participants.AsNoTracking().SingleAsync(p => p.EmployeeId == ann.Id, Stop);
        Assert.Equal(("Ann", ann.Number, "Sales", boss.Id), (snapshot.Name, snapshot.Number, snapshot.DepartmentName, snapshot.ManagerId));
        var reviews = await db.Reviews.AsNoTracking().Select(r => new { r.SubjectId, r.ReviewerId, r.Relationship, r.State }).ToListAsync(Stop);
        Assert.Equal(
            [(boss.Id, boss.Id, Relationship.Self), (ann.Id, ann.Id, Relationship.Self), (ann.Id, boss.Id, Relationship.Manager), (ann.Id, bob.Id, Relationship.Peer), (bob.Id, bob.Id, Relationship.Self), (bob.Id, boss.Id, Relationship.Manager)],
            reviews.Select(r => (r.SubjectId, r.ReviewerId, r.Relationship)).OrderBy(r => r.SubjectId).ThenBy(r => r.Relationship));
        Assert.All(reviews, r => Assert.Equal(ReviewState.NotStarted, r.State));
        Assert.Equal(LongTaskState.Succeeded, await db.LongTasks.Select(t => t.State).SingleAsync(Stop));
        Assert.Equal("Cycles.Launched", await db.AuditEntries.OrderByDescending(e => e.Sequence).Select(e => e.Action).FirstAsync(Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Launch_PeopleWhoHaveLeft_NeitherTakePartNorReview(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var boss = await portal.AddEmployeeAsync("Boss");
        var ann = await portal.AddEmployeeAsync("Ann", boss);
        var cycle = await portal.DraftAsync();
        await portal.PublishAsync(cycle);
        await using (var db = portal.Open())
        {
            var gone = await db.Employees.SingleAsync(e => e.Id == boss.Id, Stop);
            gone.Apply(new EmployeeDetails(gone.Name, gone.Email, gone.DepartmentId, LeaveDate: new DateOnly(2026, 11, 1)));
            await db.SaveChangesAsync(Stop);
        }

        await portal.LaunchAsync(cycle);
        await portal.Get<LongTaskWork>().RunNextAsync(Stop);

        await using var read = portal.Open();
        Assert.Equal([ann.Id], await read.Participants.Select(p => p.EmployeeId).ToListAsync(Stop));
        Assert.Equal([Relationship.Self], await read.Reviews.Select(r => r.Relationship).ToListAsync(Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Launch_InterruptedAfterEachStepAndRunTwice_EndsInOneReviewPerPersonAndReviewer(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await AddCompanyAsync(portal, 2_500);
        var cycle = await portal.DraftAsync();
        await portal.Get<PlanReviewers>().RunAsync(new ReviewerPlan.Assign(cycle, new AssignmentRule.Colleagues(2, 7, true)), Actors.Hr, Stop);
        await portal.PublishAsync(cycle);
        var task = new LongTaskView(1, LaunchCycle.Kind, cycle, "", Actors.Hr);
        for (var step = 0; step < 3; step++)
        {
            var steps = 0;
            var handler = portal.Get<LaunchCycleHandler>();
            handler.ChunkSize = 1_000;
            handler.AfterStep = _ => steps++ == step ? throw new InvalidOperationException("killed") : Task.CompletedTask;
            await Assert.ThrowsAsync<InvalidOperationException>(() => handler.RunAsync(task, Nobody(portal), Stop));
            Assert.Equal(CycleState.Published, (await portal.CycleAsync(cycle)).State);
        }

        Assert.True((await portal.Get<LaunchCycleHandler>().RunAsync(task, Nobody(portal), Stop)).Succeeded);
        Assert.True((await portal.Get<LaunchCycleHandler>().RunAsync(task, Nobody(portal), Stop)).Succeeded);

        await using var db = portal.Open();
        Assert.Equal(2_500, await db.Participants.CountAsync(Stop));
        Assert.Equal(2_500, await db.Reviews.CountAsync(r => r.Relationship == Relationship.Self, Stop));
        Assert.Equal(4_998, await db.Reviews.CountAsync(r => r.Relationship == Relationship.Peer, Stop));
        Assert.Equal(1, await db.AuditEntries.CountAsync(e => e.Action == "Cycles.Launched", Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Launch_TenThousandPeopleWithFourPeers_TakesSeconds(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await AddCompanyAsync(portal, 10_000);
        var cycle = await portal.DraftAsync();
        var planned = await portal.Get<PlanReviewers>().RunAsync(new ReviewerPlan.Assign(cycle, new AssignmentRule.Colleagues(4, 1, true)), Actors.Hr, Stop);
        // everybody reports to the boss, who therefore gets no peers
        Assert.Equal(39_996, planned.Value);
        await portal.PublishAsync(cycle);
        await portal.LaunchAsync(cycle);
        var watch = Stopwatch.StartNew();
        await portal.Get<LongTaskWork>().RunNextAsync(Stop);
        watch.Stop();

        await using var db = portal.Open();
        Assert.Equal(10_000, await db.Participants.CountAsync(Stop));
        Assert.Equal(10_000 + 9_999 + 39_996, await db.Reviews.CountAsync(Stop));
        var task = await db.LongTasks.AsNoTracking().SingleAsync(Stop);
        Assert.Equal((LongTaskState.Succeeded, 10_000, 10_000), (task.State, task.Done, task.Total));
        TestContext.Current.TestOutputHelper?.WriteLine($"{provider}: {watch.Elapsed.TotalSeconds:0.0} s");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"took {watch.Elapsed}");
    }

    [Fact]
    public async Task Launch_PressedTwice_QueuesOneTask()
    {
        await using var portal = await TestPortal.CreateAsync();
        await portal.AddEmployeeAsync("Ann");
        var cycle = await portal.DraftAsync();
        await portal.PublishAsync(cycle);
        var version = (await portal.CycleAsync(cycle)).Version;
        Assert.True((await portal.Get<LaunchCycle>().RunAsync(cycle, version, Actors.Hr, Stop)).Succeeded);

        var again = await portal.Get<LaunchCycle>().RunAsync(cycle, version, Actors.Hr, Stop);

        Assert.True(again.Error.Is(CycleErrors.AlreadyLaunching));
    }

    [Fact]
    public async Task Launch_OfADraft_IsRefused()
    {
        await using var portal = await TestPortal.CreateAsync();
        await portal.AddEmployeeAsync("Ann");
        var cycle = await portal.DraftAsync();

        var launched = await portal.Get<LaunchCycle>().RunAsync(cycle, (await portal.CycleAsync(cycle)).Version, Actors.Hr, Stop);

        Assert.True(launched.Error.Is(CycleErrors.WrongState));
    }

    private static TaskProgress Nobody(TestPortal portal) =>
        TaskProgress.None(portal.Get<IDbContextFactory<PortalDbContext>>(), portal.Clock);

    /// <summary>One boss, teams of ten in departments of their own.</summary>
    private static async Task AddCompanyAsync(TestPortal portal, int size)
    {
        await using var db = portal.Open();
        List<Department> departments = [.. Enumerable.Range(0, (size + 9) / 10).Select(i => new Department($"Team {i}", null))];
        db.Departments.AddRange(departments);
        await db.SaveChangesAsync(Stop);
        departments.ForEach(d => d.SetPath());
        await db.SaveChangesAsync(Stop);
        await db.WriteAsync(
            async () =>
            {
                var ids = await db.ReserveIdsAsync<Employee>(size, Stop);
                List<Employee> people = [.. Enumerable.Range(0, size).Select(i => new Employee(
                    $"N{i:00000}",
                    new EmployeeDetails($"Person {i}", $"p{i}@example.org", departments[i / 10].Id, ManagerId: i == 0 ? null : ids[0])))];
                await db.InsertAsync(people, ids, Stop);
            },
            Stop);
    }
}
