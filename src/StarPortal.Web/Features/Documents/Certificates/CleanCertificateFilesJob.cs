using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Features.Documents.Certificates;

/// <summary>Removes the files of batches after their time; the certificates themselves stay and can be printed again.</summary>
public sealed class CleanCertificateFilesJob(IDbContextFactory<PortalDbContext> factory, CertificateFiles files, JobReport report, TimeProvider clock) : IRecurringJob
{
    public string Name => "CertificateFiles";

    public string Label => DocumentsText.Job_CertificateFiles;

    public JobSchedule Schedule => JobSchedule.Every(TimeSpan.FromHours(1));

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
            report.Add("Files", 1);
        }

        await db.SaveChangesAsync(cancellation);
    }
}
