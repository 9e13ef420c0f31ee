using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Reviews;

/// <summary>A review loaded to be changed, with all that its rules ask for.</summary>
internal sealed record WritableReview(Review Review, TemplateDefinition Definition, ReviewSituation Situation, ReviewRules Rules)
{
    /// <summary>The actor's own review or one delegated to them; null for anybody else's, a withdrawn one, or none at all.</summary>
    public static async Task<WritableReview?> LoadAsync(PortalDbContext db, int reviewId, Actor actor, DateTime now, CancellationToken cancellation)
    {
        var review = await db.Reviews.Include(r => r.Answers)
            .SingleOrDefaultAsync(r => r.Id == reviewId && r.State != ReviewState.Withdrawn, cancellation);
        if (review is null || actor.EmployeeId is not { } me)
        {
            return null;
        }

        if (review.ReviewerId != me)
        {
            review.LetWrite(await DelegatedReviews.MayWriteAsync(db, me, review.Id, now, cancellation) ? me : null);
        }

        if (!ReviewAccess.CanWrite(actor, review.ReviewerId, review.DelegateId))
        {
            return null;
        }

        var around = await (
            from participant in db.Participants.AsNoTracking()
            join cycle in db.Cycles.AsNoTracking() on participant.CycleId equals cycle.Id
            join version in db.TemplateVersions.AsNoTracking() on cycle.TemplateVersionId equals version.Id
            where participant.Id == review.ParticipantId && participant.State != ParticipantState.Withdrawn
            select new
            {
                cycle.State,
                ManagerReviewUnlocked = participant.ManagerReviewUnlocked || participant.State == ParticipantState.Leaver,
                cycle.ReviewRules,
                version.Definition,
                Self = db.Reviews.Where(s => s.ParticipantId == participant.Id && s.Relationship == Relationship.Self)
                    .Select(s => new { s.State, s.ClosesAt }).FirstOrDefault(),
            }).SingleOrDefaultAsync(cancellation);
        if (around is null)
        {
            return null;
        }

        var phases = await db.CyclePhases.AsNoTracking().Where(p => p.CycleId == review.CycleId)
            .ToDictionaryAsync(p => p.Kind, p => p.State, cancellation);
        var situation = new ReviewSituation(
            around.State,
            review.Relationship,
            review.State,
            phases.Of(ReviewWindow.PhaseOf(review.Relationship)),
            around.Self?.State,
            phases.Of(PhaseKind.SelfReview),
            around.ManagerReviewUnlocked)
        {
            Now = now,
            ClosesAt = review.ClosesAt,
            SelfClosesAt = around.Self?.ClosesAt,
        };
        return new WritableReview(review, around.Definition, situation, around.ReviewRules);
    }
}

internal static class PhaseLookup
{
    public static PhaseState? Of(this IReadOnlyDictionary<PhaseKind, PhaseState> phases, PhaseKind kind) =>
        phases.TryGetValue(kind, out var state) ? state : null;
}
