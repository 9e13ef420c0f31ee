using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.People;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Cycles.Progress;
using StarPortal.Web.Features.Results;

namespace StarPortal.Web.Tests.Cycles;

public sealed class EscalationTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task ClosedPhase_AsksTheNextLevelUp_AndReopeningTakesItBack(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (cycle, boss, lead, ann) = await StageAsync(portal);
        var move = portal.Get<MovePhase>();

        await MoveAsync(move, cycle, false);

        // of Ann nobody but the boss is asked; of the lead there is nobody above the boss
        var asked = Assert.Single(await EscalatedAsync(portal, cycle));
        Assert.Equal((boss.Id, ann.Id, ReviewState.NotStarted, OwnEnd.After(portal.Now, EscalateReviews.WorkingDays, TimeZoneInfo.Utc, StarPortal.Domain.Calendar.WorkCalendar.Weekdays)), (asked.ReviewerId, asked.SubjectId, asked.State, asked.ClosesAt!.Value));
        Assert.Equal(["Reviews.Escalated"], await ToldAsync(portal, boss.Id));
        Assert.Empty(await ToldAsync(portal, ann.Id));
        Assert.Empty(await ToldAsync(portal, lead.Id));

        Assert.True((await move.RunAsync(new PhaseMove(cycle, PhaseKind.ManagerReview, true, portal.Now.AddDays(3)), Actors.Hr, Stop)).Succeeded);
        Assert.Equal(ReviewState.Withdrawn, Assert.Single(await EscalatedAsync(portal, cycle)).State);
        Assert.Equal(ReviewState.NotStarted, (await ManagersAsync(portal, lead.Id)).State);

        portal.Clock.Advance(TimeSpan.FromDays(2));
        await MoveAsync(move, cycle, false);
        Assert.Equal(ReviewState.NotStarted, Assert.Single(await EscalatedAsync(portal, cycle)).State);
        Assert.Equal(ReviewState.Missed, (await ManagersAsync(portal, lead.Id)).State);
        await using var db = portal.Open();
        Assert.Equal(2, await db.AuditEntries.CountAsync(e => e.Action == "Cycles.ReviewsEscalated", Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task ReopenedPhase_LeavesAReviewThatTheNextLevelHasBegun(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (cycle, _, lead, _) = await StageAsync(portal);
        var move = portal.Get<MovePhase>();
        await MoveAsync(move, cycle, false);
        await using (var db = portal.Open())
        {
            await db.Reviews.Where(r => r.EscalatedFromId != null).ExecuteUpdateAsync(s => s.SetProperty(r => r.State, ReviewState.Draft).SetProperty(r => r.SavedAt, portal.Now), Stop);
        }

        Assert.True((await move.RunAsync(new PhaseMove(cycle, PhaseKind.ManagerReview, true, portal.Now.AddDays(3)), Actors.Hr, Stop)).Succeeded);

        Assert.Equal(ReviewState.Draft, Assert.Single(await EscalatedAsync(portal, cycle)).State);
        Assert.Equal(ReviewState.Missed, (await ManagersAsync(portal, lead.Id)).State);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task OwnTimeOverAfterThePhase_AsksTheNextLevelOnce(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (cycle, boss, lead, ann) = await StageAsync(portal);
        await using (var db = portal.Open())
        {
            await db.Reviews.Where(r => r.ReviewerId == lead.Id && r.Relationship == Relationship.Manager)
                .ExecuteUpdateAsync(s => s.SetProperty(r => r.ClosesAt, portal.Now.AddDays(2)), Stop);
        }

        await MoveAsync(portal.Get<MovePhase>(), cycle, false);
        Assert.Empty(await EscalatedAsync(portal, cycle));

        portal.Clock.Advance(TimeSpan.FromDays(2));
        await portal.Get<EndReviews>().RunAsync(Actor.System("Schedule"), Stop);
        await portal.Get<EndReviews>().RunAsync(Actor.System("Schedule"), Stop);

        var asked = Assert.Single(await EscalatedAsync(portal, cycle));
        Assert.Equal((boss.Id, ann.Id, ReviewState.NotStarted), (asked.ReviewerId, asked.SubjectId, asked.State));
        Assert.Equal(["Reviews.Escalated"], await ToldAsync(portal, boss.Id));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task NextLevelHandedIn_TheMissedReviewIsNoLongerListedAsMissing(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (cycle, _, _, ann) = await StageAsync(portal);
        await MoveAsync(portal.Get<MovePhase>(), cycle, false);
        Assert.Contains(await ManagersMissingAsync(), m => m.Name == ann.Name);

        await using (var db = portal.Open())
        {
            await db.Reviews.Where(r => r.EscalatedFromId != null)
                .ExecuteUpdateAsync(s => s.SetProperty(r => r.State, ReviewState.Submitted).SetProperty(r => r.SubmittedAt, portal.Now), Stop);
        }

        Assert.DoesNotContain(await ManagersMissingAsync(), m => m.Name == ann.Name);

        async Task<List<MissingInput>> ManagersMissingAsync() =>
            [.. (await portal.Get<MissingInputQueries>().AllAsync(cycle, Actors.Hr, Stop)).Where(m => m.Kind == MissingKind.Review && m.Group == Source.Manager)];
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Calibration_WaitsByDateForOwnTime_AndEndsItByHand(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (cycle, _, _, _) = await StageAsync(portal);
        var move = portal.Get<MovePhase>();
        await MoveAsync(move, cycle, false);
        foreach (var kind in (PhaseKind[])[PhaseKind.SelfReview, PhaseKind.PeerReview])
        {
            if ((await portal.CycleAsync(cycle)).IsOpen(kind))
            {
                Assert.True((await move.RunAsync(new PhaseMove(cycle, kind, false), Actors.Hr, Stop)).Succeeded);
            }
        }

        if ((await portal.CycleAsync(cycle)).Phase(PhaseKind.Calibration) is null)
        {
            return;
        }

        var open = new PhaseMove(cycle, PhaseKind.Calibration, true, portal.Now.AddDays(30));
        Assert.True((await move.RunAsync(open, Actor.System("Schedule"), Stop)).Error.Is(CycleErrors.ReviewsStillOpen));
        Assert.Equal(CycleState.Running, (await portal.CycleAsync(cycle)).State);
        Assert.True((await move.RunAsync(open, Actors.Hr, Stop)).Succeeded);
        Assert.Equal(ReviewState.Missed, Assert.Single(await EscalatedAsync(portal, cycle)).State);
    }

    private static async Task<(int Cycle, Employee Boss, Employee Lead, Employee Ann)> StageAsync(TestPortal portal)
    {
        var boss = await portal.AddEmployeeAsync("Boss");
        var lead = await portal.AddEmployeeAsync("Lead", boss);
        var ann = await portal.AddEmployeeAsync("Ann", lead);
        portal.Clock.Set(new DateTime(2026, 11, 2, 9, 0, 0));
        var cycle = await portal.RunningAsync();
        await MoveAsync(portal.Get<MovePhase>(), cycle, true);
        return (cycle, boss, lead, ann);
    }

    private static async Task MoveAsync(MovePhase move, int cycle, bool open)
    {
        var moved = await move.RunAsync(new PhaseMove(cycle, PhaseKind.ManagerReview, open), Actors.Hr, Stop);
        Assert.True(moved.Succeeded, string.Join(", ", moved.Errors));
    }

    private static async Task<List<Review>> EscalatedAsync(TestPortal portal, int cycle)
    {
        await using var db = portal.Open();
        return await db.Reviews.AsNoTracking().Where(r => r.CycleId == cycle && r.EscalatedFromId != null).ToListAsync(Stop);
    }

    private static async Task<Review> ManagersAsync(TestPortal portal, int reviewer)
    {
        await using var db = portal.Open();
        return await db.Reviews.AsNoTracking().SingleAsync(r => r.ReviewerId == reviewer && r.Relationship == Relationship.Manager, Stop);
    }

    private static async Task<List<string>> ToldAsync(TestPortal portal, int employee)
    {
        await using var db = portal.Open();
        return await db.Notifications.Where(n => n.EmployeeId == employee).Select(n => n.Kind).ToListAsync(Stop);
    }
}
