using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Templates.Library;

/// <summary>Brings the shipped indicators into the library, and later editions of those that are there. HR's own are never touched.</summary>
public sealed class InstallGeneralIndicators(IDbContextFactory<PortalDbContext> factory, TimeProvider clock) : IShippedData
{
    private static readonly Actor product = Actor.System("StarPortal");

    public async Task InstallAsync(CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var there = await db.LibraryIndicators.Where(i => i.Keeper == LibraryKeeper.General).ToDictionaryAsync(i => i.Code, cancellation);
        var changed = 0;
        foreach (var shipped in GeneralIndicators.All)
        {
            if (!there.TryGetValue(shipped.Code, out var indicator))
            {
                db.LibraryIndicators.Add(LibraryIndicator.General(shipped, product, now));
                changed++;
            }
            else if (indicator.Take(shipped, product, now))
            {
                changed++;
            }
        }

        if (changed > 0)
        {
            db.Audit(product, new AuditNote("Templates.LibraryInstalled", "LibraryIndicator", Details: $"{changed}"), now);
            await db.SaveChangesAsync(cancellation);
        }
    }
}
