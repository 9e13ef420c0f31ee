using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews.Nominations;

/// <summary>A cycle in which the actor proposes reviewers.</summary>
/// <param name="Open">The nomination phase is open.</param>
/// <param name="ClosesAt">UTC; when what nobody decided counts as approved.</param>
/// <param name="Manager">Who decides; null when nobody manages the participant, then HR does.</param>
public sealed record MyNominations(
    int ParticipantId, string CycleName, bool Open, DateTime? OpensAt, DateTime? ClosesAt, string? Manager, IReadOnlyList<MyGroup> Groups)
{
    public bool NeedsMore => Open && Groups.Any(g => g.Missing > 0);
}

/// <summary>One group that the participant may propose for, with their own proposals; never what became of the reviews.</summary>
public sealed record MyGroup(Relationship Group, int Minimum, int Maximum, IReadOnlyList<MyProposal> Proposals)
{
    public int Standing => Proposals.Count(p => p.State is NominationState.Proposed or NominationState.Approved);

    public int Missing => Math.Max(0, Minimum - Standing);

    public bool IsFull => Standing >= Maximum;
}

public sealed record MyProposal(int Id, string Name, string Department, string JobTitle, NominationState State, bool Automatic, string? Reason);

/// <summary>The participant's own proposals.</summary>
public sealed class MyNominationQueries(IDbContextFactory<PortalDbContext> factory)
{
    public async Task<IReadOnlyList<MyNominations>> ForAsync(Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var places = await (
            from participant in db.Participants.AsNoTracking()
            join cycle in db.Cycles on participant.CycleId equals cycle.Id
            where participant.EmployeeId == me && participant.State == ParticipantState.Active && cycle.State == CycleState.Running
            orderby cycle.Id descending
            select new
            {
                participant.Id,
                cycle.Name,
                cycle.ReviewRules,
                Phase = db.CyclePhases.FirstOrDefault(p => p.CycleId == cycle.Id && p.Kind == PhaseKind.Nomination),
                Manager = db.Employees.Where(e => e.Id == participant.ManagerId).Select(e => e.Name).FirstOrDefault(),
            }).ToListAsync(cancellation);
        var ids = places.Select(p => p.Id).ToList();
        var proposals = await (
            from nomination in db.Nominations.AsNoTracking()
            join reviewer in db.Employees on nomination.ReviewerId equals reviewer.Id
            where ids.Contains(nomination.ParticipantId) && nomination.Chooser == Chooser.Employee && nomination.ProposedById == me
            orderby nomination.ProposedAt, nomination.Id
            select new
            {
                nomination.ParticipantId,
                nomination.Relationship,
                Row = new MyProposal(
                    nomination.Id, reviewer.Name, reviewer.Department!.Name, reviewer.JobTitle, nomination.State, nomination.ApprovedAutomatically, nomination.Reason),
            }).ToListAsync(cancellation);

        return
        [
            .. places.Where(p => p.Phase is not null).Select(p => new MyNominations(
                p.Id, p.Name, p.Phase!.State == PhaseState.Open, p.Phase.OpensAt, p.Phase.ClosesAt, p.Manager,
                [.. p.ReviewRules.Groups
                    .Where(g => (g.Nominator == Nominator.Employee && g.Maximum > 0) || proposals.Any(x => x.ParticipantId == p.Id && x.Relationship == g.Group))
                    .Select(g => new MyGroup(g.Group, g.Minimum, g.Maximum, [.. proposals.Where(x => x.ParticipantId == p.Id && x.Relationship == g.Group).Select(x => x.Row)]))]))
                .Where(p => p.Groups.Count > 0),
        ];
    }
}
