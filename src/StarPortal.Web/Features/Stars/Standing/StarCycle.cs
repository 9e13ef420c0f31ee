using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Stars;

namespace StarPortal.Web.Features.Stars.Standing;

/// <summary>A cycle that decides levels, with the version of the programme that was frozen for it.</summary>
internal sealed record StarCycle(int Id, string Name, CycleState State, DateOnly PeriodEnd, int ProgrammeId, int ProgrammeVersionId, StarDefinition Definition)
{
    public bool IsOpen => State is CycleState.Running or CycleState.Calibrating;

    /// <summary>Null when there is no such cycle, or it decides no stars.</summary>
    public static Task<StarCycle?> FindAsync(PortalDbContext db, int cycleId, CancellationToken cancellation) =>
        (from c in db.Cycles.AsNoTracking()
         join v in db.StarProgrammeVersions on c.StarProgrammeVersionId equals v.Id
         where c.Id == cycleId
         select new StarCycle(c.Id, c.Name, c.State, c.PeriodEnd, v.ProgrammeId, v.Id, v.Definition)).SingleOrDefaultAsync(cancellation);
}
