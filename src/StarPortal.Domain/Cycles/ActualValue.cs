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
