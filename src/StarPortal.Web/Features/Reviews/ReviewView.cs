using StarPortal.Domain;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Reviews;

/// <summary>One review as its page shows it, texts already in the reader's language.</summary>
/// <param name="Subject">The participant as of launch.</param>
/// <param name="Deadline">UTC; when the phase closes. Null when the cycle has no such phase.</param>
/// <param name="Reader">As what the person looks at it.</param>
/// <param name="EditStop">Why it cannot be edited now; null when it can.</param>
/// <param name="SubmitStop">Why it cannot be submitted now, even when complete; null when it can.</param>
/// <param name="SelfReview">What the participant wrote, for the manager's form, once it may be seen.</param>
/// <param name="Actuals">Measured values, for the manager's form.</param>
public sealed record ReviewView(
    int Id,
    ReviewSubject Subject,
    string ReviewerName,
    string CycleName,
    Relationship Relationship,
    ReviewState State,
    int Version,
    DateTime? SavedAt,
    DateTime? SubmittedAt,
    string? DeclineReason,
    DateTime? Deadline,
    ReviewReader Reader,
    Error? EditStop,
    Error? SubmitStop,
    bool CanReopen,
    ReviewAudience Audience,
    IReadOnlyList<ScalePoint> Scale,
    IReadOnlyList<ReviewSectionView> Sections,
    IReadOnlyList<ReviewQuestionView> Questions,
    IReadOnlyList<AnswerContent> Answers,
    SelfReviewView? SelfReview,
    IReadOnlyList<ActualView> Actuals)
{
    /// <summary>The person writes for the reviewer, by a delegation.</summary>
    public bool OnBehalf { get; init; }

    public int CycleId { get; init; }

    public int ParticipantId { get; init; }

    public int ReviewerId { get; init; }

    public DateOnly PeriodStart { get; init; }

    public DateOnly PeriodEnd { get; init; }

    /// <summary>The highest and the lowest rating need a comment.</summary>
    public bool ExtremesNeedComment { get; init; }

    /// <summary>Written by a manager who is no longer the participant's.</summary>
    public bool PreviousManager { get; init; }

    /// <summary>What the author had changed in a reopened review and not handed in; counts for nothing.</summary>
    public IReadOnlyList<AnswerContent>? Unsubmitted { get; init; }

    public bool CanEdit => Reader == ReviewReader.Author && EditStop is null;

    public bool CanDecline => CanEdit && !OnBehalf && Relationship is not (Relationship.Self or Relationship.Manager);

    public IEnumerable<string> ItemKeys => Sections.SelectMany(s => s.Items.Select(i => i.Key)).Concat(Questions.Select(q => q.Key));

    /// <summary>Whether this point is the lowest or the highest of the scale.</summary>
    public bool IsExtreme(int? rating) => rating is not null && Scale.Count > 0 && (rating == Scale[0].Value || rating == Scale[^1].Value);

    public AnswerContent AnswerTo(string key) => Answers.FirstOrDefault(a => a.ItemKey == key) ?? AnswerContent.Empty(key);
}

public sealed record ReviewSubject(int EmployeeId, string Name, string JobTitle, string Department);

/// <summary>What the writer is told about who reads the answers.</summary>
/// <param name="ManagerName">The participant's manager; null when there is none.</param>
/// <param name="Threshold">Least number of submitted answers before a group is shown.</param>
/// <param name="Asked">How many people of this relationship are asked about the participant now: not those who were taken out or declined.</param>
/// <param name="Named">The manager reads the group's answers with the writers' names in this cycle.</param>
public sealed record ReviewAudience(string? ManagerName, int Threshold, int Asked, bool Named);

public sealed record ScalePoint(int Value, string Label);

public sealed record ReviewSectionView(string Key, string Name, IReadOnlyList<ReviewItemView> Items);

/// <param name="Anchors">The behaviour that each point stands for, by its value.</param>
public sealed record ReviewItemView(string Key, string Name, string Definition, IReadOnlyDictionary<int, string> Anchors);

public sealed record ReviewQuestionView(string Key, string Text, bool Required, AnswerVisibility Visibility);

public sealed record SelfReviewView(IReadOnlyList<ReviewSectionView> Sections, IReadOnlyList<ReviewQuestionView> Questions, IReadOnlyList<AnswerContent> Answers);

public sealed record ActualView(string Name, decimal Value, string Unit, string Source);
