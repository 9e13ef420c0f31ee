using StarPortal.Domain.Cycles;
using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Reviews;

/// <summary>As what somebody reads a review.</summary>
public enum ReviewReader
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Wrote it.</summary>
    Author,

    /// <summary>Is the one reviewed.</summary>
    Subject,

    /// <summary>Is the participant's manager in this cycle.</summary>
    Manager,

    Hr,
}

/// <summary>Everything that decides who may read one review.</summary>
/// <param name="ManagerId">The participant's manager as of launch.</param>
/// <param name="ManagerReview">State of the manager review on the same participant; null when the cycle has none.</param>
/// <param name="ManagerPhase">State of the manager review phase; null when the cycle has none.</param>
public sealed record ReviewScene(
    int ReviewerId,
    int SubjectId,
    Relationship Relationship,
    ReviewState State,
    int? ManagerId,
    ReviewState? ManagerReview,
    PhaseState? ManagerPhase,
    CycleState Cycle)
{
    /// <summary>The manager review on the same participant has time left although its phase is closed.</summary>
    public bool ManagerHasTime { get; init; }

    /// <summary>Who may write it on the reviewer's behalf now, by an accepted delegation.</summary>
    public int? DelegateId { get; init; }

    /// <summary>Written by a manager who is no longer the participant's: evidence for the one who is.</summary>
    public bool PreviousManager { get; init; }
}

/// <summary>Who may write and read a review (domain.md, "Who sees what").</summary>
public static class ReviewAccess
{
    /// <summary>Only the reviewer and, while a delegation holds, their delegate, whatever roles somebody else has.</summary>
    public static bool CanWrite(Actor actor, int reviewerId, int? delegateId = null) =>
        actor.EmployeeId is { } me && (me == reviewerId || me == delegateId);

    /// <summary>HR, but neither on their own case nor on what they wrote themselves.</summary>
    public static bool CanReopen(Actor actor, int reviewerId, int subjectId) =>
        actor.IsHrFor(subjectId) && actor.EmployeeId != reviewerId;

    /// <summary>
    /// As what the actor may read the review now. Administrators never read one as such; peers' and other groups'
    /// answers reach the participant and the manager only as a group, which is not a matter of single reviews.
    /// </summary>
    public static ReviewReader ReaderOf(Actor actor, ReviewScene scene)
    {
        if (scene.State == ReviewState.Withdrawn)
        {
            return PutAway(actor, scene);
        }

        if (CanWrite(actor, scene.ReviewerId, scene.DelegateId))
        {
            return ReviewReader.Author;
        }

        if (actor.EmployeeId is { } me && me == scene.SubjectId)
        {
            return scene.Relationship == Relationship.Manager && scene.State == ReviewState.Submitted && IsReleased(scene.Cycle)
                ? ReviewReader.Subject
                : ReviewReader.None;
        }

        // who manages the participant is bound by the blindness of managers also when they work in HR
        if (actor.EmployeeId is { } manager && manager == scene.ManagerId)
        {
            return ManagerReads(scene) || IsPredecessors(scene) ? ReviewReader.Manager : ReviewReader.None;
        }

        return actor.IsHrFor(scene.SubjectId) && scene.State is ReviewState.Submitted or ReviewState.Reopened or ReviewState.Missed
            ? ReviewReader.Hr
            : ReviewReader.None;
    }

    /// <summary>Whether this reader sees the answers to an open question with this visibility.</summary>
    public static bool Sees(ReviewReader reader, AnswerVisibility visibility) => reader switch
    {
        ReviewReader.Author or ReviewReader.Hr => true,
        ReviewReader.Manager => visibility != AnswerVisibility.HrOnly,
        ReviewReader.Subject => visibility == AnswerVisibility.ParticipantAndManager,
        _ => false,
    };

    /// <summary>
    /// Self and manager are blind to each other until both have submitted: the self review opens to the manager only
    /// when the manager's own is in, or can no longer be written.
    /// </summary>
    private static bool ManagerReads(ReviewScene scene) =>
        scene.Relationship == Relationship.Self
        && scene.State == ReviewState.Submitted
        && (scene.ManagerReview is null or ReviewState.Submitted or ReviewState.Missed or ReviewState.Withdrawn
            || (scene.ManagerPhase == PhaseState.Closed && !scene.ManagerHasTime)
            || IsReleased(scene.Cycle));

    /// <summary>What an earlier manager had begun when the participant got another one is there for its writer and for HR.</summary>
    private static ReviewReader PutAway(Actor actor, ReviewScene scene) =>
        !scene.PreviousManager ? ReviewReader.None
        : actor.EmployeeId == scene.ReviewerId ? ReviewReader.Author
        : actor.IsHrFor(scene.SubjectId) && actor.EmployeeId != scene.ManagerId ? ReviewReader.Hr
        : ReviewReader.None;

    private static bool IsPredecessors(ReviewScene scene) =>
        scene is { PreviousManager: true, Relationship: Relationship.Manager, State: ReviewState.Submitted };

    private static bool IsReleased(CycleState state) => state is CycleState.Released or CycleState.Closed;
}
