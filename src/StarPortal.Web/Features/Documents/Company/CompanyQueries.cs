using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Documents;
using StarPortal.Web.Features.Documents.Certificates;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.Documents.Company;

/// <param name="Version">Null before anything was ever set.</param>
/// <param name="ConfiguredName">What stands on documents while no name is set here.</param>
public sealed record CompanyView(CompanyBrand Brand, int? Version, string ChangedBy, DateTime? ChangedAt, string ConfiguredName);

public sealed class CompanyQueries(IDbContextFactory<PortalDbContext> factory, IOptions<PortalOptions> portal)
{
    /// <summary>Null for whoever may not change them.</summary>
    public async Task<CompanyView?> FindAsync(Actor actor, CancellationToken cancellation)
    {
        if (!CertificateAccess.CanEditCompany(actor))
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.CompanySettings.AsNoTracking()
                .Select(s => new CompanyView(s.Brand, s.Version, s.ChangedBy, s.ChangedAt, portal.Value.CompanyName))
                .SingleOrDefaultAsync(cancellation)
            ?? new CompanyView(CompanyBrand.Default, null, "", null, portal.Value.CompanyName);
    }

    /// <summary>The brand as it is kept, with its pictures, for a proof of the design.</summary>
    public async Task<CertificateLook?> LookAsync(Actor actor, CancellationToken cancellation)
    {
        if (!CertificateAccess.CanEditCompany(actor))
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await Brands.LookAsync(db, 0, await Brands.CurrentAsync(db, portal.Value, cancellation), cancellation);
    }
}
