using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Feedback;

namespace StarPortal.Web.Features.Feedback;

/// <summary>Begins to ask customers about the participants of a cycle that runs.</summary>
public sealed class CreateCampaign(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result<int>> RunAsync(FeedbackPlan plan, Actor actor, CancellationToken cancellation)
    {
        if (!FeedbackAccess.CanManage(actor))
        {
            return SharedErrors.NotAllowed;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var definition = await (from c in db.Cycles.AsNoTracking()
                                join v in db.TemplateVersions on c.TemplateVersionId equals v.Id
                                where c.Id == plan.CycleId && c.State == CycleState.Running
                                select v.Definition).SingleOrDefaultAsync(cancellation);
        if (definition is null)
        {
            return FeedbackErrors.CycleNotOpen;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var made = FeedbackCampaign.Create(plan, FeedbackForm.CustomersRate(definition), FeedbackForm.Measured(definition), actor, now);
        if (made.Failed)
        {
            return Result<int>.Fail(made.Errors);
        }

        var campaign = made.Value;
        return await db.WriteAsync<Result<int>>(
            async () =>
            {
                db.FeedbackCampaigns.Add(campaign);
                await db.SaveChangesAsync(cancellation);
                var details = FormattableString.Invariant($"cycle={campaign.CycleId}, kind={campaign.Kind}, indicator={campaign.IndicatorKey}, use={campaign.Use}, most={campaign.MostAnswers}, minimum={campaign.MinimumAnswers}, itself={campaign.WritesItself}");
                db.Audit(actor, new AuditNote("Feedback.CampaignCreated", "FeedbackCampaign", campaign.Id, Reason: campaign.Name, Details: details), now);
                return campaign.Id;
            },
            cancellation);
    }
}
