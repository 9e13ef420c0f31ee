namespace StarPortal.Domain.Cycles;

public enum ParticipantState
{
    Active,
    Leaver,
    Withdrawn,
}

/// <summary>An employee in a cycle, with the organisation as it was at launch.</summary>
public sealed partial class Participant : IVersioned
{
    private Participant()
    {
    }

    public Participant(int cycleId, int employeeId)
    {
        CycleId = cycleId;
        EmployeeId = employeeId;
    }

    public int Id { get; private set; }

    public int CycleId { get; private set; }

    public int EmployeeId { get; private set; }

    public ParticipantState State { get; private set; }

    public string Number { get; private set; } = "";

    public string Name { get; private set; } = "";

    public int DepartmentId { get; private set; }

    public string DepartmentName { get; private set; } = "";

    /// <summary>The department's path at launch, for grouping by subtree.</summary>
    public string DepartmentPath { get; private set; } = "";

    public string JobTitle { get; private set; } = "";

    public string Level { get; private set; } = "";

    public int? ManagerId { get; private set; }

    /// <summary>HR let the manager submit before the self review is in.</summary>
    public bool ManagerReviewUnlocked { get; private set; }

    /// <summary>The last day of work of somebody who left during the cycle.</summary>
    public DateOnly? LeftOn { get; private set; }

    /// <summary>When HR added a late joiner, in UTC; null for everybody who was there at launch.</summary>
    public DateTime? JoinedAt { get; private set; }

    public int Version { get; private set; }

    public void UnlockManagerReview() => ManagerReviewUnlocked = true;
}

/// <summary>A reviewer chosen before launch; launch turns it into a review.</summary>
public sealed class PlannedReviewer
{
    private PlannedReviewer()
    {
    }

    public PlannedReviewer(int cycleId, int employeeId, int reviewerId, Reviews.Relationship relationship)
    {
        CycleId = cycleId;
        EmployeeId = employeeId;
        ReviewerId = reviewerId;
        Relationship = relationship;
    }

    public int Id { get; private set; }

    public int CycleId { get; private set; }

    public int EmployeeId { get; private set; }

    public int ReviewerId { get; private set; }

    public Reviews.Relationship Relationship { get; private set; }
}
