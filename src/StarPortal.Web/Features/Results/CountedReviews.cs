using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Reviews;
using StarPortal.Domain.Anonymity;
using StarPortal.Domain.Feedback;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Results;

/// <summary>
/// What a result rests on: what is in, until the release; from then on what was in at that moment, whatever becomes of it.
/// Otherwise a result looked at twice would show by the difference who wrote what.
/// </summary>
internal static class CountedReviews
{
    public static IQueryable<Review> Of(PortalDbContext db, int cycleId, bool released) => released
        ? db.Reviews.AsNoTracking().Where(r => r.CycleId == cycleId && r.Published && !r.PreviousManager)
        : db.Reviews.AsNoTracking().Counting().HandedIn().Where(r => r.CycleId == cycleId);

    /// <summary>The same of some of the participants, by their identifiers.</summary>
    /// <remarks>The sum keeps the database from going through the whole cycle by its number, for a thousand people of it.</remarks>
    public static IQueryable<Review> Of(PortalDbContext db, int cycleId, bool released, int first, int to)
    {
        var some = db.Reviews.AsNoTracking().Where(r => r.ParticipantId >= first && r.ParticipantId <= to && r.CycleId + 0 == cycleId);
        return released ? some.Where(r => r.Published && !r.PreviousManager) : some.Counting().HandedIn();
    }

    /// <summary>Customers' answers by link.</summary>
    public static IQueryable<FeedbackAnswer> CustomersOf(PortalDbContext db, int cycleId, bool released) => released
        ? CustomerAnswers.Of(db, cycleId).Where(a => a.Published)
        : CustomerAnswers.Of(db, cycleId);

    /// <summary>Settles what the results of the cycle rest on; in the transaction of the release, once.</summary>
    public static async Task PublishAsync(PortalDbContext db, int cycleId, CancellationToken cancellation)
    {
        await db.Reviews.Counting().HandedIn().Where(r => r.CycleId == cycleId)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.Published, true), cancellation);
        await CustomerAnswers.Of(db, cycleId).ExecuteUpdateAsync(s => s.SetProperty(a => a.Published, true), cancellation);
    }

    /// <summary>The words of everybody who answered about one participant, without those that HR hid.</summary>
    public static async Task<IReadOnlyList<SubmittedTexts>> TextsAsync(PortalDbContext db, int cycleId, int participantId, bool released, CancellationToken cancellation)
    {
        var hidden = await HiddenAsync(db, participantId, cancellation);
        var answers = await PlacedAsync(db, cycleId, participantId, released, cancellation);
        return
        [
            .. answers.Select(a => Texts(
                a.Relationship,
                a.Contents,
                [.. hidden.Where(h => h.ReviewId == a.ReviewId && h.FeedbackAnswerId == a.FeedbackAnswerId).Select(h => h.ItemKey)])),
        ];
    }

    /// <summary>What everybody answered about one participant, and where it is kept.</summary>
    public static async Task<IReadOnlyList<PlacedAnswers>> PlacedAsync(PortalDbContext db, int cycleId, int participantId, bool released, CancellationToken cancellation)
    {
        // a reopened review counts with what was handed in
        var reviews = await Of(db, cycleId, released).Where(r => r.ParticipantId == participantId)
            .Select(r => new
            {
                r.Id,
                r.Relationship,
                Contents = r.Answers.Select(a => new AnswerContent(a.ItemKey, a.Rating, a.NotObserved, a.Text)).ToList(),
                Before = r.State == ReviewState.Reopened ? r.LastSubmitted : null,
            })
            .ToListAsync(cancellation);
        var customers = await CustomersOf(db, cycleId, released).Where(a => a.ParticipantId == participantId)
            .Select(a => new { a.Id, a.Items }).ToListAsync(cancellation);
        return
        [
            .. reviews.Select(r => new PlacedAnswers(r.Id, null, r.Relationship, r.Before ?? r.Contents)),
            .. customers.Select(c => new PlacedAnswers(null, c.Id, Relationship.Customer, c.Items)),
        ];
    }

    /// <summary>The groups' reviews with their writers, for a manager whom the cycle's rules let read them so.</summary>
    public static async Task<IReadOnlyList<NamedReview>> NamedAsync(PortalDbContext db, int cycleId, int participantId, bool released, CancellationToken cancellation)
    {
        var hidden = await HiddenAsync(db, participantId, cancellation);
        var reviews = await (from r in Of(db, cycleId, released)
                             join e in db.Employees on r.ReviewerId equals e.Id
                             where r.ParticipantId == participantId && GroupVisibility.AnonymousGroups.Contains(r.Relationship)
                             select new
                             {
                                 r.Id,
                                 r.Relationship,
                                 e.Name,
                                 Answers = r.Answers.Select(a => new AnswerContent(a.ItemKey, a.Rating, a.NotObserved, a.Text)).ToList(),
                                 Before = r.State == ReviewState.Reopened ? r.LastSubmitted : null,
                             })
            .ToListAsync(cancellation);
        return reviews.ConvertAll(r =>
        {
            var keys = hidden.Where(h => h.ReviewId == r.Id).Select(h => h.ItemKey).ToHashSet(StringComparer.Ordinal);
            return new NamedReview(r.Name, r.Relationship, [.. (r.Before ?? r.Answers).Select(a => keys.Contains(a.ItemKey) ? a with { Text = "" } : a)], keys);
        });
    }

    /// <summary>What managers handed in before the participant got another: kept beside the result, counting for nothing.</summary>
    public static async Task<IReadOnlyList<(string Name, SubmittedTexts Texts)>> EarlierManagersAsync(PortalDbContext db, int participantId, CancellationToken cancellation)
    {
        var reviews = await (from r in db.Reviews.AsNoTracking()
                             join e in db.Employees on r.ReviewerId equals e.Id
                             where r.ParticipantId == participantId && r.PreviousManager && r.Relationship == Relationship.Manager && r.State == ReviewState.Submitted
                             orderby r.SubmittedAt, r.Id
                             select new { r.Id, e.Name, Answers = r.Answers.Select(a => new AnswerContent(a.ItemKey, a.Rating, a.NotObserved, a.Text)).ToList() })
            .ToListAsync(cancellation);
        if (reviews.Count == 0)
        {
            return [];
        }

        var hidden = await HiddenAsync(db, participantId, cancellation);
        return reviews.ConvertAll(r => (r.Name, Texts(Relationship.Manager, r.Answers, [.. hidden.Where(h => h.ReviewId == r.Id).Select(h => h.ItemKey)])));
    }

    private static Task<List<HiddenComment>> HiddenAsync(PortalDbContext db, int participantId, CancellationToken cancellation) =>
        db.HiddenComments.AsNoTracking().Where(h => h.ParticipantId == participantId && h.RestoredAt == null).ToListAsync(cancellation);

    private static SubmittedTexts Texts(Relationship relationship, IReadOnlyList<AnswerContent> contents, HashSet<string> hidden) => new(
        relationship,
        contents.Where(c => c.Text.Length > 0 && !hidden.Contains(c.ItemKey)).ToDictionary(c => c.ItemKey, c => c.Text, StringComparer.Ordinal),
        hidden);
}

/// <summary>One person's answers about a participant.</summary>
/// <param name="ReviewId">Null for a customer's answer by link.</param>
/// <param name="FeedbackAnswerId">Null for a review.</param>
internal sealed record PlacedAnswers(int? ReviewId, int? FeedbackAnswerId, Relationship Relationship, IReadOnlyList<AnswerContent> Contents);
