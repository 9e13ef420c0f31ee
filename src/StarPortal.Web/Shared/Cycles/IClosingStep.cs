using StarPortal.Data;
using StarPortal.Domain;

namespace StarPortal.Web.Shared.Cycles;

/// <summary>
/// Something that closing a released cycle does, such as writing star standings, in chunks that commit on their own. Cut
/// off anywhere and repeated, by this node or another, it ends in exactly the rows that one clean run gives: a chunk is
/// written in one transaction with the cursor of the step, see <see cref="ClosingContext"/>.
/// </summary>
public interface IClosingStep
{
    /// <summary>
    /// Steps are carried out in ascending order and taken back in descending order: 10 final versions, 20 standings,
    /// 30 entitlements, 40 plan triggers, 50 certificates, 60 points events, 70 statistics, 80 notifications, 90 closed.
    /// </summary>
    int Order { get; }

    /// <summary>Stable; key of the step in the protocol.</summary>
    string Name { get; }

    /// <summary>What the step is called, in the reader's language.</summary>
    string Label { get; }

    /// <summary>Of the entry in the audit trail that the step leaves when it is done.</summary>
    string AuditAction => "Cycles.ClosingStepDone";

    /// <summary>What one of its counts is called, in the reader's language.</summary>
    string CountLabel(string count);

    /// <summary>What stands in the way of closing; null when nothing does. Asked once more in the transaction that begins it.</summary>
    Task<Error?> ObstacleAsync(PortalDbContext db, int cycleId, CancellationToken cancellation) => Task.FromResult<Error?>(null);

    /// <summary>What will follow, as sentences in the reader's language; asked before anybody is asked to confirm, and changes nothing.</summary>
    Task<IReadOnlyList<string>> PreviewAsync(PortalDbContext db, int cycleId, CancellationToken cancellation);

    /// <summary>Does it, through the chunks of <see cref="ClosingContext"/>.</summary>
    Task<Result> RunAsync(ClosingContext closing, CancellationToken cancellation);

    /// <summary>Takes it back by reversing entries, through the same; nothing where there is nothing to take back.</summary>
    Task<Result> ReverseAsync(ClosingContext closing, CancellationToken cancellation);
}

/// <summary>Participants of one chunk, by identifier.</summary>
/// <param name="First">At least this one.</param>
/// <param name="Last">And none above this one.</param>
/// <param name="Count">How many they are.</param>
public sealed record ParticipantRange(int First, int Last, int Count);
