using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Templates.Delphi;

internal static class DelphiStorage
{
    /// <summary>
    /// The whole panel, tracked, which nobody else changes until this write ends: a proposal comes wholly before its round is
    /// summed up, or is refused.
    /// </summary>
    public static async Task<DelphiPanel?> LockPanelAsync(this PortalDbContext db, int id, CancellationToken cancellation)
    {
        await db.DelphiPanels.Where(p => p.Id == id).ExecuteUpdateAsync(s => s.SetProperty(p => p.Version, p => p.Version), cancellation);
        return await db.DelphiPanels
            .Include(p => p.Members)
            .Include(p => p.Rounds).ThenInclude(r => r.Proposals)
            .AsSplitQuery()
            .SingleOrDefaultAsync(p => p.Id == id, cancellation);
    }
}
