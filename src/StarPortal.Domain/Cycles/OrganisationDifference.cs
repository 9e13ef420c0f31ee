namespace StarPortal.Domain.Cycles;

/// <summary>In what the organisation of today differs from what a running cycle keeps.</summary>
public enum DifferenceKind
{
    Manager,
    Department,

    /// <summary>Job title or level.</summary>
    Position,

    /// <summary>Left, and not marked so.</summary>
    Left,

    /// <summary>Marked as a leaver, and employed.</summary>
    Returned,

    /// <summary>Belongs to the population, and does not take part.</summary>
    Joined,
}

/// <summary>
/// A difference that HR saw and left as it is, so that nobody is asked again. It speaks of what was seen: once the
/// organisation says something else still, the question is open anew.
/// </summary>
public sealed class SeenDifference
{
    private SeenDifference()
    {
    }

    public SeenDifference(int cycleId, int employeeId, DifferenceKind kind) => (CycleId, EmployeeId, Kind) = (cycleId, employeeId, kind);

    public int Id { get; private set; }

    public int CycleId { get; private set; }

    public int EmployeeId { get; private set; }

    public DifferenceKind Kind { get; private set; }

    /// <summary>The manager or department seen; null for nobody, and for kinds without one.</summary>
    public int? SeenId { get; private set; }

    /// <summary>Title and level seen.</summary>
    public string SeenTitle { get; private set; } = "";

    public string SeenLevel { get; private set; } = "";

    /// <summary>Keeps what the organisation says of the person now.</summary>
    public void See(People.Employee employee) =>
        (SeenId, SeenTitle, SeenLevel) = Kind switch
        {
            DifferenceKind.Manager => (employee.ManagerId, "", ""),
            DifferenceKind.Department => (employee.DepartmentId, "", ""),
            DifferenceKind.Position => ((int?)null, employee.JobTitle, employee.Level),
            _ => (null, "", ""),
        };
}
