namespace StarPortal.Domain.Cycles;

/// <summary>
/// When actual values may be written: from launch until the data collection phase closes, without such a phase until
/// release. HR can unlock a closed collection with a reason, up to release. Every writer asks here.
/// </summary>
public static class ActualWindow
{
    /// <param name="state">Of the cycle.</param>
    /// <param name="dataCollection">Of its data collection phase; null when its calendar has none.</param>
    /// <param name="unlocked">HR has unlocked the values after the phase.</param>
    public static Result Check(CycleState state, PhaseState? dataCollection, bool unlocked)
    {
        if (state is not (CycleState.Running or CycleState.Calibrating))
        {
            return CycleErrors.WrongState.With(state);
        }

        return dataCollection == PhaseState.Closed && !unlocked ? CycleErrors.ActualsLocked : Result.Ok;
    }

    public static bool IsOpen(CycleState state, PhaseState? dataCollection, bool unlocked) => Check(state, dataCollection, unlocked).Succeeded;
}
