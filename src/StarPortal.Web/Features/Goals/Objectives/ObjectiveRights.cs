using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Goals;
using StarPortal.Domain.People;

namespace StarPortal.Web.Features.Goals.Objectives;

/// <summary>Who leads people where: what <see cref="GoalAccess.CanManageObjectives"/> needs to know.</summary>
internal static class ObjectiveRights
{
    public static async Task<bool> CanManageAsync(this PortalDbContext db, Actor actor, int departmentId, DateOnly today, CancellationToken cancellation) =>
        GoalAccess.CanManageObjectives(actor, await Led(db, actor, today).AnyAsync(e => e.DepartmentId == departmentId, cancellation));

    /// <summary>Departments for which the actor may write objectives.</summary>
    public static IQueryable<Department> ManagedBy(PortalDbContext db, Actor actor, DateOnly today) =>
        actor.IsHr ? db.Departments.AsNoTracking() : db.Departments.AsNoTracking().Where(d => Led(db, actor, today).Any(e => e.DepartmentId == d.Id));

    private static IQueryable<Employee> Led(PortalDbContext db, Actor actor, DateOnly today)
    {
        var me = actor.EmployeeId ?? 0;
        return db.Employees.Where(e => e.ManagerId == me && (e.LeaveDate == null || e.LeaveDate >= today));
    }
}
