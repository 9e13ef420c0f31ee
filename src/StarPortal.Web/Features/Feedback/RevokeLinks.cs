using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Feedback;

namespace StarPortal.Web.Features.Feedback;

/// <summary>Takes a link out of use, for example when its card was lost. Answers given stay.</summary>
public sealed class RevokeLinks(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(int linkId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var link = await (from l in db.FeedbackLinks.AsNoTracking()
                          join p in db.Participants on l.ParticipantId equals p.Id
                          where l.Id == linkId
                          select new { l.Id, l.CampaignId, p.EmployeeId }).SingleOrDefaultAsync(cancellation);
        if (link is null || !FeedbackAccess.CanIssueFor(actor, link.EmployeeId))
        {
            return SharedErrors.NotAllowed;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        return await db.WriteAsync<Result>(
            async () =>
            {
                if (await db.FeedbackLinks.Where(l => l.Id == linkId && l.RevokedAt == null).ExecuteUpdateAsync(s => s.SetProperty(l => l.RevokedAt, now), cancellation) == 1)
                {
                    db.Audit(actor, new AuditNote("Feedback.LinkRevoked", "FeedbackCampaign", link.CampaignId, link.EmployeeId, Details: FormattableString.Invariant($"link={linkId}")), now);
                }

                return Result.Ok;
            },
            cancellation);
    }
}
