using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared.Reviews;

namespace StarPortal.Web.Features.Reviews.Nominations;

/// <summary>A running cycle in which the actor decides about reviewers.</summary>
/// <param name="ClosesAt">UTC; when what nobody decided counts as approved; null when the calendar has no nomination phase.</param>
/// <param name="Stop">Why nobody can be added any more; null while somebody can.</param>
public sealed record TeamNominations(
    int CycleId, string Name, bool Open, DateTime? ClosesAt, int LoadWarning, Error? Stop, IReadOnlyList<GroupRule> Rules, IReadOnlyList<TeamParticipant> People)
{
    public int Proposed => People.Sum(p => p.Proposals.Count);
}

public sealed record TeamParticipant(
    int ParticipantId,
    int EmployeeId,
    string Name,
    string JobTitle,
    IReadOnlyList<TeamProposal> Proposals,
    IReadOnlyList<TeamReviewer> Reviewers,
    IReadOnlyList<TeamDeclined> Declined)
{
    public int Count(Relationship group) => Reviewers.Count(r => r.Group == group);
}

/// <summary>A proposal that waits.</summary>
/// <param name="By">Name of another manager who asks for it; null when the participant proposed.</param>
/// <param name="Known">The role and state the reviewer has already, when there is one.</param>
public sealed record TeamProposal(int Id, int Version, int ReviewerId, string Name, string Department, Relationship Group, string? By, int Load, Relationship? Known, bool KnownDeclined);

/// <summary>Somebody who is asked; whether they have handed in is not told.</summary>
public sealed record TeamReviewer(int ReviewerId, string Name, string Department, Relationship Group, int Load, bool Automatic);

/// <param name="ReplacedBy">Who was chosen in their place; null while nobody was.</param>
public sealed record TeamDeclined(int ReviewId, string Name, Relationship Group, string Reason, string? ReplacedBy);

/// <summary>What a manager decides about: proposals, reviewers and replacements for the people they lead.</summary>
public sealed class TeamNominationQueries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<IReadOnlyList<TeamNominations>> ForAsync(Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var led = db.Participants.AsNoTracking().Where(p => p.ManagerId == me && p.EmployeeId != me && p.State == ParticipantState.Active
            && db.Cycles.Any(c => c.Id == p.CycleId && c.State == CycleState.Running));
        var people = await led.OrderBy(p => p.Name).ThenBy(p => p.Id).Select(p => new { p.Id, p.CycleId, p.EmployeeId, p.Name, p.JobTitle }).ToListAsync(cancellation);
        var cycleIds = people.Select(p => p.CycleId).Distinct().ToList();
        var cycles = await db.Cycles.AsNoTracking().Include(c => c.Phases).Where(c => cycleIds.Contains(c.Id)).OrderByDescending(c => c.Id).ToListAsync(cancellation);
        var reviews = await (
            from review in db.Reviews.AsNoTracking()
            join reviewer in db.Employees on review.ReviewerId equals reviewer.Id
            where led.Any(p => p.Id == review.ParticipantId) && review.State != ReviewState.Withdrawn
            orderby reviewer.Name, reviewer.Id
            select new Role(review.Id, review.ParticipantId, review.ReviewerId, reviewer.Name, reviewer.Department!.Name, review.Relationship, review.State == ReviewState.Declined, review.DeclineReason))
            .ToListAsync(cancellation);
        var nominations = await (
            from nomination in db.Nominations.AsNoTracking()
            join reviewer in db.Employees on nomination.ReviewerId equals reviewer.Id
            where led.Any(p => p.Id == nomination.ParticipantId) && (nomination.State == NominationState.Proposed || nomination.State == NominationState.Approved)
            orderby nomination.ProposedAt, nomination.Id
            select new { nomination, reviewer.Name, Department = reviewer.Department!.Name }).ToListAsync(cancellation);
        var loads = await ReviewerLoads.OfAsync(
            db, [.. reviews.Select(r => r.ReviewerId).Concat(nominations.Select(n => n.nomination.ReviewerId)).Distinct()], clock.GetUtcNow().UtcDateTime, cancellation);
        var roles = reviews.ToLookup(r => r.ParticipantId);
        var asked = nominations.ToLookup(n => n.nomination.ParticipantId);

        return
        [
            .. cycles.Select(cycle => new TeamNominations(
                cycle.Id,
                cycle.Name,
                cycle.IsOpen(PhaseKind.Nomination),
                cycle.Phase(PhaseKind.Nomination) is { State: not PhaseState.Closed } phase ? phase.ClosesAt : null,
                cycle.ReviewRules.LoadWarning,
                ReviewerRules.TimeToAssign(cycle.State, cycle.Phase(PhaseKind.PeerReview)?.State) is { Failed: true } late ? late.Error : null,
                [.. cycle.ReviewRules.Groups.Where(g => g.Maximum > 0)],
                [.. people.Where(p => p.CycleId == cycle.Id).Select(p => new TeamParticipant(
                    p.Id,
                    p.EmployeeId,
                    p.Name,
                    p.JobTitle,
                    [.. asked[p.Id].Where(n => n.nomination.State == NominationState.Proposed).Select(n => Proposal(n.nomination, n.Name, n.Department))],
                    [.. roles[p.Id].Where(r => IsGroup(r.Group) && !r.Declined).Select(r => new TeamReviewer(
                        r.ReviewerId, r.Name, r.Department, r.Group, loads.GetValueOrDefault(r.ReviewerId), asked[p.Id].Any(n => n.nomination.ReviewerId == r.ReviewerId && n.nomination.ApprovedAutomatically)))],
                    [.. roles[p.Id].Where(r => r.Declined).Select(r => new TeamDeclined(
                        r.Id, r.Name, r.Group, r.Reason ?? "", asked[p.Id].FirstOrDefault(n => n.nomination.ReplacesReviewId == r.Id)?.Name))]))])),
        ];

        TeamProposal Proposal(Nomination n, string name, string department)
        {
            var known = roles[n.ParticipantId].FirstOrDefault(r => r.ReviewerId == n.ReviewerId);
            return new TeamProposal(
                n.Id, n.Version, n.ReviewerId, name, department, n.Relationship, n.Chooser == Chooser.Employee ? null : n.ProposedBy,
                loads.GetValueOrDefault(n.ReviewerId), known?.Group, known?.Declined == true);
        }
    }

    private static bool IsGroup(Relationship relationship) => relationship is not (Relationship.Self or Relationship.Manager);

    private sealed record Role(int Id, int ParticipantId, int ReviewerId, string Name, string Department, Relationship Group, bool Declined, string? Reason);
}
