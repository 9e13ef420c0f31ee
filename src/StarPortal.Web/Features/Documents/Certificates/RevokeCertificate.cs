using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Documents;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Documents.Certificates;

/// <summary>HR takes a certificate back: the verification page says so from then on, for good.</summary>
public sealed class RevokeCertificate(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(int id, int version, string reason, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!CertificateAccess.CanManage(actor) || await db.Certificates.SingleOrDefaultAsync(c => c.Id == id, cancellation) is not { } certificate)
        {
            return CertificateErrors.NotFound;
        }

        if (!CertificateAccess.CanDecide(actor, certificate.EmployeeId))
        {
            return CertificateErrors.OwnCertificate;
        }

        if (certificate.Version != version)
        {
            return SharedErrors.ChangedElsewhere;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var revoked = certificate.Revoke(reason, actor, now);
        if (revoked.Failed)
        {
            return revoked;
        }

        db.Audit(
            actor,
            new AuditNote("Documents.CertificateRevoked", "Certificate", id, certificate.EmployeeId, certificate.EndReason!, $"number={certificate.Number}"),
            now);
        return await db.SaveOrTellAsync(cancellation);
    }
}
