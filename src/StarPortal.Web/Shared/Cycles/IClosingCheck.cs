using StarPortal.Data;

namespace StarPortal.Web.Shared.Cycles;

/// <summary>Something that should be so before a cycle is closed, such as that no appeal is open.</summary>
public interface IClosingCheck
{
    int Order { get; }

    /// <summary>Stable; key of the check where HR closes in spite of it.</summary>
    string Name { get; }

    /// <summary>What is checked, in the reader's language.</summary>
    string Label { get; }

    Task<ClosingFinding> CheckAsync(PortalDbContext db, int cycleId, DateTime now, CancellationToken cancellation);
}

public enum ClosingSeverity
{
    Passed,

    /// <summary>The cycle has nothing of the kind.</summary>
    NotUsed,

    /// <summary>HR may close nevertheless, with a reason.</summary>
    NeedsReason,

    /// <summary>The cycle cannot be closed.</summary>
    Blocks,
}

/// <param name="Sentence">What was found, in the reader's language.</param>
/// <param name="Link">Where it can be put right; null when nowhere.</param>
public sealed record ClosingFinding(ClosingSeverity Severity, string Sentence, string? Link = null);
