namespace StarPortal.Domain.Stars;

/// <summary>Somebody does not want to stand on the honour wall. One's own choice, and nobody else's.</summary>
public sealed class HonourOptOut
{
    private HonourOptOut()
    {
    }

    public HonourOptOut(int employeeId, DateTime now)
    {
        EmployeeId = employeeId;
        Since = now;
    }

    public int Id { get; private set; }

    /// <summary>Unique.</summary>
    public int EmployeeId { get; private set; }

    public DateTime Since { get; private set; }
}
