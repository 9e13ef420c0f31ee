using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Documents;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Documents.Certificates;

/// <summary>HR issues one person's certificate for a closed cycle; also again after an earlier one was revoked.</summary>
public sealed class IssueCertificate(IDbContextFactory<PortalDbContext> factory, CertificateIssuing issuing)
{
    /// <returns>The certificate's identifier.</returns>
    public async Task<Result<int>> RunAsync(int cycleId, int employeeId, Actor actor, CancellationToken cancellation)
    {
        if (!CertificateAccess.CanManage(actor))
        {
            return SharedErrors.NotAllowed;
        }

        if (!CertificateAccess.CanDecide(actor, employeeId))
        {
            return CertificateErrors.OwnCertificate;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteOrTellAsync(() => IssueAsync(db, cycleId, employeeId, actor, cancellation), cancellation);
    }

    private async Task<Result<int>> IssueAsync(PortalDbContext db, int cycleId, int employeeId, Actor actor, CancellationToken cancellation)
    {
        // the second of two who press the button waits here, and then finds the certificate
        await db.LockCycleAsync(cycleId, cancellation);
        if (await CertificateSubjects.OfAsync(db, cycleId, cancellation) is not { } subjects)
        {
            return CertificateErrors.CycleNotClosed;
        }

        if (await CertificateSubjects.In(db, cycleId).SingleOrDefaultAsync(r => r.EmployeeId == employeeId, cancellation) is not { } row)
        {
            return CertificateErrors.NoLevel;
        }

        if (await db.Certificates.AnyAsync(c => c.EmployeeId == employeeId && c.CycleId == cycleId && c.ProgrammeId == row.ProgrammeId && c.State == CertificateState.Valid, cancellation))
        {
            return CertificateErrors.AlreadyIssued;
        }

        return (await issuing.IssueAsync(db, [subjects.Of(cycleId, row)], actor, cancellation))[0].Id;
    }
}
