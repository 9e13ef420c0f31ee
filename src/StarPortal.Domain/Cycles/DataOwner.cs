namespace StarPortal.Domain.Cycles;

/// <summary>An employee whom HR named to enter the values of one indicator in one cycle, for everybody but themselves.</summary>
public sealed class DataOwner
{
    private DataOwner()
    {
    }

    public DataOwner(int cycleId, string indicatorKey, int employeeId, Actor actor, DateTime now)
    {
        CycleId = cycleId;
        IndicatorKey = indicatorKey;
        EmployeeId = employeeId;
        NamedBy = actor.Name;
        NamedAt = now;
    }

    public int Id { get; private set; }

    public int CycleId { get; private set; }

    public string IndicatorKey { get; private set; } = "";

    public int EmployeeId { get; private set; }

    public string NamedBy { get; private set; } = "";

    public DateTime NamedAt { get; private set; }
}
