using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews.Changes;

/// <summary>Gives reviews an end of their own, also ones that were missed; their writers are told.</summary>
public sealed class ExtendReviews(ReviewChanger changer)
{
    /// <param name="closesAt">UTC.</param>
    public Task<Result> RunAsync(ReviewChange change, DateTime closesAt, Actor actor, CancellationToken cancellation) =>
        changer.RunAsync(change, "Reviews.Extended", (db, scene, now) => ExtendAsync(db, scene, closesAt, now, cancellation), actor, cancellation);

    internal static async Task<Result<IReadOnlyList<ChangeStep>>> ExtendAsync(PortalDbContext db, ChangeScene scene, DateTime closesAt, DateTime now, CancellationToken cancellation)
    {
        var steps = new List<ChangeStep>();
        foreach (var review in scene.Reviews)
        {
            if (scene.Cycle.State != CycleState.Running && review.State != ReviewState.Reopened)
            {
                return ReviewErrors.CycleNotRunning;
            }

            var before = review.State;
            var extended = review.Extend(closesAt, scene.PhaseEnd(review), now);
            if (extended.Failed)
            {
                return Result<IReadOnlyList<ChangeStep>>.Fail(extended.Errors);
            }

            if (before == ReviewState.Missed && await TakeBackEscalationAsync(db, review, cancellation) is { } stop)
            {
                return stop;
            }

            steps.Add(new ChangeStep(review, FormattableString.Invariant($"{review.Relationship}, {before} → {review.State}, until {closesAt:yyyy-MM-dd HH:mm} UTC"), new Told(review.ReviewerId, review.ParticipantId, "Reviews.Extended")));
        }

        return steps;
    }

    /// <summary>The manager writes after all: whoever was asked in their place is asked no more, unless they have begun.</summary>
    internal static async Task<Error?> TakeBackEscalationAsync(PortalDbContext db, Review missed, CancellationToken cancellation)
    {
        var id = missed.Id;
        var above = await db.Reviews.SingleOrDefaultAsync(r => r.EscalatedFromId == id && r.State != ReviewState.Withdrawn, cancellation);
        if (above is null)
        {
            return null;
        }

        if (above.State is not (ReviewState.NotStarted or ReviewState.Missed))
        {
            return ReviewErrors.Escalated;
        }

        above.Withdraw();
        return null;
    }
}
