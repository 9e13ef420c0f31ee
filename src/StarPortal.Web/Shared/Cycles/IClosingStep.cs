using StarPortal.Data;
using StarPortal.Domain;

namespace StarPortal.Web.Shared.Cycles;

/// <summary>
/// Something that closing a released cycle does, such as writing star standings. All steps and the cycle's new state are
/// one transaction: a cycle is wholly open or wholly closed, and a closing that was cut off has done nothing.
/// </summary>
public interface IClosingStep
{
    /// <summary>Steps are carried out in ascending order: 10 stars, 20 entitlements, 30 certificates.</summary>
    int Order { get; }

    /// <summary>What stands in the way of closing, and what will follow; asked before anybody is asked to confirm, and changes nothing.</summary>
    Task<ClosingPreview> PreviewAsync(PortalDbContext db, int cycleId, CancellationToken cancellation);

    /// <summary>Does it, by few statements: everybody else's writes wait. The cycle's row is locked.</summary>
    /// <param name="db">In the write transaction of the closing.</param>
    /// <param name="cycleId">The cycle, still released.</param>
    /// <param name="actor">Who closes it.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellation">Rolls everything back.</param>
    Task<Result> CloseAsync(PortalDbContext db, int cycleId, Actor actor, DateTime now, CancellationToken cancellation);
}

/// <param name="Obstacles">Errors that closing would answer now.</param>
/// <param name="Effects">Sentences in the reader's language.</param>
public sealed record ClosingPreview(IReadOnlyList<Error> Obstacles, IReadOnlyList<string> Effects)
{
    /// <summary>The step has nothing to do for this cycle.</summary>
    public static ClosingPreview Nothing { get; } = new([], []);
}
