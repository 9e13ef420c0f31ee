using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Features.Documents.Batches;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Features.Results.Batch;

/// <summary>Removes the files of report batches after their time.</summary>
internal sealed class CleanReportFilesJob(IDbContextFactory<PortalDbContext> factory, ReportFiles files, JobReport report, TimeProvider clock) : IRecurringJob
{
    public string Name => "ReportFiles";

    public string Label => ResultsText.Job_ReportFiles;

    public JobSchedule Schedule => JobSchedule.Every(TimeSpan.FromHours(1));

    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var before = now - files.Kept;
        await using var db = await factory.CreateDbContextAsync(cancellation);
        foreach (var batch in await db.ReportBatches.Where(b => b.FileRemovedAt == null && b.RequestedAt < before && (b.FinishedAt == null || b.FinishedAt < before)).ToListAsync(cancellation))
        {
            files.Remove(batch.FileToken);
            batch.RemoveFile(now);
            report.Add("Files", 1);
        }

        await db.SaveChangesAsync(cancellation);
    }
}
