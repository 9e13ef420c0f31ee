using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Documents;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Documents.Company;

/// <param name="Brand">Its pictures are those kept, or null to be without.</param>
/// <param name="Logo">A new logo; null leaves the one in <paramref name="Brand"/>.</param>
/// <param name="Seal">A new seal; null leaves the one in <paramref name="Brand"/>.</param>
/// <param name="Version">What the page saw; null when nothing was set yet.</param>
public sealed record CompanyCommand(CompanyBrand Brand, byte[]? Logo, byte[]? Seal, int? Version);

/// <summary>Sets the company's name, pictures, colour and wording. Certificates already issued keep what they had.</summary>
public sealed class SaveCompany(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(CompanyCommand command, Actor actor, CancellationToken cancellation)
    {
        if (!CertificateAccess.CanEditCompany(actor))
        {
            return SharedErrors.NotAllowed;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var (logo, seal) = (Read(command.Logo, now), Read(command.Seal, now));
        var faults = (logo?.Errors ?? []).Concat(seal?.Errors ?? []).Concat(command.Brand.Tidy().Check()).Distinct().ToList();
        if (faults.Count > 0)
        {
            return Result.Fail(faults);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteOrTellAsync(() => WriteAsync(db, command, logo?.Value, seal?.Value, actor, now, cancellation), cancellation);
    }

    private static Result<BrandImage>? Read(byte[]? content, DateTime now) => content is null ? null : BrandImage.Read(content, now);

    private static async Task<Result> WriteAsync(
        PortalDbContext db, CompanyCommand command, BrandImage? logo, BrandImage? seal, Actor actor, DateTime now, CancellationToken cancellation)
    {
        // one at a time: two who set everything for the first time would both find nothing
        await db.LockOrganisationAsync(cancellation);
        var settings = await db.CompanySettings.SingleOrDefaultAsync(cancellation);
        if (settings?.Version != command.Version)
        {
            return SharedErrors.ChangedElsewhere;
        }

        var before = settings?.Brand ?? CompanyBrand.Default;
        var brand = command.Brand with
        {
            LogoId = logo is null ? Kept(command.Brand.LogoId, before.LogoId) : await KeepAsync(db, logo, cancellation),
            SealId = seal is null ? Kept(command.Brand.SealId, before.SealId) : await KeepAsync(db, seal, cancellation),
        };
        if (settings is null)
        {
            settings = new CompanySettings(CompanyBrand.Default, actor, now);
            db.CompanySettings.Add(settings);
        }

        var changed = settings.Change(brand, actor, now);
        if (changed.Succeeded)
        {
            db.Audit(actor, new AuditNote("Documents.CompanyChanged", "CompanySettings", settings.Id, Details: Difference(before, settings.Brand)), now);
            await db.SaveChangesAsync(cancellation);
        }

        return changed;
    }

    // a picture can be taken away or left; any other identifier is not this page's
    private static int? Kept(int? wished, int? before) => wished is null ? null : before;

    private static async Task<int> KeepAsync(PortalDbContext db, BrandImage image, CancellationToken cancellation)
    {
        if (await db.BrandImages.AsNoTracking().Where(i => i.Hash == image.Hash).Select(i => (int?)i.Id).SingleOrDefaultAsync(cancellation) is { } known)
        {
            return known;
        }

        db.BrandImages.Add(image);
        await db.SaveChangesAsync(cancellation);
        return image.Id;
    }

    private static string Difference(CompanyBrand before, CompanyBrand after) => string.Join("; ", new (string Name, object? Before, object? After)[]
        {
            ("name", before.Name, after.Name),
            ("address", before.Address, after.Address),
            ("signatory", before.Signatory, after.Signatory),
            ("signatoryTitle", before.SignatoryTitle, after.SignatoryTitle),
            ("logo", before.LogoId, after.LogoId),
            ("seal", before.SealId, after.SealId),
            ("accent", before.Accent, after.Accent),
            ("languages", before.Languages, after.Languages),
            ("paper", before.Paper, after.Paper),
            ("title", before.Wording.Title, after.Wording.Title),
            ("opening", before.Wording.Opening, after.Wording.Opening),
            ("body", before.Wording.Body, after.Wording.Body),
        }
        .Where(c => !Equals(c.Before, c.After))
        .Select(c => $"{c.Name}: {Shown(c.Before)} → {Shown(c.After)}"));

    private static string Shown(object? value) => value switch { null => "–", LocalText text => $"{text.En} / {text.Zh}", _ => value.ToString()! };
}
