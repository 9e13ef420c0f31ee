using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Notifications;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Reviews.Nominations;

namespace StarPortal.Web.Features.Reviews;

public sealed record DeclineReviewCommand(int ReviewId, string Reason);

/// <summary>The reviewer steps back from a review that somebody else may do as well; the participant's manager is told.</summary>
internal sealed class DeclineReview(IDbContextFactory<PortalDbContext> factory, ReviewWriter writer, TimeProvider clock)
{
    public async Task<Result> RunAsync(DeclineReviewCommand command, Actor actor, CancellationToken cancellation)
    {
        var about = await AboutAsync(command.ReviewId, cancellation);
        return await writer.RunAsync<bool>(
            command.ReviewId,
            actor,
            (db, loaded) =>
            {
                var now = clock.GetUtcNow().UtcDateTime;
                var open = ReviewWindow.CanEdit(loaded.Situation);
                var result = open.Failed ? open : loaded.Review.Decline(command.Reason, actor, now);
                if (result.Failed)
                {
                    return Result<bool>.Fail(result.Errors);
                }

                db.Audit(actor, new AuditNote("Reviews.Declined", nameof(Review), loaded.Review.Id, loaded.Review.SubjectId, loaded.Review.DeclineReason!, loaded.Review.Relationship.ToString()), now);
                // the manager and nobody else: a participant does not learn who is asked about them, nor who is not
                db.Notify(about?.ManagerId, new Notice(NominationNotices.Declined, $"review:{loaded.Review.Id}", "/reviews/team/nominations", about?.Reviewer ?? "", about?.Name ?? ""), now);
                return true;
            },
            cancellation);
    }

    private async Task<Around?> AboutAsync(int reviewId, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await (
            from review in db.Reviews.AsNoTracking()
            join participant in db.Participants on review.ParticipantId equals participant.Id
            join reviewer in db.Employees on review.ReviewerId equals reviewer.Id
            where review.Id == reviewId
            select new Around(participant.ManagerId, participant.Name, reviewer.Name)).SingleOrDefaultAsync(cancellation);
    }

    private sealed record Around(int? ManagerId, string Name, string Reviewer);
}
