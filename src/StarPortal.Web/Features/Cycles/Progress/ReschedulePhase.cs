using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Cycles.Progress;

/// <param name="Version">Of the phase, as the person saw it.</param>
/// <param name="OpensAt">UTC.</param>
/// <param name="ClosesAt">UTC.</param>
public sealed record NewPhaseDates(int CycleId, PhaseKind Kind, int Version, DateTime OpensAt, DateTime ClosesAt, string Reason);

/// <summary>Gives a phase other dates. The trail keeps the earlier ones, in the cycle's time zone, and why.</summary>
public sealed class ReschedulePhase(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(NewPhaseDates dates, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!CycleAccess.CanManage(actor) || await db.FindCycleAsync(dates.CycleId, cancellation) is not { } cycle)
        {
            return CycleErrors.NotFound;
        }

        var before = cycle.Phase(dates.Kind) is { } phase ? Span(cycle, phase.OpensAt, phase.ClosesAt) : "";
        var now = clock.GetUtcNow().UtcDateTime;
        var done = cycle.ReschedulePhase(dates.Kind, dates.OpensAt, dates.ClosesAt, dates.Reason, now);
        if (done.Failed)
        {
            return done;
        }

        db.Entry(cycle.Phase(dates.Kind)!).Property(p => p.Version).OriginalValue = dates.Version;
        // two phases moved at once could pass each other in the calendar's order: the cycle's version lets one of them win
        db.Expect(cycle, cycle.Version);
        var details = $"{dates.Kind}: {before} → {Span(cycle, dates.OpensAt, dates.ClosesAt)} ({cycle.TimeZone})";
        db.Audit(actor, new AuditNote("Cycles.PhaseRescheduled", "Cycle", cycle.Id, Reason: dates.Reason.Trim(), Details: details), now);
        return await db.SaveAsync(cancellation);
    }

    private static string Span(Cycle cycle, DateTime opensAt, DateTime closesAt)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(cycle.TimeZone);
        return string.Create(CultureInfo.InvariantCulture, $"{ZoneTime.ToLocal(opensAt, zone):yyyy-MM-dd HH:mm} – {ZoneTime.ToLocal(closesAt, zone):yyyy-MM-dd HH:mm}");
    }
}
