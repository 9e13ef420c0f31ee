namespace StarPortal.Domain.Goals;

public enum CheckInCadence
{
    Weekly,
    Monthly,
}

/// <summary>Everything about a key result that people write.</summary>
/// <param name="Start">Where things stood; progress 0 %.</param>
/// <param name="Target">Progress 100 %; below <paramref name="Start"/> when less is better.</param>
/// <param name="Weight">How much it counts in its objective, above 0.</param>
public sealed record KeyResultDetails(
    string Title,
    string Unit,
    decimal Start,
    decimal Target,
    int OwnerId,
    CheckInCadence Cadence,
    decimal Weight = 1m);

/// <summary>By what an objective is measured.</summary>
public sealed class KeyResult : IVersioned
{
    public const int LongestTitle = 200;

    public const int LongestUnit = 20;

    private KeyResult()
    {
    }

    public KeyResult(int objectiveId, KeyResultDetails details, DateTime now)
    {
        ObjectiveId = objectiveId;
        Apply(details);
        Current = Start;
        DueAt = NextAfter(now);
    }

    public int Id { get; private set; }

    public int ObjectiveId { get; private set; }

    public string Title { get; private set; } = "";

    public string Unit { get; private set; } = "";

    public decimal Start { get; private set; }

    public decimal Target { get; private set; }

    /// <summary>The value of the latest check-in; <see cref="Start"/> before the first.</summary>
    public decimal Current { get; private set; }

    public decimal Weight { get; private set; } = 1m;

    public CheckInCadence Cadence { get; private set; }

    public int OwnerId { get; private set; }

    public DateTime? CheckedInAt { get; private set; }

    public Confidence? Confidence { get; private set; }

    /// <summary>When the next check-in is due, as long as the objective is active.</summary>
    public DateTime DueAt { get; private set; }

    public int Version { get; private set; }

    public KeyResultDetails Details => new(Title, Unit, Start, Target, OwnerId, Cadence, Weight);

    /// <summary>0 to 100 percent.</summary>
    public decimal Progress => ObjectiveProgress.Of(Start, Target, Current);

    public static IReadOnlyList<Error> Check(KeyResultDetails details)
    {
        var errors = new List<Error>();
        if (string.IsNullOrWhiteSpace(details.Title))
        {
            errors.Add(GoalErrors.TitleMissing);
        }

        if (details.Title.Trim().Length > LongestTitle)
        {
            errors.Add(GoalErrors.TooLong.With(LongestTitle));
        }

        if (details.Unit.Trim().Length > LongestUnit)
        {
            errors.Add(GoalErrors.TooLong.With(LongestUnit));
        }

        if (details.Start == details.Target)
        {
            errors.Add(GoalErrors.StartIsTarget);
        }

        if (Math.Abs(details.Start) >= GoalRules.Largest || Math.Abs(details.Target) >= GoalRules.Largest)
        {
            errors.Add(GoalErrors.NumberTooLarge);
        }

        if (!Objective.IsWeight(details.Weight))
        {
            errors.Add(GoalErrors.WeightNotPositive);
        }

        return errors;
    }

    public Result Edit(KeyResultDetails details)
    {
        var errors = Check(details);
        if (errors.Count > 0)
        {
            return Result.Fail(errors);
        }

        var (cadence, started) = (Cadence, CheckedInAt is not null);
        Apply(details);
        if (!started)
        {
            Current = Start;
        }

        if (cadence != Cadence)
        {
            DueAt = NextAfter(CheckedInAt ?? Before(DueAt, cadence));
        }

        return Result.Ok;
    }

    /// <summary>The objective has become active: the first check-in is due one interval from now.</summary>
    public void BeginCheckIns(DateTime now) => DueAt = NextAfter(CheckedInAt ?? now);

    /// <summary>Reports where things stand.</summary>
    public Result<KeyResultCheckIn> CheckIn(decimal value, Confidence confidence, string note, Actor actor, DateTime now)
    {
        if (Math.Abs(value) >= GoalRules.Largest)
        {
            return GoalErrors.NumberTooLarge;
        }

        if (note.Trim().Length > GoalRules.LongestText)
        {
            return GoalErrors.TooLong.With(GoalRules.LongestText);
        }

        (Current, Confidence, CheckedInAt, DueAt) = (value, confidence, now, NextAfter(now));
        return new KeyResultCheckIn(Id, value, confidence, note.Trim(), actor, now);
    }

    private static DateTime Before(DateTime due, CheckInCadence cadence) => cadence == CheckInCadence.Weekly ? due.AddDays(-7) : due.AddMonths(-1);

    private DateTime NextAfter(DateTime at) => Cadence == CheckInCadence.Weekly ? at.AddDays(7) : at.AddMonths(1);

    private void Apply(KeyResultDetails details)
    {
        Title = details.Title.Trim();
        Unit = details.Unit.Trim();
        Start = details.Start;
        Target = details.Target;
        OwnerId = details.OwnerId;
        Cadence = details.Cadence;
        Weight = details.Weight;
    }
}

/// <summary>How sure the owner is to reach the target.</summary>
public enum Confidence
{
    OnTrack,
    AtRisk,
    OffTrack,
}

/// <summary>A report of where a key result stands; never changed or taken away.</summary>
public sealed class KeyResultCheckIn
{
    private KeyResultCheckIn()
    {
    }

    public KeyResultCheckIn(int keyResultId, decimal value, Confidence confidence, string note, Actor actor, DateTime now)
    {
        KeyResultId = keyResultId;
        Value = value;
        Confidence = confidence;
        Note = note;
        By = actor.Name;
        ById = actor.EmployeeId;
        At = now;
    }

    public int Id { get; private set; }

    public int KeyResultId { get; private set; }

    public decimal Value { get; private set; }

    public Confidence Confidence { get; private set; }

    public string Note { get; private set; } = "";

    public string By { get; private set; } = "";

    public int? ById { get; private set; }

    public DateTime At { get; private set; }
}

/// <summary>
/// A key result's value is taken as a participant's actual value, each time somebody other than the participant who may
/// say so confirms it.
/// </summary>
public sealed class KeyResultFeed : IVersioned
{
    private KeyResultFeed()
    {
    }

    public KeyResultFeed(int keyResultId, int participantId, int employeeId, string indicatorKey, Actor actor, DateTime now)
    {
        KeyResultId = keyResultId;
        ParticipantId = participantId;
        EmployeeId = employeeId;
        IndicatorKey = indicatorKey;
        SetBy = actor.Name;
        SetAt = now;
    }

    public int Id { get; private set; }

    public int KeyResultId { get; private set; }

    public int ParticipantId { get; private set; }

    public int EmployeeId { get; private set; }

    public string IndicatorKey { get; private set; } = "";

    public string SetBy { get; private set; } = "";

    public DateTime SetAt { get; private set; }

    /// <summary>The check-in whose value was written last; null before the first.</summary>
    public int? AcceptedCheckInId { get; private set; }

    public string AcceptedBy { get; private set; } = "";

    public DateTime? AcceptedAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>Notes that a check-in's value is written. Who may has been asked before.</summary>
    public Result Accept(int checkInId, Actor actor, DateTime now)
    {
        if (actor.EmployeeId == EmployeeId)
        {
            return GoalErrors.OwnCase;
        }

        if (checkInId <= AcceptedCheckInId)
        {
            return GoalErrors.NothingToConfirm;
        }

        (AcceptedCheckInId, AcceptedBy, AcceptedAt) = (checkInId, actor.Name, now);
        return Result.Ok;
    }
}
