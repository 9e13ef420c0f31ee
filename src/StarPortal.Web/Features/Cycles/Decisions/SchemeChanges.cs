using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Cycles.Decisions;

/// <summary>Counts a year's exemptions for everybody against what the year allows.</summary>
internal static class SchemeChanges
{
    private static readonly CycleState[] Launched = [CycleState.Running, CycleState.Calibrating, CycleState.Released, CycleState.Closed];

    public static async Task<SchemeChangeQuota> QuotaAsync(PortalDbContext db, int year, CancellationToken cancellation)
    {
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var cycles = await db.Cycles.AsNoTracking().Where(c => c.PeriodEnd >= first && c.PeriodEnd <= last && Launched.Contains(c.State))
            .Select(c => new { c.Id, c.TemplateVersionId }).ToListAsync(cancellation);
        var versions = cycles.Select(c => c.TemplateVersionId).Distinct().ToList();
        var sizes = (await db.TemplateVersions.AsNoTracking().Where(v => versions.Contains(v.Id)).Select(v => new { v.Id, v.Definition }).ToListAsync(cancellation))
            .ToDictionary(v => v.Id, v => v.Definition.Indicators.Count());
        var ids = cycles.ConvertAll(c => c.Id);
        var used = await db.Exemptions.CountAsync(e => ids.Contains(e.CycleId) && e.ParticipantId == null && e.State == ExemptionState.Approved, cancellation);
        return new SchemeChangeQuota(year, cycles.Sum(c => sizes.GetValueOrDefault(c.TemplateVersionId ?? 0)), used);
    }
}
