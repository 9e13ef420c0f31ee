namespace StarPortal.Domain.Goals;

public enum ObjectiveState
{
    /// <summary>Written, not yet counted anywhere.</summary>
    Draft,
    Active,
    Achieved,
    Missed,

    /// <summary>Given up; counts nowhere.</summary>
    Dropped,
}

/// <summary>Everything about an objective that people write.</summary>
/// <param name="Weight">How much it counts among its siblings, above 0.</param>
public sealed record ObjectiveDetails(
    int DepartmentId,
    int? ParentId,
    int OwnerId,
    string Title,
    string Description,
    DateOnly PeriodStart,
    DateOnly PeriodEnd,
    decimal Weight = 1m);

/// <summary>What a department wants to reach in a period; a node of a tree.</summary>
public sealed class Objective : IVersioned
{
    public const int LongestTitle = 200;

    public const int LongestText = 4_000;

    private Objective()
    {
    }

    public Objective(ObjectiveDetails details) => Apply(details);

    public int Id { get; private set; }

    public int DepartmentId { get; private set; }

    public int? ParentId { get; private set; }

    public int OwnerId { get; private set; }

    public string Title { get; private set; } = "";

    public string Description { get; private set; } = "";

    public DateOnly PeriodStart { get; private set; }

    public DateOnly PeriodEnd { get; private set; }

    public decimal Weight { get; private set; } = 1m;

    public ObjectiveState State { get; private set; }

    /// <summary>What came of it, in words; written when it is closed.</summary>
    public string Outcome { get; private set; } = "";

    public DateTime? ClosedAt { get; private set; }

    public string ClosedBy { get; private set; } = "";

    public int Version { get; private set; }

    public ObjectiveDetails Details => new(DepartmentId, ParentId, OwnerId, Title, Description, PeriodStart, PeriodEnd, Weight);

    public bool IsClosed => State is ObjectiveState.Achieved or ObjectiveState.Missed or ObjectiveState.Dropped;

    public static IReadOnlyList<Error> Check(ObjectiveDetails details)
    {
        var errors = new List<Error>();
        if (string.IsNullOrWhiteSpace(details.Title))
        {
            errors.Add(GoalErrors.TitleMissing);
        }
        else if (details.Title.Trim().Length > LongestTitle)
        {
            errors.Add(GoalErrors.TooLong.With(LongestTitle));
        }

        if (details.Description.Trim().Length > LongestText)
        {
            errors.Add(GoalErrors.TooLong.With(LongestText));
        }

        if (details.PeriodEnd < details.PeriodStart)
        {
            errors.Add(GoalErrors.PeriodReversed);
        }

        if (!IsWeight(details.Weight))
        {
            errors.Add(GoalErrors.WeightNotPositive);
        }

        return errors;
    }

    /// <summary>Above 0, at most 100, two decimals.</summary>
    public static bool IsWeight(decimal weight) => weight is > 0m and <= 100m && decimal.Round(weight, 2) == weight;

    /// <summary>Changes the text or the place in the tree; the caller has checked that no circle comes of it.</summary>
    public Result Edit(ObjectiveDetails details)
    {
        if (IsClosed)
        {
            return GoalErrors.ObjectiveClosed;
        }

        var errors = Check(details);
        if (errors.Count > 0)
        {
            return Result.Fail(errors);
        }

        Apply(details);
        return Result.Ok;
    }

    /// <summary>From now on it counts and its key results are checked in.</summary>
    /// <param name="parts">How many key results and sub-objectives it has.</param>
    public Result Activate(int parts)
    {
        if (State != ObjectiveState.Draft)
        {
            return IsClosed ? GoalErrors.ObjectiveClosed : GoalErrors.AlreadyOpen;
        }

        if (parts == 0)
        {
            return GoalErrors.NoKeyResult;
        }

        State = ObjectiveState.Active;
        return Result.Ok;
    }

    /// <param name="openParts">How many objectives below it are still active.</param>
    public Result Close(ObjectiveState outcome, string words, int openParts, Actor actor, DateTime now)
    {
        if (outcome is ObjectiveState.Draft or ObjectiveState.Active)
        {
            return GoalErrors.NotAnOutcome;
        }

        if (IsClosed)
        {
            return GoalErrors.ObjectiveClosed;
        }

        if (State == ObjectiveState.Draft && outcome != ObjectiveState.Dropped)
        {
            return GoalErrors.ObjectiveNotActive;
        }

        if (openParts > 0)
        {
            return GoalErrors.PartsStillOpen.With(openParts);
        }

        if (string.IsNullOrWhiteSpace(words))
        {
            return GoalErrors.OutcomeMissing;
        }

        if (words.Trim().Length > LongestText)
        {
            return GoalErrors.TooLong.With(LongestText);
        }

        (State, Outcome, ClosedAt, ClosedBy) = (outcome, words.Trim(), now, actor.Name);
        return Result.Ok;
    }

    /// <summary>Takes a closing back.</summary>
    public Result Reopen(string reason)
    {
        if (!IsClosed)
        {
            return GoalErrors.AlreadyOpen;
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return SharedErrors.ReasonRequired;
        }

        (State, ClosedAt, ClosedBy) = (ObjectiveState.Active, null, "");
        return Result.Ok;
    }

    private void Apply(ObjectiveDetails details)
    {
        DepartmentId = details.DepartmentId;
        ParentId = details.ParentId;
        OwnerId = details.OwnerId;
        Title = details.Title.Trim();
        Description = details.Description.Trim();
        PeriodStart = details.PeriodStart;
        PeriodEnd = details.PeriodEnd;
        Weight = details.Weight;
    }
}
