using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Jobs;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Cycles;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Cycles.Closing;

/// <summary>
/// Reopening a closed cycle: one person of HR asks with a reason, two others approve, and the second approval has
/// everything that the closing did taken back.
/// </summary>
public sealed class ReopenCycle(IDbContextFactory<PortalDbContext> factory, IEnumerable<IReopeningGuard> guards, LongTaskSignal signal, TimeProvider clock)
{
    public const string Asked = "Cycles.ReopeningAsked";

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public async Task<Result> RequestAsync(int cycleId, string reason, Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor))
        {
            return CycleErrors.NotFound;
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return SharedErrors.ReasonRequired;
        }

        if (reason.Trim().Length > CycleReopening.LongestReason)
        {
            return CycleErrors.ReasonTooLong.With(CycleReopening.LongestReason);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteOrTellAsync(() => AskAsync(db, cycleId, reason, actor, cancellation), cancellation);
    }

    public async Task<Result> ApproveAsync(int id, int version, Actor actor, CancellationToken cancellation)
    {
        var approved = await ChangeAsync(
            id,
            version,
            actor,
            async (db, reopening) =>
            {
                var signed = reopening.Approve(actor, Now);
                if (signed.Failed)
                {
                    return signed;
                }

                db.Audit(actor, new AuditNote("Cycles.ReopeningApproved", "Cycle", reopening.CycleId, Reason: reopening.Reason, Details: FormattableString.Invariant($"approvals={reopening.Approvals.Count}")), Now);
                return reopening.State == CycleReopeningState.Approved ? await BeginAsync(db, reopening, actor, cancellation) : Result.Ok;
            },
            cancellation);
        signal.Wake();
        return approved;
    }

    /// <summary>Turns the wish down, or withdraws one's own.</summary>
    public Task<Result> EndAsync(int id, int version, string reason, Actor actor, CancellationToken cancellation) => ChangeAsync(
        id,
        version,
        actor,
        (db, reopening) =>
        {
            var ended = reopening.End(reason, actor, Now);
            if (ended.Succeeded)
            {
                db.Audit(actor, new AuditNote("Cycles.ReopeningEnded", "Cycle", reopening.CycleId, Reason: reason.Trim(), Details: reopening.State.ToString()), Now);
            }

            return Task.FromResult(ended);
        },
        cancellation);

    /// <summary>Goes on with a reopening of which a step failed, once its fault is put right.</summary>
    public async Task<Result> RetryAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor))
        {
            return CycleErrors.NotFound;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var again = await db.WriteOrTellAsync(() => AgainAsync(db, cycleId, actor, cancellation), cancellation);
        signal.Wake();
        return again;
    }

    internal static Task<int?> RunningAsync(PortalDbContext db, int cycleId, CancellationToken cancellation) =>
        (from t in db.LongTasks.AsNoTracking()
         join r in db.CycleReopenings on t.TargetId equals r.Id
         where t.Kind == ReopenCycleHandler.TaskKind && r.CycleId == cycleId && (t.State == LongTaskState.Queued || t.State == LongTaskState.Running)
         select (int?)t.Id).FirstOrDefaultAsync(cancellation);

    private async Task<Result> ChangeAsync(int id, int version, Actor actor, Func<PortalDbContext, CycleReopening, Task<Result>> change, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor))
        {
            return ClosingErrors.ReopeningNotFound;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteOrTellAsync(
            async () =>
            {
                var cycleId = await db.CycleReopenings.Where(r => r.Id == id).Select(r => (int?)r.CycleId).SingleOrDefaultAsync(cancellation);
                if (cycleId is null)
                {
                    return ClosingErrors.ReopeningNotFound;
                }

                // two approvals at once are one after the other
                await db.LockCycleAsync(cycleId.Value, cancellation);
                var reopening = await db.CycleReopenings.SingleAsync(r => r.Id == id, cancellation);
                if (reopening.Version != version)
                {
                    return SharedErrors.ChangedElsewhere;
                }

                var changed = await change(db, reopening);
                if (changed.Succeeded)
                {
                    await db.SaveChangesAsync(cancellation);
                }

                return changed;
            },
            cancellation);
    }

    private async Task<Result> AskAsync(PortalDbContext db, int cycleId, string reason, Actor actor, CancellationToken cancellation)
    {
        await db.LockCycleAsync(cycleId, cancellation);
        var cycle = await db.Cycles.AsNoTracking().Where(c => c.Id == cycleId).Select(c => new { c.Name, c.State, c.ClosingSince }).SingleOrDefaultAsync(cancellation);
        if (cycle is null)
        {
            return CycleErrors.NotFound;
        }

        if (cycle.State != CycleState.Closed)
        {
            return CycleErrors.WrongState.With(cycle.State);
        }

        var closing = await db.CycleClosings.AsNoTracking().Where(c => c.CycleId == cycleId && c.State == ClosingState.Done).OrderByDescending(c => c.Round).FirstOrDefaultAsync(cancellation);
        if (cycle.ClosingSince is not null || closing is null)
        {
            return cycle.ClosingSince is not null ? ClosingErrors.BeingClosed : ClosingErrors.NotReversible;
        }

        if (await db.CycleReopenings.AnyAsync(r => r.ClosingId == closing.Id && r.State == CycleReopeningState.Requested, cancellation))
        {
            return ClosingErrors.ReopeningOpen;
        }

        if (await GuardAsync(db, cycleId, cancellation) is { } refused)
        {
            return refused;
        }

        var reopening = new CycleReopening(cycleId, closing.Id, reason, actor, Now);
        db.CycleReopenings.Add(reopening);
        db.Audit(actor, new AuditNote("Cycles.ReopeningRequested", "Cycle", cycleId, Reason: reopening.Reason, Details: cycle.Name), Now);
        await db.SaveChangesAsync(cancellation);
        var colleagues = await HrPeople.OfAsync(db, cancellation);
        db.Notify(colleagues.Where(e => e != actor.EmployeeId), new Notice(Asked, FormattableString.Invariant($"reopening:{reopening.Id}"), FormattableString.Invariant($"/cycles/{cycleId}/closing"), cycle.Name), Now);
        return Result.Ok;
    }

    private async Task<Result> BeginAsync(PortalDbContext db, CycleReopening reopening, Actor actor, CancellationToken cancellation)
    {
        var cycle = await db.Cycles.Include(c => c.Phases).SingleAsync(c => c.Id == reopening.CycleId, cancellation);
        var closing = await db.CycleClosings.SingleAsync(c => c.Id == reopening.ClosingId, cancellation);
        var begun = cycle.BeginReopening(Now);
        if (begun.Failed)
        {
            return begun;
        }

        if (await GuardAsync(db, cycle.Id, cancellation) is { } refused)
        {
            return refused;
        }

        var reversing = closing.BeginReversal();
        if (reversing.Failed)
        {
            return reversing;
        }

        db.LongTasks.Add(new LongTask(ReopenCycleHandler.TaskKind, reopening.Id, "", actor, Now));
        return Result.Ok;
    }

    /// <summary>The step that failed says so until it is tried again; while somebody works on it there is nothing to retry.</summary>
    private async Task<Result> AgainAsync(PortalDbContext db, int cycleId, Actor actor, CancellationToken cancellation)
    {
        await db.LockCycleAsync(cycleId, cancellation);
        if (await RunningAsync(db, cycleId, cancellation) is not null)
        {
            return Result.Ok;
        }

        var reopening = await db.CycleReopenings.AsNoTracking().SingleOrDefaultAsync(r => r.CycleId == cycleId && r.State == CycleReopeningState.Approved, cancellation);
        if (reopening is null)
        {
            return ClosingErrors.NothingToRetry;
        }

        db.LongTasks.Add(new LongTask(ReopenCycleHandler.TaskKind, reopening.Id, "", actor, Now));
        db.Audit(actor, new AuditNote("Cycles.ReopeningRetried", "Cycle", cycleId), Now);
        await db.SaveChangesAsync(cancellation);
        return Result.Ok;
    }

    private async Task<Error?> GuardAsync(PortalDbContext db, int cycleId, CancellationToken cancellation)
    {
        foreach (var guard in guards)
        {
            if (await guard.RefusesAsync(db, cycleId, cancellation) is { } refused)
            {
                return refused;
            }
        }

        return null;
    }
}
