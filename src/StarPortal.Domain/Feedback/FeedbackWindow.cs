using StarPortal.Domain.Cycles;

namespace StarPortal.Domain.Feedback;

/// <summary>When customers' answers are taken: ratings as long as colleagues' are, values as long as actual values are. Nothing after the lock.</summary>
public static class FeedbackWindow
{
    /// <param name="peerReview">State of the phase in which others review; null when the calendar has none.</param>
    /// <param name="dataCollection">State of the data collection phase; null when the calendar has none.</param>
    /// <param name="unlocked">HR has unlocked the actual values after the phase.</param>
    public static bool IsOpen(FeedbackKind kind, CycleState cycle, PhaseState? peerReview, PhaseState? dataCollection, bool unlocked) =>
        kind == FeedbackKind.Ratings
            ? cycle == CycleState.Running && peerReview != PhaseState.Closed
            : ActualWindow.IsOpen(cycle, dataCollection, unlocked);
}
