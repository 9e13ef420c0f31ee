using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.DevelopmentPlans;
using StarPortal.Web.Shared.Cycles;
using StarPortal.Web.Shared.Texts;

namespace StarPortal.Web.Features.Cycles.Closing;

public sealed record CheckRow(string Name, string Label, ClosingSeverity Severity, string Sentence, string? Link);

public sealed record EffectRow(string Label, IReadOnlyList<string> Sentences);

public sealed record CountRow(string Label, long Number);

/// <param name="Failure">Why it failed, in the reader's language; empty when it did not.</param>
public sealed record StepRow(
    string Name, string Label, ClosingStepState State, DateTime? StartedAt, DateTime? FinishedAt, int Done, int Total,
    IReadOnlyList<CountRow> Counts, IReadOnlyList<CountRow> Reversed, string Failure);

/// <summary>One closing as it is told for good.</summary>
public sealed record ProtocolView(
    int Id, int Round, ClosingState State, string StartedBy, DateTime StartedAt, DateTime? FinishedAt, IReadOnlyList<OverriddenCheck> Overridden, IReadOnlyList<StepRow> Steps);

/// <summary>Somebody for whom a development plan is called for, and why.</summary>
public sealed record PlanRow(int EmployeeId, string Number, string Name, PlanTriggerKind Kind, PlanTriggerFacts Facts);

/// <param name="TaskId">The closing that is queued or runs; null otherwise.</param>
/// <param name="Checks">Only while the cycle can be closed.</param>
/// <param name="Obstacles">Sentences.</param>
/// <param name="Protocols">Latest first.</param>
/// <param name="Reopenings">Latest first.</param>
/// <param name="Plans">Those that hold, without the reader's own.</param>
/// <param name="PlansTotal">How many they are in all.</param>
public sealed record ClosingView(
    int CycleId, string CycleName, CycleState State, int Version, bool IsBeingClosed, int? TaskId,
    IReadOnlyList<CheckRow> Checks, IReadOnlyList<string> Obstacles, IReadOnlyList<EffectRow> Effects, IReadOnlyList<ProtocolView> Protocols,
    IReadOnlyList<ReopeningView> Reopenings, IReadOnlyList<PlanRow> Plans, int PlansTotal)
{
    public bool CanBegin => State == CycleState.Released && !IsBeingClosed;

    public bool IsBlocked => Obstacles.Count > 0 || Checks.Any(c => c.Severity == ClosingSeverity.Blocks);
}

/// <param name="MayApprove">The reader is another person than those who signed.</param>
/// <param name="IsOwn">The reader asked for it.</param>
public sealed record ReopeningView(
    int Id, int Version, int Round, CycleReopeningState State, string Reason, Signature Requested, IReadOnlyList<Signature> Approvals, Signature? Ended, DateTime? FinishedAt, bool MayApprove, bool IsOwn);

/// <summary>What closing a released cycle would do, and what was done, for HR.</summary>
public sealed class ClosingQueries(IDbContextFactory<PortalDbContext> factory, IEnumerable<IClosingStep> steps, IEnumerable<IClosingCheck> checks, TimeProvider clock)
{
    private const int MostPlans = 200;

    /// <returns>Null when there is no such cycle or the actor may not close it.</returns>
    public async Task<ClosingView?> FindAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!CycleAccess.CanManage(actor)
            || await db.Cycles.AsNoTracking().Where(c => c.Id == cycleId).Select(c => new { c.Name, c.State, c.Version, c.ClosingSince }).SingleOrDefaultAsync(cancellation) is not { } cycle)
        {
            return null;
        }

        var open = cycle.State == CycleState.Released && cycle.ClosingSince is null;
        var plans = Plans(db, cycleId, actor);
        return new ClosingView(
            cycleId,
            cycle.Name,
            cycle.State,
            cycle.Version,
            cycle.ClosingSince is not null,
            await StartClosing.RunningAsync(db, cycleId, cancellation) ?? await ReopenCycle.RunningAsync(db, cycleId, cancellation),
            open ? await ChecksAsync(db, cycleId, cancellation) : [],
            open ? await ObstaclesAsync(db, cycleId, cancellation) : [],
            open ? await EffectsAsync(db, cycleId, cancellation) : [],
            await ProtocolsAsync(db, cycleId, cancellation),
            await ReopeningsAsync(db, cycleId, actor, cancellation),
            await plans.Take(MostPlans).ToListAsync(cancellation),
            await plans.CountAsync(cancellation));
    }

    /// <summary>What keeps the calendar from closing the cycle: checks that need somebody, and obstacles.</summary>
    internal async Task<IReadOnlyList<string>> BlockingAsync(PortalDbContext db, int cycleId, CancellationToken cancellation)
    {
        var found = await ChecksAsync(db, cycleId, cancellation);
        return [.. found.Where(c => c.Severity is ClosingSeverity.Blocks or ClosingSeverity.NeedsReason).Select(c => c.Sentence), .. await ObstaclesAsync(db, cycleId, cancellation)];
    }

    private static IQueryable<PlanRow> Plans(PortalDbContext db, int cycleId, Actor actor) =>
        from t in db.PlanTriggers.AsNoTracking()
        join p in db.Participants on t.ParticipantId equals p.Id
        where t.CycleId == cycleId && t.WithdrawnAt == null && t.EmployeeId != actor.EmployeeId
        orderby p.Name, t.EmployeeId, t.Kind
        select new PlanRow(t.EmployeeId, p.Number, p.Name, t.Kind, t.Facts);

    private async Task<IReadOnlyList<CheckRow>> ChecksAsync(PortalDbContext db, int cycleId, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var rows = new List<CheckRow>();
        foreach (var check in checks.OrderBy(c => c.Order))
        {
            var finding = await check.CheckAsync(db, cycleId, now, cancellation);
            rows.Add(new CheckRow(check.Name, check.Label, finding.Severity, finding.Sentence, finding.Link));
        }

        return rows;
    }

    private async Task<IReadOnlyList<string>> ObstaclesAsync(PortalDbContext db, int cycleId, CancellationToken cancellation)
    {
        var found = new List<string>();
        foreach (var step in steps.OrderBy(s => s.Order))
        {
            if (await step.ObstacleAsync(db, cycleId, cancellation) is { } obstacle)
            {
                found.Add(ErrorText.For(obstacle));
            }
        }

        return found;
    }

    private async Task<IReadOnlyList<EffectRow>> EffectsAsync(PortalDbContext db, int cycleId, CancellationToken cancellation)
    {
        var rows = new List<EffectRow>();
        foreach (var step in steps.OrderBy(s => s.Order))
        {
            rows.Add(new EffectRow(step.Label, await step.PreviewAsync(db, cycleId, cancellation)));
        }

        return rows;
    }

    private async Task<IReadOnlyList<ProtocolView>> ProtocolsAsync(PortalDbContext db, int cycleId, CancellationToken cancellation)
    {
        var closings = await db.CycleClosings.AsNoTracking().Where(c => c.CycleId == cycleId).OrderByDescending(c => c.Round).ToListAsync(cancellation);
        var ids = closings.ConvertAll(c => c.Id);
        var rows = (await db.CycleClosingSteps.AsNoTracking().Where(s => ids.Contains(s.ClosingId)).OrderBy(s => s.Order).ToListAsync(cancellation)).ToLookup(s => s.ClosingId);
        var known = steps.ToDictionary(s => s.Name);
        return [.. closings.Select(c => new ProtocolView(
            c.Id, c.Round, c.State, c.StartedBy, c.StartedAt, c.FinishedAt, c.Overridden, [.. rows[c.Id].Select(r => Row(r, known.GetValueOrDefault(r.Name)))]))];
    }

    private static StepRow Row(CycleClosingStep row, IClosingStep? step)
    {
        return new StepRow(
            row.Name, step?.Label ?? row.Name, row.State, row.StartedAt, row.FinishedAt, row.Done, row.Total, Counts(row.Counts), Counts(row.ReversedCounts), Failure());

        IReadOnlyList<CountRow> Counts(ClosingCounts counts) => [.. counts.Numbers.Select(n => new CountRow(step?.CountLabel(n.Key) ?? n.Key, n.Value))];

        string Failure() => row.FailureCode.Split('.') is [var feature, var code] ? ErrorText.For(new Error(feature, code).With([.. row.FailureArgs])) : "";
    }

    private static async Task<IReadOnlyList<ReopeningView>> ReopeningsAsync(PortalDbContext db, int cycleId, Actor actor, CancellationToken cancellation)
    {
        var rows = await (from r in db.CycleReopenings.AsNoTracking()
                          join c in db.CycleClosings on r.ClosingId equals c.Id
                          where r.CycleId == cycleId
                          orderby r.Id descending
                          select new { Reopening = r, c.Round }).ToListAsync(cancellation);
        return rows.ConvertAll(r => new ReopeningView(
            r.Reopening.Id, r.Reopening.Version, r.Round, r.Reopening.State, r.Reopening.Reason, r.Reopening.Requested, r.Reopening.Approvals, r.Reopening.Ended, r.Reopening.FinishedAt,
            r.Reopening.State == CycleReopeningState.Requested && !r.Reopening.Requested.IsOf(actor) && !r.Reopening.Approvals.Any(a => a.IsOf(actor)),
            r.Reopening.Requested.IsOf(actor)));
    }
}
