using StarPortal.Data;
using StarPortal.Domain;

namespace StarPortal.Web.Shared.Results;

/// <summary>
/// Something that follows from a cycle's results, such as the stars reached: carried out whenever results are computed,
/// and checked before they are released. A feature registers its own; the results know none of them by name.
/// </summary>
public interface IAfterComputing
{
    /// <summary>Works everybody out anew, in chunks that may be repeated; only what changed is written.</summary>
    /// <param name="cycleId">A running or calibrating cycle whose results have just been computed.</param>
    /// <param name="actor">Who asked for the computation.</param>
    /// <param name="done">To be told how many people are done, never inside a write transaction.</param>
    /// <param name="cancellation">Ends the work; a later run completes it.</param>
    Task<Result> RunAsync(int cycleId, Actor actor, Func<int, Task> done, CancellationToken cancellation);

    /// <summary>Why what is stored is not exactly what would come out now; null when it is.</summary>
    Task<Error?> StaleAsync(int cycleId, CancellationToken cancellation);

    /// <summary>Counts and versions of everything that it follows from besides results: two equal stamps mean that nothing was changed in between.</summary>
    Task<string> StampAsync(PortalDbContext db, int cycleId, CancellationToken cancellation);
}
