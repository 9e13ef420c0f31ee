using Microsoft.EntityFrameworkCore;
using StarPortal.Domain.Cycles;

namespace StarPortal.Data.Stars;

/// <summary>Who of a cycle's participants a star programme is for.</summary>
public static class StarPopulation
{
    /// <summary>Department and level as they were at the cycle's launch; withdrawn participants are left out.</summary>
    public static IQueryable<Participant> InStarProgramme(this PortalDbContext db, int cycleId, Population population)
    {
        var all = db.Participants.AsNoTracking().Where(p => p.CycleId == cycleId && p.State != ParticipantState.Withdrawn);
        var matching = all;
        if (population.DepartmentIds.Count > 0)
        {
            var roots = db.Departments.Where(d => population.DepartmentIds.Contains(d.Id));
            matching = matching.Where(p => roots.Any(r => p.DepartmentPath.StartsWith(r.Path)));
        }

        if (population.JobFamilies.Count > 0)
        {
            matching = matching.Where(p => db.Employees.Any(e => e.Id == p.EmployeeId && population.JobFamilies.Contains(e.JobFamily)));
        }

        if (population.Levels.Count > 0)
        {
            matching = matching.Where(p => population.Levels.Contains(p.Level));
        }

        if (population.HiredUntil is { } hiredUntil)
        {
            matching = matching.Where(p => db.Employees.Any(e => e.Id == p.EmployeeId && (e.HireDate == null || e.HireDate <= hiredUntil)));
        }

        if (population.IncludedEmployeeIds.Count > 0)
        {
            var chosen = matching.Select(p => p.Id);
            matching = all.Where(p => population.IncludedEmployeeIds.Contains(p.EmployeeId) || chosen.Contains(p.Id));
        }

        return population.ExcludedEmployeeIds.Count == 0 ? matching : matching.Where(p => !population.ExcludedEmployeeIds.Contains(p.EmployeeId));
    }
}
