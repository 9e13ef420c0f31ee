namespace StarPortal.Domain.Reviews;

public enum Relationship
{
    Self,
    Manager,
    Peer,
    Report,
    CrossTeam,
    Customer,
}

public enum ReviewState
{
    NotStarted,
    Draft,
    Submitted,
    Reopened,
    Declined,
    Missed,
    Withdrawn,
}

/// <summary>One reviewer's form on one participant.</summary>
public sealed partial class Review : IVersioned
{
    private readonly List<ReviewAnswer> answers = [];

    private Review()
    {
    }

    public Review(int cycleId, int participantId, int subjectId, int reviewerId, Relationship relationship)
    {
        CycleId = cycleId;
        ParticipantId = participantId;
        SubjectId = subjectId;
        ReviewerId = reviewerId;
        Relationship = relationship;
    }

    public int Id { get; private set; }

    public int CycleId { get; private set; }

    public int ParticipantId { get; private set; }

    /// <summary>The employee who is reviewed.</summary>
    public int SubjectId { get; private set; }

    /// <summary>The employee who writes.</summary>
    public int ReviewerId { get; private set; }

    public Relationship Relationship { get; private set; }

    public ReviewState State { get; private set; }

    public DateTime? SavedAt { get; private set; }

    public DateTime? SubmittedAt { get; private set; }

    public string? DeclineReason { get; private set; }

    /// <summary>Its own end, in UTC, where it is given more time than its phase: for late joiners, extensions, escalations.</summary>
    public DateTime? ClosesAt { get; private set; }

    /// <summary>Written by a manager who is no longer the participant's: kept and shown as evidence, counts for nothing.</summary>
    public bool PreviousManager { get; private set; }

    /// <summary>The delegate who handed it in on the reviewer's behalf; null when the reviewer did.</summary>
    public int? SubmittedById { get; private set; }

    /// <summary>
    /// Was in when the results were released, and is part of what they show. Set once, for the whole cycle: whatever happens
    /// to the review later, the published groups stay as they are.
    /// </summary>
    public bool Published { get; private set; }

    /// <summary>The review, missed by the participant's manager, in whose place the next level up was asked; null for all others.</summary>
    public int? EscalatedFromId { get; private set; }

    /// <summary>While reopened: what was handed in last. It counts until the review is handed in again, and comes back if it never is.</summary>
    public IReadOnlyList<AnswerContent>? LastSubmitted { get; private set; }

    /// <summary>What was changed in a reopened review and never handed in: kept for its author, counts for nothing.</summary>
    public IReadOnlyList<AnswerContent>? Unsubmitted { get; private set; }

    public IReadOnlyList<ReviewAnswer> Answers => answers;

    public int Version { get; private set; }
}

/// <summary>The answer to one indicator or open question of a form.</summary>
public sealed class ReviewAnswer
{
    private ReviewAnswer()
    {
    }

    public ReviewAnswer(string itemKey) => ItemKey = itemKey;

    /// <summary>An answer that is inserted by itself, as one of very many.</summary>
    public ReviewAnswer(int reviewId, AnswerContent content)
    {
        ReviewId = reviewId;
        ItemKey = content.ItemKey;
        Set(content.Rating, content.NotObserved, content.Text);
    }

    public int Id { get; private set; }

    public int ReviewId { get; private set; }

    /// <summary>Key of the indicator or of the open question.</summary>
    public string ItemKey { get; private set; } = "";

    /// <summary>The chosen point of the scale; null while unanswered, when not observed, and for open questions.</summary>
    public int? Rating { get; private set; }

    /// <summary>The reviewer says that they could not observe this: allowed, and left out of the score.</summary>
    public bool NotObserved { get; private set; }

    /// <summary>Comment on the rating, or the answer to an open question.</summary>
    public string Text { get; private set; } = "";

    public bool IsAnswered => Rating is not null || NotObserved || !string.IsNullOrWhiteSpace(Text);

    internal void Set(int? rating, bool notObserved, string text)
    {
        Rating = notObserved ? null : rating;
        NotObserved = notObserved;
        Text = text;
    }
}
