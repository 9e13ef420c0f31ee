using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Shared.Cycles;

namespace StarPortal.Web.Features.Cycles.Closing;

/// <summary>
/// The first transaction of a closing: nothing stands in the way, the cycle is marked as being closed, and the protocol
/// begins. From then on nothing that the steps read may change.
/// </summary>
internal sealed class BeginClosing(IEnumerable<IClosingStep> steps, IEnumerable<IClosingCheck> checks, TimeProvider clock)
{
    /// <summary>Only in a write transaction. A cycle that is being closed already is gone on with.</summary>
    /// <param name="db">The context of the transaction.</param>
    /// <param name="cycleId">The cycle.</param>
    /// <param name="version">The version that the person saw; null when nobody looked.</param>
    /// <param name="overridden">Checks in spite of which the cycle is closed, with reasons.</param>
    /// <param name="actor">HR, or the calendar.</param>
    /// <param name="cancellation">Nothing is written then.</param>
    public async Task<Result> InAsync(PortalDbContext db, int cycleId, int? version, IReadOnlyList<OverriddenCheck> overridden, Actor actor, CancellationToken cancellation)
    {
        // the second of two waits here, and then finds the cycle marked
        if (!await db.LockCycleAsync(cycleId, cancellation) || await db.FindCycleAsync(cycleId, cancellation) is not { } cycle)
        {
            return CycleErrors.NotFound;
        }

        if (version is { } seen && cycle.Version != seen)
        {
            return SharedErrors.ChangedElsewhere;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var begun = cycle.BeginClosing(now);
        if (begun.Failed)
        {
            return begun;
        }

        var faults = await FaultsAsync(db, cycleId, overridden, now, cancellation);
        if (faults.Count > 0)
        {
            return Result.Fail(faults);
        }

        var round = 1 + (await db.CycleClosings.Where(c => c.CycleId == cycleId).MaxAsync(c => (int?)c.Round, cancellation) ?? 0);
        var closing = new CycleClosing(cycleId, round, overridden, actor, now);
        db.CycleClosings.Add(closing);
        await db.SaveChangesAsync(cancellation);
        db.CycleClosingSteps.AddRange(steps.OrderBy(s => s.Order).Select(s => new CycleClosingStep(closing.Id, s.Order, s.Name)));
        var reasons = string.Join("; ", overridden.Select(o => $"{o.Name}: {o.Reason}"));
        db.Audit(actor, new AuditNote("Cycles.ClosingStarted", "Cycle", cycleId, Reason: reasons, Details: FormattableString.Invariant($"{cycle.Name}, round={round}")), now);
        await db.SaveChangesAsync(cancellation);
        return Result.Ok;
    }

    private async Task<List<Error>> FaultsAsync(PortalDbContext db, int cycleId, IReadOnlyList<OverriddenCheck> overridden, DateTime now, CancellationToken cancellation)
    {
        var faults = new List<Error>();
        foreach (var check in checks.OrderBy(c => c.Order))
        {
            switch ((await check.CheckAsync(db, cycleId, now, cancellation)).Severity)
            {
                case ClosingSeverity.Blocks:
                    faults.Add(ClosingErrors.CheckBlocks.With(check.Label));
                    break;
                case ClosingSeverity.NeedsReason when !overridden.Any(o => o.Name == check.Name && !string.IsNullOrWhiteSpace(o.Reason)):
                    faults.Add(ClosingErrors.CheckNeedsReason.With(check.Label));
                    break;
            }
        }

        foreach (var step in steps.OrderBy(s => s.Order))
        {
            if (await step.ObstacleAsync(db, cycleId, cancellation) is { } obstacle)
            {
                faults.Add(obstacle);
            }
        }

        return faults;
    }
}
