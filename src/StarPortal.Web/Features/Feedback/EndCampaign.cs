using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Feedback;

/// <summary>Ends a campaign: its links take no more answers. What was answered stays.</summary>
public sealed class EndCampaign(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(int id, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await db.FeedbackCampaigns.SingleOrDefaultAsync(c => c.Id == id, cancellation) is not { } campaign)
        {
            return SharedErrors.NotAllowed;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var ended = campaign.End(actor, now);
        if (ended.Failed)
        {
            return ended;
        }

        db.Audit(actor, new AuditNote("Feedback.CampaignEnded", "FeedbackCampaign", campaign.Id, Reason: campaign.Name), now);
        return await db.SaveOrTellAsync(cancellation);
    }
}
