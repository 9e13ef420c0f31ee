namespace StarPortal.Domain.Notifications;

/// <summary>A reminder of a task that went out; of each stage there is one for a person and a task.</summary>
public sealed class SentReminder
{
    /// <summary>Rows older than this are forgotten: no task is that old.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(800);

    private SentReminder()
    {
    }

    public SentReminder(int employeeId, string task, ReminderStage stage, DateOnly day, DateTime now) =>
        (EmployeeId, Task, Stage, Day, SentAt) = (employeeId, task, stage, day, now);

    public int Id { get; private set; }

    /// <summary>Whose task it is, also where their manager was told.</summary>
    public int EmployeeId { get; private set; }

    /// <summary>For example <c>review:17</c>.</summary>
    public string Task { get; private set; } = "";

    public ReminderStage Stage { get; private set; }

    /// <summary>The reader's own day.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime SentAt { get; private set; }
}

/// <summary>How far a person's digests have come: changed by compare-and-set only, so that two programs never write to one person twice.</summary>
public sealed class DigestState
{
    private DigestState()
    {
    }

    public DigestState(int employeeId) => EmployeeId = employeeId;

    public int EmployeeId { get; private set; }

    /// <summary>The person's own day that was last looked at, whether there was something to say or not.</summary>
    public DateOnly LastDay { get; private set; } = DateOnly.MinValue;

    /// <summary>UTC; when the last digest that said something was written.</summary>
    public DateTime? LastAt { get; private set; }

    /// <summary>UTC; what the person was told in the portal before is in an earlier digest.</summary>
    public DateTime? CollectedTo { get; private set; }
}

/// <summary>When a person may be written to.</summary>
public sealed class MailHours : IVersioned
{
    /// <summary>Days that somebody can be away at most: then nobody forgets it for ever.</summary>
    public const int LongestAway = 366;

    private MailHours()
    {
    }

    public MailHours(int employeeId) => EmployeeId = employeeId;

    public int EmployeeId { get; private set; }

    public TimeOnly QuietFrom { get; private set; } = QuietHours.Usual.From;

    public TimeOnly QuietUntil { get; private set; } = QuietHours.Usual.Until;

    public DateOnly? AwayFrom { get; private set; }

    public DateOnly? AwayUntil { get; private set; }

    public int Version { get; private set; }

    public QuietHours Quiet => new(QuietFrom, QuietUntil);

    public AwayDays? Away => AwayFrom is { } from && AwayUntil is { } until ? new(from, until) : null;

    public Result Set(QuietHours quiet, DateOnly? awayFrom, DateOnly? awayUntil)
    {
        var faults = new List<Error>();
        if (!quiet.IsPossible)
        {
            faults.Add(ReminderErrors.QuietTooLong.With(QuietHours.LeastOpen));
        }

        if (awayFrom is null != awayUntil is null)
        {
            faults.Add(ReminderErrors.AwayHalf);
        }
        else if (awayUntil < awayFrom || awayUntil > awayFrom?.AddDays(LongestAway))
        {
            faults.Add(ReminderErrors.AwayReversed.With(LongestAway));
        }

        if (faults.Count > 0)
        {
            return Result.Fail(faults);
        }

        (QuietFrom, QuietUntil, AwayFrom, AwayUntil) = (quiet.From, quiet.Until, awayFrom, awayUntil);
        return Result.Ok;
    }
}

/// <summary>Which reminders HR wants in a cycle; a cycle without a row uses all.</summary>
public sealed class CycleReminders : IVersioned
{
    private CycleReminders()
    {
    }

    public CycleReminders(int cycleId) => CycleId = cycleId;

    public int CycleId { get; private set; }

    public ReminderSettings Settings { get; private set; } = ReminderSettings.Default;

    public int Version { get; private set; }

    public void Set(ReminderSettings settings) => Settings = settings;
}

public static class ReminderErrors
{
    private const string Feature = "Notifications";

    /// <summary>{0} hours that must be left.</summary>
    public static readonly Error QuietTooLong = new(Feature, nameof(QuietTooLong));
    public static readonly Error AwayHalf = new(Feature, nameof(AwayHalf));

    /// <summary>{0} days at most.</summary>
    public static readonly Error AwayReversed = new(Feature, nameof(AwayReversed));

    /// <summary>{0} days at most.</summary>
    public static readonly Error RangeTooLong = new(Feature, nameof(RangeTooLong));
}
