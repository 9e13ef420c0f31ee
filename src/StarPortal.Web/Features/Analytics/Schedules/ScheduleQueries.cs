using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Analytics;
using StarPortal.Domain.Documents;

namespace StarPortal.Web.Features.Analytics.Schedules;

/// <param name="Ready">Copies made so far.</param>
/// <param name="Failed">Copies that could not be made: the reader may not read it any more, or printing failed.</param>
public sealed record ScheduleRow(int Id, ReportKind Kind, ReportTiming Timing, PaperSize Paper, IReadOnlyList<string> Recipients, bool IsActive, int Version, int Ready, int Failed);

internal sealed class ScheduleQueries(IDbContextFactory<PortalDbContext> factory, ScheduleReaders readers)
{
    public async Task<IReadOnlyList<ScheduleRow>> ListAsync(Actor actor, CancellationToken cancellation)
    {
        if (!ReportAccess.CanManage(actor))
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var rows = await db.ReportSchedules.AsNoTracking().OrderByDescending(s => s.IsActive).ThenBy(s => s.Id).ToListAsync(cancellation);
        var counts = await db.StoredReports.AsNoTracking().GroupBy(r => r.ScheduleId)
            .Select(g => new { g.Key, Ready = g.Count(r => r.ReadyAt != null), Failed = g.Count(r => r.ReadyAt == null && r.FailureCode != "") }).ToDictionaryAsync(g => g.Key, cancellation);
        var ids = rows.SelectMany(r => r.Recipients).Distinct().ToList();
        var names = await db.Employees.AsNoTracking().Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id, e => e.Name, cancellation);
        return
        [
            .. rows.Select(r => new ScheduleRow(
                r.Id, r.Kind, r.Timing, r.Paper, [.. r.Recipients.Where(names.ContainsKey).Select(i => names[i])], r.IsActive, r.Version,
                counts.GetValueOrDefault(r.Id)?.Ready ?? 0, counts.GetValueOrDefault(r.Id)?.Failed ?? 0)),
        ];
    }

    public async Task<IReadOnlyList<ScheduleReader>> ReadersAsync(ReportKind kind, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return ReportAccess.CanManage(actor) ? await readers.OfAsync(db, kind, cancellation) : [];
    }
}
