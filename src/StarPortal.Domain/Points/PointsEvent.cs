namespace StarPortal.Domain.Points;

public enum PointsEventKind
{
    /// <summary>Somebody was promoted to a level of a star programme.</summary>
    StarReached,
}

/// <summary>
/// Something that may be worth points, noted where it happens; the ledger decides what it is worth. Append-only: what was
/// noted in error is taken back by another event.
/// </summary>
public sealed class PointsEvent
{
    private PointsEvent()
    {
    }

    public int Id { get; private set; }

    /// <summary>Natural and unique, such as <c>star:3:17:205:1</c> for programme, cycle, employee and round of the closing.</summary>
    public string Key { get; private set; } = "";

    public PointsEventKind Kind { get; private set; }

    public int EmployeeId { get; private set; }

    public int CycleId { get; private set; }

    public int ProgrammeId { get; private set; }

    /// <summary>The level reached, and the one before; 0 when there was none.</summary>
    public int Level { get; private set; }

    public int LevelBefore { get; private set; }

    /// <summary>The event that this one takes back; 0 for one that happened.</summary>
    public int ReversesId { get; private set; }

    public DateTime At { get; private set; }
}
