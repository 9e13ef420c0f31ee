using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Notifications;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Reviews.Delegations;

/// <summary>The one who was asked accepts or declines, and either of the two (or HR) ends a delegation early.</summary>
public sealed class AnswerDelegation(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public Task<Result> AcceptAsync(int id, int version, Actor actor, CancellationToken cancellation) =>
        ChangeAsync(id, version, "Reviews.DelegationAccepted", (d, now) => d.Accept(actor, now), actor, cancellation);

    public Task<Result> DeclineAsync(int id, int version, string reason, Actor actor, CancellationToken cancellation) =>
        ChangeAsync(id, version, "Reviews.DelegationDeclined", (d, now) => d.Decline(reason, actor, now), actor, cancellation);

    public Task<Result> EndAsync(int id, int version, string reason, Actor actor, CancellationToken cancellation) =>
        ChangeAsync(id, version, "Reviews.DelegationEnded", (d, now) => d.End(reason, actor, now), actor, cancellation);

    private async Task<Result> ChangeAsync(int id, int version, string action, Func<Delegation, DateTime, Result> change, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteOrTellAsync(
            async () =>
            {
                await db.LockDelegationsAsync(cancellation);
                if (await db.Delegations.SingleOrDefaultAsync(d => d.Id == id, cancellation) is not { } delegation || !Concerns(delegation, actor))
                {
                    return DelegationErrors.NotAllowed;
                }

                if (delegation.Version != version)
                {
                    return SharedErrors.ChangedElsewhere;
                }

                var now = clock.GetUtcNow().UtcDateTime;
                var changed = change(delegation, now);
                if (changed.Failed)
                {
                    return changed;
                }

                if (delegation.State == DelegationState.Accepted)
                {
                    // people, cycles and other delegations may have changed since it was proposed
                    var wish = new DelegationWish(delegation.DelegateId, delegation.CycleId, delegation.FirstDay, delegation.LastDay, delegation.Reason);
                    var faults = await DelegationStore.CheckAsync(db, delegation.DelegatorId, wish, delegation.Id, now, cancellation);
                    if (faults.Count > 0)
                    {
                        return Result.Fail(faults);
                    }
                }

                await TellAsync(db, delegation, action, actor, now, cancellation);
                db.Audit(actor, new AuditNote(action, nameof(Delegation), delegation.Id, delegation.DelegatorId, delegation.Answer ?? "", FormattableString.Invariant($"to employee {delegation.DelegateId}")), now);
                await db.SaveChangesAsync(cancellation);
                return Result.Ok;
            },
            cancellation);
    }

    /// <summary>HR's own delegations are theirs as reviewers; HR ends others'.</summary>
    private static bool Concerns(Delegation delegation, Actor actor) =>
        actor.IsHr || (actor.EmployeeId is { } me && (me == delegation.DelegatorId || me == delegation.DelegateId));

    /// <summary>The other of the two; both when HR ended it.</summary>
    private static async Task TellAsync(PortalDbContext db, Delegation delegation, string action, Actor actor, DateTime now, CancellationToken cancellation)
    {
        foreach (var person in new[] { delegation.DelegatorId, delegation.DelegateId }.Where(p => p != actor.EmployeeId))
        {
            var other = person == delegation.DelegatorId ? delegation.DelegateId : delegation.DelegatorId;
            var name = await DelegationStore.NameAsync(db, other, cancellation);
            db.Notify(person, new Notice(action, $"delegation:{delegation.Id}", "/reviews/delegations", name), now);
        }
    }
}
