using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Documents;
using StarPortal.Web.Features.Documents.Certificates;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.Documents.Company;

/// <summary>The company's brand as documents use it: what nobody has set yet comes from the program's configuration.</summary>
internal static class Brands
{
    public static async Task<CompanyBrand> CurrentAsync(PortalDbContext db, PortalOptions portal, CancellationToken cancellation)
    {
        var brand = await db.CompanySettings.AsNoTracking().Select(s => s.Brand).SingleOrDefaultAsync(cancellation) ?? CompanyBrand.Default;
        return Named(brand, portal);
    }

    public static CompanyBrand Named(CompanyBrand brand, PortalOptions portal) => brand.Name.IsEmpty ? brand with { Name = LocalText.Same(portal.CompanyName) } : brand;

    /// <summary>The design of certificates issued now, kept once however many use it; inside a write transaction.</summary>
    /// <returns>Its identifier.</returns>
    public static async Task<int> DesignAsync(PortalDbContext db, PortalOptions portal, CancellationToken cancellation)
    {
        var brand = await CurrentAsync(db, portal, cancellation);
        var hash = BrandImage.HashOf(JsonSerializer.SerializeToUtf8Bytes(brand, JsonColumn.Options));
        // whoever comes second waits here and then finds it
        await db.Database.ExecuteSqlAsync(
            $"""INSERT INTO "CertificateDesigns" ("Hash", "Brand") VALUES ({hash}, {JsonSerializer.Serialize(brand, JsonColumn.Options)}) ON CONFLICT ("Hash") DO NOTHING""",
            cancellation);
        return await db.CertificateDesigns.Where(d => d.Hash == hash).Select(d => d.Id).SingleAsync(cancellation);
    }

    public static async Task<CertificateLook> LookAsync(PortalDbContext db, int id, CompanyBrand brand, CancellationToken cancellation) =>
        new(id, brand, await ImageAsync(db, brand.LogoId, cancellation), await ImageAsync(db, brand.SealId, cancellation));

    private static async Task<LookImage?> ImageAsync(PortalDbContext db, int? id, CancellationToken cancellation) =>
        id is null ? null : await db.BrandImages.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancellation) is { } image ? LookImage.Of(image) : null;
}
