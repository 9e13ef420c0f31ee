namespace StarPortal.Domain.Cycles;

/// <summary>One line of the history of people in a cycle: what was decided, by whom and why. Never changed.</summary>
public sealed class ParticipantChange
{
    private ParticipantChange()
    {
    }

    public ParticipantChange(int cycleId, int employeeId, ParticipantChangeKind kind, string before, string after, string reason, Actor actor, DateTime now)
    {
        (CycleId, EmployeeId, Kind) = (cycleId, employeeId, kind);
        (Before, After, Reason) = (before, after, reason.Trim());
        (By, At) = (actor.Name, now);
    }

    public int Id { get; private set; }

    public int CycleId { get; private set; }

    /// <summary>Whom it concerns; also somebody who does not take part.</summary>
    public int EmployeeId { get; private set; }

    public ParticipantChangeKind Kind { get; private set; }

    /// <summary>Names as they were then, for readers; may be empty.</summary>
    public string Before { get; private set; } = "";

    public string After { get; private set; } = "";

    public string Reason { get; private set; } = "";

    public string By { get; private set; } = "";

    public DateTime At { get; private set; }
}
