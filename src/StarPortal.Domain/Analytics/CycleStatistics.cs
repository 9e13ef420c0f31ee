namespace StarPortal.Domain.Analytics;

/// <summary>The figures of a cycle as its closing froze them. Reopening the cycle supersedes them; they are never changed.</summary>
public sealed class CycleStatistics : IVersioned
{
    private CycleStatistics()
    {
    }

    public CycleStatistics(int cycleId, int round, CycleFigures figures, DateTime now) =>
        (CycleId, Round, Figures, FrozenAt) = (cycleId, round, figures, now);

    public int Id { get; private set; }

    public int CycleId { get; private set; }

    /// <summary>Unique in the cycle: 1 for the first closing, 2 for the one after it was reopened.</summary>
    public int Round { get; private set; }

    public CycleFigures Figures { get; private set; } = CycleFigures.Nothing;

    public DateTime FrozenAt { get; private set; }

    /// <summary>When the cycle was reopened; null while the figures hold.</summary>
    public DateTime? SupersededAt { get; private set; }

    public int Version { get; private set; }

    public void Supersede(DateTime now) => SupersededAt ??= now;
}
