using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Reviews.ControlRoom.Actions;

/// <summary>
/// Reminds everybody in a selection who still has to write. In steps that can be repeated: whoever was told in an earlier
/// try, or by somebody else meanwhile, is not told again that day.
/// </summary>
internal sealed class RemindReviewers(IDbContextFactory<PortalDbContext> factory, ReminderPlan plan, TimeProvider clock)
{
    /// <summary>More people than this are reminded by a long task.</summary>
    public const int AtOnce = 500;

    /// <returns>How many people were told.</returns>
    public async Task<Result<int>> RunAsync(int cycleId, RoomSelection selection, Actor actor, CancellationToken cancellation, Func<int, int, Task>? progress = null)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!CycleAccess.CanManage(actor) || await RoomCycles.ReadAsync(db, cycleId, cancellation) is not { } cycle)
        {
            return ReviewErrors.NotAllowed;
        }

        var told = 0;
        ReminderPreview left;
        do
        {
            left = await plan.OfAsync(db, cycle, selection, actor, cancellation);
            var chunk = left.People.Take(AtOnce).ToList();
            if (chunk.Count == 0)
            {
                break;
            }

            var sent = await db.WriteOrTellAsync(() => TellAsync(db, cycle, chunk, actor, cancellation), cancellation);
            if (sent.Failed)
            {
                return Result<int>.Fail(sent.Errors);
            }

            told += chunk.Count;
            if (progress is not null)
            {
                await progress(told, told + left.People.Count - chunk.Count);
            }
        }
        while (left.People.Count > AtOnce);

        return told;
    }

    private async Task<Result> TellAsync(PortalDbContext db, RoomCycle cycle, List<Reminded> people, Actor actor, CancellationToken cancellation)
    {
        // nobody is reminded of what has just ended
        if (await db.HoldCycleAsync(cycle.Id, cancellation) is not (CycleState.Running or CycleState.Calibrating))
        {
            return ReviewErrors.CycleNotRunning;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var group in people.GroupBy(p => p.Reviews))
        {
            db.Notify(group.Select(p => p.EmployeeId), ReminderPlan.NoticeOf(cycle, group.Key, now), now);
        }

        await TellDelegatesAsync(db, cycle, people, now, cancellation);
        db.Audit(actor, new AuditNote("Reviews.Reminded", nameof(Cycle), cycle.Id, Details: FormattableString.Invariant($"{people.Count} people, {people.Sum(p => p.Reviews)} reviews")), now);
        return Result.Ok;
    }

    /// <summary>The absent reviewer stays responsible and is told; whoever writes for them meanwhile is told as well.</summary>
    private static async Task TellDelegatesAsync(PortalDbContext db, RoomCycle cycle, List<Reminded> people, DateTime now, CancellationToken cancellation)
    {
        var names = people.ToDictionary(p => p.EmployeeId, p => p.Name);
        var delegations = await db.Delegations.AsNoTracking()
            .Where(d => d.State == DelegationState.Accepted && d.StartsAt <= now && d.EndsAt > now && (d.CycleId == null || d.CycleId == cycle.Id))
            .Select(d => new { d.DelegatorId, d.DelegateId }).Distinct().ToListAsync(cancellation);
        foreach (var delegation in delegations.Where(d => names.ContainsKey(d.DelegatorId)))
        {
            var candidates = await DelegatedReviews.CandidatesAsync(db, delegation.DelegateId, [delegation.DelegatorId], null, cancellation);
            // a delegate is told only of what they may write
            if (candidates.Any(c => c.IsOpen && DelegationRules.WhyNot(delegation.DelegateId, cycle.Id, c.Facts) is null))
            {
                db.Notify([delegation.DelegateId], ReminderPlan.DelegateNoticeOf(cycle, delegation.DelegatorId, names[delegation.DelegatorId], now), now);
            }
        }
    }
}
