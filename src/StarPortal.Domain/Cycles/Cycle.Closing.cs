namespace StarPortal.Domain.Cycles;

/// <summary>
/// Closing takes several transactions, and so does taking it back. In between the cycle is marked: it is not changed,
/// cancelled or reopened half-way.
/// </summary>
public sealed partial class Cycle
{
    /// <summary>When its closing, or the reversal of it, began; null while neither is under way. UTC.</summary>
    public DateTime? ClosingSince { get; private set; }

    /// <summary>When it was last reopened: from then on the calendar closes it only at a date that was set anew.</summary>
    public DateTime? ReopenedAt { get; private set; }

    public Result BeginClosing(DateTime now)
    {
        if (MustBe(CycleState.Released) is { Failed: true } wrong)
        {
            return wrong;
        }

        ClosingSince = now;
        return Result.Ok;
    }

    /// <summary>Gives a closing up that has done nothing yet.</summary>
    public void StopClosing() => ClosingSince = null;

    /// <summary>The end: nothing about the cycle changes after it, unless it is reopened by three people.</summary>
    public Result Close()
    {
        if (State != CycleState.Released)
        {
            return CycleErrors.WrongState.With(State);
        }

        State = CycleState.Closed;
        ClosingSince = null;
        foreach (var phase in phases.Where(p => p.State == PhaseState.Open || p.Kind == PhaseKind.Close))
        {
            phase.MoveTo(PhaseState.Closed);
        }

        return Result.Ok;
    }

    /// <summary>Everything that the closing did is about to be taken back.</summary>
    public Result BeginReopening(DateTime now)
    {
        if (MustBe(CycleState.Closed) is { Failed: true } wrong)
        {
            return wrong;
        }

        ClosingSince = now;
        return Result.Ok;
    }

    /// <summary>Everything was taken back: results stay released, and the cycle can be closed again.</summary>
    public Result CompleteReopening(DateTime now)
    {
        if (State != CycleState.Closed || ClosingSince is null)
        {
            return CycleErrors.WrongState.With(State);
        }

        State = CycleState.Released;
        ClosingSince = null;
        ReopenedAt = now;
        Phase(PhaseKind.Close)?.MoveTo(PhaseState.Pending);
        return Result.Ok;
    }

    /// <summary>Whether the calendar says that results are to be released now, by themselves.</summary>
    public bool IsReleaseDue(DateTime now) =>
        State is CycleState.Running or CycleState.Calibrating && ReleaseMode != ReleaseMode.ByHand && Phase(PhaseKind.Release) is { } release && release.OpensAt <= now;

    /// <summary>Whether the calendar says that the cycle is to be closed now.</summary>
    public bool IsClosingDue(DateTime now) =>
        State == CycleState.Released && ClosingSince is null
        && Phase(PhaseKind.Close) is { State: not PhaseState.Closed } close
        && close.OpensAt <= now && (ReopenedAt is null || close.OpensAt > ReopenedAt);
}
