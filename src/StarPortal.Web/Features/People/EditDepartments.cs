using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.People;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.People;

/// <summary>HR makes, renames, moves and removes departments.</summary>
public sealed class EditDepartments(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public Task<Result> AddAsync(string name, int? parentId, Actor actor, CancellationToken cancellation) =>
        RunAsync(actor, async (db, departments) =>
        {
            var parent = departments.Find(d => d.Id == parentId);
            if (parentId is not null && parent is null)
            {
                return (PeopleErrors.NotAllowed, null);
            }

            if (CheckName(departments, null, name, parentId) is { Failed: true } fault)
            {
                return (fault, null);
            }

            var department = new Department(name.Trim(), parent);
            db.Departments.Add(department);
            await db.SaveChangesAsync(cancellation);
            department.SetPath();
            return (Result.Ok, new AuditNote("People.DepartmentAdded", nameof(Department), department.Id, Details: department.Name));
        }, cancellation);

    /// <summary>Renames and moves in one step; what stays the same is left alone.</summary>
    public Task<Result> ChangeAsync(int id, int version, string name, int? parentId, Actor actor, CancellationToken cancellation) =>
        RunAsync(actor, (_, departments) => Task.FromResult(Change(departments, id, version, name.Trim(), parentId)), cancellation);

    public Task<Result> RemoveAsync(int id, int version, Actor actor, CancellationToken cancellation) =>
        RunAsync(actor, async (db, departments) =>
        {
            if (Find(departments, id, version, out var fault) is not { } department)
            {
                return (fault!, null);
            }

            if (departments.Exists(d => d.ParentId == id) || await db.Employees.AnyAsync(e => e.DepartmentId == id, cancellation))
            {
                return (PeopleErrors.DepartmentNotEmpty.With(department.Name), null);
            }

            db.Departments.Remove(department);
            return (Result.Ok, new AuditNote("People.DepartmentRemoved", nameof(Department), id, Details: department.Name));
        }, cancellation);

    private static (Result Result, AuditNote? Note) Change(List<Department> departments, int id, int version, string name, int? parentId)
    {
        if (Find(departments, id, version, out var fault) is not { } department)
        {
            return (fault!, null);
        }

        var parent = departments.Find(d => d.Id == parentId);
        if (parentId is not null && parent is null)
        {
            return (PeopleErrors.NotAllowed, null);
        }

        var checks = Result.Fail([.. department.CheckMove(parent).Errors, .. CheckName(departments, id, name, parentId).Errors]);
        if (checks.Failed)
        {
            return (checks, null);
        }

        var changes = new List<string>();
        if (department.Name != name)
        {
            changes.Add($"Name: {department.Name} → {name}");
            department.Rename(name);
        }

        if (department.ParentId != parentId)
        {
            var (oldParent, oldPath) = (departments.Find(d => d.Id == department.ParentId)?.Name ?? "–", department.Path);
            department.MoveUnder(parent);
            foreach (var below in departments.Where(d => d.Id != id && d.Path.StartsWith(oldPath, StringComparison.Ordinal)))
            {
                below.Follow(oldPath, department.Path);
            }

            changes.Add($"Parent: {oldParent} → {parent?.Name ?? "–"}");
        }

        return (Result.Ok, changes.Count == 0 ? null : new AuditNote("People.DepartmentChanged", nameof(Department), id, Details: $"{department.Name}; {string.Join("; ", changes)}"));
    }

    private static Department? Find(List<Department> departments, int id, int version, out Result? fault)
    {
        var department = departments.Find(d => d.Id == id);
        var error = department is null ? PeopleErrors.NotAllowed : department.Version != version ? SharedErrors.ChangedElsewhere : null;
        fault = error is null ? null : (Result)error;
        return fault is null ? department : null;
    }

    /// <summary>The database's unique index leaves two departments of one name at the top alone.</summary>
    private static Result CheckName(List<Department> departments, int? id, string name, int? parentId) =>
        Department.CheckName(name.Trim()) is { Failed: true } fault ? fault
        : departments.Exists(d => d.Id != id && d.ParentId == parentId && string.Equals(d.Name, name.Trim(), StringComparison.OrdinalIgnoreCase)) ? PeopleErrors.DepartmentNameTaken.With(name.Trim())
        : Result.Ok;

    private async Task<Result> RunAsync(Actor actor, Func<PortalDbContext, List<Department>, Task<(Result Result, AuditNote? Note)>> work, CancellationToken cancellation)
    {
        if (!PeopleAccess.CanManage(actor))
        {
            return PeopleErrors.NotAllowed;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteOrTellAsync(
            async () =>
            {
                await db.LockOrganisationAsync(cancellation);
                var (result, note) = await work(db, await db.Departments.ToListAsync(cancellation));
                if (note is not null)
                {
                    db.Audit(actor, note, clock.GetUtcNow().UtcDateTime);
                }

                return result;
            },
            cancellation);
    }
}
