using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Shared.Cycles;

namespace StarPortal.Web.Features.Stars.Standing;

/// <summary>
/// A cycle stays closed when a later one has moved the same standings from where it left them, or is about to: levels and
/// cycles below would no longer follow from each other.
/// </summary>
internal sealed class StandingGuard : IReopeningGuard
{
    public async Task<Error?> RefusesAsync(PortalDbContext db, int cycleId, CancellationToken cancellation)
    {
        var later = await (from mine in db.StarStandingChanges.AsNoTracking()
                           join other in db.StarStandingChanges on mine.StandingId equals other.StandingId
                           join c in db.Cycles on other.CycleId equals c.Id
                           where mine.CycleId == cycleId && other.CycleId != cycleId && other.Id > mine.Id
                           select c.Name).FirstOrDefaultAsync(cancellation)
            ?? await (from c in db.Cycles.AsNoTracking()
                      join v in db.StarProgrammeVersions on c.StarProgrammeVersionId equals v.Id
                      where c.Id != cycleId && c.ClosingSince != null && c.State == CycleState.Released
                          && db.Cycles.Any(me => me.Id == cycleId && db.StarProgrammeVersions.Any(x => x.Id == me.StarProgrammeVersionId && x.ProgrammeId == v.ProgrammeId))
                      select c.Name).FirstOrDefaultAsync(cancellation);
        return later is null ? null : ClosingErrors.LaterCycleClosed.With(later);
    }
}
