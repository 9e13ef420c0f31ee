using StarPortal.Domain;

namespace StarPortal.Web.Features.Reviews.Changes;

/// <summary>Which reviews of one cycle HR changes, and why.</summary>
/// <param name="Stamp">What the preview answered; null changes whatever is there now.</param>
public sealed record ReviewChange(IReadOnlyList<int> ReviewIds, string Reason, long? Stamp = null)
{
    /// <summary>Most reviews that are changed at once.</summary>
    public const int Most = 1_000;
}

public enum ReviewChangeKind
{
    Extend,
    Reassign,
    Withdraw,
    Restore,
}

/// <summary>What would follow, before anybody decides; written for HR, who is no part of it.</summary>
/// <param name="Reviews">How many reviews are changed.</param>
/// <param name="Told">How many people are told.</param>
/// <param name="Effects">Sentences in the reader's language.</param>
/// <param name="Obstacles">Errors that the change would answer now; with any of them nothing is changed.</param>
/// <param name="Stamp">To be handed to the change: somebody else's change in between is noticed.</param>
public sealed record ChangePreview(int Reviews, int Told, IReadOnlyList<string> Effects, IReadOnlyList<Error> Obstacles, long Stamp);
