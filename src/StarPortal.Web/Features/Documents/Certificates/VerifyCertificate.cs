using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Documents;

namespace StarPortal.Web.Features.Documents.Certificates;

/// <summary>What anybody who holds the paper may be told: what stands on it, and whether it still holds.</summary>
/// <param name="EndedAt">When it stopped being valid; why is nobody's business outside.</param>
public sealed record VerifiedCertificate(string Number, string Code, CertificateFacts Facts, LocalText Company, DateOnly IssuedOn, CertificateState State, DateTime? EndedAt);

/// <summary>Looks a certificate up by the code on it, for people who are not signed in.</summary>
public sealed class VerifyCertificate(IDbContextFactory<PortalDbContext> factory)
{
    // no code has this letter: what cannot be a code is looked up all the same, and takes as long
    private const string Nobodys = "UUUUUUUUUUUUUUUUUUUU";

    /// <returns>Null when there is none, whether the code could be one or not.</returns>
    public async Task<VerifiedCertificate?> FindAsync(string? typed, CancellationToken cancellation)
    {
        var code = CertificateCode.Normalise(typed) ?? Nobodys;
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var found = await (from c in db.Certificates.AsNoTracking()
                           where c.Code == code
                           join d in db.CertificateDesigns on c.DesignId equals d.Id
                           select new { c.Number, c.Code, c.Facts, d.Brand, c.IssuedOn, c.State, c.EndedAt }).SingleOrDefaultAsync(cancellation);
        return found is null
            ? null
            : new VerifiedCertificate(found.Number, CertificateCode.Printed(found.Code), found.Facts, found.Brand.Name, found.IssuedOn, found.State, found.EndedAt);
    }
}
