namespace StarPortal.Domain.Audit;

/// <summary>What a check of the chain can find.</summary>
public enum AuditFaultKind
{
    /// <summary>The entry's content does not give its hash: a field was changed after it was written.</summary>
    Altered,

    /// <summary>Entries are missing: between two others, or at the end although the head counts them.</summary>
    Removed,

    /// <summary>The entry does not follow the one before it: it was put in, exchanged or written anew.</summary>
    OutOfChain,

    /// <summary>The entry stands behind the end that the head knows.</summary>
    BeyondHead,

    /// <summary>The head names another last hash than the last entry has, or is missing.</summary>
    HeadAltered,

    /// <summary>The end noted elsewhere is no longer part of the chain: what came before it was written anew or cut off.</summary>
    NotAsNoted,
}

/// <param name="From">First entry concerned; 0 when it concerns the whole chain.</param>
/// <param name="To">Last entry concerned.</param>
public sealed record AuditFault(AuditFaultKind Kind, long From, long To);

/// <summary>An end of the chain that somebody noted outside the database; either part may be missing.</summary>
public sealed record NotedAuditHead(string? Hash, long? Count)
{
    public static NotedAuditHead None { get; } = new(null, null);
}

/// <summary>
/// Checks the chain entry by entry, in ascending order of sequence, keeping nothing but the last one. A forger who can
/// rewrite the whole database can also rewrite the chain and its head; that is found only against a noted head.
/// </summary>
public sealed class AuditChain(NotedAuditHead noted, SoundUpTo from)
{
    /// <summary>So many faults are listed; all are counted.</summary>
    public const int Listed = 200;

    private readonly List<AuditFault> faults = [];
    private bool hashSeen;
    private string? lastHash = from.Hash;

    public AuditChain(NotedAuditHead noted)
        : this(noted, SoundUpTo.Nothing)
    {
    }

    public IReadOnlyList<AuditFault> Faults => faults;

    public long FaultCount { get; private set; }

    /// <summary>Sequence of the last entry seen.</summary>
    public long Last { get; private set; } = from.Sequence;

    /// <summary>How many entries were seen.</summary>
    public long Count { get; private set; }

    public void Add(AuditEntry entry)
    {
        if (!Step(entry.Sequence) && lastHash is not null && entry.PreviousHash != lastHash)
        {
            Found(AuditFaultKind.OutOfChain, entry.Sequence);
        }

        if (entry.ComputeHash() != entry.Hash)
        {
            Found(AuditFaultKind.Altered, entry.Sequence);
        }

        if (entry.Hash == noted.Hash && (noted.Count is null || noted.Count == entry.Sequence))
        {
            hashSeen = true;
        }

        lastHash = entry.Hash;
    }

    /// <summary>An entry whose stored fields cannot even be read.</summary>
    public void AddUnreadable(long sequence)
    {
        Step(sequence);
        Found(AuditFaultKind.Altered, sequence);
        lastHash = null;
    }

    /// <summary>Compares the end reached with the head; null when the head's row is gone.</summary>
    public void Finish(AuditHead? head)
    {
        if (head is null)
        {
            Found(AuditFaultKind.HeadAltered, 0);
        }
        else if (head.Count > Last)
        {
            Found(AuditFaultKind.Removed, Last + 1, head.Count);
        }
        else if (head.Count < Last)
        {
            Found(AuditFaultKind.BeyondHead, head.Count + 1, Last);
        }
        else if (lastHash is not null && head.Hash != lastHash)
        {
            Found(AuditFaultKind.HeadAltered, Last);
        }

        if ((noted.Hash is not null && !hashSeen) || noted.Count > Last)
        {
            Found(AuditFaultKind.NotAsNoted, 0);
        }
    }

    // true when entries are missing before this one, so that its predecessor cannot be compared
    private bool Step(long sequence)
    {
        var gap = sequence > Last + 1;
        if (gap)
        {
            Found(AuditFaultKind.Removed, Last + 1, sequence - 1);
        }
        else if (sequence <= Last)
        {
            Found(AuditFaultKind.OutOfChain, sequence);
        }

        Last = Math.Max(Last, sequence);
        Count++;
        return gap;
    }

    private void Found(AuditFaultKind kind, long from, long? to = null)
    {
        FaultCount++;
        if (faults.Count < Listed)
        {
            faults.Add(new AuditFault(kind, from, to ?? from));
        }
    }
}
