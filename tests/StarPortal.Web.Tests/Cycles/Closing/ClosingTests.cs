using System.Globalization;
using System.Text.Json;
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
using StarPortal.Web.Features.Stars.Entitlements;
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

    /// <summary>Companies by chance, with a cycle before, lists that payroll may have acted on, and up to three reopenings.</summary>
    [Theory, ClassData(typeof(Providers))]
    public async Task Close_ReopenedAnyNumberOfTimes_NetsToOneClosing(Provider provider)
    {
        for (var seed = 1; seed <= 4; seed++)
        {
            await using var clean = await TestPortal.CreateAsync(provider);
            await CloseAsync(clean, await ByChanceAsync(clean, seed));
            await using var portal = await TestPortal.CreateAsync(provider);
            var cycle = await ByChanceAsync(portal, seed);
            var chance = new Random(seed);
            await CloseAsync(portal, cycle);
            for (var times = chance.Next(1, 4); times > 0; times--)
            {
                await PayAsync(portal, cycle, signatures: chance.Next(3));
                portal.Clock.Advance(TimeSpan.FromHours(chance.Next(1, 48)));
                await ReopenAsync(portal, cycle, cutOff: chance.Next(2) == 0);
                portal.Clock.Advance(TimeSpan.FromHours(1));
                await CloseAsync(portal, cycle);
            }

            Assert.Equal(await HoldingAsync(clean, withLists: false), await HoldingAsync(portal, withLists: false));
            Assert.Equal(await NetAsync(clean, cycle), await NetAsync(portal, cycle));
            await AllTakenBackOnceAsync(portal, cycle);
        }
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Reopen_WithAStepThatBreaks_WaitsForARetryAndThenIsDone(Provider provider)
    {
        var fault = new BreakingStep { Breaks = false };
        await using var portal = await TestPortal.CreateAsync(provider, s => s.AddSingleton<IClosingStep>(fault));
        var cycle = await ReleasedAsync(portal);
        await CloseAsync(portal, cycle);
        Assert.True((await portal.Get<ReopenCycle>().RetryAsync(cycle, Actors.Hr, Stop)).Error.Is(ClosingErrors.NothingToRetry));
        fault.Breaks = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => ReopenAsync(portal, cycle));
        await using (var db = portal.Open())
        {
            await db.LongTasks.ExecuteUpdateAsync(s => s.SetProperty(t => t.State, Domain.Jobs.LongTaskState.Failed), Stop);
        }

        var stuck = (await portal.Get<ClosingQueries>().FindAsync(cycle, Actors.Hr, Stop))!;
        Assert.Equal((ClosingState.Reversing, null), (stuck.Protocols[0].State, stuck.TaskId));
        Assert.Contains(stuck.Protocols[0].Steps, s => s.State == ClosingStepState.Reversing && s.Failure.Length > 0);
        fault.Breaks = false;
        Assert.True((await portal.Get<ReopenCycle>().RetryAsync(cycle, Actors.Administrator, Stop)).Failed);
        StarStory.Must(await portal.Get<ReopenCycle>().RetryAsync(cycle, Actors.Hr, Stop));
        // pressed twice it is one task
        StarStory.Must(await portal.Get<ReopenCycle>().RetryAsync(cycle, Second, Stop));
        await using (var db = portal.Open())
        {
            var wish = await db.CycleReopenings.AsNoTracking().SingleAsync(Stop);
            Assert.Equal(2, await db.LongTasks.CountAsync(t => t.Kind == ReopenCycleHandler.TaskKind && t.TargetId == wish.Id, Stop));
            StarStory.Must(await portal.Get<ReopenCycleHandler>().ReverseAsync(wish.Id, Nobody(portal), Stop));
        }

        var done = (await portal.Get<ClosingQueries>().FindAsync(cycle, Actors.Hr, Stop))!;
        Assert.Equal((CycleState.Released, ClosingState.Reversed), (done.State, done.Protocols[0].State));
        Assert.All(done.Protocols[0].Steps, s => Assert.Equal("", s.Failure));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Reopen_OfACycleWithoutAProtocol_IsRefused(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var cycle = await ReleasedAsync(portal);
        await CloseAsync(portal, cycle);
        await using (var db = portal.Open())
        {
            // as versions before this one closed cycles
            await db.CycleClosingSteps.ExecuteDeleteAsync(Stop);
            await db.CycleClosings.ExecuteDeleteAsync(Stop);
        }

        Assert.True((await portal.Get<ReopenCycle>().RequestAsync(cycle, "A target was wrong", Actors.Hr, Stop)).Error.Is(ClosingErrors.NotReversible));
        Assert.Empty((await portal.Get<ClosingQueries>().FindAsync(cycle, Actors.Hr, Stop))!.Protocols);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Reopen_CutOffAfterEveryCommit_TakesEverythingBackOnce(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await StarStory.CreateAsync(portal);
        await story.FinishAsync(new DateOnly(2026, 8, 31), People);
        var (before, since) = (await HoldingAsync(portal, withLists: false), await SinceAsync(portal));
        portal.Clock.Advance(TimeSpan.FromDays(1));
        var cycle = await story.RunAsync(September, People);
        StarStory.Must(await story.ReleaseAsync(cycle));
        await CloseAsync(portal, cycle);

        await ReopenAsync(portal, cycle, cutOff: true);

        Assert.Equal(before, await HoldingAsync(portal, withLists: false));
        Assert.Equal(since, await SinceAsync(portal));
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

    /// <summary>A released cycle after a closed one; who takes part in them and what they reach is drawn.</summary>
    private static async Task<int> ByChanceAsync(TestPortal portal, int seed)
    {
        var chance = new Random(seed);
        var story = await StarStory.CreateAsync(portal);
        var names = Enumerable.Range(1, 14).Select(i => $"Person {i:00}").ToList();
        await story.FinishAsync(new DateOnly(2026, 8, 31), Draw());
        var cycle = await story.RunAsync(September, Draw());
        StarStory.Must(await story.ReleaseAsync(cycle));
        return cycle;

        (string, decimal?)[] Draw() => [.. names.Where(_ => chance.Next(6) > 0).Select(n => (n, chance.Next(6) == 0 ? (decimal?)null : chance.Next(0, 101)))];
    }

    /// <summary>The list of the closing, prepared by one and released by another.</summary>
    private static async Task PayAsync(TestPortal portal, int cycle, int signatures)
    {
        await using var db = portal.Open();
        var list = await db.EntitlementLists.AsNoTracking().Where(l => l.CycleId == cycle && l.State == EntitlementState.Draft).SingleOrDefaultAsync(Stop);
        if (list is not null && signatures > 0)
        {
            StarStory.Must(await portal.Get<PrepareEntitlements>().RunAsync(list.Id, list.Version, Actors.Hr, Stop));
            if (signatures > 1)
            {
                var version = await db.EntitlementLists.Where(l => l.Id == list.Id).Select(l => l.Version).SingleAsync(Stop);
                StarStory.Must(await portal.Get<ReleaseEntitlements>().RunAsync(list.Id, version, Second, Stop));
            }
        }
    }

    /// <summary>What everybody gets in the end, over all lists.</summary>
    private static async Task<List<string>> NetAsync(TestPortal portal, int cycle)
    {
        await using var db = portal.Open();
        var lines = await (from l in db.EntitlementLines.AsNoTracking()
                           join e in db.EntitlementLists on l.ListId equals e.Id
                           where e.CycleId == cycle && e.State != EntitlementState.Discarded
                           select new { l.EmployeeId, l.Kind, l.Level, l.Amount, l.SalaryPercent }).ToListAsync(Stop);
        return
        [
            .. lines.GroupBy(l => l.EmployeeId).OrderBy(g => g.Key).Select(g => string.Create(
                CultureInfo.InvariantCulture,
                $"{g.Key} {g.Sum(l => l.Amount ?? 0)} {g.Sum(l => l.SalaryPercent ?? 0)} {g.Sum(l => l.Kind == EntitlementLineKind.Grant ? l.Level : -l.Level)}")),
        ];
    }

    /// <summary>Every entry that does not hold any more has exactly one against it, and none that holds has.</summary>
    private static async Task AllTakenBackOnceAsync(TestPortal portal, int cycle)
    {
        await using var db = portal.Open();
        var last = await db.CycleClosings.Where(c => c.CycleId == cycle).MaxAsync(c => c.Round, Stop);
        var changes = await db.StarStandingChanges.IgnoreQueryFilters().AsNoTracking().Where(c => c.CycleId == cycle).ToListAsync(Stop);
        Assert.All(changes.Where(c => c.ReversesId == 0), c => Assert.Equal(c.Round < last ? 1 : 0, changes.Count(r => r.ReversesId == c.Id)));
        var events = await db.PointsEvents.AsNoTracking().Where(e => e.CycleId == cycle).ToListAsync(Stop);
        Assert.All(events.Where(e => e.ReversesId == 0), e => Assert.Equal(e.Key.EndsWith($":{last}", StringComparison.Ordinal) ? 0 : 1, events.Count(r => r.ReversesId == e.Id)));
        var lines = await (from l in db.EntitlementLines.AsNoTracking()
                           join e in db.EntitlementLists on l.ListId equals e.Id
                           where e.CycleId == cycle && e.State == EntitlementState.Released
                           select l).ToListAsync(Stop);
        Assert.All(lines.Where(l => l.Kind == EntitlementLineKind.Grant), l => Assert.Equal(-(l.Amount ?? 0), lines.Where(r => r.ReversesLineId == l.Id).Sum(r => r.Amount ?? 0)));
        var certificates = await db.Certificates.AsNoTracking().Where(c => c.CycleId == cycle).ToListAsync(Stop);
        Assert.Equal(certificates.Count, certificates.Select(c => c.Number).Distinct(StringComparer.Ordinal).Count());
        Assert.All(certificates.GroupBy(c => c.EmployeeId), g => Assert.Single(g, c => c.State == CertificateState.Valid));
        var statistics = await db.CycleStatistics.AsNoTracking().Where(t => t.CycleId == cycle).OrderBy(t => t.Round).ToListAsync(Stop);
        Assert.Equal(Enumerable.Range(1, last), statistics.Select(t => t.Round));
        Assert.All(statistics, t => Assert.Equal(t.Round < last, t.SupersededAt is not null));
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

    /// <summary>Since when everybody has their level.</summary>
    private static async Task<List<DateTime>> SinceAsync(TestPortal portal)
    {
        await using var db = portal.Open();
        return await db.StarStandings.OrderBy(s => s.EmployeeId).Select(s => s.Since).ToListAsync(Stop);
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
        rows.AddRange((await db.CycleStatistics.AsNoTracking().Where(t => t.SupersededAt == null).OrderBy(t => t.CycleId).ToListAsync(Stop)).Select(t => $"statistics {t.CycleId} {JsonSerializer.Serialize(t.Figures, JsonColumn.Options)}"));
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

        public Task<Result> ReverseAsync(ClosingContext closing, CancellationToken cancellation) =>
            Breaks ? throw new InvalidOperationException("The machine stops here.") : Task.FromResult(Result.Ok);
    }
}
