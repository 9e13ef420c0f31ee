using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Reviews;
using StarPortal.Domain;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Reviews.Changes;

/// <param name="ClosesAt">UTC; for an extension.</param>
/// <param name="NewReviewerId">For handing over to somebody else.</param>
public sealed record PreviewRequest(ReviewChangeKind Kind, IReadOnlyList<int> ReviewIds, DateTime? ClosesAt = null, int? NewReviewerId = null);

/// <param name="Ends">UTC; null when the cycle has no phase for it.</param>
/// <param name="OwnEnd">It has more time than its phase.</param>
public sealed record ChangeableReview(int Id, string Reviewer, int ReviewerId, Relationship Relationship, ReviewState State, DateTime? Ends, bool OwnEnd, bool PreviousManager, bool Escalated, int? SubmittedById, bool Own);

/// <summary>A participant's reviews for HR, and what a change would bring, before it is made.</summary>
public sealed class ReviewChangeQueries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock, Formats formats)
{
    /// <summary>Empty for anybody but HR, and for HR's own case.</summary>
    public async Task<IReadOnlyList<ChangeableReview>> OfParticipantAsync(int participantId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var person = await db.Participants.Where(p => p.Id == participantId).Select(p => new { p.EmployeeId, p.ManagerId }).SingleOrDefaultAsync(cancellation);
        if (person is null || !actor.IsHrFor(person.EmployeeId))
        {
            return [];
        }

        // a manager does not learn who of a group has handed in, whatever else they are
        var leads = actor.EmployeeId is { } me && me == person.ManagerId;
        var rows = await (
            from review in db.Reviews.AsNoTracking()
            join reviewer in db.Employees on review.ReviewerId equals reviewer.Id
            where review.ParticipantId == participantId && (!leads || review.Relationship == Relationship.Self || review.Relationship == Relationship.Manager)
            orderby review.Relationship, reviewer.Name, review.Id
            select new { Review = review, reviewer.Name }).ToListAsync(cancellation);
        var cycleIds = rows.Select(r => r.Review.CycleId).Distinct().ToList();
        var phases = await db.CyclePhases.AsNoTracking().Where(p => cycleIds.Contains(p.CycleId)).ToListAsync(cancellation);
        return
        [
            .. rows.OrderBy(r => r.Review.Relationship).Select(r =>
            {
                var phase = phases.Find(p => p.Kind == ReviewWindow.PhaseOf(r.Review.Relationship));
                return new ChangeableReview(
                    r.Review.Id, r.Name, r.Review.ReviewerId, r.Review.Relationship, r.Review.State,
                    ReviewWindow.EndOf(phase, r.Review.ClosesAt), r.Review.ClosesAt > (phase?.ClosesAt ?? DateTime.MinValue),
                    r.Review.PreviousManager, r.Review.EscalatedFromId is not null, r.Review.SubmittedById, r.Review.ReviewerId == actor.EmployeeId);
            }),
        ];
    }

    public async Task<ChangePreview> PreviewAsync(PreviewRequest request, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var loaded = await ChangeScene.LoadAsync(db, request.ReviewIds, actor, cancellation);
        if (loaded.Failed)
        {
            return new ChangePreview(0, 0, [], loaded.Errors, 0);
        }

        var scene = loaded.Value;
        var (stamp, now) = (scene.Stamp, clock.GetUtcNow().UtcDateTime);
        var counted = await GroupsAsync(db, scene, cancellation);
        // carried out on the loaded rows and never saved: the preview cannot differ from the change
        var steps = request.Kind switch
        {
            ReviewChangeKind.Extend => request.ClosesAt is { } end ? await ExtendReviews.ExtendAsync(db, scene, end, now, cancellation) : ReviewErrors.EndRequired,
            ReviewChangeKind.Reassign => request.NewReviewerId is { } who and > 0 ? await ReassignReviews.ReassignAsync(db, scene, who, actor, now, cancellation) : ReviewErrors.ReviewerRequired,
            ReviewChangeKind.Withdraw => WithdrawReviews.Withdraw(scene),
            _ => await RestoreReviews.RestoreAsync(db, scene, now, cancellation),
        };
        if (steps.Failed)
        {
            return new ChangePreview(scene.Reviews.Count, 0, [], steps.Errors, stamp);
        }

        var told = steps.Value.SelectMany(s => s.Told).Select(t => t.EmployeeId).Distinct().Count();
        return new ChangePreview(scene.Reviews.Count, told, [.. Effects(request, scene, told), .. Small(scene, counted, request.Kind)], [], stamp);
    }

    private IEnumerable<string> Effects(PreviewRequest request, ChangeScene scene, int told)
    {
        yield return request.Kind switch
        {
            ReviewChangeKind.Extend => Text(ReviewsText.Change_ExtendFollows, scene.Reviews.Count, formats.Moment(request.ClosesAt)),
            ReviewChangeKind.Reassign => Text(ReviewsText.Change_ReassignFollows, scene.Reviews.Count),
            ReviewChangeKind.Withdraw => Text(ReviewsText.Change_WithdrawFollows, scene.Reviews.Count),
            _ => Text(ReviewsText.Change_RestoreFollows, scene.Reviews.Count),
        };
        yield return Text(request.Kind == ReviewChangeKind.Reassign ? ReviewsText.Change_ToldBoth : ReviewsText.Change_Told, told);
        yield return ReviewsText.Change_NotTold;
    }

    /// <summary>How many groups of how many people would no longer reach the threshold, were everybody to answer.</summary>
    private static IEnumerable<string> Small(ChangeScene scene, IReadOnlyDictionary<(int Participant, Relationship Group), int> before, ReviewChangeKind kind)
    {
        if (kind is not (ReviewChangeKind.Withdraw or ReviewChangeKind.Restore))
        {
            yield break;
        }

        var sign = kind == ReviewChangeKind.Withdraw ? -1 : 1;
        var changed = scene.Reviews.Where(r => r.Relationship is not (Relationship.Self or Relationship.Manager)).GroupBy(r => (r.ParticipantId, r.Relationship)).ToList();
        var falling = changed.Count(g => before.GetValueOrDefault(g.Key) >= scene.Cycle.AnonymityThreshold && before.GetValueOrDefault(g.Key) + (sign * g.Count()) < scene.Cycle.AnonymityThreshold);
        if (falling > 0)
        {
            yield return Text(ReviewsText.Change_GroupsFall, falling, scene.Cycle.AnonymityThreshold);
        }
    }

    /// <summary>Reviews that could still count, by participant and group.</summary>
    private static async Task<IReadOnlyDictionary<(int Participant, Relationship Group), int>> GroupsAsync(PortalDbContext db, ChangeScene scene, CancellationToken cancellation)
    {
        var participants = scene.Participants.Keys.ToList();
        var counts = await db.Reviews.AsNoTracking().Counting()
            .Where(r => participants.Contains(r.ParticipantId) && r.State != ReviewState.Declined && r.State != ReviewState.Missed)
            .GroupBy(r => new { r.ParticipantId, r.Relationship })
            .Select(g => new { g.Key.ParticipantId, g.Key.Relationship, Count = g.Count() })
            .ToListAsync(cancellation);
        return counts.ToDictionary(c => (c.ParticipantId, c.Relationship), c => c.Count);
    }

    private static string Text(string sentence, params object?[] values) => string.Format(CultureInfo.CurrentCulture, sentence, values);
}
