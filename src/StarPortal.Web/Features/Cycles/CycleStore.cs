using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.People;

namespace StarPortal.Web.Features.Cycles;

/// <summary>What the use cases on cycles have in common.</summary>
internal static class CycleStore
{
    public static Task<Cycle?> FindCycleAsync(this PortalDbContext db, int id, CancellationToken cancellation) =>
        db.Cycles.Include(c => c.Phases).SingleOrDefaultAsync(c => c.Id == id, cancellation);

    /// <summary>Makes the save fail unless the cycle is still at the version that the person saw.</summary>
    public static void Expect(this PortalDbContext db, Cycle cycle, int version)
    {
        var entry = db.Entry(cycle);
        entry.Property(c => c.Version).OriginalValue = version;
        // also when only its phases change
        entry.Property(c => c.State).IsModified = true;
    }

    public static async Task<Result> SaveAsync(this PortalDbContext db, CancellationToken cancellation)
    {
        try
        {
            // the cycle's row before its phases', like everybody else who takes both
            var cycle = db.ChangeTracker.Entries<Cycle>().FirstOrDefault(c => c.State == EntityState.Modified)?.Entity.Id;
            await db.WriteAsync(() => cycle is { } id ? db.LockCycleAsync(id, cancellation) : Task.FromResult(true), cancellation);
            return Result.Ok;
        }
        catch (DbUpdateConcurrencyException)
        {
            return SharedErrors.ChangedElsewhere;
        }
    }

    /// <summary>Everybody of a population who is employed on a day.</summary>
    public static IQueryable<Employee> InPopulation(this PortalDbContext db, Population population, DateOnly day)
    {
        var employed = db.Employees.Where(e => e.LeaveDate == null || e.LeaveDate >= day);
        var matching = employed;
        if (population.DepartmentIds.Count > 0)
        {
            var roots = db.Departments.Where(d => population.DepartmentIds.Contains(d.Id));
            matching = matching.Where(e => roots.Any(r => e.Department!.Path.StartsWith(r.Path)));
        }

        if (population.JobFamilies.Count > 0)
        {
            matching = matching.Where(e => population.JobFamilies.Contains(e.JobFamily));
        }

        if (population.Levels.Count > 0)
        {
            matching = matching.Where(e => population.Levels.Contains(e.Level));
        }

        if (population.HiredUntil is { } hiredUntil)
        {
            matching = matching.Where(e => e.HireDate == null || e.HireDate <= hiredUntil);
        }

        if (population.IncludedEmployeeIds.Count > 0)
        {
            var chosen = matching.Select(e => e.Id);
            matching = employed.Where(e => population.IncludedEmployeeIds.Contains(e.Id) || chosen.Contains(e.Id));
        }

        return population.ExcludedEmployeeIds.Count == 0
            ? matching
            : matching.Where(e => !population.ExcludedEmployeeIds.Contains(e.Id));
    }

    /// <summary>The day it is in the cycle's time zone.</summary>
    public static DateOnly Today(this Cycle cycle, DateTime now) => Today(cycle.TimeZone, now);

    public static DateOnly Today(string timeZone, DateTime now) =>
        DateOnly.FromDateTime(ZoneTime.ToLocal(now, TimeZoneInfo.FindSystemTimeZoneById(timeZone)));
}
