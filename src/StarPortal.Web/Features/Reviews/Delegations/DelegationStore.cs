using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews.Delegations;

/// <summary>What somebody wants to hand over.</summary>
/// <param name="CycleId">Null: every running cycle.</param>
public sealed record DelegationWish(int DelegateId, int? CycleId, DateOnly First, DateOnly Last, string Reason);

/// <summary>What the rules ask about two people.</summary>
internal static class DelegationStore
{
    /// <summary>Everything that stands in the way now; empty when nothing does.</summary>
    public static async Task<IReadOnlyList<Error>> CheckAsync(PortalDbContext db, int delegatorId, DelegationWish wish, int? except, DateTime now, CancellationToken cancellation)
    {
        var zone = await ZoneAsync(db, delegatorId, cancellation);
        var (first, last) = (wish.First, wish.Last);
        var @delegate = await db.Employees.AsNoTracking().Where(e => e.Id == wish.DelegateId)
            .Select(e => new { Gone = e.LeaveDate != null && e.LeaveDate < first, SignsIn = db.Users.Any(u => u.EmployeeId == e.Id && !u.Disabled) })
            .SingleOrDefaultAsync(cancellation);
        var people = new[] { delegatorId, wish.DelegateId };
        var others = await db.Delegations.AsNoTracking()
            .Where(d => d.Id != except && (people.Contains(d.DelegatorId) || people.Contains(d.DelegateId)))
            .Where(d => (d.State == DelegationState.Proposed || d.State == DelegationState.Accepted) && d.EndsAt > now && d.FirstDay <= last && d.LastDay >= first)
            .ToListAsync(cancellation);
        var running = wish.CycleId is not { } cycle || await db.Cycles.AnyAsync(c => c.Id == cycle && c.State == CycleState.Running, cancellation);
        var today = DateOnly.FromDateTime(ZoneTime.ToLocal(now, zone));
        // accepted on a later day, the first day may have passed: only a new proposal must lie ahead
        var days = new DelegationDays(except is null ? first : first < today ? today : first, last);
        return DelegationRules.Check(delegatorId, wish.DelegateId, wish.CycleId, days, wish.Reason, new DelegationScene(others, today, @delegate?.Gone ?? true, @delegate?.SignsIn ?? false, running));
    }

    public static async Task<TimeZoneInfo> ZoneAsync(PortalDbContext db, int employeeId, CancellationToken cancellation) =>
        TimeZoneInfo.FindSystemTimeZoneById(await db.Employees.Where(e => e.Id == employeeId).Select(e => e.TimeZone).SingleOrDefaultAsync(cancellation) ?? "UTC");

    public static Task<string> NameAsync(PortalDbContext db, int? employeeId, CancellationToken cancellation) =>
        db.Employees.Where(e => e.Id == employeeId).Select(e => e.Name).SingleAsync(cancellation);
}
