namespace StarPortal.Domain.Goals;

/// <summary>What one participant wants to reach in one indicator.</summary>
public sealed class Goal
{
    private Goal()
    {
    }

    public Goal(string indicatorKey) => IndicatorKey = indicatorKey;

    /// <summary>A goal that is inserted by itself, as one of very many.</summary>
    public Goal(int sheetId, GoalEntry entry)
        : this(entry.IndicatorKey)
    {
        SheetId = sheetId;
        Set(entry);
    }

    public int Id { get; private set; }

    public int SheetId { get; private set; }

    public string IndicatorKey { get; private set; } = "";

    /// <summary>In the indicator's unit; null takes the template's.</summary>
    public decimal? Target { get; private set; }

    /// <summary>Percent of the section; null takes the template's.</summary>
    public decimal? Weight { get; private set; }

    /// <summary>What is to be achieved, in the employee's words.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The department's key result that this goal contributes to.</summary>
    public int? KeyResultId { get; private set; }

    public GoalEntry Entry => new(IndicatorKey, Target, Weight, Text, KeyResultId);

    internal void Set(GoalEntry entry) => (Target, Weight, Text, KeyResultId) = (entry.Target, entry.Weight, entry.Text.Trim(), entry.KeyResultId);
}

/// <summary>A goal as it is written.</summary>
/// <param name="Target">In the indicator's unit; null takes the template's.</param>
/// <param name="Weight">Percent of the section; null takes the template's.</param>
public sealed record GoalEntry(string IndicatorKey, decimal? Target, decimal? Weight, string Text = "", int? KeyResultId = null);

/// <summary>One goal before and after a step; figures filled in from the template where none were given.</summary>
public sealed record GoalChange(GoalEntry Before, GoalEntry After);

public enum GoalStepKind
{
    Proposed,
    Changed,
    Confirmed,
    Reopened,
}

/// <summary>Something that was done with a sheet; never changed or taken away.</summary>
public sealed class GoalStep
{
    private GoalStep()
    {
    }

    public GoalStep(GoalStepKind kind, string reason, IReadOnlyList<GoalChange> changes, Actor actor, DateTime now)
    {
        Kind = kind;
        Reason = reason;
        Changes = changes;
        By = actor.Name;
        ById = actor.EmployeeId;
        At = now;
    }

    /// <summary>A step that is inserted by itself, as one of very many.</summary>
    public GoalStep(int sheetId, GoalStep step)
    {
        SheetId = sheetId;
        (Kind, Reason, Changes, By, ById, At) = (step.Kind, step.Reason, step.Changes, step.By, step.ById, step.At);
    }

    public int Id { get; private set; }

    public int SheetId { get; private set; }

    public GoalStepKind Kind { get; private set; }

    public string Reason { get; private set; } = "";

    public IReadOnlyList<GoalChange> Changes { get; private set; } = [];

    public string By { get; private set; } = "";

    public int? ById { get; private set; }

    public DateTime At { get; private set; }
}
