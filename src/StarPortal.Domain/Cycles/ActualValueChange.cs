namespace StarPortal.Domain.Cycles;

/// <summary>One line of the history of an actual value: who wrote what, when, instead of what, and why. Never changed.</summary>
public sealed class ActualValueChange
{
    private ActualValueChange()
    {
    }

    public ActualValueChange(int participantId, string indicatorKey, decimal? before, decimal? after, string source, string note, Actor actor, DateTime now)
    {
        ParticipantId = participantId;
        IndicatorKey = indicatorKey;
        Before = before;
        After = after;
        Source = source;
        Note = note;
        By = actor.Name;
        At = now;
    }

    public int Id { get; private set; }

    public int ParticipantId { get; private set; }

    public string IndicatorKey { get; private set; } = "";

    /// <summary>Null when there was no value.</summary>
    public decimal? Before { get; private set; }

    /// <summary>Null when the value was taken away.</summary>
    public decimal? After { get; private set; }

    public string Source { get; private set; } = "";

    /// <summary>Why, as the writer put it.</summary>
    public string Note { get; private set; } = "";

    public string By { get; private set; } = "";

    public DateTime At { get; private set; }
}
