using StarPortal.Domain.Jobs;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Evidence;

namespace StarPortal.Web.Features.Documents;

/// <summary>Takes files off the disk that no row refers to: a program that ended while one was being uploaded left them there.</summary>
internal sealed class CleanEvidenceJob(EvidenceStore store, JobReport report, ILogger<CleanEvidenceJob> log) : IRecurringJob
{
    public string Name => "EvidenceFiles";

    public string Label => DocumentsText.Job_EvidenceFiles;

    public JobSchedule Schedule => JobSchedule.Every(TimeSpan.FromHours(6));

    public async Task RunAsync(CancellationToken cancellation)
    {
        if (await store.CleanAsync(cancellation) is > 0 and var gone)
        {
            report.Add("Files", gone);
            log.LogInformation("{Count} evidence files without a row or taken away long ago were deleted", gone);
        }
    }
}
