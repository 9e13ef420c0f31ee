namespace StarPortal.Domain.Audit;

/// <summary>How far the trail was found sound, so that the nightly check reads on from there. There is one.</summary>
public sealed class AuditCheck
{
    private AuditCheck()
    {
    }

    public int Id { get; private set; }

    /// <summary>The last entry found sound; 0 for none yet.</summary>
    public long Sequence { get; private set; }

    /// <summary>Its hash.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>UTC; null before the first check.</summary>
    public DateTime? CheckedAt { get; private set; }

    /// <summary>When the whole trail was read last. UTC.</summary>
    public DateTime? ReadWholeAt { get; private set; }

    /// <summary>Faults that the last check found.</summary>
    public long FaultCount { get; private set; }
}

/// <summary>An entry up to which the chain is known to be sound.</summary>
/// <param name="Sequence">0 to begin at the first.</param>
/// <param name="Hash">Its hash.</param>
public sealed record SoundUpTo(long Sequence, string Hash)
{
    public static SoundUpTo Nothing { get; } = new(0, "");
}
