using StarPortal.Data;
using StarPortal.Domain;

namespace StarPortal.Web.Shared.Cycles;

/// <summary>Says when a closed cycle cannot be reopened any more, because something was built on top of it.</summary>
public interface IReopeningGuard
{
    /// <returns>Null when nothing speaks against it.</returns>
    Task<Error?> RefusesAsync(PortalDbContext db, int cycleId, CancellationToken cancellation);
}
