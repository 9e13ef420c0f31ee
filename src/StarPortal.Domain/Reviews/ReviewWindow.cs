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
    bool Unlocked);

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
            return situation.Cycle is CycleState.Running or CycleState.Calibrating ? Result.Ok : ReviewErrors.CycleNotRunning;
        }

        if (situation.Cycle != CycleState.Running)
        {
            return ReviewErrors.CycleNotRunning;
        }

        return situation.OwnPhase switch
        {
            PhaseState.Closed => ReviewErrors.PhaseClosed,
            // a manager may draft at once
            PhaseState.Pending when situation.Relationship != Relationship.Manager => ReviewErrors.NotOpenYet,
            _ => Result.Ok,
        };
    }

    public static Result CanSubmit(ReviewSituation situation)
    {
        var edit = CanEdit(situation);
        return edit.Failed || !WaitsForSelfReview(situation) ? edit : ReviewErrors.WaitsForSelfReview;
    }

    private static bool WaitsForSelfReview(ReviewSituation situation) =>
        situation.Relationship == Relationship.Manager
        && !situation.Unlocked
        && situation.SelfPhase != PhaseState.Closed
        && situation.SelfReview is ReviewState.NotStarted or ReviewState.Draft or ReviewState.Reopened;
}
