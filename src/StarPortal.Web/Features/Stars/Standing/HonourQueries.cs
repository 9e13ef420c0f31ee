using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Stars;

namespace StarPortal.Web.Features.Stars.Standing;

/// <summary>A closed cycle whose honours can be shown.</summary>
public sealed record HonourCycle(int Id, string Name, DateOnly Start, DateOnly End, int ProgrammeId, StarDefinition Definition);

/// <param name="IsPromotion">Came up in this cycle.</param>
public sealed record HonourRow(int EmployeeId, string Name, string Department, int Level, bool IsPromotion);

/// <summary>Who reached the top or came up, in closed cycles; whoever does not want to be shown is not read at all.</summary>
public sealed class HonourQueries(IDbContextFactory<PortalDbContext> factory)
{
    private const int MostCycles = 100;
    private const int MostPeople = 300;

    public async Task<IReadOnlyList<HonourCycle>> CyclesAsync(Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return actor.EmployeeId is null && !actor.IsHr
            ? []
            : await (from c in db.Cycles.AsNoTracking()
                     join v in db.StarProgrammeVersions on c.StarProgrammeVersionId equals v.Id
                     where c.State == CycleState.Closed
                     orderby c.PeriodEnd descending, c.Id descending
                     select new HonourCycle(c.Id, c.Name, c.PeriodStart, c.PeriodEnd, v.ProgrammeId, v.Definition)).Take(MostCycles).ToListAsync(cancellation);
    }

    /// <summary>The two highest levels and everybody who came up, from the highest level down.</summary>
    public async Task<IReadOnlyList<HonourRow>> PeopleAsync(HonourCycle cycle, Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is null && !actor.IsHr)
        {
            return [];
        }

        // of three levels only the highest is the top: the middle one is most people's
        var top = cycle.Definition.Levels.Count - (cycle.Definition.Levels.Count > 3 ? 1 : 0);
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await (from h in db.StarStandingChanges.AsNoTracking()
                      join p in db.Participants on h.ParticipantId equals p.Id
                      join e in db.Employees on h.EmployeeId equals e.Id
                      where h.CycleId == cycle.Id && h.Counts
                          && db.Cycles.Any(c => c.Id == h.CycleId && c.State == CycleState.Closed)
                          && !db.HonourOptOuts.Any(o => o.EmployeeId == h.EmployeeId)
                          && (h.Change == StarChange.Promoted || (h.LevelAfter >= top && (h.Change == StarChange.Kept || h.Change == StarChange.Started)))
                      orderby h.LevelAfter descending, e.Name, e.Id
                      select new HonourRow(e.Id, e.Name, p.DepartmentName, h.LevelAfter, h.Change == StarChange.Promoted)).Take(MostPeople).ToListAsync(cancellation);
    }
}
