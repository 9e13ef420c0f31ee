using StarPortal.Domain.Cycles;
using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Reviews;

/// <summary>What one answer says, apart from the row it is kept in.</summary>
/// <param name="ItemKey">Key of the indicator or of the open question.</param>
/// <param name="Rating">The chosen point of the scale; null while unanswered, when not observed, and for open questions.</param>
/// <param name="NotObserved">The reviewer could not observe this.</param>
/// <param name="Text">Comment or answer, at most <see cref="Review.TextLimit"/> characters.</param>
public sealed record AnswerContent(string ItemKey, int? Rating, bool NotObserved, string Text)
{
    /// <summary>Nothing said yet.</summary>
    public static AnswerContent Empty(string itemKey) => new(itemKey, null, false, "");

    /// <summary>Whether the two say the same; line ends do not count, browsers and databases write them differently.</summary>
    public bool SaysTheSameAs(AnswerContent other) =>
        Rating == other.Rating && NotObserved == other.NotObserved && Unified(Text) == Unified(other.Text);

    private static string Unified(string text) => text.ReplaceLineEndings("\n");
}

/// <summary>How a review is written: only by its reviewer, only while it is open, never losing what was there.</summary>
public sealed partial class Review
{
    /// <summary>Characters that one text may have.</summary>
    public const int TextLimit = 10_000;

    /// <summary>Characters that a reason (for declining, reopening) may have.</summary>
    public const int ReasonLimit = 1_000;

    /// <summary>The states in which the reviewer may still change answers.</summary>
    public bool IsOpen => State is ReviewState.NotStarted or ReviewState.Draft or ReviewState.Reopened;

    /// <summary>Who writes on the reviewer's behalf at this moment; found out by whoever loads the review, never stored.</summary>
    public int? DelegateId { get; private set; }

    public IReadOnlyList<AnswerContent> Contents =>
        [.. answers.Select(a => new AnswerContent(a.ItemKey, a.Rating, a.NotObserved, a.Text))];

    /// <summary>
    /// Keeps the changed answers; the others stay as they are. All or none: one fault and nothing is taken over.
    /// Whether the phase is open is asked of <see cref="ReviewWindow"/> before.
    /// </summary>
    public Result SaveDraft(TemplateDefinition definition, IReadOnlyList<AnswerContent> changes, Actor actor, DateTime now)
    {
        if (StopWriting(actor) is { } stop)
        {
            return stop;
        }

        var form = ReviewForm.Of(definition, Relationship);
        var faults = changes.Select(c => Fault(c, form, definition.Scale)).OfType<Error>().ToList();
        if (faults.Count > 0)
        {
            return Result.Fail(faults);
        }

        foreach (var change in changes)
        {
            Put(change);
        }

        State = State == ReviewState.NotStarted ? ReviewState.Draft : State;
        SavedAt = now;
        return Result.Ok;
    }

    /// <summary>Hands the review in; refused while something on the form is missing, or a comment that the cycle's rules ask for.</summary>
    public Result Submit(TemplateDefinition definition, ReviewRules rules, Actor actor, DateTime now)
    {
        if (StopWriting(actor) is { } stop)
        {
            return stop;
        }

        var form = ReviewForm.Of(definition, Relationship);
        if (form.Missing(Contents) is { Count: > 0 } missing)
        {
            return ReviewErrors.Incomplete.With(missing.Count);
        }

        if (rules.ExtremesNeedComment && form.WithoutComment(Contents, definition.Scale) is { Count: > 0 } bare)
        {
            return ReviewErrors.ExtremesWithoutComment.With(bare.Count);
        }

        State = ReviewState.Submitted;
        SubmittedAt = now;
        SubmittedById = actor.EmployeeId == ReviewerId ? null : actor.EmployeeId;
        (LastSubmitted, Unsubmitted) = (null, null);
        return Result.Ok;
    }

    /// <summary>The reviewer says that they cannot or should not judge; nobody declines their own or their report's review.</summary>
    public Result Decline(string reason, Actor actor, DateTime now)
    {
        // stepping back is the reviewer's own decision, not a delegate's
        if ((ReviewAccess.CanWrite(actor, ReviewerId) ? StopWriting(actor) : ReviewErrors.NotAllowed) is { } stop)
        {
            return stop;
        }

        if (Relationship is Relationship.Self or Relationship.Manager)
        {
            return ReviewErrors.CannotDecline;
        }

        if (ReasonFault(reason) is { } fault)
        {
            return fault;
        }

        State = ReviewState.Declined;
        DeclineReason = reason.Trim();
        SavedAt = now;
        return Result.Ok;
    }

    /// <summary>
    /// HR gives a submitted review back to its author; the answers stay, and what was handed in counts until the review is
    /// handed in again.
    /// </summary>
    /// <param name="closesAt">UTC; its own end. Null: as long as its phase.</param>
    public Result Reopen(string reason, Actor actor, DateTime? closesAt = null)
    {
        if (!ReviewAccess.CanReopen(actor, ReviewerId, SubjectId))
        {
            return ReviewErrors.NotAllowed;
        }

        if (State != ReviewState.Submitted)
        {
            return ReviewErrors.NotSubmitted;
        }

        if (ReasonFault(reason) is { } fault)
        {
            return fault;
        }

        State = ReviewState.Reopened;
        ClosesAt = closesAt;
        LastSubmitted = Contents;
        return Result.Ok;
    }

    /// <summary>
    /// The time of a reopened review is over: it is again what was handed in last. What was changed since stays with its
    /// author, beside it.
    /// </summary>
    public Result EndReopening()
    {
        if (State != ReviewState.Reopened)
        {
            return StateError();
        }

        State = ReviewState.Submitted;
        if (LastSubmitted is not { } submitted)
        {
            // reopened by an earlier version of the program, which kept no copy: the answers stand
            return Result.Ok;
        }

        var written = Contents;
        foreach (var content in submitted.Concat(written.Where(w => submitted.All(s => s.ItemKey != w.ItemKey)).Select(w => AnswerContent.Empty(w.ItemKey))))
        {
            Put(content);
        }

        Unsubmitted = written.All(w => w.SaysTheSameAs(submitted.FirstOrDefault(s => s.ItemKey == w.ItemKey) ?? AnswerContent.Empty(w.ItemKey))) ? null : written;
        LastSubmitted = null;
        return Result.Ok;
    }

    /// <summary>The phase closed before the review was in: what was written is kept.</summary>
    public Result MarkMissed()
    {
        if (State is not (ReviewState.NotStarted or ReviewState.Draft))
        {
            return StateError();
        }

        State = ReviewState.Missed;
        return Result.Ok;
    }

    /// <summary>Hides the review and leaves it out of every result; nothing is deleted.</summary>
    public Result Withdraw()
    {
        if (State == ReviewState.Withdrawn)
        {
            return ReviewErrors.Withdrawn;
        }

        State = ReviewState.Withdrawn;
        return Result.Ok;
    }

    /// <summary>Undoes <see cref="Withdraw"/>: the review is again what its content says it was.</summary>
    public Result Restore()
    {
        if (State != ReviewState.Withdrawn)
        {
            return ReviewErrors.NotWithdrawn;
        }

        State = DeclineReason is not null ? ReviewState.Declined
            : LastSubmitted is not null ? ReviewState.Reopened
            : SubmittedAt is not null ? ReviewState.Submitted
            : SavedAt is not null ? ReviewState.Draft
            : ReviewState.NotStarted;
        return Result.Ok;
    }

    private void Put(AnswerContent content)
    {
        var answer = answers.FirstOrDefault(a => a.ItemKey == content.ItemKey);
        if (answer is null)
        {
            answer = new ReviewAnswer(content.ItemKey);
            answers.Add(answer);
        }

        answer.Set(content.Rating, content.NotObserved, content.Text);
    }

    /// <summary>Lets this person write on the reviewer's behalf; whether an accepted delegation says so is asked before.</summary>
    public void LetWrite(int? delegateId) => DelegateId = delegateId;

    private Error? StopWriting(Actor actor) =>
        !ReviewAccess.CanWrite(actor, ReviewerId, DelegateId) ? ReviewErrors.NotAllowed : IsOpen ? null : StateError();

    private Error StateError() => ReviewErrors.Of(State);

    internal static Error? ReasonFault(string reason) =>
        string.IsNullOrWhiteSpace(reason) ? ReviewErrors.ReasonRequired
        : reason.Trim().Length > ReasonLimit ? ReviewErrors.ReasonTooLong.With(ReasonLimit)
        : null;

    private static Error? Fault(AnswerContent change, ReviewForm form, RatingScale scale)
    {
        if (change.Text.Length > TextLimit)
        {
            return ReviewErrors.TextTooLong.With(TextLimit);
        }

        if (form.Questions.Any(q => q.Key == change.ItemKey))
        {
            return change.Rating is null && !change.NotObserved ? null : ReviewErrors.NotRated;
        }

        if (form.Indicators.All(i => i.Key != change.ItemKey))
        {
            return ReviewErrors.UnknownItem;
        }

        return change.Rating is { } rating && scale.ScoreOf(rating) is null ? ReviewErrors.NotOnScale : null;
    }
}
