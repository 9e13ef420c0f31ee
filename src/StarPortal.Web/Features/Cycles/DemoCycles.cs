using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Stars;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Cycles.Setup;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Demo;

namespace StarPortal.Web.Features.Cycles;

/// <summary>
/// The demo company's cycles: one of last quarter, written to its end, and one that runs now. Launched by the real launch,
/// as of the day the story says.
/// </summary>
internal sealed class DemoCycles(IDbContextFactory<PortalDbContext> factory) : IDemoPart
{
    private const string Zone = "Asia/Shanghai";
    private const int Peers = 4;
    private static readonly Actor Teller = Actor.System("Demo");

    public int Order => 40;

    public async Task SeedAsync(DemoRequest request, CancellationToken cancellation)
    {
        var (start, end) = CalendarPreset.Period(PeriodKind.Quarter, request.Today);
        var (lastStart, lastEnd) = CalendarPreset.Period(PeriodKind.Quarter, start.AddDays(-1));
        var finished = await MakeAsync(new Story(lastStart, lastEnd, Past(lastStart, lastEnd), lastEnd.AddDays(-22), 1m), request, cancellation);
        await MoveAsync(finished, PhaseState.Closed, cancellation);
        var running = await MakeAsync(new Story(start, end, Present(request.Today), request.Today.AddDays(-10), 0.6m, AllGroups: true), request, cancellation);
        await MoveAsync(running, PhaseState.Open, cancellation);
    }

    private static List<PhaseDates> Past(DateOnly start, DateOnly end) =>
    [
        Dates(PhaseKind.Publish, start, start),
        Dates(PhaseKind.GoalConfirmation, end.AddDays(-21), end.AddDays(-16)),
        Dates(PhaseKind.DataCollection, end.AddDays(-20), end.AddDays(-10)),
        Dates(PhaseKind.SelfReview, end.AddDays(-20), end.AddDays(-12)),
        Dates(PhaseKind.PeerReview, end.AddDays(-20), end.AddDays(-8)),
        Dates(PhaseKind.ManagerReview, end.AddDays(-20), end.AddDays(-4)),
        Dates(PhaseKind.Release, end.AddDays(-1), end.AddDays(-1)),
    ];

    private static List<PhaseDates> Present(DateOnly today) =>
    [
        Dates(PhaseKind.Publish, today.AddDays(-14), today.AddDays(-14)),
        Dates(PhaseKind.GoalConfirmation, today.AddDays(-9), today.AddDays(3)),
        Dates(PhaseKind.DataCollection, today.AddDays(-8), today.AddDays(7)),
        Dates(PhaseKind.SelfReview, today.AddDays(-8), today.AddDays(5)),
        Dates(PhaseKind.PeerReview, today.AddDays(-8), today.AddDays(7)),
        Dates(PhaseKind.ManagerReview, today.AddDays(-8), today.AddDays(12)),
        Dates(PhaseKind.Release, today.AddDays(16), today.AddDays(16)),
        Dates(PhaseKind.Close, today.AddDays(30), today.AddDays(30)),
    ];

    private static PhaseDates Dates(PhaseKind kind, DateOnly from, DateOnly until)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zone);
        return new PhaseDates(kind, ZoneTime.OpensAt(from.ToDateTime(new TimeOnly(9, 0)), zone), ZoneTime.ClosesAt(until.ToDateTime(new TimeOnly(18, 0)), zone));
    }

    /// <returns>The cycle's identifier.</returns>
    private async Task<int> MakeAsync(Story story, DemoRequest request, CancellationToken cancellation)
    {
        var launchedAt = ZoneTime.OpensAt(story.Launched.ToDateTime(new TimeOnly(10, 0)), TimeZoneInfo.FindSystemTimeZoneById(Zone));
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var template = await db.TemplateVersions.AsNoTracking().Where(v => v.State == TemplateState.Published).OrderBy(v => v.Id).FirstAsync(cancellation);
        var cycle = new Cycle(FormattableString.Invariant($"{story.Start.Year} Q{(story.Start.Month + 2) / 3} Performance review 绩效考核"));
        Check(cycle.EditBasics(cycle.Name, PeriodKind.Quarter, story.Start, story.End, Zone));
        Check(cycle.ChooseTemplate(template.Id));
        Check(cycle.ChooseStarProgramme(await ChooseStarsAsync(db, story.End, cancellation)));
        Check(cycle.ChoosePopulation(Population.Everybody with { HiredUntil = story.Launched }));
        Check(cycle.SetCalendar(story.Calendar));
        db.Cycles.Add(cycle);
        await db.SaveChangesAsync(cancellation);
        await db.WriteAsync(
            async () =>
            {
                var lot = new AssignmentRule.Colleagues(Peers, request.Seed, AlsoFromElsewhere: true);
                var plan = await PlannedAssignment.MakeAsync(db, cycle, lot, launchedAt, cancellation);
                await PlannedReviewers.AddAsync(db, cycle.Id, plan.Pairs, lot.Group, cancellation);
                if (story.AllGroups)
                {
                    await DemoReviewers.PlanAsync(db, cycle, request, launchedAt, cancellation);
                }

                var publishedAt = cycle.Phase(PhaseKind.Publish)!.OpensAt;
                Check(cycle.Publish(Teller, publishedAt));
                db.Audit(Teller, new AuditNote("Cycles.Published", "Cycle", cycle.Id, Details: cycle.Name), publishedAt);
            },
            cancellation);

        var clock = new StoryClock(launchedAt);
        var launch = new LaunchCycleHandler(factory, clock);
        Check(await launch.RunAsync(new LongTaskView(0, launch.Kind, cycle.Id, "", Teller), TaskProgress.None(factory, clock), cancellation));
        await MeasureAsync(cycle.Id, template.Definition, request.Seed, story.Measured, launchedAt.AddDays(2), cancellation);
        return cycle.Id;
    }

    private static async Task<int?> ChooseStarsAsync(PortalDbContext db, DateOnly periodEnd, CancellationToken cancellation)
    {
        var published = await db.StarProgrammeVersions.AsNoTracking().Where(v => v.State == StarProgrammeState.Published).OrderBy(v => v.Id).ToListAsync(cancellation);
        return published.Find(v => v.IsEffectiveOn(periodEnd))?.Id;
    }

    /// <summary>Opens what is due, and closes it where the story is over; reviews are written by the next part of the demo.</summary>
    private async Task MoveAsync(int cycleId, PhaseState until, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var cycle = (await db.FindCycleAsync(cycleId, cancellation))!;
        foreach (var phase in cycle.Phases.Where(p => !PhaseRules.FollowsTheCycle(p.Kind)).OrderBy(p => p.OpensAt))
        {
            Check(cycle.OpenPhase(phase.Kind, Teller, phase.OpensAt));
            if (until == PhaseState.Closed)
            {
                Check(cycle.ClosePhase(phase.Kind, Teller, phase.ClosesAt));
            }
        }

        await db.SaveChangesAsync(cancellation);
    }

    private async Task MeasureAsync(int cycleId, TemplateDefinition template, int seed, decimal share, DateTime at, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var people = await db.Participants.AsNoTracking().Where(p => p.CycleId == cycleId).OrderBy(p => p.EmployeeId)
            .Select(p => new { p.Id, p.EmployeeId }).ToListAsync(cancellation);
        List<Indicator> indicators = [.. template.Indicators.Where(i => i.NeedsActual)];
        var values = new List<ActualValue>();
        foreach (var person in people)
        {
            for (var i = 0; i < indicators.Count; i++)
            {
                var chance = DemoMeasure.Chance(seed, cycleId, person.EmployeeId, i);
                if (DemoMeasure.Chance(seed + 1, cycleId, person.EmployeeId, i) < share)
                {
                    var value = new ActualValue(person.Id, indicators[i].Key);
                    value.Set(DemoMeasure.Value(indicators[i].Measure, chance), indicators[i].DataSource.For("en"), "", Teller, at);
                    values.Add(value);
                }
            }
        }

        await db.WriteAsync(() => db.InsertAsync(values, null, cancellation), cancellation);
    }

    private static void Check(Result result)
    {
        if (result.Failed)
        {
            throw new InvalidOperationException($"The demo company cannot be told: {result.Error}");
        }
    }

    /// <param name="Measured">Share of actual values that are there, 0 to 1.</param>
    /// <param name="AllGroups">Direct reports and other teams are asked too, not peers only.</param>
    private sealed record Story(DateOnly Start, DateOnly End, List<PhaseDates> Calendar, DateOnly Launched, decimal Measured, bool AllGroups = false);

    private sealed class StoryClock(DateTime now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(now, TimeSpan.Zero);
    }
}
