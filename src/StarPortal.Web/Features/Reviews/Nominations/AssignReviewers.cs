using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Notifications;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews.Nominations;

/// <summary>HR adds reviewers to a running cycle by a rule: what the preview showed, in one transaction.</summary>
internal sealed class AssignReviewers(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <returns>How many reviewers were added.</returns>
    public async Task<Result<int>> RunAsync(int cycleId, AssignmentRule rule, Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor))
        {
            return SharedErrors.NotAllowed;
        }

        if (rule is AssignmentRule.CrossTeam named && actor.EmployeeId is { } me && named.Chooses(me))
        {
            return CycleErrors.OwnCase;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        try
        {
            return await db.WriteAsync(() => AssignAsync(db, cycleId, rule, actor, cancellation), cancellation);
        }
        catch (DbUpdateException)
        {
            // somebody else added one of them at the same moment: nothing was added, and the next preview shows why
            return SharedErrors.ChangedElsewhere;
        }
    }

    private async Task<Result<int>> AssignAsync(PortalDbContext db, int cycleId, AssignmentRule rule, Actor actor, CancellationToken cancellation)
    {
        await db.LockCycleAsync(cycleId, cancellation);
        if (await RunningAssignment.LoadAsync(db, cycleId, clock.GetUtcNow().UtcDateTime, cancellation) is not { } cycle)
        {
            return SharedErrors.NotAllowed;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var time = ReviewerRules.TimeToAssign(cycle.State, cycle.PeerPhase);
        if (time.Failed)
        {
            return Result<int>.Fail(time.Errors);
        }

        var (plan, participants) = await cycle.PlanAsync(db, rule, cancellation);
        List<Review> reviews = [.. plan.Pairs.Select(p => new Review(cycleId, participants[p.SubjectId], p.SubjectId, p.ReviewerId, rule.Group))];
        await db.InsertAsync(reviews, null, cancellation);
        if (cycle.PeerPhase != PhaseState.Pending)
        {
            db.Notify(reviews.Select(r => r.ReviewerId), new Notice(AssignmentNotices.Assigned, FormattableString.Invariant($"cycle:{cycleId}:{now:O}"), "/reviews", cycle.Name), now);
        }

        db.Audit(actor, new AuditNote("Reviews.ReviewersAssigned", "Cycle", cycleId, Details: FormattableString.Invariant($"{Words(rule)}: {reviews.Count} reviewers")), now);
        return reviews.Count;
    }

    private static string Words(AssignmentRule rule) => rule switch
    {
        AssignmentRule.Colleagues c => FormattableString.Invariant($"{c.Count} colleagues by lot, seed {c.Seed}, also from elsewhere {c.AlsoFromElsewhere}"),
        AssignmentRule.CrossTeam t => FormattableString.Invariant($"cross-team group {t.Name}: employees [{string.Join(",", t.Reviewers)}] on [{string.Join(",", t.Subjects)}], both ways {t.BothWays || t.Subjects.Count == 0}"),
        _ => "direct reports",
    };
}

/// <summary>To reviewers whom HR added while the phase is open. {0} the cycle.</summary>
internal static class AssignmentNotices
{
    public const string Assigned = "Reviews.Assigned";
}

/// <summary>A running cycle as a rule meets it; the preview and the carrying out read the same.</summary>
internal sealed record RunningAssignment(int Id, string Name, CycleState State, PhaseState? PeerPhase, ReviewRules Rules, DateOnly Today)
{
    public static async Task<RunningAssignment?> LoadAsync(PortalDbContext db, int cycleId, DateTime now, CancellationToken cancellation)
    {
        var row = await db.Cycles.AsNoTracking().Where(c => c.Id == cycleId)
            .Select(c => new { c.Name, c.State, c.ReviewRules, c.TimeZone, Peer = c.Phases.Where(p => p.Kind == PhaseKind.PeerReview).Select(p => (PhaseState?)p.State).FirstOrDefault() })
            .SingleOrDefaultAsync(cancellation);
        return row is null ? null : new RunningAssignment(
            cycleId, row.Name, row.State, row.Peer, row.ReviewRules, DateOnly.FromDateTime(ZoneTime.ToLocal(now, TimeZoneInfo.FindSystemTimeZoneById(row.TimeZone))));
    }

    /// <returns>The plan, and the participants by their employees.</returns>
    public async Task<(AssignmentPlan Plan, IReadOnlyDictionary<int, int> Participants)> PlanAsync(PortalDbContext db, AssignmentRule rule, CancellationToken cancellation)
    {
        var people = await db.Participants.AsNoTracking().Where(p => p.CycleId == Id && p.State == ParticipantState.Active).OrderBy(p => p.EmployeeId)
            .Select(p => new { p.Id, p.EmployeeId, p.DepartmentId, p.ManagerId }).ToListAsync(cancellation);
        var employed = await db.Employees.AsNoTracking().Where(e => e.LeaveDate == null || e.LeaveDate >= Today).OrderBy(e => e.Id)
            .Select(e => new PeerCandidate(e.Id, e.DepartmentId, e.ManagerId)).ToListAsync(cancellation);
        var reviews = await db.Reviews.AsNoTracking().Where(r => r.CycleId == Id)
            .Select(r => new { r.SubjectId, r.ReviewerId, InGroup = r.Relationship == rule.Group && r.State != ReviewState.Declined && r.State != ReviewState.Withdrawn })
            .ToListAsync(cancellation);
        var scene = new AssignmentScene(
            people.ConvertAll(p => new PeerCandidate(p.EmployeeId, p.DepartmentId, p.ManagerId)),
            employed,
            reviews.Select(r => (r.SubjectId, r.ReviewerId)).ToHashSet(),
            reviews.Where(r => r.InGroup).GroupBy(r => r.SubjectId).ToDictionary(g => g.Key, g => g.Count()));
        return (AssignmentPlan.Of(rule, Rules.Of(rule.Group), scene), people.ToDictionary(p => p.EmployeeId, p => p.Id));
    }
}
