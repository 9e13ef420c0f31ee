using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Stars;
using StarPortal.Web.Features.Cycles.Closing;
using StarPortal.Web.Features.Results;
using StarPortal.Web.Features.Stars.Entitlements;
using StarPortal.Web.Features.Stars.Standing;

namespace StarPortal.Web.Tests.Stars;

/// <summary>Outcomes follow the results, standings follow the closing, whatever is repeated, raced or cut off.</summary>
public sealed class CloseStarsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Totals of consecutive cycles and the levels that they lead to, with the cycles below in brackets.</summary>
    public static TheoryData<Provider, int, string, string> Careers()
    {
        var data = new TheoryData<Provider, int, string, string>();
        foreach (var provider in new Providers().Select(p => p.Data))
        {
            // one level up at most, whatever is reached
            data.Add(provider, 1, "90 90 90", "2 3 3");
            data.Add(provider, 1, "59.99 60 79.99 80", "1 2 2 3");
            // one level down at most
            data.Add(provider, 1, "90 90 10 10 10", "2 3 2 1 1");
            // no data neither helps nor harms
            data.Add(provider, 1, "90 - 90 - 10", "2 2 3 3 2");
            data.Add(provider, 2, "90 90 10 90 10 10 10 10", "2 3 3(1) 3 3(1) 2 2(1) 1");
            data.Add(provider, 2, "90 90 10 - 10", "2 3 3(1) 3(1) 2");
            data.Add(provider, 3, "90 10 10 60 10 10 10", "2 2(1) 2(2) 2 2(1) 2(2) 1");
        }

        return data;
    }

    [Theory, MemberData(nameof(Careers))]
    public async Task Standing_OverCycles_FollowsThePolicy(Provider provider, int cyclesBelow, string totals, string levels)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await StarStory.CreateAsync(portal, StarStory.Definition with { Policy = new StarPolicy(CyclesBelow: cyclesBelow) });
        var seen = new List<string>();
        var month = new DateOnly(2025, 1, 31);
        foreach (var total in totals.Split(' '))
        {
            await story.FinishAsync(month, ("Wang", total == "-" ? null : decimal.Parse(total, CultureInfo.InvariantCulture)));
            var (level, below) = await story.StandingAsync("Wang");
            seen.Add(below == 0 ? $"{level}" : $"{level}({below})");
            month = month.AddDays(1).AddMonths(1).AddDays(-1);
        }

        Assert.Equal(levels, string.Join(' ', seen));
        await using var db = portal.Open();
        var history = await db.StarStandingChanges.AsNoTracking().OrderBy(c => c.PeriodEnd).ToListAsync(Stop);
        Assert.Equal(seen.Count, history.Count);
        Assert.Null(history[0].LevelBefore);
        Assert.All(history.Zip(history.Skip(1)), h => Assert.Equal(h.First.LevelAfter, h.Second.LevelBefore));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Compute_Repeated_KeepsTheSameRows(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await StarStory.CreateAsync(portal);
        var cycle = await story.RunAsync(new DateOnly(2026, 9, 30), ("Wang", 85m), ("Li", 65m), ("Zhao", null));
        StarStory.Must(await story.ComputeAsync(cycle));
        var first = await OutcomesAsync(portal, cycle);
        portal.Clock.Advance(TimeSpan.FromHours(1));

        StarStory.Must(await story.ComputeAsync(cycle));

        var second = await OutcomesAsync(portal, cycle);
        Assert.Equal(3, first.Count);
        Assert.Equal(first.Select(o => (o.Id, o.EvaluatedAt)), second.Select(o => (o.Id, o.EvaluatedAt)));
        Assert.Equal([3, 2, null], second.Select(o => o.ReachedLevel));
        Assert.Equal([2, 2, 1], second.Select(o => o.LevelAfter));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Compute_AfterOneChanged_ReplacesThatRowAndDropsTheWithdrawn(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await StarStory.CreateAsync(portal);
        var cycle = await story.RunAsync(new DateOnly(2026, 9, 30), ("Wang", 85m), ("Li", 65m), ("Zhao", 70m));
        StarStory.Must(await story.ComputeAsync(cycle));
        var first = await OutcomesAsync(portal, cycle);
        await story.SetTotalAsync(first[1].ParticipantId, 10m);
        await using (var db = portal.Open())
        {
            await db.Participants.Where(p => p.Id == first[2].ParticipantId).ExecuteUpdateAsync(s => s.SetProperty(p => p.State, ParticipantState.Withdrawn), Stop);
        }

        portal.Clock.Advance(TimeSpan.FromHours(1));
        StarStory.Must(await story.ComputeAsync(cycle));

        var second = await OutcomesAsync(portal, cycle);
        Assert.Equal([first[0].Id, first[1].Id], second.Select(o => o.Id));
        Assert.Equal(first[0].EvaluatedAt, second[0].EvaluatedAt);
        Assert.Equal(1, second[1].ReachedLevel);
        Assert.True(second[1].EvaluatedAt > first[1].EvaluatedAt);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Release_AfterAFactOrStandingChanged_IsRefusedUntilComputedAgain(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var definition = StarStory.Definition with
        {
            Levels = [.. StarStory.Definition.Levels.Select(l => l.Number == 2 ? l with { Criteria = new FactCriterion(new FactReference(FactKind.Commendations), Comparison.AtLeast, 1m) } : l)],
        };
        var story = await StarStory.CreateAsync(portal, definition);
        var cycle = await story.RunAsync(new DateOnly(2025, 9, 30), ("Wang", 85m));
        StarStory.Must(await story.ComputeAsync(cycle));
        StarStory.Must(await portal.Get<AcknowledgeMissingInputs>().RunAsync(cycle, story.Hr, Stop));
        await using (var db = portal.Open())
        {
            var content = new StarFactContent(StarFactKind.Commendation, "", "Thanked by a customer", new DateOnly(2025, 9, 3), "");
            var fact = StarFact.Import(story["Wang"].Id, content, story.Hr, DateOnly.FromDateTime(portal.Now), portal.Now);
            StarStory.Must(fact);
            db.StarFacts.Add(fact.Value);
            await db.SaveChangesAsync(Stop);
        }

        var refused = await portal.Get<ReleaseResults>().RunAsync(cycle, story.Hr, Stop);
        Assert.True(refused.Error.Is(StandingErrors.Outdated), refused.Error.ToString());
        StarStory.Must(await story.ReleaseAsync(cycle));
        Assert.Equal(3, (await OutcomesAsync(portal, cycle)).Single().ReachedLevel);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Close_Twice_WritesOnce(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await StarStory.CreateAsync(portal);
        var cycle = await story.FinishAsync(new DateOnly(2026, 9, 30), ("Wang", 85m), ("Li", 20m));

        Assert.True((await story.CloseAsync(cycle)).Error.Is(CycleErrors.WrongState));
        await AssertOnceAsync(portal, 2, 1);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Close_ByManyAtOnce_WritesOnce(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await StarStory.CreateAsync(portal);
        var cycle = await story.RunAsync(new DateOnly(2026, 9, 30), ("Wang", 85m), ("Li", 20m));
        StarStory.Must(await story.ReleaseAsync(cycle));

        var closed = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => story.CloseAsync(cycle), Stop)));

        // whoever came late helped, or found it closed
        Assert.All(closed, c => Assert.True(c.Succeeded || c.Error.Is(CycleErrors.WrongState), c.Succeeded ? "" : c.Error.ToString()));
        Assert.Contains(closed, c => c.Succeeded);
        await AssertOnceAsync(portal, 2, 1);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Close_BeforeAnEarlierCycleOfTheSamePeople_IsRefused(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await StarStory.CreateAsync(portal);
        var september = await story.RunAsync(new DateOnly(2026, 9, 30), ("Wang", 85m));
        var october = await story.RunAsync(new DateOnly(2026, 10, 31), ("Wang", 85m));
        var others = await story.RunAsync(new DateOnly(2026, 10, 31), ("Li", 85m));
        StarStory.Must(await story.ReleaseAsync(september));
        StarStory.Must(await story.ReleaseAsync(october));
        StarStory.Must(await story.ReleaseAsync(others));

        Assert.True((await story.CloseAsync(october)).Error.Is(StandingErrors.EarlierCycleOpen));
        Assert.True((await portal.Get<StartClosing>().RunAsync(october, await VersionAsync(portal, october), [], story.Hr, Stop)).Error.Is(StandingErrors.EarlierCycleOpen));
        StarStory.Must(await story.CloseAsync(others));
        StarStory.Must(await story.CloseAsync(september));
        // it was released while the standing had not begun: what it brings follows from the standing as it is now
        StarStory.Must(await story.CloseAsync(october));

        Assert.Equal((3, 0), await story.StandingAsync("Wang"));
        var outcome = (await OutcomesAsync(portal, october)).Single();
        Assert.Equal((2, 3, StarChange.Promoted), (outcome.LevelBefore, outcome.LevelAfter, outcome.Change));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Close_OfAnOlderCycleThatCameLater_KeepsTheNewerStanding(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await StarStory.CreateAsync(portal);
        await story.FinishAsync(new DateOnly(2026, 9, 30), ("Wang", 85m));
        var older = await story.FinishAsync(new DateOnly(2026, 6, 30), ("Wang", 10m), ("Li", 70m));

        Assert.Equal((2, 0), await story.StandingAsync("Wang"));
        Assert.Equal((2, 0), await story.StandingAsync("Li"));
        await using var db = portal.Open();
        var late = await db.StarStandingChanges.AsNoTracking().SingleAsync(c => c.CycleId == older && !c.Counts, Stop);
        Assert.Equal((story["Wang"].Id, 1, 2), (late.EmployeeId, late.ReachedLevel, late.LevelAfter));
        Assert.Equal(story["Li"].Id, (await db.EntitlementLines.AsNoTracking().SingleAsync(l => db.EntitlementLists.Any(e => e.Id == l.ListId && e.CycleId == older), Stop)).EmployeeId);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Close_OfTwoCyclesOfOneProgrammeAtOnce_MovesEverybodyOnce(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await StarStory.CreateAsync(portal);
        var one = await story.RunAsync(new DateOnly(2026, 9, 30), ("Wang", 85m), ("Li", 65m));
        var other = await story.RunAsync(new DateOnly(2026, 9, 30), ("Zhao", 85m));
        StarStory.Must(await story.ReleaseAsync(one));
        StarStory.Must(await story.ReleaseAsync(other));

        var closed = await Task.WhenAll(Task.Run(() => story.CloseAsync(one), Stop), Task.Run(() => story.CloseAsync(other), Stop));

        Assert.All(closed, StarStory.Must);
        await AssertOnceAsync(portal, 3, 2);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task StartClosing_AskedForByMany_IsOneTaskThatClosesTheCycle(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await StarStory.CreateAsync(portal);
        var cycle = await story.RunAsync(new DateOnly(2026, 9, 30), ("Wang", 85m));
        StarStory.Must(await story.ReleaseAsync(cycle));
        var version = await VersionAsync(portal, cycle);

        var preview = await portal.Get<ClosingQueries>().FindAsync(cycle, story.Hr, Stop);
        Assert.Superset(
            new HashSet<string> { StandingText.CloseStep, EntitlementText.CloseStep },
            preview!.Effects.Where(e => e.Sentences.Count > 0).Select(e => e.Label).ToHashSet());
        Assert.Empty(preview.Obstacles);
        Assert.True((await portal.Get<StartClosing>().RunAsync(cycle, version + 1, [], story.Hr, Stop)).Error.Is(SharedErrors.ChangedElsewhere));
        Assert.True((await portal.Get<StartClosing>().RunAsync(cycle, version, [], Actors.Administrator, Stop)).Failed);
        var tasks = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => portal.Get<StartClosing>().RunAsync(cycle, version, [], story.Hr, Stop), Stop)));
        Assert.Single(tasks.Select(t => t.Value).Distinct());
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Close_WithoutAProgramme_WritesNoStars(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await StarStory.CreateAsync(portal);
        var cycle = await story.RunAsync(new DateOnly(2026, 9, 30), ("Wang", 85m));
        await using (var db = portal.Open())
        {
            await db.Cycles.Where(c => c.Id == cycle).ExecuteUpdateAsync(s => s.SetProperty(c => c.StarProgrammeVersionId, (int?)null), Stop);
        }

        StarStory.Must(await story.ReleaseAsync(cycle));
        StarStory.Must(await story.CloseAsync(cycle));
        await AssertOnceAsync(portal, 0, 0);
    }

    private static async Task<List<StarOutcome>> OutcomesAsync(TestPortal portal, int cycleId)
    {
        await using var db = portal.Open();
        return await db.StarOutcomes.AsNoTracking().Where(o => o.CycleId == cycleId).OrderBy(o => o.ParticipantId).ToListAsync(Stop);
    }

    private static async Task<int> VersionAsync(TestPortal portal, int cycleId)
    {
        await using var db = portal.Open();
        return await db.Cycles.Where(c => c.Id == cycleId).Select(c => c.Version).SingleAsync(Stop);
    }

    private static async Task AssertOnceAsync(TestPortal portal, int standings, int lists)
    {
        await using var db = portal.Open();
        Assert.Equal(standings, await db.StarStandings.CountAsync(Stop));
        Assert.Equal(standings, await db.StarStandingChanges.CountAsync(Stop));
        Assert.Equal(lists, await db.EntitlementLists.CountAsync(Stop));
        Assert.Equal(await db.Cycles.CountAsync(c => c.State == CycleState.Closed, Stop), await db.AuditEntries.CountAsync(e => e.Action == "Cycles.Closed", Stop));
    }
}
