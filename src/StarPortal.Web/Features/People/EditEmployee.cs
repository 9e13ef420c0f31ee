using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.People;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.People;

/// <summary>HR corrects somebody else's record; the account follows the name and the e-mail.</summary>
public sealed class EditEmployee(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(int employeeId, EmployeeInput input, Actor actor, CancellationToken cancellation)
    {
        input = input.Tidy();
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteOrTellAsync(() => EditAsync(db, employeeId, input, actor, cancellation), cancellation);
    }

    private async Task<Result> EditAsync(PortalDbContext db, int employeeId, EmployeeInput input, Actor actor, CancellationToken cancellation)
    {
        await db.LockOrganisationAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var today = DateOnly.FromDateTime(now);
        var employee = await db.Employees.SingleOrDefaultAsync(e => e.Id == employeeId, cancellation);
        if (employee is null || !PeopleAccess.CanEdit(actor, employeeId))
        {
            return PeopleErrors.NotAllowed;
        }

        if (employee.Version != input.Version)
        {
            return SharedErrors.ChangedElsewhere;
        }

        var (oldNumber, old) = (employee.Number, employee.Details);
        var errors = await EmployeeChecks.TakenAsync(db, employeeId, input, cancellation);
        var manager = await EmployeeChecks.ManagerAsync(db, employeeId, input.Details.ManagerId, cancellation);
        if (input.Details.ManagerId is not null && manager is null)
        {
            errors.Add(PeopleErrors.ManagerNotChosen);
        }

        if (input.Details.LeaveDate is { } leave && leave != old.LeaveDate && !input.ReportsSeen
            && await db.Employees.CountAsync(e => e.ManagerId == employeeId && (e.LeaveDate == null || e.LeaveDate > leave), cancellation) is > 0 and var reports)
        {
            errors.Add(LeaverWarning.With(employee.Name, reports));
        }

        errors.AddRange(employee.Edit(actor, input.Number, input.Details, manager, today).Errors);
        if (errors.Count > 0)
        {
            return Result.Fail(errors);
        }

        if (oldNumber == employee.Number && old == employee.Details)
        {
            return Result.Ok;
        }

        if ((old.Name != employee.Name || old.Email != employee.Email)
            && await db.Users.SingleOrDefaultAsync(a => a.EmployeeId == employeeId, cancellation) is { } account)
        {
            account.Name(employee.Email, employee.Name);
        }

        db.Audit(actor, new AuditNote("People.Edited", nameof(Employee), employee.Id, employee.Id, Details: EmployeeChanges.Describe(old, employee.Details, oldNumber, employee.Number)), now);
        return Result.Ok;
    }

    /// <summary>Asks HR once: who leaves still has reports.</summary>
    public static readonly Error LeaverWarning = new("People", "LeaverWarning");
}
