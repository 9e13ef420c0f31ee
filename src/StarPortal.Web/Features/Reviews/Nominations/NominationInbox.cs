using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared.Inbox;

namespace StarPortal.Web.Features.Reviews.Nominations;

/// <summary>Reviewers to propose, proposals to decide about, and places that a declined review left empty.</summary>
internal sealed class NominationInbox(IDbContextFactory<PortalDbContext> factory, MyNominationQueries mine) : IInboxSource
{
    public async Task<IReadOnlyList<InboxItem>> ForAsync(Actor actor, CancellationToken cancellation) =>
        actor.EmployeeId is { } me
            ? [
                .. (await mine.ForAsync(actor, cancellation)).Where(n => n.NeedsMore).Select(Propose),
                .. await TeamAsync(me, cancellation),
            ]
            : [];

    private static InboxItem Propose(MyNominations cycle) => new(
        string.Format(CultureInfo.CurrentCulture, NominationsText.InboxPropose, cycle.Groups.Sum(g => g.Missing)),
        cycle.CycleName, cycle.ClosesAt, NominationsText.InboxProposeAction, "/nominations");

    private async Task<IEnumerable<InboxItem>> TeamAsync(int me, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var led = db.Participants.AsNoTracking().Where(p => p.ManagerId == me && p.EmployeeId != me && p.State == ParticipantState.Active);
        var cycles = await db.Cycles.AsNoTracking().Where(c => c.State == CycleState.Running && led.Any(p => p.CycleId == c.Id))
            .Select(c => new
            {
                c.Name,
                c.ReviewRules,
                ClosesAt = c.Phases.Where(p => p.Kind == PhaseKind.Nomination && p.State != PhaseState.Closed).Select(p => (DateTime?)p.ClosesAt).FirstOrDefault(),
                PeerPhase = c.Phases.Where(p => p.Kind == PhaseKind.PeerReview).Select(p => new { p.State, p.ClosesAt }).FirstOrDefault(),
                Proposed = db.Nominations.Count(n => n.CycleId == c.Id && n.State == NominationState.Proposed && led.Any(p => p.Id == n.ParticipantId)),
                Declined = db.Reviews.Where(r => r.CycleId == c.Id && r.State == ReviewState.Declined && led.Any(p => p.Id == r.ParticipantId)
                        && !db.Nominations.Any(n => n.ReplacesReviewId == r.Id && n.State == NominationState.Approved))
                    .Select(r => new
                    {
                        r.Relationship,
                        Left = db.Reviews.Count(x => x.ParticipantId == r.ParticipantId && x.Relationship == r.Relationship && x.State != ReviewState.Declined && x.State != ReviewState.Withdrawn),
                    }).ToList(),
                c.AnonymityThreshold,
            }).ToListAsync(cancellation);
        var items = new List<InboxItem>();
        foreach (var cycle in cycles.Where(c => c.PeerPhase?.State != PhaseState.Closed))
        {
            if (cycle.Proposed > 0)
            {
                items.Add(new InboxItem(
                    string.Format(CultureInfo.CurrentCulture, NominationsText.InboxDecide, cycle.Proposed), cycle.Name, cycle.ClosesAt, NominationsText.InboxDecideAction, "/reviews/team/nominations"));
            }

            // asked for only where somebody is missing: the page offers it in any case
            var missing = cycle.Declined.Count(d => d.Left < Math.Max(cycle.ReviewRules.Of(d.Relationship).Minimum, cycle.AnonymityThreshold));
            if (missing > 0)
            {
                items.Add(new InboxItem(
                    string.Format(CultureInfo.CurrentCulture, NominationsText.InboxReplace, missing), cycle.Name, cycle.PeerPhase?.ClosesAt, NominationsText.InboxReplaceAction, "/reviews/team/nominations"));
            }
        }

        return items;
    }
}
