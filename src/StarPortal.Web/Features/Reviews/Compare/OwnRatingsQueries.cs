using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews.Compare;

/// <summary>What one reviewer has rated in a cycle in one role, side by side.</summary>
/// <param name="Columns">The rated indicators in the order of the form.</param>
public sealed record OwnRatings(int CycleId, string CycleName, IReadOnlyList<ScalePoint> Scale, IReadOnlyList<RatedColumn> Columns, IReadOnlyList<RatedRow> Rows)
{
    /// <summary>Mean and spread of everything that was rated in one column.</summary>
    public RatingSpread? Of(string key) => RatingSpread.Of(Rows.Select(r => r.To(key)?.Rating).OfType<int>());

    public RatingSpread? Overall => RatingSpread.Of(Rows.SelectMany(r => r.Ratings));
}

public sealed record RatedColumn(string Key, string Name);

/// <param name="CanEdit">The review is still open to its writer.</param>
public sealed record RatedRow(int ReviewId, string Name, string JobTitle, ReviewState State, bool CanEdit, IReadOnlyList<AnswerContent> Answers)
{
    public IEnumerable<int> Ratings => Answers.Select(a => a.Rating).OfType<int>();

    public RatingSpread? Spread => RatingSpread.Of(Ratings);

    public AnswerContent? To(string key) => Answers.FirstOrDefault(a => a.ItemKey == key);
}

/// <param name="Deviation">Standard deviation: 0 when all are alike.</param>
public sealed record RatingSpread(int Count, decimal Mean, decimal Deviation)
{
    public static RatingSpread? Of(IEnumerable<int> ratings)
    {
        var all = ratings.Select(r => (decimal)r).ToList();
        if (all.Count == 0)
        {
            return null;
        }

        var mean = all.Average();
        return new RatingSpread(all.Count, mean, (decimal)Math.Sqrt((double)all.Average(r => (r - mean) * (r - mean))));
    }
}

/// <summary>
/// One's own drafts and submitted reviews of one cycle. Nobody else's are ever read here: neither another reviewer's
/// nor the self reviews.
/// </summary>
public sealed class OwnRatingsQueries(IDbContextFactory<PortalDbContext> factory)
{
    private static readonly CycleState[] Shown = [CycleState.Running, CycleState.Calibrating, CycleState.Released, CycleState.Closed];

    /// <summary>Null when the actor writes no review of this role in the cycle.</summary>
    public async Task<OwnRatings?> FindAsync(int cycleId, Relationship relationship, Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me)
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var rows = await (
            from review in db.Reviews.AsNoTracking()
            join participant in db.Participants on review.ParticipantId equals participant.Id
            join cycle in db.Cycles on review.CycleId equals cycle.Id
            where review.CycleId == cycleId && review.ReviewerId == me && review.Relationship == relationship && Shown.Contains(cycle.State)
                && review.State != ReviewState.Withdrawn && review.State != ReviewState.Declined && participant.State != ParticipantState.Withdrawn
            orderby participant.Name, review.Id
            select new { review.Id, participant.Name, participant.JobTitle, review.State, cycle.TemplateVersionId, CycleName = cycle.Name })
            .ToListAsync(cancellation);
        if (rows.Count == 0)
        {
            return null;
        }

        var versionId = rows[0].TemplateVersionId;
        var definition = await db.TemplateVersions.AsNoTracking().Where(v => v.Id == versionId).Select(v => v.Definition).SingleAsync(cancellation);
        var ids = rows.Select(r => r.Id).ToList();
        var answers = await (
            from review in db.Reviews.AsNoTracking()
            join answer in db.ReviewAnswers on review.Id equals answer.ReviewId
            where ids.Contains(review.Id) && (answer.Rating != null || answer.NotObserved)
            select new { review.Id, answer.ItemKey, answer.Rating, answer.NotObserved }).ToListAsync(cancellation);
        var byReview = answers.ToLookup(a => a.Id, a => new AnswerContent(a.ItemKey, a.Rating, a.NotObserved, ""));
        var language = CultureInfo.CurrentUICulture.Name;
        var columns = ReviewForm.Of(definition, relationship).Indicators.Select(i => new RatedColumn(i.Key, i.Name.For(language))).ToList();
        return new OwnRatings(
            cycleId,
            rows[0].CycleName,
            new FormTexts(definition, language).Scale(),
            columns,
            [.. rows.Select(r => new RatedRow(
                r.Id, r.Name, r.JobTitle, r.State, r.State is ReviewState.NotStarted or ReviewState.Draft or ReviewState.Reopened,
                [.. byReview[r.Id].Where(a => columns.Exists(c => c.Key == a.ItemKey))]))]);
    }
}
