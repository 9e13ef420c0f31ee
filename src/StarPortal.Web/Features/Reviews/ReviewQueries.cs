using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Reviews.Comments;

namespace StarPortal.Web.Features.Reviews;

/// <summary>Reads one review for whoever may see it.</summary>
public sealed class ReviewQueries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <summary>Null when there is no such review or the actor may not read it: the same answer for both.</summary>
    public async Task<ReviewView?> FindAsync(int id, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await RowAsync(db, id, cancellation) is not { } row)
        {
            return null;
        }

        var phases = await db.CyclePhases.AsNoTracking().Where(p => p.CycleId == row.CycleId).ToListAsync(cancellation);
        var states = phases.ToDictionary(p => p.Kind, p => p.State);
        var now = clock.GetUtcNow().UtcDateTime;
        var onBehalf = actor.EmployeeId is { } me && me != row.ReviewerId && await DelegatedReviews.MayWriteAsync(db, me, row.Id, now, cancellation);
        // a delegate sees what the reviewer would
        var asWhom = onBehalf ? row.ReviewerId : actor.EmployeeId;
        var around = await AroundAsync(db, row, asWhom, now, cancellation);
        var reader = ReviewAccess.ReaderOf(actor, row.Scene(around.ManagerState, states) with { DelegateId = onBehalf ? actor.EmployeeId : null, ManagerHasTime = around.ManagerHasTime });
        if (reader == ReviewReader.None)
        {
            return null;
        }

        var definition = await db.TemplateVersions.AsNoTracking().Where(v => v.Id == row.TemplateVersionId).Select(v => v.Definition).SingleAsync(cancellation);
        var situation = row.Situation(around.SelfState, around.SelfClosesAt, states, now);
        var edit = ReviewWindow.CanEdit(situation);
        var submit = ReviewWindow.CanSubmit(situation);
        var texts = new FormTexts(definition, CultureInfo.CurrentUICulture.Name);
        var form = ReviewForm.Of(definition, row.Relationship);
        var isManagersForm = reader == ReviewReader.Author && row.Relationship == Relationship.Manager;
        return new ReviewView(
            row.Id,
            new ReviewSubject(row.SubjectId, row.SubjectName, row.JobTitle, row.Department),
            row.ReviewerName,
            row.CycleName,
            row.Relationship,
            row.State,
            row.Version,
            row.SavedAt,
            row.SubmittedAt,
            row.DeclineReason,
            ReviewWindow.EndOf(phases.Find(p => p.Kind == ReviewWindow.PhaseOf(row.Relationship)), row.ClosesAt),
            reader,
            edit.Failed ? edit.Error : null,
            submit.Failed ? submit.Error : null,
            row.State == ReviewState.Submitted && row.Cycle is CycleState.Running or CycleState.Calibrating && ReviewAccess.CanReopen(actor, row.ReviewerId, row.SubjectId),
            new ReviewAudience(row.ManagerName, row.Threshold, around.Asked, row.Rules.AttributedToManager),
            texts.Scale(),
            texts.Sections(form),
            texts.Questions(form, reader),
            await AnswersAsync(db, row.Id, form, reader, cancellation),
            isManagersForm ? await SelfReviewAsync(db, row, around, states, texts, definition, onBehalf ? actor with { EmployeeId = row.ReviewerId } : actor, cancellation) : null,
            isManagersForm ? await ActualsAsync(db, row.ParticipantId, texts, definition, cancellation) : [])
        {
            OnBehalf = onBehalf,
            CycleId = row.CycleId,
            ParticipantId = row.ParticipantId,
            ReviewerId = row.ReviewerId,
            PeriodStart = row.PeriodStart,
            PeriodEnd = row.PeriodEnd,
            ExtremesNeedComment = row.Rules.ExtremesNeedComment,
            PreviousManager = row.PreviousManager,
            Unsubmitted = reader == ReviewReader.Author ? row.Unsubmitted : null,
        };
    }

    private static Task<ReviewHead?> RowAsync(PortalDbContext db, int id, CancellationToken cancellation) => (
        from review in db.Reviews.AsNoTracking()
        join participant in db.Participants on review.ParticipantId equals participant.Id
        join cycle in db.Cycles on review.CycleId equals cycle.Id
        join reviewer in db.Employees on review.ReviewerId equals reviewer.Id
        join manager in db.Employees on participant.ManagerId equals manager.Id into managers
        from manager in managers.DefaultIfEmpty()
        where review.Id == id && participant.State != ParticipantState.Withdrawn
        select new ReviewHead
        {
            Id = review.Id,
            CycleId = review.CycleId,
            ParticipantId = participant.Id,
            SubjectId = review.SubjectId,
            ReviewerId = review.ReviewerId,
            Relationship = review.Relationship,
            State = review.State,
            Version = review.Version,
            ClosesAt = review.ClosesAt,
            PreviousManager = review.PreviousManager,
            Unsubmitted = review.Unsubmitted,
            SavedAt = review.SavedAt,
            SubmittedAt = review.SubmittedAt,
            DeclineReason = review.DeclineReason,
            SubjectName = participant.Name,
            JobTitle = participant.JobTitle,
            Department = participant.DepartmentName,
            ManagerId = participant.ManagerId,
            ManagerName = manager == null ? null : manager.Name,
            Unlocked = participant.ManagerReviewUnlocked || participant.State == ParticipantState.Leaver,
            ReviewerName = reviewer.Name,
            CycleName = cycle.Name,
            Cycle = cycle.State,
            Threshold = cycle.AnonymityThreshold,
            PeriodStart = cycle.PeriodStart,
            PeriodEnd = cycle.PeriodEnd,
            Rules = cycle.ReviewRules,
            TemplateVersionId = cycle.TemplateVersionId!.Value,
        }).SingleOrDefaultAsync(cancellation);

    private static async Task<ReviewsAround> AroundAsync(PortalDbContext db, ReviewHead row, int? reader, DateTime now, CancellationToken cancellation)
    {
        var others = await db.Reviews.AsNoTracking()
            .Where(r => r.ParticipantId == row.ParticipantId && r.State != ReviewState.Withdrawn && !r.PreviousManager)
            .Where(r => r.Relationship == Relationship.Self || r.Relationship == Relationship.Manager || r.Relationship == row.Relationship)
            .OrderBy(r => r.Id)
            .Select(r => new { r.Id, r.ReviewerId, r.Relationship, r.State, r.ClosesAt })
            .ToListAsync(cancellation);
        var self = others.Find(r => r.Relationship == Relationship.Self);
        var managers = others.FindAll(r => r.Relationship == Relationship.Manager);
        return new ReviewsAround(
            self?.Id,
            self?.State,
            self?.ClosesAt,
            // whoever reads by their own manager review; there are two when one was missed and escalated
            (managers.Find(r => r.ReviewerId == reader) ?? managers.LastOrDefault())?.State,
            ReviewWindow.HasTime((managers.Find(r => r.ReviewerId == reader) ?? managers.LastOrDefault())?.ClosesAt, now),
            managers.Exists(r => r.ReviewerId == reader),
            // who declined will not answer: the writer is told how many are asked now
            others.Count(r => r.Relationship == row.Relationship && r.State != ReviewState.Declined));
    }

    private static async Task<IReadOnlyList<AnswerContent>> AnswersAsync(PortalDbContext db, int reviewId, ReviewForm form, ReviewReader reader, CancellationToken cancellation)
    {
        var open = form.Indicators.Select(i => i.Key)
            .Concat(form.Questions.Where(q => ReviewAccess.Sees(reader, q.Visibility)).Select(q => q.Key))
            .ToHashSet();
        var answers = await db.ReviewAnswers.AsNoTracking().Where(a => a.ReviewId == reviewId)
            .Select(a => new AnswerContent(a.ItemKey, a.Rating, a.NotObserved, a.Text))
            .ToListAsync(cancellation);
        var hidden = reader is ReviewReader.Author or ReviewReader.Hr ? new HashSet<string>() : await ReviewCommentQueries.HiddenKeysAsync(db, reviewId, cancellation);
        return [.. answers.Where(a => open.Contains(a.ItemKey)).Select(a => hidden.Contains(a.ItemKey) ? a with { Text = ReviewsText.HiddenPlace } : a)];
    }

    private static async Task<SelfReviewView?> SelfReviewAsync(
        PortalDbContext db,
        ReviewHead row,
        ReviewsAround around,
        IReadOnlyDictionary<PhaseKind, PhaseState> states,
        FormTexts texts,
        TemplateDefinition definition,
        Actor actor,
        CancellationToken cancellation)
    {
        if (around is not { SelfId: { } selfId, SelfState: { } selfState })
        {
            return null;
        }

        var scene = row.Scene(around.ManagerState, states) with { ReviewerId = row.SubjectId, Relationship = Relationship.Self, State = selfState, PreviousManager = false, ManagerHasTime = around.ManagerHasTime };
        if (around.ReaderJudges)
        {
            // the next level up, in whose hands an escalated review is, sees it by the same rule
            scene = scene with { ManagerId = actor.EmployeeId };
        }

        var reader = ReviewAccess.ReaderOf(actor, scene);
        if (reader == ReviewReader.None)
        {
            return null;
        }

        var form = ReviewForm.Of(definition, Relationship.Self);
        return new SelfReviewView(texts.Sections(form), texts.Questions(form, reader), await AnswersAsync(db, selfId, form, reader, cancellation));
    }

    private static async Task<IReadOnlyList<ActualView>> ActualsAsync(PortalDbContext db, int participantId, FormTexts texts, TemplateDefinition definition, CancellationToken cancellation)
    {
        var values = await db.ActualValues.AsNoTracking().Where(a => a.ParticipantId == participantId)
            .ToDictionaryAsync(a => a.IndicatorKey, a => new { a.Value, a.Source }, cancellation);
        return
        [
            .. definition.Indicators
                .Where(i => i.NeedsActual && values.ContainsKey(i.Key))
                .Select(i => new ActualView(texts.Of(i.Name), values[i.Key].Value, i.Unit, values[i.Key].Source)),
        ];
    }

    private sealed record ReviewsAround(int? SelfId, ReviewState? SelfState, DateTime? SelfClosesAt, ReviewState? ManagerState, bool ManagerHasTime, bool ReaderJudges, int Asked);
}
