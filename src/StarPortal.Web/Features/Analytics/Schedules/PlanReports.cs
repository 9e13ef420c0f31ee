using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StarPortal.Data;
using StarPortal.Domain.Analytics;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Features.Documents.Batches;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.Analytics.Schedules;

/// <summary>
/// Writes a row for each copy of a report that is due. The rows have a natural key of schedule, occasion and reader: found
/// due again, or by another node, nothing is added.
/// </summary>
internal sealed class PlanReports(IDbContextFactory<PortalDbContext> factory, IOptions<PortalOptions> options, ReportFiles files, TimeProvider clock)
{
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var planned = 0;
        foreach (var schedule in await db.ReportSchedules.AsNoTracking().Where(s => s.IsActive).ToListAsync(cancellation))
        {
            foreach (var (occasion, cycleId) in await OccasionsAsync(db, schedule, now, cancellation))
            {
                var known = await db.StoredReports.Where(r => r.ScheduleId == schedule.Id && r.Occasion == occasion).Select(r => r.EmployeeId).ToListAsync(cancellation);
                var fresh = schedule.Recipients.Except(known)
                    .Select(r => new StoredReport(schedule.Id, occasion, r, schedule.Kind, cycleId, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20)), now, now + files.Kept))
                    .ToList();
                if (fresh.Count > 0)
                {
                    await db.WriteAsync(() => db.InsertAsync(fresh, null, cancellation, skipKnown: true), cancellation);
                    planned += fresh.Count;
                }
            }
        }

        return planned;
    }

    private async Task<IReadOnlyList<(string Occasion, int CycleId)>> OccasionsAsync(PortalDbContext db, ReportSchedule schedule, DateTime now, CancellationToken cancellation)
    {
        var since = schedule.ChangedAt;
        if (schedule.Timing.Occasion == ReportOccasion.AfterRelease)
        {
            var released = await db.Cycles.AsNoTracking().Where(c => c.ReleasedAt > since && (c.State == CycleState.Released || c.State == CycleState.Closed)).Select(c => c.Id).ToListAsync(cancellation);
            return [.. released.Select(c => (string.Create(CultureInfo.InvariantCulture, $"release:{c}"), c))];
        }

        if (schedule.Timing.Occasion == ReportOccasion.AfterClose)
        {
            var closed = await (from s in db.CycleStatistics.AsNoTracking()
                                join c in db.Cycles on s.CycleId equals c.Id
                                where s.SupersededAt == null && s.FrozenAt > since && c.State == CycleState.Closed
                                select new { c.Id, s.Round }).ToListAsync(cancellation);
            return [.. closed.Select(c => (string.Create(CultureInfo.InvariantCulture, $"close:{c.Id}:{c.Round}"), c.Id))];
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);
        if (schedule.Timing.LatestDue(DateOnly.FromDateTime(ZoneTime.ToLocal(now, zone))) is not { } day || day <= DateOnly.FromDateTime(ZoneTime.ToLocal(since, zone)))
        {
            return [];
        }

        var running = schedule.Kind == ReportKind.Progress;
        var cycle = await db.Cycles.AsNoTracking()
            .Where(c => running ? c.State == CycleState.Running || c.State == CycleState.Calibrating : c.State == CycleState.Released || c.State == CycleState.Closed)
            .OrderByDescending(c => c.PeriodEnd).ThenByDescending(c => c.Id).Select(c => (int?)c.Id).FirstOrDefaultAsync(cancellation);
        return cycle is { } id ? [(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), id)] : [];
    }
}
