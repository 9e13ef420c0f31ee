using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared.Reviews;

namespace StarPortal.Web.Features.Reviews.Evidence;

/// <summary>What an earlier manager handed in before the participant changed: for the new manager, marked, and counting for nothing.</summary>
internal sealed class PreviousManagerEvidence(IDbContextFactory<PortalDbContext> factory) : IReviewEvidence
{
    public int Order => 20;

    public async Task<IReadOnlyList<EvidencePiece>> ForAsync(EvidenceAbout about, Actor actor, CancellationToken cancellation)
    {
        if (about.Relationship != Relationship.Manager)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var found = await (
            from review in db.Reviews.AsNoTracking()
            join participant in db.Participants on review.ParticipantId equals participant.Id
            join cycle in db.Cycles on review.CycleId equals cycle.Id
            join version in db.TemplateVersions on cycle.TemplateVersionId equals version.Id
            join reviewer in db.Employees on review.ReviewerId equals reviewer.Id
            where review.ParticipantId == about.ParticipantId && participant.State != ParticipantState.Withdrawn
                && db.Reviews.Any(own => own.Id == about.ReviewId && own.ReviewerId == about.ReviewerId && own.ParticipantId == about.ParticipantId && own.Relationship == Relationship.Manager && !own.PreviousManager)
                && review.PreviousManager && review.State == ReviewState.Submitted && review.Relationship == Relationship.Manager && review.ReviewerId != about.ReviewerId
            orderby review.SubmittedAt
            select new { review.Id, reviewer.Name, review.SubmittedAt, version.Definition }).ToListAsync(cancellation);
        var ids = found.Select(f => f.Id).ToList();
        var answers = (await db.Reviews.AsNoTracking().Where(r => ids.Contains(r.Id)).SelectMany(r => r.Answers)
            .Select(a => new
            {
                a.ReviewId,
                // what HR hid is out of sight here, too
                Content = new AnswerContent(a.ItemKey, a.Rating, a.NotObserved, db.HiddenComments.Any(h => h.ReviewId == a.ReviewId && h.ItemKey == a.ItemKey && h.RestoredAt == null) ? "" : a.Text),
            }).ToListAsync(cancellation)).ToLookup(a => a.ReviewId, a => a.Content);
        return [.. found.Select(f => new EvidencePiece(ReviewsText.PreviousManager, f.Name, f.SubmittedAt, Write(f.Definition, [.. answers[f.Id]])))];
    }

    private static string Write(TemplateDefinition definition, List<AnswerContent> answers)
    {
        var language = CultureInfo.CurrentUICulture.Name;
        var form = ReviewForm.Of(definition, Relationship.Manager);
        var text = new StringBuilder();
        foreach (var indicator in form.Indicators)
        {
            if (answers.Find(a => a.ItemKey == indicator.Key) is { } answer)
            {
                Line(text, $"{indicator.Name.For(language)}: {(answer.NotObserved ? ReviewsText.NotObserved : $"{answer.Rating}")}", answer.Text);
            }
        }

        foreach (var question in form.Questions.Where(q => q.Visibility != AnswerVisibility.HrOnly))
        {
            if (answers.Find(a => a.ItemKey == question.Key) is { Text.Length: > 0 } answer)
            {
                Line(text, question.Text.For(language), answer.Text);
            }
        }

        return text.ToString().TrimEnd();
    }

    private static void Line(StringBuilder text, string head, string comment)
    {
        text.AppendLine(head);
        if (!string.IsNullOrWhiteSpace(comment))
        {
            text.AppendLine(comment);
        }
    }
}
