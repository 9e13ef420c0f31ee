using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Documents;

namespace StarPortal.Web.Features.Documents.Certificates;

/// <summary>One valid certificate for its owner or HR, as a document. A paper that no longer holds is not printed again.</summary>
public sealed class PrintCertificate(IDbContextFactory<PortalDbContext> factory, CertificatePapers papers)
{
    public async Task<Result<CertificateModel>> RunAsync(int id, CertificateLanguages? languages, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var owner = await db.Certificates.AsNoTracking().Where(c => c.Id == id && c.State == CertificateState.Valid).Select(c => (int?)c.EmployeeId).SingleOrDefaultAsync(cancellation);
        return owner is { } employee && CertificateAccess.CanView(actor, employee)
            ? await papers.ReadAsync(db, [id], languages, cancellation)
            : CertificateErrors.NotFound;
    }
}
