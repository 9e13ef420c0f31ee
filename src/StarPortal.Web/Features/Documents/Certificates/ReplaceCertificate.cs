using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Documents;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Documents.Certificates;

/// <summary>
/// HR issues another certificate in place of one, for example after a name was corrected: with name, level and design as they
/// are now. The earlier one stops being valid in the same transaction.
/// </summary>
public sealed class ReplaceCertificate(IDbContextFactory<PortalDbContext> factory, CertificateIssuing issuing, TimeProvider clock)
{
    /// <returns>The new certificate's identifier.</returns>
    public async Task<Result<int>> RunAsync(int id, int version, string reason, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var known = await db.Certificates.AsNoTracking().Where(c => c.Id == id).Select(c => new { c.CycleId, c.EmployeeId }).SingleOrDefaultAsync(cancellation);
        if (!CertificateAccess.CanManage(actor) || known is null)
        {
            return CertificateErrors.NotFound;
        }

        return CertificateAccess.CanDecide(actor, known.EmployeeId)
            ? await db.WriteOrTellAsync(() => ReplaceAsync(db, id, known.CycleId, version, reason, actor, cancellation), cancellation)
            : CertificateErrors.OwnCertificate;
    }

    private async Task<Result<int>> ReplaceAsync(PortalDbContext db, int id, int cycleId, int version, string reason, Actor actor, CancellationToken cancellation)
    {
        await db.LockCycleAsync(cycleId, cancellation);
        var earlier = await db.Certificates.SingleAsync(c => c.Id == id, cancellation);
        if (earlier.Version != version)
        {
            return SharedErrors.ChangedElsewhere;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var ended = earlier.Replace(reason, actor, now);
        if (ended.Failed)
        {
            return Result<int>.Fail(ended.Errors);
        }

        if (await CertificateSubjects.OfAsync(db, cycleId, cancellation) is not { } subjects
            || await CertificateSubjects.In(db, cycleId).SingleOrDefaultAsync(r => r.EmployeeId == earlier.EmployeeId && r.ProgrammeId == earlier.ProgrammeId, cancellation) is not { } row)
        {
            return CertificateErrors.NoLevel;
        }

        // first out, then in: there is never more than one valid certificate of a person, cycle and programme
        await db.SaveChangesAsync(cancellation);
        var issued = (await issuing.IssueAsync(db, [subjects.Of(cycleId, row)], actor, cancellation))[0];
        issued.Succeed(earlier);
        db.Audit(
            actor,
            new AuditNote("Documents.CertificateReplaced", "Certificate", id, earlier.EmployeeId, earlier.EndReason!, $"number={earlier.Number} → {issued.Number}"),
            now);
        return issued.Id;
    }
}
