using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews.Delegations;

/// <param name="Mine">The actor delegates; else they are asked.</param>
/// <param name="Cycle">Null: every running cycle.</param>
/// <param name="DelegateGone">The delegate has left or can no longer sign in: nobody writes.</param>
/// <param name="Submitted">How many reviews were handed in on the reviewer's behalf.</param>
public sealed record DelegationRow(
    int Id, int Version, bool Mine, string Delegator, string Delegate, string? Cycle, DateOnly First, DateOnly Last, DelegationState State, bool Active, bool Over, bool DelegateGone, string Reason, string? Answer, int Submitted);

public sealed record CycleChoice(int Id, string Name);

/// <param name="Handed">Reviews that the other would write.</param>
/// <param name="Kept">Reviews that stay with the reviewer, by why.</param>
public sealed record DelegationPreview(int Handed, IReadOnlyDictionary<NotDelegated, int> Kept, IReadOnlyList<Error> Obstacles);

/// <summary>Who writes for whom.</summary>
public sealed class DelegationQueries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    private const int Longest = 200;

    /// <summary>Those in which the actor is one of the two, the latest first.</summary>
    public async Task<IReadOnlyList<DelegationRow>> MineAsync(Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await RowsAsync(db, db.Delegations.Where(d => d.DelegatorId == me || d.DelegateId == me), me, cancellation);
    }

    /// <summary>For HR: delegations that apply to a cycle and are not over, and those that were.</summary>
    public async Task<IReadOnlyList<DelegationRow>> OfCycleAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        if (!actor.IsHr)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var launched = await db.Cycles.Where(c => c.Id == cycleId).Select(c => c.LaunchedAt).SingleOrDefaultAsync(cancellation);
        return await RowsAsync(db, db.Delegations.Where(d => d.CycleId == cycleId || (d.CycleId == null && launched != null && d.EndsAt > launched)), actor.EmployeeId ?? 0, cancellation);
    }

    /// <summary>Running cycles in which the actor has something to write.</summary>
    public async Task<IReadOnlyList<CycleChoice>> CyclesAsync(Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.Cycles.AsNoTracking()
            .Where(c => c.State == CycleState.Running && db.Reviews.Any(r => r.CycleId == c.Id && r.ReviewerId == me && r.State != ReviewState.Withdrawn))
            .OrderByDescending(c => c.Id).Select(c => new CycleChoice(c.Id, c.Name)).ToListAsync(cancellation);
    }

    /// <summary>What would follow; about one's own reviews only.</summary>
    public async Task<DelegationPreview> PreviewAsync(DelegationWish wish, Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me)
        {
            return new DelegationPreview(0, new Dictionary<NotDelegated, int>(), [DelegationErrors.NotAllowed]);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var faults = await DelegationStore.CheckAsync(db, me, wish with { Reason = "?" }, null, clock.GetUtcNow().UtcDateTime, cancellation);
        if (faults.Count > 0)
        {
            return new DelegationPreview(0, new Dictionary<NotDelegated, int>(), faults);
        }

        var open = (await DelegatedReviews.CandidatesAsync(db, wish.DelegateId, [me], null, cancellation))
            .Where(c => c.State is ReviewState.NotStarted or ReviewState.Draft or ReviewState.Reopened)
            .Select(c => DelegationRules.WhyNot(wish.DelegateId, wish.CycleId, c.Facts)).ToList();
        return new DelegationPreview(
            open.Count(w => w is null),
            open.Where(w => w is not (null or NotDelegated.OtherCycle)).GroupBy(w => w!.Value).ToDictionary(g => g.Key, g => g.Count()),
            []);
    }

    /// <summary>Proposals that wait for the actor's answer.</summary>
    public async Task<IReadOnlyList<DelegationRow>> WaitingAsync(Actor actor, CancellationToken cancellation) =>
        [.. (await MineAsync(actor, cancellation)).Where(d => !d.Mine && d.State == DelegationState.Proposed && !d.Over)];

    private async Task<IReadOnlyList<DelegationRow>> RowsAsync(PortalDbContext db, IQueryable<Delegation> delegations, int me, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var today = DateOnly.FromDateTime(now);
        var rows = await (
            from d in delegations.AsNoTracking()
            join delegator in db.Employees on d.DelegatorId equals delegator.Id
            join other in db.Employees on d.DelegateId equals other.Id
            join cycle in db.Cycles on d.CycleId equals (int?)cycle.Id into cycles
            from cycle in cycles.DefaultIfEmpty()
            orderby d.FirstDay descending, d.Id descending
            select new
            {
                Delegation = d,
                Delegator = delegator.Name,
                Delegate = other.Name,
                Cycle = cycle == null ? null : cycle.Name,
                Gone = (other.LeaveDate != null && other.LeaveDate < today) || !db.Users.Any(u => u.EmployeeId == other.Id && !u.Disabled),
                Submitted = db.Reviews.Count(r => r.ReviewerId == d.DelegatorId && r.SubmittedById == d.DelegateId && r.SubmittedAt >= d.StartsAt && r.SubmittedAt < d.EndsAt && (d.CycleId == null || r.CycleId == d.CycleId)),
            }).Take(Longest).ToListAsync(cancellation);
        return
        [
            .. rows.Select(r => new DelegationRow(
                r.Delegation.Id, r.Delegation.Version, r.Delegation.DelegatorId == me, r.Delegator, r.Delegate, r.Cycle, r.Delegation.FirstDay, r.Delegation.LastDay,
                r.Delegation.State, r.Delegation.IsActive(now), !r.Delegation.IsPending(now), r.Gone, r.Delegation.Reason, r.Delegation.Answer, r.Submitted)),
        ];
    }
}
