using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Goals;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Goals.Objectives;

/// <param name="Id">Null makes a new one.</param>
/// <param name="Version">What the person saw.</param>
public sealed record ObjectiveEdit(int? Id, int Version, ObjectiveDetails Details);

/// <summary>Writes an objective, or moves it in the tree; both departments must be ones whose people the actor leads.</summary>
public sealed class SaveObjective(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <returns>The objective's identifier.</returns>
    public async Task<Result<int>> RunAsync(ObjectiveEdit edit, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteOrTellAsync(() => SaveAsync(db, edit, actor, cancellation), cancellation);
    }

    private async Task<Result<int>> SaveAsync(PortalDbContext db, ObjectiveEdit edit, Actor actor, CancellationToken cancellation)
    {
        // two moves at once could make a circle that neither sees
        await db.LockOrganisationAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var today = DateOnly.FromDateTime(now);
        var found = await db.Objectives.SingleOrDefaultAsync(o => o.Id == edit.Id, cancellation);
        if ((edit.Id is not null && found is null) || (found is not null && !await db.CanManageAsync(actor, found.DepartmentId, today, cancellation)))
        {
            return GoalErrors.NotFound;
        }

        var faults = await FaultsAsync(db, edit, actor, today, cancellation);
        if (faults.Count > 0)
        {
            return Result<int>.Fail(faults);
        }

        if (found is null)
        {
            found = new Objective(edit.Details);
            db.Objectives.Add(found);
        }
        else if (found.Version != edit.Version)
        {
            return SharedErrors.ChangedElsewhere;
        }
        else if (found.Edit(edit.Details) is { Failed: true } refused)
        {
            return Result<int>.Fail(refused.Errors);
        }

        await db.SaveChangesAsync(cancellation);
        db.Audit(actor, new AuditNote(edit.Id is null ? "Goals.ObjectiveAdded" : "Goals.ObjectiveChanged", "Objective", found.Id, Details: found.Title), now);
        return found.Id;
    }

    private static async Task<List<Error>> FaultsAsync(PortalDbContext db, ObjectiveEdit edit, Actor actor, DateOnly today, CancellationToken cancellation)
    {
        var details = edit.Details;
        var faults = Objective.Check(details).ToList();
        if (!await db.Departments.AnyAsync(d => d.Id == details.DepartmentId, cancellation) || !await db.CanManageAsync(actor, details.DepartmentId, today, cancellation))
        {
            faults.Add(GoalErrors.DepartmentMissing);
        }

        if (!await db.Employees.AnyAsync(e => e.Id == details.OwnerId && (e.LeaveDate == null || e.LeaveDate >= today), cancellation))
        {
            faults.Add(GoalErrors.OwnerMissing);
        }

        if (details.ParentId is { } parentId)
        {
            var parents = await db.Objectives.AsNoTracking().Select(o => new { o.Id, o.ParentId }).ToDictionaryAsync(o => o.Id, o => o.ParentId, cancellation);
            var parent = await db.Objectives.AsNoTracking().SingleOrDefaultAsync(o => o.Id == parentId, cancellation);
            if (parent is null)
            {
                faults.Add(GoalErrors.NotFound);
            }
            else if (edit.Id is { } id && !ObjectiveProgress.MayMove(id, parentId, parents))
            {
                faults.Add(GoalErrors.ObjectiveCircle.With(details.Title, parent.Title));
            }
        }

        return faults;
    }
}
