using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Cycles.Setup;

/// <summary>What the wizard's first step asks.</summary>
public sealed record CycleBasics(string Name, PeriodKind Kind, DateOnly Start, DateOnly End, string TimeZone);

/// <summary>Begins a draft, with the calendar that goes with its period.</summary>
public sealed class CreateCycle(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <returns>The cycle's identifier.</returns>
    public async Task<Result<int>> RunAsync(CycleBasics basics, Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor))
        {
            return CycleErrors.NotFound;
        }

        var cycle = new Cycle(basics.Name);
        var edited = cycle.EditBasics(basics.Name, basics.Kind, basics.Start, basics.End, basics.TimeZone);
        if (edited.Failed)
        {
            return Result<int>.Fail(edited.Errors);
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(basics.TimeZone);
        var preset = CalendarPreset.For(basics.Kind, basics.Start, basics.End, zone);
        var calendar = cycle.SetCalendar([.. preset.Where(p => p.Kind != PhaseKind.Calibration)]);
        if (calendar.Failed)
        {
            return Result<int>.Fail(calendar.Errors);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteAsync<Result<int>>(
            async () =>
            {
                db.Cycles.Add(cycle);
                await db.SaveChangesAsync(cancellation);
                db.Audit(actor, new AuditNote("Cycles.Created", "Cycle", cycle.Id, Details: cycle.Name), clock.GetUtcNow().UtcDateTime);
                return cycle.Id;
            },
            cancellation);
    }
}
