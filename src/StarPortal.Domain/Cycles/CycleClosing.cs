namespace StarPortal.Domain.Cycles;

public enum ClosingState
{
    /// <summary>Its steps are being carried out, or wait for a node to go on with them.</summary>
    Running,

    /// <summary>A step failed; it can be tried again.</summary>
    Failed,

    /// <summary>The cycle is closed.</summary>
    Done,

    /// <summary>It was given up before it had any effect: the published results were not what the inputs give.</summary>
    Stopped,

    /// <summary>The cycle is being reopened: the steps are taken back, last first.</summary>
    Reversing,

    /// <summary>The cycle was reopened: everything that the closing did was taken back.</summary>
    Reversed,
}

/// <summary>A check that HR closed a cycle in spite of, and why.</summary>
public sealed record OverriddenCheck(string Name, string Reason);

/// <summary>One closing of a cycle: the protocol of who closed it, when, and what each step did. Never removed.</summary>
public sealed class CycleClosing : IVersioned
{
    private CycleClosing()
    {
    }

    public CycleClosing(int cycleId, int round, IReadOnlyList<OverriddenCheck> overridden, Actor actor, DateTime now)
    {
        CycleId = cycleId;
        Round = round;
        Overridden = overridden;
        StartedByAccountId = actor.AccountId;
        StartedBy = actor.Name;
        StartedAt = now;
    }

    public int Id { get; private set; }

    public int CycleId { get; private set; }

    /// <summary>1 for the first closing; a cycle that was reopened is closed again in the next round. Unique in the cycle.</summary>
    public int Round { get; private set; }

    public ClosingState State { get; private set; }

    public IReadOnlyList<OverriddenCheck> Overridden { get; private set; } = [];

    /// <summary>0 for the calendar.</summary>
    public int StartedByAccountId { get; private set; }

    public string StartedBy { get; private set; } = "";

    /// <summary>Also the time that all rows of the closing bear, so that a repeated step writes the same rows.</summary>
    public DateTime StartedAt { get; private set; }

    public DateTime? FinishedAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>Who closed it, as the steps write it; roles do not matter any more.</summary>
    public Actor Closer => new(StartedByAccountId, null, StartedBy, Roles.None);

    public Result Retry()
    {
        if (State != ClosingState.Failed)
        {
            return ClosingErrors.NothingToRetry;
        }

        State = ClosingState.Running;
        return Result.Ok;
    }

    public void Fail() => State = ClosingState.Failed;

    public void Stop(DateTime now) => (State, FinishedAt) = (ClosingState.Stopped, now);

    public void Finish(DateTime now) => (State, FinishedAt) = (ClosingState.Done, now);

    public Result BeginReversal()
    {
        if (State is not (ClosingState.Done or ClosingState.Reversing))
        {
            return ClosingErrors.NotReversible;
        }

        State = ClosingState.Reversing;
        return Result.Ok;
    }

    public void FinishReversal() => State = ClosingState.Reversed;
}

public enum ClosingStepState
{
    Pending,
    Running,
    Done,
    Failed,
    Reversing,
    Reversed,
}

/// <summary>How far a step of a closing has come. Its cursor moves with every chunk, in the chunk's own transaction.</summary>
public sealed class CycleClosingStep : IVersioned
{
    private CycleClosingStep()
    {
    }

    public CycleClosingStep(int closingId, int order, string name)
    {
        ClosingId = closingId;
        Order = order;
        Name = name;
    }

    public int Id { get; private set; }

    public int ClosingId { get; private set; }

    public int Order { get; private set; }

    /// <summary>Stable, such as <c>Standings</c>. Unique in the closing.</summary>
    public string Name { get; private set; } = "";

    public ClosingStepState State { get; private set; }

    public DateTime? StartedAt { get; private set; }

    public DateTime? FinishedAt { get; private set; }

    /// <summary>The last participant that is done; whoever moves it on has done the chunk, nobody else.</summary>
    public int Cursor { get; private set; }

    public int Done { get; private set; }

    public int Total { get; private set; }

    public ClosingCounts Counts { get; private set; } = ClosingCounts.None;

    /// <summary>What taking the step back did.</summary>
    public ClosingCounts ReversedCounts { get; private set; } = ClosingCounts.None;

    /// <summary>Why it failed, as <c>Feature.Code</c>; empty when it did not.</summary>
    public string FailureCode { get; private set; } = "";

    /// <summary>The error's values, such as names of people for HR.</summary>
    public IReadOnlyList<string> FailureArgs { get; private set; } = [];

    public int Version { get; private set; }

    public void Fail(Error error)
    {
        State = State == ClosingStepState.Reversing ? ClosingStepState.Reversing : ClosingStepState.Failed;
        FailureCode = $"{error.Feature}.{error.Code}";
        FailureArgs = [.. error.Args.Select(a => Convert.ToString(a, System.Globalization.CultureInfo.InvariantCulture) ?? "")];
    }
}
