namespace StarPortal.Domain.Cycles;

/// <summary>What was measured for one participant and one indicator.</summary>
public sealed class ActualValue : IVersioned
{
    private ActualValue()
    {
    }

    public ActualValue(int participantId, string indicatorKey)
    {
        ParticipantId = participantId;
        IndicatorKey = indicatorKey;
    }

    public int Id { get; private set; }

    public int ParticipantId { get; private set; }

    public string IndicatorKey { get; private set; } = "";

    public decimal Value { get; private set; }

    /// <summary>Where the value comes from, for example a system or a file.</summary>
    public string Source { get; private set; } = "";

    public string Note { get; private set; } = "";

    public DateTime EnteredAt { get; private set; }

    public string EnteredBy { get; private set; } = "";

    public int Version { get; private set; }

    public void Set(decimal value, string source, string note, Actor actor, DateTime now)
    {
        Value = value;
        Source = source;
        Note = note;
        EnteredBy = actor.Name;
        EnteredAt = now;
    }
}

/// <summary>An indicator that does not count, for one participant or (null) for all. Counts once both approvals are there.</summary>
public sealed class Exemption : IVersioned
{
    private Exemption()
    {
    }

    public Exemption(int cycleId, int? participantId, string indicatorKey, string reason)
    {
        CycleId = cycleId;
        ParticipantId = participantId;
        IndicatorKey = indicatorKey;
        Reason = reason;
    }

    public int Id { get; private set; }

    public int CycleId { get; private set; }

    public int? ParticipantId { get; private set; }

    public string IndicatorKey { get; private set; } = "";

    public string Reason { get; private set; } = "";

    public string? ApprovedByManagement { get; private set; }

    public string? ApprovedByHr { get; private set; }

    public int Version { get; private set; }

    public bool Counts => ApprovedByManagement is not null && ApprovedByHr is not null;
}

/// <summary>Bonus (positive) or deduction (negative) points on a participant's total.</summary>
public sealed class Adjustment : IVersioned
{
    private Adjustment()
    {
    }

    public Adjustment(int participantId, decimal points, string reason, string evidence)
    {
        ParticipantId = participantId;
        Points = points;
        Reason = reason;
        Evidence = evidence;
    }

    public int Id { get; private set; }

    public int ParticipantId { get; private set; }

    public decimal Points { get; private set; }

    public string Reason { get; private set; } = "";

    public string Evidence { get; private set; } = "";

    /// <summary>Null until approved; only approved points count.</summary>
    public string? ApprovedBy { get; private set; }

    public int Version { get; private set; }
}
