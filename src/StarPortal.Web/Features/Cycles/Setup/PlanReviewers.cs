using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Cycles.Setup;

/// <summary>A change to the reviewers whom HR has chosen; possible until the cycle is launched.</summary>
public abstract record ReviewerPlan(int CycleId)
{
    /// <summary>Somebody more for somebody.</summary>
    public sealed record Add(int CycleId, int EmployeeId, int ReviewerId, Relationship Relationship) : ReviewerPlan(CycleId);

    public sealed record Remove(int CycleId, int EmployeeId, int ReviewerId) : ReviewerPlan(CycleId);

    /// <summary>All chosen ones of a relationship.</summary>
    public sealed record Clear(int CycleId, Relationship Relationship) : ReviewerPlan(CycleId);

    /// <summary>Whom a rule chooses.</summary>
    public sealed record Assign(int CycleId, AssignmentRule Rule) : ReviewerPlan(CycleId);
}

/// <summary>Carries out a <see cref="ReviewerPlan"/>.</summary>
public sealed class PlanReviewers(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <returns>How many reviewers were added or removed.</returns>
    public async Task<Result<int>> RunAsync(ReviewerPlan plan, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!CycleAccess.CanManage(actor) || await db.FindCycleAsync(plan.CycleId, cancellation) is not { } cycle)
        {
            return CycleErrors.NotFound;
        }

        if (cycle.State is not (CycleState.Draft or CycleState.Published))
        {
            return CycleErrors.WrongState.With(cycle.State);
        }

        if (Subject(plan) is { } subject && !CycleAccess.CanPlanReviewers(actor, subject))
        {
            return CycleErrors.OwnCase;
        }

        if (plan is ReviewerPlan.Assign { Rule: AssignmentRule.CrossTeam named } && actor.EmployeeId is { } me && named.Chooses(me))
        {
            return CycleErrors.OwnCase;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        return await db.WriteAsync<Result<int>>(
            async () =>
            {
                await db.LockCycleAsync(cycle.Id, cancellation);
                var changed = await ChangeAsync(db, cycle, plan, now, cancellation);
                if (changed.Succeeded)
                {
                    db.Audit(actor, new AuditNote("Cycles.ReviewersPlanned", "Cycle", cycle.Id, Subject(plan), Details: FormattableString.Invariant($"{plan}: {changed.Value}")), now);
                }

                return changed;
            },
            cancellation);
    }

    private static async Task<Result<int>> ChangeAsync(PortalDbContext db, Cycle cycle, ReviewerPlan plan, DateTime now, CancellationToken cancellation)
    {
        var planned = db.PlannedReviewers.Where(p => p.CycleId == cycle.Id);
        switch (plan)
        {
            case ReviewerPlan.Remove remove:
                return await planned.Where(p => p.EmployeeId == remove.EmployeeId && p.ReviewerId == remove.ReviewerId).ExecuteDeleteAsync(cancellation);
            case ReviewerPlan.Clear clear:
                return await planned.Where(p => p.Relationship == clear.Relationship).ExecuteDeleteAsync(cancellation);
            case ReviewerPlan.Assign assign:
                var made = await PlannedAssignment.MakeAsync(db, cycle, assign.Rule, now, cancellation);
                return await PlannedReviewers.AddAsync(db, cycle.Id, made.Pairs, assign.Rule.Group, cancellation);
            case ReviewerPlan.Add add:
                return await AddAsync(db, cycle, add, now, cancellation);
            default:
                throw new InvalidOperationException($"Unknown plan {plan}.");
        }
    }

    private static async Task<Result<int>> AddAsync(PortalDbContext db, Cycle cycle, ReviewerPlan.Add add, DateTime now, CancellationToken cancellation)
    {
        if (add.EmployeeId == add.ReviewerId)
        {
            return SetupErrors.OwnReviewer;
        }

        var today = cycle.Today(now);
        var person = await db.InPopulation(cycle.Population, today).AsNoTracking().SingleOrDefaultAsync(e => e.Id == add.EmployeeId, cancellation);
        if (person is null)
        {
            return SetupErrors.NotInPopulation;
        }

        var reviewer = await db.Employees.AsNoTracking().SingleOrDefaultAsync(e => e.Id == add.ReviewerId && (e.LeaveDate == null || e.LeaveDate >= today), cancellation);
        if (reviewer is null)
        {
            return SetupErrors.ReviewerGone;
        }

        var fits = ReviewerRules.MayReview(new ReviewerCase(add.Relationship, person.Id, person.ManagerId, reviewer.Id, reviewer.ManagerId, Employed: true));
        var room = fits.Failed ? fits : ReviewerRules.HasRoom(
            cycle.ReviewRules.Of(add.Relationship),
            await db.PlannedReviewers.CountAsync(p => p.CycleId == cycle.Id && p.EmployeeId == add.EmployeeId && p.Relationship == add.Relationship, cancellation));
        if (room.Failed)
        {
            return Result<int>.Fail(room.Errors);
        }

        var added = await PlannedReviewers.AddAsync(db, cycle.Id, [(add.EmployeeId, add.ReviewerId)], add.Relationship, cancellation);
        return added == 0 ? SetupErrors.AlreadyPlanned : added;
    }

    private static int? Subject(ReviewerPlan plan) => plan switch
    {
        ReviewerPlan.Add add => add.EmployeeId,
        ReviewerPlan.Remove remove => remove.EmployeeId,
        _ => null,
    };
}

/// <summary>Faults of choosing reviewers.</summary>
public static class SetupErrors
{
    public static readonly Error OwnReviewer = new("Cycles", "OwnReviewer");
    public static readonly Error NotInPopulation = new("Cycles", "NotInPopulation");
    public static readonly Error ReviewerGone = new("Cycles", "ReviewerGone");
    public static readonly Error AlreadyPlanned = new("Cycles", "AlreadyPlanned");
}
