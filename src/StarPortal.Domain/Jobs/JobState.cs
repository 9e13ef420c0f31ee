namespace StarPortal.Domain.Jobs;

/// <summary>A recurring job as it stands: paused or not, its latest run, and which daily moment was already taken.</summary>
public sealed class JobState : IVersioned
{
    /// <summary>A daily run that failed is tried again so often on the same day.</summary>
    public const int MostRetries = 3;

    private JobState()
    {
    }

    public JobState(string name, DateTime now)
    {
        Name = name;
        KnownSince = now;
    }

    public string Name { get; private set; } = "";

    /// <summary>When this database first saw the job: daily moments before it are not made up for.</summary>
    public DateTime KnownSince { get; private set; }

    public bool Paused { get; private set; }

    /// <summary>The daily moment that was last taken for a run, whatever became of it.</summary>
    public DateTime? TakenMoment { get; private set; }

    /// <summary>A failed daily run is tried again then.</summary>
    public DateTime? RetryAt { get; private set; }

    /// <summary>Somebody wants it to run now.</summary>
    public DateTime? RunRequestedAt { get; private set; }

    public DateTime? StartedAt { get; private set; }

    public long Milliseconds { get; private set; }

    public JobOutcome? Outcome { get; private set; }

    public string Counts { get; private set; } = "";

    public string Node { get; private set; } = "";

    public string Reference { get; private set; } = "";

    /// <summary>Failures since it last ended well.</summary>
    public int FailuresInARow { get; private set; }

    public int Version { get; private set; }

    /// <summary>The daily moment that is due; null when none is.</summary>
    public DateTime? DueMoment(JobSchedule schedule, TimeZoneInfo zone, DateTime now)
    {
        if (schedule.Time is null)
        {
            return null;
        }

        // after a long stop only the latest moment is made up for
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, zone));
        var moment = schedule.MomentOn(today, zone);
        if (moment > now)
        {
            moment = schedule.MomentOn(today.AddDays(-1), zone);
        }

        return moment > (TakenMoment ?? KnownSince) ? moment : null;
    }

    public bool IsDue(JobSchedule schedule, TimeZoneInfo zone, DateTime now) =>
        RunRequestedAt is not null || (!Paused && (RetryAt <= now || DueMoment(schedule, zone, now) is not null));

    /// <summary>When it runs next, as far as this row decides it; null when its interval or nobody does.</summary>
    public DateTime? Next(JobSchedule schedule, TimeZoneInfo zone, DateTime now)
    {
        if (Paused || schedule.Time is null)
        {
            return null;
        }

        var next = DueMoment(schedule, zone, now) ?? schedule.NextAfter(now, zone);
        return RetryAt < next ? RetryAt : next;
    }

    public Result Pause()
    {
        if (Paused)
        {
            return JobStateErrors.AlreadyPaused;
        }

        Paused = true;
        return Result.Ok;
    }

    /// <summary>What was due while it was paused is not made up for.</summary>
    public Result Resume(DateTime now)
    {
        if (!Paused)
        {
            return JobStateErrors.NotPaused;
        }

        Paused = false;
        RetryAt = null;
        KnownSince = now;
        if (TakenMoment is not null)
        {
            TakenMoment = now;
        }

        return Result.Ok;
    }

    public Result RequestRun(DateTime now)
    {
        if (RunRequestedAt is not null)
        {
            return JobStateErrors.AlreadyRequested;
        }

        RunRequestedAt = now;
        return Result.Ok;
    }

    /// <summary>Takes what is due, so that nobody else runs it: saved before the run begins.</summary>
    public JobCause Take(JobSchedule schedule, TimeZoneInfo zone, DateTime now)
    {
        var cause = RunRequestedAt is null ? JobCause.Schedule : JobCause.Person;
        RunRequestedAt = null;
        RetryAt = null;
        TakenMoment = DueMoment(schedule, zone, now) ?? TakenMoment;
        return cause;
    }

    /// <returns>True when this is the first failure after a success: the one that is told.</returns>
    public bool Finish(RunEnd end, JobSchedule schedule, DateTime now)
    {
        StartedAt = end.StartedAt;
        Milliseconds = end.Milliseconds;
        Outcome = end.Outcome;
        Counts = end.Counts;
        Node = end.Node;
        Reference = end.Reference;
        FailuresInARow = end.Outcome == JobOutcome.Failed ? FailuresInARow + 1 : 0;
        RetryAt = schedule.Time is not null && FailuresInARow is > 0 and <= MostRetries ? now + LongTask.Pause(FailuresInARow + 2) : null;
        return FailuresInARow == 1;
    }
}

public static class JobStateErrors
{
    public static readonly Error AlreadyPaused = new("Jobs", "AlreadyPaused");
    public static readonly Error NotPaused = new("Jobs", "NotPaused");
    public static readonly Error AlreadyRequested = new("Jobs", "AlreadyRequested");
}
