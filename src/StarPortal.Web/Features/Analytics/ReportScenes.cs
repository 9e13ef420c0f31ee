using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Analytics;
using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Analytics;

/// <summary>The cycle a report is about.</summary>
public sealed record ReportCycle(
    int Id, string Name, CycleState State, PeriodKind PeriodKind, DateOnly PeriodStart, DateOnly PeriodEnd, string TimeZone, DateTime? ReleasedAt, int Threshold);

/// <summary>What decides who reads a report of a cycle.</summary>
internal static class ReportScenes
{
    public static Task<ReportCycle?> CycleAsync(PortalDbContext db, int cycleId, CancellationToken cancellation) =>
        Cycles(db).SingleOrDefaultAsync(c => c.Id == cycleId, cancellation);

    public static IQueryable<ReportCycle> Cycles(PortalDbContext db) => db.Cycles.AsNoTracking()
        .Select(c => new ReportCycle(c.Id, c.Name, c.State, c.PeriodKind, c.PeriodStart, c.PeriodEnd, c.TimeZone, c.ReleasedAt, c.AnonymityThreshold));

    public static async Task<ReportPlace> PlaceAsync(PortalDbContext db, ReportCycle cycle, Actor actor, CancellationToken cancellation) => new(
        cycle.State,
        await LeadsTheLineAsync(db, actor, cancellation),
        actor.EmployeeId is { } me && await db.Participants.AnyAsync(p => p.CycleId == cycle.Id && p.ManagerId == me && p.State != ParticipantState.Withdrawn, cancellation));

    public static async Task<bool> LeadsTheLineAsync(PortalDbContext db, Actor actor, CancellationToken cancellation) =>
        actor.EmployeeId is { } me && await db.Employees.AnyAsync(e => e.Id == me && e.ManagerId == null && db.Employees.Any(r => r.ManagerId == me), cancellation);
}
