using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Goals;
using StarPortal.Web.Features.Goals.Objectives;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Goals.KeyResults;

/// <param name="Id">Null makes a new one.</param>
public sealed record KeyResultEdit(int ObjectiveId, int? Id, int Version, KeyResultDetails Details);

/// <summary>Adds a key result to an objective that is not closed, or changes it.</summary>
public sealed class SaveKeyResult(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(KeyResultEdit edit, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var today = DateOnly.FromDateTime(now);
        var objective = await db.Objectives.AsNoTracking().SingleOrDefaultAsync(o => o.Id == edit.ObjectiveId, cancellation);
        if (objective is null || !await db.CanManageAsync(actor, objective.DepartmentId, today, cancellation))
        {
            return GoalErrors.NotFound;
        }

        if (objective.IsClosed)
        {
            return GoalErrors.ObjectiveClosed;
        }

        var faults = KeyResult.Check(edit.Details).ToList();
        if (!await db.Employees.AnyAsync(e => e.Id == edit.Details.OwnerId && (e.LeaveDate == null || e.LeaveDate >= today), cancellation))
        {
            faults.Add(GoalErrors.OwnerMissing);
        }

        if (faults.Count > 0)
        {
            return Result.Fail(faults);
        }

        var found = await db.KeyResults.SingleOrDefaultAsync(k => k.Id == edit.Id && k.ObjectiveId == edit.ObjectiveId, cancellation);
        if (edit.Id is null)
        {
            db.KeyResults.Add(new KeyResult(edit.ObjectiveId, edit.Details, now));
        }
        else if (found is null)
        {
            return GoalErrors.NotFound;
        }
        else if (found.Version != edit.Version)
        {
            return SharedErrors.ChangedElsewhere;
        }
        else if (found.Edit(edit.Details) is { Failed: true } refused)
        {
            return refused;
        }

        db.Audit(actor, new AuditNote("Goals.KeyResultSaved", "Objective", objective.Id, Details: Figures(edit.Details)), now);
        return await db.SaveOrTellAsync(cancellation);
    }

    private static string Figures(KeyResultDetails details) =>
        FormattableString.Invariant($"{details.Title}: {details.Start:0.########} → {details.Target:0.########} {details.Unit}, weight {details.Weight:0.##}");
}
