using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Features.Cycles.Closing;

/// <summary>Takes back what a closing did, step by step, and then makes the cycle a released one again. Resumable like the closing.</summary>
internal sealed class ReopenCycleHandler(IDbContextFactory<PortalDbContext> factory, ClosingRunner runner, TimeProvider clock) : ILongTaskHandler
{
    public const string TaskKind = "ReopenCycle";

    public string Kind => TaskKind;

    /// <summary>The cycle is held from the request to the end: what was cut off is gone on with.</summary>
    public bool CanBeCancelled => false;

    public Task<Result> RunAsync(LongTaskView task, TaskProgress progress, CancellationToken cancellation) => ReverseAsync(task.TargetId, progress, cancellation);

    /// <param name="reopeningId">An approved one; one that is done already stays so.</param>
    /// <param name="progress">Told after each chunk.</param>
    /// <param name="cancellation">Ends between two chunks; what is done stays, and is gone on with.</param>
    public async Task<Result> ReverseAsync(int reopeningId, TaskProgress progress, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var reopening = await db.CycleReopenings.AsNoTracking().SingleOrDefaultAsync(r => r.Id == reopeningId, cancellation);
        if (reopening is not { State: CycleReopeningState.Approved })
        {
            return reopening?.State == CycleReopeningState.Done ? Result.Ok : ClosingErrors.ReopeningNotFound;
        }

        var by = new Actor(reopening.Requested.AccountId, reopening.Requested.EmployeeId, reopening.Requested.Name, Roles.None);
        var reversed = await runner.ReverseAsync(reopening.ClosingId, new Reversal(reopening.Reason, by, string.Join(", ", reopening.Approvals.Select(a => a.Name)), reopening.Approvals[^1].At), progress, cancellation);
        return reversed.Failed ? reversed : await db.WriteAsync(() => CompleteAsync(db, reopeningId, by, cancellation), cancellation);
    }

    private async Task<Result> CompleteAsync(PortalDbContext db, int reopeningId, Actor by, CancellationToken cancellation)
    {
        var cycleId = await db.CycleReopenings.Where(r => r.Id == reopeningId).Select(r => r.CycleId).SingleAsync(cancellation);
        await db.LockCycleAsync(cycleId, cancellation);
        db.ChangeTracker.Clear();
        var reopening = await db.CycleReopenings.SingleAsync(r => r.Id == reopeningId, cancellation);
        if (reopening.State == CycleReopeningState.Done)
        {
            // another node was first
            return Result.Ok;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var cycle = (await db.FindCycleAsync(cycleId, cancellation))!;
        var reopened = cycle.CompleteReopening(now);
        if (reopened.Failed)
        {
            return reopened;
        }

        (await db.CycleClosings.SingleAsync(c => c.Id == reopening.ClosingId, cancellation)).FinishReversal();
        reopening.Finish(now);
        var approvers = string.Join(", ", reopening.Approvals.Select(a => a.Name));
        db.Audit(by, new AuditNote("Cycles.Reopened", "Cycle", cycleId, Reason: reopening.Reason, Details: $"{cycle.Name}; {approvers}"), now);
        return Result.Ok;
    }
}
