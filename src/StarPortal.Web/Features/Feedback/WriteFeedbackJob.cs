using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Features.Feedback;

/// <summary>Writes the values of campaigns that do so by themselves.</summary>
internal sealed class WriteFeedbackJob(IDbContextFactory<PortalDbContext> factory, WriteFeedbackValues write, JobReport report) : IRecurringJob
{
    public string Name => "FeedbackValues";

    public string Label => FeedbackText.Job_FeedbackValues;

    public JobSchedule Schedule => JobSchedule.Every(TimeSpan.FromMinutes(5));

    public async Task RunAsync(CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var due = await (from g in db.FeedbackCampaigns.AsNoTracking()
                         join c in db.Cycles on g.CycleId equals c.Id
                         where g.WritesItself && (c.State == CycleState.Running || c.State == CycleState.Calibrating)
                            && db.FeedbackAnswers.Any(a => a.CampaignId == g.Id && !a.Counted)
                         select g.Id).ToListAsync(cancellation);
        foreach (var campaign in due)
        {
            // a refusal says that the values are locked: then there is nothing to do any more
            report.Add("Campaigns", (await write.RunAsync(campaign, Actor.System("customer feedback"), cancellation)).Succeeded ? 1 : 0);
        }
    }
}
