using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Shared.People;

namespace StarPortal.Web.Features.Cycles.Changes;

/// <summary>A population with its departments at hand, to ask of records that are not written yet.</summary>
internal sealed class PopulationRoots
{
    private readonly Population population;
    private readonly HashSet<int> departments;

    private PopulationRoots(Population population, HashSet<int> departments) => (this.population, this.departments) = (population, departments);

    public static async Task<PopulationRoots> ReadAsync(PortalDbContext db, Population population, CancellationToken cancellation)
    {
        var roots = db.Departments.Where(d => population.DepartmentIds.Contains(d.Id));
        var inside = population.DepartmentIds.Count == 0
            ? []
            : await db.Departments.AsNoTracking().Where(d => roots.Any(r => d.Path.StartsWith(r.Path))).Select(d => d.Id).ToListAsync(cancellation);
        return new PopulationRoots(population, [.. inside]);
    }

    /// <summary>Whether the person will belong to it; whether they are employed is asked elsewhere.</summary>
    public bool Takes(RecordChange change)
    {
        if (change.EmployeeId is { } id && (population.ExcludedEmployeeIds.Contains(id) || population.IncludedEmployeeIds.Contains(id)))
        {
            return !population.ExcludedEmployeeIds.Contains(id);
        }

        var after = change.After;
        return (population.DepartmentIds.Count == 0 || departments.Contains(after.DepartmentId > 0 ? after.DepartmentId : change.HomeId ?? 0))
            && (population.JobFamilies.Count == 0 || population.JobFamilies.Contains(after.JobFamily))
            && (population.Levels.Count == 0 || population.Levels.Contains(after.Level))
            && (population.HiredUntil is not { } until || after.HireDate is null || after.HireDate <= until);
    }
}
