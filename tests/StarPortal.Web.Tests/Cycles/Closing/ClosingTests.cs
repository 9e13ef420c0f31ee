using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.DevelopmentPlans;
using StarPortal.Domain.Documents;
using StarPortal.Domain.Stars;
using StarPortal.Web.Features.Cycles.Closing;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Cycles;
using StarPortal.Web.Tests.Stars;

namespace StarPortal.Web.Tests.Cycles.Closing;

/// <summary>A closing that is cut off, raced, failed, retried or taken back ends in the rows of one clean run.</summary>
public sealed class ClosingTests
{
    private static readonly DateOnly September = new(2026, 9, 30);
    private static readonly (string, decimal?)[] People = [("Wang", 85m), ("Li", 65m), ("Zhao", 20m), ("Chen", null)];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Close_CutOffAfterEveryCommit_EndsAsOneCleanRun(Provider provider)
    {
        await using var clean = await TestPortal.CreateAsync(provider);
        await CloseAsync(clean, await ReleasedAsync(clean));
        await using var portal = await TestPortal.CreateAsync(provider);
        var cycle = await ReleasedAsync(portal);
        StarStory.Must(await portal.Get<StartClosing>().RunAsync(cycle, null, [], Actors.Hr, Stop));
        var stops = 0;
        while (true)
        {
            var runner = StoppedAfter(portal, 1 + (stops % 3));
            try
            {
                StarStory.Must(await runner.CloseAsync(cycle, Nobody(portal), Stop));
                break;
            }
            catch (OperationCanceledException) when (!Stop.IsCancellationRequested)
            {
                Assert.InRange(++stops, 1, 200);
            }
        }

        Assert.True(stops > 10, $"{stops} stops");
        Assert.Equal(await RowsAsync(clean), await RowsAsync(portal));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Close_OnManyNodesAtOnce_EndsAsOneCleanRun(Provider provider)
    {
        await using var clean = await TestPortal.CreateAsync(provider);
        await CloseAsync(clean, await ReleasedAsync(clean));
        await using var portal = await TestPortal.CreateAsync(provider);
        var cycle = await ReleasedAsync(portal);
        StarStory.Must(await portal.Get<StartClosing>().RunAsync(cycle, null, [], Actors.Hr, Stop));

        var closed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => portal.Get<ClosingRunner>().CloseAsync(cycle, Nobody(portal), Stop), Stop)));

        Assert.All(closed, StarStory.Must);
        Assert.Equal(await RowsAsync(clean), await RowsAsync(portal));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Close_ReopenedAndClosedAgain_HoldsWhatOneClosingHolds(Provider provider)
    {
        await using var clean = await TestPortal.CreateAsync(provider);
        await CloseAsync(clean, await ReleasedAsync(clean));
        await using var portal = await TestPortal.CreateAsync(provider);
        var cycle = await ReleasedAsync(portal);
        await CloseAsync(portal, cycle);
        await ReopenAsync(portal, cycle);
        await using (var db = portal.Open())
        {
            Assert.Equal(CycleState.Released, await db.Cycles.Where(c => c.Id == cycle).Select(c => c.State).SingleAsync(Stop));
            Assert.Equal(0, await db.StarStandings.CountAsync(Stop));
            Assert.Equal(0, await db.StarStandingChanges.CountAsync(Stop));
            Assert.Equal(8, await db.StarStandingChanges.IgnoreQueryFilters().CountAsync(Stop));
            Assert.Equal(0, await db.EntitlementLists.CountAsync(l => l.State != EntitlementState.Discarded, Stop));
            Assert.Equal(0, await db.Certificates.CountAsync(c => c.State == CertificateState.Valid, Stop));
            Assert.Equal(0, await db.ParticipantResults.CountAsync(r => r.FinalNumber != null, Stop));
            var events = await db.PointsEvents.AsNoTracking().ToListAsync(Stop);
            Assert.Equal(events.Count(e => e.ReversesId == 0), events.Count(e => e.ReversesId != 0));
            Assert.Equal(1, await db.AuditEntries.CountAsync(e => e.Action == "Cycles.Reopened", Stop));
        }

        await CloseAsync(portal, cycle);

        Assert.Equal(await HoldingAsync(clean), await HoldingAsync(portal));
        await using var after = portal.Open();
        Assert.Equal([2, 1], await after.CycleClosings.OrderByDescending(c => c.Round).Select(c => c.Round).ToListAsync(Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Reopen_CutOffAfterEveryCommit_TakesEverythingBackOnce(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await StarStory.CreateAsync(portal);
        await story.FinishAsync(new DateOnly(2026, 8, 31), People);
        var before = await HoldingAsync(portal, withLists: false);
        var cycle = await story.RunAsync(September, People);
        StarStory.Must(await story.ReleaseAsync(cycle));
        await CloseAsync(portal, cycle);

        await ReopenAsync(portal, cycle, cutOff: true);

        Assert.Equal(before, await HoldingAsync(portal, withLists: false));
        await using var db = portal.Open();
        Assert.Equal(4, await db.StarStandingChanges.IgnoreQueryFilters().CountAsync(c => c.ReversesId != 0, Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Reopen_NeedsThreePeopleAndNoLaterCycle(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await StarStory.CreateAsync(portal);
        var cycle = await story.FinishAsync(September, People);
        var reopen = portal.Get<ReopenCycle>();
        Assert.True((await reopen.RequestAsync(cycle, " ", Actors.Hr, Stop)).Error.Is(SharedErrors.ReasonRequired));
        Assert.True((await reopen.RequestAsync(cycle, "A target was wrong", Actors.Administrator, Stop)).Failed);
        StarStory.Must(await reopen.RequestAsync(cycle, "A target was wrong", Actors.Hr, Stop));
        Assert.True((await reopen.RequestAsync(cycle, "Again", Second, Stop)).Error.Is(ClosingErrors.ReopeningOpen));
        var (id, version) = await OpenWishAsync(portal);
        Assert.True((await reopen.ApproveAsync(id, version, Actors.Hr, Stop)).Error.Is(ClosingErrors.OtherPersonNeeded));
        StarStory.Must(await reopen.ApproveAsync(id, version, Second, Stop));
        (id, version) = await OpenWishAsync(portal);
        Assert.True((await reopen.ApproveAsync(id, version, Second, Stop)).Error.Is(ClosingErrors.OtherPersonNeeded));
        StarStory.Must(await reopen.EndAsync(id, version, "Not needed", Third, Stop));

        await story.FinishAsync(new DateOnly(2026, 10, 31), People);

        Assert.True((await reopen.RequestAsync(cycle, "Too late", Actors.Hr, Stop)).Error.Is(ClosingErrors.LaterCycleClosed));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Close_WithAStepThatBreaks_WaitsForARetryAndLetsNobodyIn(Provider provider)
    {
        var fault = new BreakingStep();
        await using var portal = await TestPortal.CreateAsync(provider, s => s.AddSingleton<IClosingStep>(fault));
        var cycle = await ReleasedAsync(portal);
        StarStory.Must(await portal.Get<StartClosing>().RunAsync(cycle, null, [], Actors.Hr, Stop));
        await Assert.ThrowsAsync<InvalidOperationException>(() => portal.Get<ClosingRunner>().CloseAsync(cycle, Nobody(portal), Stop));
        var view = (await portal.Get<ClosingQueries>().FindAsync(cycle, Actors.Hr, Stop))!;
        Assert.Equal(ClosingState.Failed, view.Protocols[0].State);
        Assert.Contains(view.Protocols[0].Steps, s => s.State == ClosingStepState.Failed && s.Failure.Length > 0);
        await using (var db = portal.Open())
        {
            var held = await db.Cycles.Include(c => c.Phases).SingleAsync(c => c.Id == cycle, Stop);
            Assert.True(held.ReschedulePhase(PhaseKind.Close, portal.Now.AddDays(5), portal.Now.AddDays(6), "later", portal.Now).Error.Is(ClosingErrors.BeingClosed));
            Assert.Equal(4, await db.StarStandings.CountAsync(Stop));
            // the task that failed
            await db.LongTasks.ExecuteUpdateAsync(s => s.SetProperty(t => t.State, Domain.Jobs.LongTaskState.Failed), Stop);
        }

        fault.Breaks = false;
        StarStory.Must(await portal.Get<StartClosing>().RetryAsync(cycle, Actors.Hr, Stop));
        StarStory.Must(await portal.Get<ClosingRunner>().CloseAsync(cycle, Nobody(portal), Stop));
        await using var after = portal.Open();
        Assert.Equal(4, await after.StarStandingChanges.CountAsync(Stop));
        Assert.Equal(CycleState.Closed, await after.Cycles.Where(c => c.Id == cycle).Select(c => c.State).SingleAsync(Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Close_WhenAResultIsNotWhatItsInputsGive_StopsWithTheNameAndChangesNothing(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var cycle = await ReleasedAsync(portal);
        await using (var db = portal.Open())
        {
            var li = await db.Participants.Where(p => p.Name == "Li").Select(p => p.Id).SingleAsync(Stop);
            await db.ParticipantResults.Where(r => r.ParticipantId == li).ExecuteUpdateAsync(s => s.SetProperty(r => r.CurrentTotal, 99m), Stop);
        }

        var stopped = await portal.Get<CloseCycle>().RunAsync(cycle, null, Actors.Hr, Stop);

        Assert.True(stopped.Error.Is(ClosingErrors.ResultsDiffer), stopped.Error.ToString());
        Assert.Contains("Li", Convert.ToString(stopped.Error.Args[1], CultureInfo.InvariantCulture), StringComparison.Ordinal);
        await using var after = portal.Open();
        var state = await after.Cycles.Where(c => c.Id == cycle).Select(c => new { c.State, c.ClosingSince }).SingleAsync(Stop);
        Assert.Equal((CycleState.Released, null), (state.State, state.ClosingSince));
        Assert.Equal(0, await after.StarStandings.CountAsync(Stop) + await after.ParticipantResults.CountAsync(r => r.FinalNumber != null, Stop));
        var view = (await portal.Get<ClosingQueries>().FindAsync(cycle, Actors.Hr, Stop))!;
        Assert.True(view.CanBegin);
        Assert.Contains("Li", view.Protocols[0].Steps[0].Failure, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Close_OfTwoLowCyclesInARow_CallsForPlansAndIssuesCertificates(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await StarStory.CreateAsync(portal);
        await story.FinishAsync(new DateOnly(2026, 8, 31), People);
        var cycle = await story.FinishAsync(September, People);

        await using var db = portal.Open();
        var trigger = await db.PlanTriggers.AsNoTracking().SingleAsync(Stop);
        Assert.Equal((PlanTriggerKind.LowestLevelTwice, story["Zhao"].Id, cycle), (trigger.Kind, trigger.EmployeeId, trigger.CycleId));
        Assert.Equal(story["Wang"].Id, (await db.Certificates.AsNoTracking().SingleAsync(Stop)).EmployeeId);
        var reached = await db.PointsEvents.AsNoTracking().OrderBy(e => e.Id).Select(e => new { e.EmployeeId, e.Level }).ToListAsync(Stop);
        Assert.Equal([(story["Wang"].Id, 2), (story["Li"].Id, 2), (story["Wang"].Id, 3)], reached.Select(e => (e.EmployeeId, e.Level)));
        Assert.Equal(8, await db.Notifications.CountAsync(n => n.Kind == TellParticipants.Closed, Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task ByDate_ResultsAreReleasedAndTheCycleIsClosedByItself(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await StarStory.CreateAsync(portal);
        var cycle = await story.RunAsync(September, ("Wang", 85m), ("Li", null));
        await using (var db = portal.Open())
        {
            await db.Cycles.Where(c => c.Id == cycle).ExecuteUpdateAsync(s => s.SetProperty(c => c.ReleaseMode, ReleaseMode.WhenComplete), Stop);
        }

        await JobAsync(portal, "Releases");
        await using (var db = portal.Open())
        {
            // somebody's data are missing: nothing is released, and who agrees to that beforehand is asked nothing
            Assert.Equal(CycleState.Running, await db.Cycles.Where(c => c.Id == cycle).Select(c => c.State).SingleAsync(Stop));
            await db.Cycles.Where(c => c.Id == cycle).ExecuteUpdateAsync(s => s.SetProperty(c => c.ReleaseMode, ReleaseMode.OnDate), Stop);
        }

        await JobAsync(portal, "Releases");
        await JobAsync(portal, "Closings");
        await using (var db = portal.Open())
        {
            Assert.Equal(CycleState.Released, await db.Cycles.Where(c => c.Id == cycle && c.ClosingSince == null).Select(c => c.State).SingleAsync(Stop));
        }

        portal.Clock.Advance(TimeSpan.FromDays(3));
        await JobAsync(portal, "Closings");
        StarStory.Must(await portal.Get<ClosingRunner>().CloseAsync(cycle, Nobody(portal), Stop));

        await using var after = portal.Open();
        Assert.Equal(CycleState.Closed, await after.Cycles.Where(c => c.Id == cycle).Select(c => c.State).SingleAsync(Stop));
        Assert.Equal("Schedule", (await after.CycleClosings.SingleAsync(Stop)).StartedBy);
    }

    private static Actor Second { get; } = new(902, null, "Second of HR", Roles.HR);

    private static Actor Third { get; } = new(903, null, "Third of HR", Roles.HR);

    private static async Task<int> ReleasedAsync(TestPortal portal)
    {
        var story = await StarStory.CreateAsync(portal);
        var cycle = await story.RunAsync(September, People);
        StarStory.Must(await story.ReleaseAsync(cycle));
        return cycle;
    }

    private static async Task CloseAsync(TestPortal portal, int cycle)
    {
        StarStory.Must(await portal.Get<StartClosing>().RunAsync(cycle, null, [], Actors.Hr, Stop));
        StarStory.Must(await portal.Get<ClosingRunner>().CloseAsync(cycle, Nobody(portal), Stop));
        await using var db = portal.Open();
        await db.LongTasks.ExecuteUpdateAsync(s => s.SetProperty(t => t.State, Domain.Jobs.LongTaskState.Succeeded), Stop);
    }

    private static async Task ReopenAsync(TestPortal portal, int cycle, bool cutOff = false)
    {
        var reopen = portal.Get<ReopenCycle>();
        StarStory.Must(await reopen.RequestAsync(cycle, "A target was wrong", Actors.Hr, Stop));
        foreach (var actor in (Actor[])[Second, Third])
        {
            var (id, version) = await OpenWishAsync(portal);
            StarStory.Must(await reopen.ApproveAsync(id, version, actor, Stop));
        }

        await using var db = portal.Open();
        var wish = await db.CycleReopenings.AsNoTracking().OrderByDescending(r => r.Id).FirstAsync(Stop);
        var closing = await db.CycleClosings.AsNoTracking().SingleAsync(c => c.Id == wish.ClosingId, Stop);
        for (var stops = 0; cutOff; stops++)
        {
            Assert.InRange(stops, 0, 200);
            var runner = StoppedAfter(portal, 1 + (stops % 3));
            try
            {
                StarStory.Must(await runner.ReverseAsync(closing.Id, new Reversal(wish.Reason, Actors.Hr, "", wish.Approvals[^1].At), Nobody(portal), Stop));
                break;
            }
            catch (OperationCanceledException) when (!Stop.IsCancellationRequested)
            {
                // and again
            }
        }

        StarStory.Must(await portal.Get<ReopenCycleHandler>().ReverseAsync(wish.Id, Nobody(portal), Stop));
        StarStory.Must(await portal.Get<ReopenCycleHandler>().ReverseAsync(wish.Id, Nobody(portal), Stop));
    }

    /// <summary>Dies after so many commits: after a step was taken, after a chunk, after its end.</summary>
    private static ClosingRunner StoppedAfter(TestPortal portal, int commits)
    {
        var runner = portal.Get<ClosingRunner>();
        runner.AfterCommit = () => --commits == 0 ? throw new OperationCanceledException("kill -9") : Task.CompletedTask;
        return runner;
    }

    private static async Task<(int Id, int Version)> OpenWishAsync(TestPortal portal)
    {
        await using var db = portal.Open();
        var wish = await db.CycleReopenings.AsNoTracking().OrderByDescending(r => r.Id).FirstAsync(Stop);
        return (wish.Id, wish.Version);
    }

    private static async Task JobAsync(TestPortal portal, string name)
    {
        await using var scope = portal.Get<IServiceScopeFactory>().CreateAsyncScope();
        await scope.ServiceProvider.GetServices<IRecurringJob>().Single(j => j.Name == name).RunAsync(Stop);
    }

    private static TaskProgress Nobody(TestPortal portal) => TaskProgress.None(portal.Get<IDbContextFactory<PortalDbContext>>(), portal.Clock);

    /// <summary>All that a closing writes, but what is random.</summary>
    private static async Task<string> RowsAsync(TestPortal portal)
    {
        await using var db = portal.Open();
        var rows = new List<string> { await HoldingAsync(portal) };
        rows.AddRange((await db.CycleClosingSteps.AsNoTracking().OrderBy(s => s.Order).ToListAsync(Stop)).Select(s => $"{s.Name} {s.State} {s.Done} {s.Counts}"));
        rows.AddRange((await db.AuditEntries.AsNoTracking().Where(e => e.Action.StartsWith("Cycles.Clos") || e.Action.StartsWith("Stars.")).OrderBy(e => e.Action).ThenBy(e => e.Details).ToListAsync(Stop)).Select(e => $"{e.Action} {e.Details}"));
        rows.AddRange((await db.Notifications.AsNoTracking().OrderBy(n => n.Kind).ThenBy(n => n.EmployeeId).ToListAsync(Stop)).Select(n => $"{n.Kind} {n.EmployeeId} {n.Key}"));
        return string.Join('\n', rows);
    }

    /// <summary>What holds now, whatever its history.</summary>
    private static async Task<string> HoldingAsync(TestPortal portal, bool withLists = true)
    {
        await using var db = portal.Open();
        var rows = new List<string>();
        rows.AddRange((await db.StarStandings.AsNoTracking().OrderBy(s => s.EmployeeId).ToListAsync(Stop)).Select(s => $"standing {s.EmployeeId} {s.Level} {s.CyclesBelow} {s.LastCycleId} {s.LastPeriodEnd:O}"));
        rows.AddRange((await db.StarStandingChanges.AsNoTracking().OrderBy(s => s.EmployeeId).ThenBy(s => s.Id).ToListAsync(Stop)).Select(c => $"change {c.EmployeeId} {c.LevelBefore} {c.LevelAfter} {c.Change} {c.Counts}"));
        rows.AddRange((await db.PlanTriggers.AsNoTracking().Where(t => t.WithdrawnAt == null).OrderBy(t => t.EmployeeId).ToListAsync(Stop)).Select(t => $"plan {t.EmployeeId} {t.Kind}"));
        rows.AddRange((await db.Certificates.AsNoTracking().Where(c => c.State == CertificateState.Valid).OrderBy(c => c.EmployeeId).ToListAsync(Stop)).Select(c => $"certificate {c.EmployeeId} {c.Level}"));
        var events = await db.PointsEvents.AsNoTracking().OrderBy(e => e.EmployeeId).ThenBy(e => e.Id).ToListAsync(Stop);
        rows.AddRange(events.Where(e => e.ReversesId == 0 && events.TrueForAll(r => r.ReversesId != e.Id)).Select(e => $"points {e.EmployeeId} {e.Level}"));
        rows.AddRange((await db.ParticipantResults.AsNoTracking().Where(r => r.FinalNumber != null).OrderBy(r => r.ParticipantId).ToListAsync(Stop)).Select(r => $"final {r.ParticipantId} {r.FinalNumber}"));
        if (withLists)
        {
            rows.AddRange((await (from l in db.EntitlementLines.AsNoTracking()
                                  join e in db.EntitlementLists on l.ListId equals e.Id
                                  where e.State != EntitlementState.Discarded
                                  orderby l.EmployeeId, l.Id
                                  select new { l.EmployeeId, l.Kind, l.Amount, l.Level }).ToListAsync(Stop)).Select(l => $"line {l}"));
        }

        return string.Join('\n', rows);
    }

    private sealed class BreakingStep : IClosingStep
    {
        public bool Breaks { get; set; } = true;

        public int Order => 65;

        public string Name => "Breaking";

        public string Label => "Breaking";

        public string CountLabel(string count) => count;

        public Task<IReadOnlyList<string>> PreviewAsync(PortalDbContext db, int cycleId, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string>>([]);

        public Task<Result> RunAsync(ClosingContext closing, CancellationToken cancellation) =>
            Breaks ? throw new InvalidOperationException("The machine stops here.") : Task.FromResult(Result.Ok);

        public Task<Result> ReverseAsync(ClosingContext closing, CancellationToken cancellation) => Task.FromResult(Result.Ok);
    }
}
