namespace StarPortal.Domain.Notifications;

/// <summary>One of the moments at which somebody is reminded of a task, in their order.</summary>
public enum ReminderStage
{
    SevenDays,
    ThreeDays,
    OneDay,
    DueDay,
    FirstOverdue,
    SecondOverdue,
    ThirdOverdue,

    /// <summary>The person's manager is told that something of theirs is overdue.</summary>
    Manager,
}

/// <summary>Which stages a cycle uses.</summary>
/// <param name="Off">Nobody is reminded of anything of the cycle.</param>
/// <param name="Left">Stages that are left out.</param>
public sealed record ReminderSettings(bool Off, IReadOnlyList<ReminderStage> Left)
{
    public static ReminderSettings Default { get; } = new(false, []);

    public bool Uses(ReminderStage stage) => !Off && !Left.Contains(stage);
}

/// <summary>Something somebody has to do by a moment.</summary>
/// <param name="OpensAt">UTC; nobody is reminded before.</param>
/// <param name="DueAt">UTC.</param>
/// <param name="EndsAt">UTC; from then on it cannot be done any more and is no task. Null when it stays a task until it is done.</param>
public sealed record ReminderDates(DateTime OpensAt, DateTime DueAt, DateTime? EndsAt = null);

/// <summary>A stage and the reader's day on which it is due.</summary>
public sealed record PlannedReminder(ReminderStage Stage, DateOnly Day);

/// <summary>A reminder that went out.</summary>
/// <param name="Day">The reader's own day.</param>
public sealed record SentStage(ReminderStage Stage, DateOnly Day);
