namespace StarPortal.Domain.Cycles;

public enum PhaseKind
{
    Publish,
    GoalConfirmation,
    DataCollection,
    MidTermCheck,
    SelfReview,
    Nomination,
    PeerReview,
    ManagerReview,
    Calibration,
    Release,
    Acknowledgement,
    Appeal,
    Close,
}

public enum PhaseState
{
    Pending,
    Open,
    Closed,
}

/// <summary>A dated stretch of a cycle.</summary>
public sealed class CyclePhase : IVersioned
{
    private CyclePhase()
    {
    }

    public CyclePhase(PhaseKind kind, DateTime opensAt, DateTime closesAt)
    {
        Kind = kind;
        OpensAt = opensAt;
        ClosesAt = closesAt;
    }

    public int Id { get; private set; }

    public int CycleId { get; private set; }

    public PhaseKind Kind { get; private set; }

    public PhaseState State { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime OpensAt { get; private set; }

    /// <summary>UTC, not before <see cref="OpensAt"/>.</summary>
    public DateTime ClosesAt { get; private set; }

    public int Version { get; private set; }

    public void Reschedule(DateTime opensAt, DateTime closesAt)
    {
        OpensAt = opensAt;
        ClosesAt = closesAt;
    }

    internal void MoveTo(PhaseState state) => State = state;
}
