using StarPortal.Domain.Reviews;

namespace StarPortal.Domain.Anonymity;

/// <summary>
/// A comment that HR took out of sight because it harms somebody. The words stay where they were written: whoever wrote
/// them and HR still read them, nobody else does.
/// </summary>
public sealed class HiddenComment : IVersioned
{
    private HiddenComment()
    {
    }

    private HiddenComment(int participantId, int? reviewId, int? feedbackAnswerId, string itemKey)
    {
        ParticipantId = participantId;
        ReviewId = reviewId;
        FeedbackAnswerId = feedbackAnswerId;
        ItemKey = itemKey;
    }

    public int Id { get; private set; }

    /// <summary>About whom it was written.</summary>
    public int ParticipantId { get; private set; }

    /// <summary>The review it stands in; null for a customer's answer by link.</summary>
    public int? ReviewId { get; private set; }

    /// <summary>The customer's answer it stands in; null for a review.</summary>
    public int? FeedbackAnswerId { get; private set; }

    /// <summary>Key of the indicator or question.</summary>
    public string ItemKey { get; private set; } = "";

    /// <summary>Name of who hid it.</summary>
    public string HiddenBy { get; private set; } = "";

    public DateTime HiddenAt { get; private set; }

    public string Reason { get; private set; } = "";

    public DateTime? RestoredAt { get; private set; }

    public string? RestoredBy { get; private set; }

    public int Version { get; private set; }

    public bool IsHidden => RestoredAt is null;

    public static HiddenComment OfReview(int participantId, int reviewId, string itemKey) => new(participantId, reviewId, null, itemKey);

    public static HiddenComment OfCustomer(int participantId, int feedbackAnswerId, string itemKey) => new(participantId, null, feedbackAnswerId, itemKey);

    /// <summary>Who may hide: HR, neither on their own case nor on what they wrote themselves.</summary>
    public static bool CanHide(Actor actor, int subjectId, IReadOnlyList<int> authors) =>
        actor.IsHrFor(subjectId) && !(actor.EmployeeId is { } me && authors.Contains(me));

    /// <summary>Takes the comment out of sight, also again after it was restored.</summary>
    public Result Hide(string reason, Actor actor, int subjectId, IReadOnlyList<int> authors, DateTime now)
    {
        if (!CanHide(actor, subjectId, authors))
        {
            return ReviewErrors.NotAllowed;
        }

        if (Id != 0 && IsHidden)
        {
            return SharedErrors.ChangedElsewhere;
        }

        if (Fault(reason) is { } fault)
        {
            return fault;
        }

        (Reason, HiddenBy, HiddenAt, RestoredAt, RestoredBy) = (reason.Trim(), actor.Name, now, null, null);
        return Result.Ok;
    }

    /// <summary>Shows the comment again, with the rest of what the reader may see.</summary>
    public Result Restore(Actor actor, int subjectId, IReadOnlyList<int> authors, DateTime now)
    {
        if (!CanHide(actor, subjectId, authors))
        {
            return ReviewErrors.NotAllowed;
        }

        if (!IsHidden)
        {
            return SharedErrors.ChangedElsewhere;
        }

        (RestoredAt, RestoredBy) = (now, actor.Name);
        return Result.Ok;
    }

    private static Error? Fault(string reason) =>
        string.IsNullOrWhiteSpace(reason) ? ReviewErrors.ReasonRequired
        : reason.Trim().Length > Review.ReasonLimit ? ReviewErrors.ReasonTooLong.With(Review.ReasonLimit)
        : null;
}
