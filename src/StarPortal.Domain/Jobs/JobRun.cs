namespace StarPortal.Domain.Jobs;

public enum JobOutcome
{
    Succeeded,
    Failed,
    Cancelled,

    /// <summary>A passing fault: it is tried again.</summary>
    WillRetry,
}

public enum JobCause
{
    Schedule,
    Person,
    Recovery,
}

/// <summary>One run of a recurring job or one attempt of a task, kept for <see cref="KeptDays"/> days.</summary>
public sealed class JobRun
{
    public const int KeptDays = 90;

    private JobRun()
    {
    }

    public JobRun(string name, int? taskId, JobCause cause, RunEnd end)
    {
        Name = name;
        TaskId = taskId;
        Cause = cause;
        Node = end.Node;
        StartedAt = end.StartedAt;
        Milliseconds = end.Milliseconds;
        Outcome = end.Outcome;
        Counts = end.Counts;
        FailureCode = end.FailureCode;
        Reference = end.Reference;
    }

    public long Id { get; private set; }

    /// <summary>Name of the recurring job, or kind of the task.</summary>
    public string Name { get; private set; } = "";

    public int? TaskId { get; private set; }

    public JobCause Cause { get; private set; }

    public string Node { get; private set; } = "";

    public DateTime StartedAt { get; private set; }

    public long Milliseconds { get; private set; }

    public JobOutcome Outcome { get; private set; }

    /// <summary>What it did, as a JSON object of numbers.</summary>
    public string Counts { get; private set; } = "";

    public string FailureCode { get; private set; } = "";

    /// <summary>Under which the log describes the fault.</summary>
    public string Reference { get; private set; } = "";
}

/// <summary>How a run ended.</summary>
/// <param name="Node">Where it ran.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="Milliseconds">By the real clock.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Counts">JSON object of numbers.</param>
/// <param name="FailureCode">Named error as <c>Feature.Code</c>; empty otherwise.</param>
/// <param name="Reference">The log's.</param>
public sealed record RunEnd(string Node, DateTime StartedAt, long Milliseconds, JobOutcome Outcome, string Counts = "", string FailureCode = "", string Reference = "");
