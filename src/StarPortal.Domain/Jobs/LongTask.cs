namespace StarPortal.Domain.Jobs;

public enum LongTaskState
{
    Queued,
    Running,
    Succeeded,
    Failed,
    Cancelled,
}

/// <summary>Work that takes longer than a click: its progress is visible and it is resumed after a crash.</summary>
public sealed class LongTask : IVersioned
{
    /// <summary>A task that ended this often in a fault that passes is not tried again.</summary>
    public const int MostAttempts = 5;

    /// <summary>A task whose node ended this often in the middle of it is given up: it may be what ends them.</summary>
    public const int MostInterruptions = 25;

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

    /// <summary>What it is doing, as the handler names it; empty when it does not say.</summary>
    public string Step { get; private set; } = "";

    /// <summary>Name of the error that ended it, for the reader's language; never an exception's text.</summary>
    public string FailureCode { get; private set; } = "";

    /// <summary>Under which the log describes the last fault.</summary>
    public string Reference { get; private set; } = "";

    public int RequestedByAccountId { get; private set; }

    public string RequestedBy { get; private set; } = "";

    public DateTime RequestedAt { get; private set; }

    public DateTime? FinishedAt { get; private set; }

    /// <summary>How often it was begun since it was queued or repeated; going on after an interruption is the same attempt.</summary>
    public int Attempts { get; private set; }

    /// <summary>How often its node ended in the middle of it, or was away for longer than its lease.</summary>
    public int Interruptions { get; private set; }

    /// <summary>Not to be begun before this; null when it need not wait.</summary>
    public DateTime? NextAttemptAt { get; private set; }

    /// <summary>Somebody wants it to end at its next step.</summary>
    public DateTime? CancelRequestedAt { get; private set; }

    /// <summary>Node that works on it.</summary>
    public string? LeaseOwner { get; private set; }

    /// <summary>Until when that node is believed to be alive; any other may take over after it.</summary>
    public DateTime? LeaseUntil { get; private set; }

    public int Version { get; private set; }

    public bool IsOver => State is LongTaskState.Succeeded or LongTaskState.Failed or LongTaskState.Cancelled;

    public bool CanBeTaken(DateTime now) => State switch
    {
        LongTaskState.Queued => NextAttemptAt is null || NextAttemptAt <= now,
        LongTaskState.Running => LeaseUntil is null || LeaseUntil < now,
        _ => false,
    };

    /// <summary>Whoever takes it ends it instead: it was interrupted too often to be begun once more.</summary>
    public bool IsGivenUp => State == LongTaskState.Running && Interruptions >= MostInterruptions;

    /// <summary>Begins it, or goes on with what another node left in the middle.</summary>
    public void Take(string owner, DateTime until)
    {
        if (State == LongTaskState.Running)
        {
            Interruptions++;
        }
        else
        {
            Attempts++;
        }

        State = LongTaskState.Running;
        NextAttemptAt = null;
        LeaseOwner = owner;
        LeaseUntil = until;
    }

    public void Report(int done, int total, DateTime leaseUntil)
    {
        Done = done;
        Total = total;
        LeaseUntil = leaseUntil;
    }

    public void Finish(Error? failure, DateTime now, string reference = "")
    {
        FailureCode = failure is null ? "" : $"{failure.Feature}.{failure.Code}";
        Reference = failure is null ? "" : reference;
        End(failure is null ? LongTaskState.Succeeded : LongTaskState.Failed, now);
    }

    /// <summary>A fault that passes: it is tried again after a while that grows; false when it was tried often enough.</summary>
    public bool TryLater(DateTime now, string reference)
    {
        if (Attempts >= MostAttempts)
        {
            return false;
        }

        State = LongTaskState.Queued;
        Reference = reference;
        NextAttemptAt = now + Pause(Attempts);
        LeaseOwner = null;
        LeaseUntil = null;
        return true;
    }

    /// <summary>How long a task waits after that many attempts: 10 seconds, 40, 160, 640.</summary>
    public static TimeSpan Pause(int attempts) => TimeSpan.FromSeconds(10 * Math.Pow(4, Math.Clamp(attempts, 1, 6) - 1));

    /// <summary>One that waits ends at once, one that runs at its next step.</summary>
    public Result Cancel(DateTime now)
    {
        if (IsOver)
        {
            return LongTaskErrors.AlreadyOver;
        }

        CancelRequestedAt ??= now;
        if (State == LongTaskState.Queued)
        {
            EndCancelled(now);
        }

        return Result.Ok;
    }

    /// <summary>It has ended because somebody asked for it.</summary>
    public void EndCancelled(DateTime now) => End(LongTaskState.Cancelled, now);

    /// <summary>Queues a task that failed or was cancelled once more.</summary>
    public Result Repeat()
    {
        if (State is not (LongTaskState.Failed or LongTaskState.Cancelled))
        {
            return LongTaskErrors.NotRepeatable;
        }

        State = LongTaskState.Queued;
        (Attempts, Interruptions) = (0, 0);
        (Done, Total, Step) = (0, 0, "");
        (FailureCode, Reference) = ("", "");
        (NextAttemptAt, CancelRequestedAt, FinishedAt) = (null, null, null);
        return Result.Ok;
    }

    private void End(LongTaskState state, DateTime now)
    {
        State = state;
        FinishedAt = now;
        LeaseOwner = null;
        LeaseUntil = null;
        NextAttemptAt = null;
    }
}

/// <summary>What cannot be done with a task any more.</summary>
public static class LongTaskErrors
{
    public static readonly Error AlreadyOver = new("Jobs", "AlreadyOver");
    public static readonly Error NotRepeatable = new("Jobs", "NotRepeatable");
}
