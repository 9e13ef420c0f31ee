namespace StarPortal.Domain.Jobs;

public enum LongTaskState
{
    Queued,
    Running,
    Succeeded,
    Failed,
}

/// <summary>Work that takes longer than a click: its progress is visible and it is resumed after a crash.</summary>
public sealed class LongTask : IVersioned
{
    private LongTask()
    {
    }

    public LongTask(string kind, int targetId, string input, Actor requestedBy, DateTime now)
    {
        Kind = kind;
        TargetId = targetId;
        Input = input;
        RequestedByAccountId = requestedBy.AccountId;
        RequestedBy = requestedBy.Name;
        RequestedAt = now;
    }

    public int Id { get; private set; }

    /// <summary>Which handler carries it out, for example <c>LaunchCycle</c>.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>What it works on, for example the cycle's identifier.</summary>
    public int TargetId { get; private set; }

    /// <summary>Anything more the handler needs, as JSON.</summary>
    public string Input { get; private set; } = "";

    public LongTaskState State { get; private set; }

    public int Done { get; private set; }

    public int Total { get; private set; }

    /// <summary>Name of the error that ended it, for the reader's language; never an exception's text.</summary>
    public string FailureCode { get; private set; } = "";

    public int RequestedByAccountId { get; private set; }

    public string RequestedBy { get; private set; } = "";

    public DateTime RequestedAt { get; private set; }

    public DateTime? FinishedAt { get; private set; }

    /// <summary>Node that works on it.</summary>
    public string? LeaseOwner { get; private set; }

    /// <summary>Until when that node is believed to be alive; any other may take over after it.</summary>
    public DateTime? LeaseUntil { get; private set; }

    public int Version { get; private set; }

    public bool CanBeTaken(DateTime now) =>
        State == LongTaskState.Queued || (State == LongTaskState.Running && (LeaseUntil is null || LeaseUntil < now));

    public void Take(string owner, DateTime until)
    {
        State = LongTaskState.Running;
        LeaseOwner = owner;
        LeaseUntil = until;
    }

    public void Report(int done, int total, DateTime leaseUntil)
    {
        Done = done;
        Total = total;
        LeaseUntil = leaseUntil;
    }

    public void Finish(Error? failure, DateTime now)
    {
        State = failure is null ? LongTaskState.Succeeded : LongTaskState.Failed;
        FailureCode = failure is null ? "" : $"{failure.Feature}.{failure.Code}";
        FinishedAt = now;
        LeaseOwner = null;
        LeaseUntil = null;
    }
}
