using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Features.Documents.Certificates;

/// <summary>Removes the files of batches after their time; the certificates themselves stay and can be printed again.</summary>
public sealed class CleanCertificateFilesJob(IDbContextFactory<PortalDbContext> factory, CertificateFiles files, TimeProvider clock) : IRecurringJob
{
    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var before = now - files.Kept;
        await using var db = await factory.CreateDbContextAsync(cancellation);
        // also those that never ended well: what they left behind is of no use any more
        foreach (var batch in await db.CertificateBatches.Where(b => b.FileRemovedAt == null && b.RequestedAt < before && (b.FinishedAt == null || b.FinishedAt < before)).ToListAsync(cancellation))
        {
            files.Remove(batch.FileToken);
            batch.RemoveFile(now);
        }

        await db.SaveChangesAsync(cancellation);
    }
}
