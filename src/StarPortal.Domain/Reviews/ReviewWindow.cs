using StarPortal.Domain.Cycles;

namespace StarPortal.Domain.Reviews;

/// <summary>Everything that decides whether a review can be written now.</summary>
/// <param name="OwnPhase">State of the phase in which reviews of this relationship are written; null when the cycle has none.</param>
/// <param name="SelfReview">State of the participant's self review; null when the cycle asks for none.</param>
/// <param name="SelfPhase">State of the self review phase; null when the cycle has none.</param>
/// <param name="Unlocked">HR let the manager submit before the self review is in.</param>
public sealed record ReviewSituation(
    CycleState Cycle,
    Relationship Relationship,
    ReviewState State,
    PhaseState? OwnPhase,
    ReviewState? SelfReview,
    PhaseState? SelfPhase,
    bool Unlocked)
{
    /// <summary>UTC.</summary>
    public DateTime Now { get; init; }

    /// <summary>The review's own end, UTC, where it has more time than its phase.</summary>
    public DateTime? ClosesAt { get; init; }

    /// <summary>The own end of the participant's self review.</summary>
    public DateTime? SelfClosesAt { get; init; }
}

/// <summary>When a review can be edited and submitted, and if not, why not.</summary>
public static class ReviewWindow
{
    /// <summary>The phase in which reviews of this relationship are written.</summary>
    public static PhaseKind PhaseOf(Relationship relationship) => relationship switch
    {
        Relationship.Self => PhaseKind.SelfReview,
        Relationship.Manager => PhaseKind.ManagerReview,
        _ => PhaseKind.PeerReview,
    };

    public static Result CanEdit(ReviewSituation situation)
    {
        if (situation.State is not (ReviewState.NotStarted or ReviewState.Draft or ReviewState.Reopened))
        {
            return ReviewErrors.Of(situation.State);
        }

        // a reopened review is HR's decision: it outlives its phase, up to release
        if (situation.State == ReviewState.Reopened)
        {
            return situation.Cycle is not (CycleState.Running or CycleState.Calibrating) ? ReviewErrors.CycleNotRunning
                : IsOver(situation.ClosesAt, situation.Now) && situation.OwnPhase != PhaseState.Open ? ReviewErrors.PhaseClosed
                : Result.Ok;
        }

        if (situation.Cycle != CycleState.Running)
        {
            return ReviewErrors.CycleNotRunning;
        }

        return situation.OwnPhase switch
        {
            PhaseState.Closed when HasTime(situation.ClosesAt, situation.Now) => Result.Ok,
            PhaseState.Closed => ReviewErrors.PhaseClosed,
            // a manager may draft at once
            PhaseState.Pending when situation.Relationship != Relationship.Manager => ReviewErrors.NotOpenYet,
            _ => Result.Ok,
        };
    }

    /// <summary>Whether an own end lies ahead, so that the review stays open when its phase closes.</summary>
    public static bool HasTime(DateTime? closesAt, DateTime now) => closesAt > now;

    /// <summary>When a review can no longer be written: its phase's end or its own, whichever is later; null when it has neither.</summary>
    public static DateTime? EndOf(DateTime? phaseClosesAt, DateTime? closesAt) =>
        closesAt is { } own && phaseClosesAt is { } phase ? own > phase ? own : phase : closesAt ?? phaseClosesAt;

    /// <inheritdoc cref="EndOf(DateTime?, DateTime?)"/>
    /// <remarks>A phase that was closed before its date gives no time any more.</remarks>
    public static DateTime? EndOf(CyclePhase? phase, DateTime? closesAt) =>
        EndOf(phase is { State: PhaseState.Closed } && closesAt is not null ? null : phase?.ClosesAt, closesAt);

    public static Result CanSubmit(ReviewSituation situation)
    {
        var edit = CanEdit(situation);
        return edit.Failed || !WaitsForSelfReview(situation) ? edit : ReviewErrors.WaitsForSelfReview;
    }

    private static bool IsOver(DateTime? closesAt, DateTime now) => closesAt <= now;

    private static bool WaitsForSelfReview(ReviewSituation situation) =>
        situation.Relationship == Relationship.Manager
        && !situation.Unlocked
        && (situation.SelfPhase != PhaseState.Closed || HasTime(situation.SelfClosesAt, situation.Now))
        && situation.SelfReview is ReviewState.NotStarted or ReviewState.Draft or ReviewState.Reopened;
}
