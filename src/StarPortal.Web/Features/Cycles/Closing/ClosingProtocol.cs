using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Shared.Cycles;

namespace StarPortal.Web.Features.Cycles.Closing;

/// <param name="Reason">Why the cycle is reopened.</param>
/// <param name="Actor">Who asked for it.</param>
/// <param name="Approvers">Who approved it, by name.</param>
/// <param name="Now">When it was decided; the same for all steps and repetitions, UTC.</param>
public sealed record Reversal(string Reason, Actor Actor, string Approvers, DateTime Now);

/// <summary>The states of a closing's steps, written in short transactions that each happen once.</summary>
internal sealed class ClosingProtocol(IDbContextFactory<PortalDbContext> factory, TimeProvider clock, CycleClosing closing, Reversal? reversal)
{
    private static readonly ClosingStepState[] Unfinished = [ClosingStepState.Pending, ClosingStepState.Running, ClosingStepState.Failed];

    public bool Reversing => reversal is not null;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <returns>Null when the step is done already, by whomever.</returns>
    public async Task<ClosingRun?> TakeAsync(IClosingStep step, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var taken = await db.WriteAsync(() => reversal is null ? BeginAsync(db, step, cancellation) : BeginReversalAsync(db, step, cancellation), cancellation);
        if (!taken)
        {
            return null;
        }

        var id = await db.CycleClosingSteps.AsNoTracking().Where(s => s.ClosingId == closing.Id && s.Name == step.Name).Select(s => s.Id).SingleAsync(cancellation);
        return reversal is null
            ? new ClosingRun(closing.CycleId, closing.Id, closing.Round, id, closing.Closer, closing.StartedAt, false, "", "")
            : new ClosingRun(closing.CycleId, closing.Id, closing.Round, id, reversal.Actor, reversal.Now, true, reversal.Reason, reversal.Approvers);
    }

    /// <summary>The step is done; told in the audit trail by whoever ended it.</summary>
    public async Task EndAsync(IClosingStep step, ClosingRun run, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        await db.WriteAsync(
            async () =>
            {
                var now = Now;
                var (from, to) = run.Reversing ? (ClosingStepState.Reversing, ClosingStepState.Reversed) : (ClosingStepState.Running, ClosingStepState.Done);
                var ended = await db.CycleClosingSteps.Where(s => s.Id == run.StepId && s.State == from)
                    .ExecuteUpdateAsync(
                        s => s.SetProperty(x => x.State, to).SetProperty(x => x.FinishedAt, now).SetProperty(x => x.FailureCode, "").SetProperty(x => x.Version, x => x.Version + 1),
                        cancellation);
                if (ended == 0)
                {
                    return;
                }

                var row = await db.CycleClosingSteps.AsNoTracking().SingleAsync(s => s.Id == run.StepId, cancellation);
                var counts = run.Reversing ? row.ReversedCounts : row.Counts;
                if (counts.Numbers.Count > 0)
                {
                    var action = run.Reversing ? "Cycles.ClosingStepReversed" : step.AuditAction;
                    db.Audit(run.Actor, new AuditNote(action, "Cycle", run.CycleId, Reason: run.Reason, Details: FormattableString.Invariant($"{step.Name}, round={run.Round}: {counts}")), now);
                }
            },
            cancellation);
    }

    /// <summary>The step failed and can be tried again. A closing that has done nothing yet is given up instead, so that its fault can be put right.</summary>
    public async Task FailAsync(ClosingRun run, Error error, bool nothingDone, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        await db.WriteAsync(
            async () =>
            {
                await db.LockCycleAsync(run.CycleId, cancellation);
                var step = await db.CycleClosingSteps.SingleAsync(s => s.Id == run.StepId, cancellation);
                var row = await db.CycleClosings.SingleAsync(c => c.Id == run.ClosingId, cancellation);
                if (step.State is not (ClosingStepState.Running or ClosingStepState.Reversing))
                {
                    // another node has ended it or told of the fault
                    return;
                }

                step.Fail(error);
                if (!run.Reversing && nothingDone)
                {
                    row.Stop(Now);
                    (await db.Cycles.SingleAsync(c => c.Id == run.CycleId, cancellation)).StopClosing();
                    await db.ParticipantResults.Where(r => r.CycleId == run.CycleId).ExecuteUpdateAsync(s => s.SetProperty(r => r.FinalNumber, (int?)null), cancellation);
                }
                else if (!run.Reversing)
                {
                    row.Fail();
                }

                db.Audit(run.Actor, new AuditNote("Cycles.ClosingFailed", "Cycle", run.CycleId, Details: FormattableString.Invariant($"{step.Name}, round={run.Round}: {error.Feature}.{error.Code}")), Now);
            },
            cancellation);
    }

    private async Task<bool> BeginAsync(PortalDbContext db, IClosingStep step, CancellationToken cancellation)
    {
        // a step that the program learned after the closing began
        await db.InsertAsync([new CycleClosingStep(closing.Id, step.Order, step.Name)], null, cancellation, skipKnown: true);
        var now = Now;
        var taken = await Row(db, step).Where(s => Unfinished.Contains(s.State))
            .ExecuteUpdateAsync(
                s => s.SetProperty(x => x.State, ClosingStepState.Running)
                    .SetProperty(x => x.StartedAt, x => x.StartedAt ?? now)
                    .SetProperty(x => x.FailureCode, "")
                    .SetProperty(x => x.Version, x => x.Version + 1),
                cancellation);
        await db.CycleClosings.Where(c => c.Id == closing.Id && c.State == ClosingState.Failed)
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.State, ClosingState.Running).SetProperty(c => c.Version, c => c.Version + 1), cancellation);
        return taken > 0;
    }

    private async Task<bool> BeginReversalAsync(PortalDbContext db, IClosingStep step, CancellationToken cancellation)
    {
        await Row(db, step).Where(s => s.State == ClosingStepState.Done)
            .ExecuteUpdateAsync(
                s => s.SetProperty(x => x.State, ClosingStepState.Reversing).SetProperty(x => x.Cursor, 0).SetProperty(x => x.Done, 0).SetProperty(x => x.Version, x => x.Version + 1),
                cancellation);
        // one that is tried again says no more why it failed before
        var taken = await Row(db, step).Where(s => s.State == ClosingStepState.Reversing)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.FailureCode, "").SetProperty(x => x.Version, x => x.Version + 1), cancellation);
        return taken > 0;
    }

    private IQueryable<CycleClosingStep> Row(PortalDbContext db, IClosingStep step) =>
        db.CycleClosingSteps.Where(s => s.ClosingId == closing.Id && s.Name == step.Name);
}
