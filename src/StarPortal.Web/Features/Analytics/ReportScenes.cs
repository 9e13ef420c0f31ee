using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Analytics;
using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Analytics;

/// <summary>The cycle a report is about.</summary>
/// <remarks>Made by its properties, so that what follows in a query can ask for them.</remarks>
public sealed record ReportCycle
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    public required CycleState State { get; init; }

    public required PeriodKind PeriodKind { get; init; }

    public required DateOnly PeriodStart { get; init; }

    public required DateOnly PeriodEnd { get; init; }

    public required string TimeZone { get; init; }

    public required DateTime? ReleasedAt { get; init; }

    public required int Threshold { get; init; }
}

/// <summary>What decides who reads a report of a cycle.</summary>
internal static class ReportScenes
{
    public static Task<ReportCycle?> CycleAsync(PortalDbContext db, int cycleId, CancellationToken cancellation) =>
        Cycles(db).SingleOrDefaultAsync(c => c.Id == cycleId, cancellation);

    public static IQueryable<ReportCycle> Cycles(PortalDbContext db) => db.Cycles.AsNoTracking()
        .Select(c => new ReportCycle
        {
            Id = c.Id,
            Name = c.Name,
            State = c.State,
            PeriodKind = c.PeriodKind,
            PeriodStart = c.PeriodStart,
            PeriodEnd = c.PeriodEnd,
            TimeZone = c.TimeZone,
            ReleasedAt = c.ReleasedAt,
            Threshold = c.AnonymityThreshold,
        });

    public static async Task<ReportPlace> PlaceAsync(PortalDbContext db, ReportCycle cycle, Actor actor, CancellationToken cancellation) => new(
        cycle.State,
        await LeadsTheLineAsync(db, actor, cancellation),
        actor.EmployeeId is { } me && await db.Participants.AnyAsync(p => p.CycleId == cycle.Id && p.ManagerId == me && p.State != ParticipantState.Withdrawn, cancellation));

    public static async Task<bool> LeadsTheLineAsync(PortalDbContext db, Actor actor, CancellationToken cancellation) =>
        actor.EmployeeId is { } me && await db.Employees.AnyAsync(e => e.Id == me && e.ManagerId == null && db.Employees.Any(r => r.ManagerId == me), cancellation);
}
