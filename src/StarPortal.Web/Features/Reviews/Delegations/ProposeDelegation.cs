using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Notifications;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Reviews.Delegations;

/// <summary>A reviewer asks somebody to write their reviews for some days; only the one who is asked is told.</summary>
public sealed class ProposeDelegation(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(DelegationWish wish, Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me)
        {
            return DelegationErrors.NotAllowed;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteOrTellAsync(
            async () =>
            {
                await db.LockDelegationsAsync(cancellation);
                var now = clock.GetUtcNow().UtcDateTime;
                var faults = await DelegationStore.CheckAsync(db, me, wish, null, now, cancellation);
                if (faults.Count > 0)
                {
                    return Result.Fail(faults);
                }

                var zone = await DelegationStore.ZoneAsync(db, me, cancellation);
                var delegation = new Delegation(
                    me, wish.DelegateId, wish.CycleId, new DelegationDays(wish.First, wish.Last),
                    ZoneTime.OpensAt(wish.First.ToDateTime(TimeOnly.MinValue), zone), ZoneTime.ClosesAt(wish.Last.AddDays(1).ToDateTime(TimeOnly.MinValue), zone), wish.Reason, now);
                db.Delegations.Add(delegation);
                await db.SaveChangesAsync(cancellation);
                var name = await DelegationStore.NameAsync(db, me, cancellation);
                db.Audit(actor, new AuditNote("Reviews.DelegationProposed", nameof(Delegation), delegation.Id, me, delegation.Reason, FormattableString.Invariant($"to employee {wish.DelegateId}, {wish.First:yyyy-MM-dd} – {wish.Last:yyyy-MM-dd}, cycle {wish.CycleId?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "all"}")), now);
                db.Notify(wish.DelegateId, new Notice("Reviews.DelegationProposed", $"delegation:{delegation.Id}", "/reviews/delegations", name), now);
                return Result.Ok;
            },
            cancellation);
    }
}
