using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Feedback;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Feedback;

/// <summary>What the holder of an open link is asked, and about whom.</summary>
internal sealed record OpenLink(
    int Id, int CampaignId, int CycleId, int ParticipantId, string Name, FeedbackKind Kind, LinkUse Use, bool AsksForCode, int Threshold, TemplateDefinition Definition);

/// <summary>The link behind a token, if it takes answers now. Whatever stands in the way, the answer is the same.</summary>
internal sealed class FindLink(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    private const int LongestToken = 64;

    public async Task<OpenLink?> RunAsync(string token, CancellationToken cancellation)
    {
        if (token.Length is 0 or > LongestToken)
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await RunAsync(db, FeedbackLink.HashOf(token), clock.GetUtcNow().UtcDateTime, cancellation);
    }

    /// <summary>Also asked again inside the write, which holds the cycle.</summary>
    public static async Task<OpenLink?> RunAsync(PortalDbContext db, string hash, DateTime now, CancellationToken cancellation)
    {
        var row = await (from l in db.FeedbackLinks.AsNoTracking()
                         join g in db.FeedbackCampaigns on l.CampaignId equals g.Id
                         join p in db.Participants on l.ParticipantId equals p.Id
                         join c in db.Cycles on g.CycleId equals c.Id
                         join v in db.TemplateVersions on c.TemplateVersionId equals v.Id
                         where l.TokenHash == hash && l.RevokedAt == null && l.ExpiresAt > now && l.Answers < l.MostAnswers
                            && g.EndedAt == null && p.State != ParticipantState.Withdrawn
                         select new
                         {
                             Link = new OpenLink(l.Id, g.Id, c.Id, p.Id, p.Name, g.Kind, g.Use, g.AsksForCode, Math.Max(c.AnonymityThreshold, g.MinimumAnswers), v.Definition),
                             c.State,
                             Peer = c.Phases.Where(f => f.Kind == PhaseKind.PeerReview).Select(f => (PhaseState?)f.State).FirstOrDefault(),
                             Data = c.Phases.Where(f => f.Kind == PhaseKind.DataCollection).Select(f => (PhaseState?)f.State).FirstOrDefault(),
                             Unlocked = c.ActualsUnlockedAt != null,
                         }).SingleOrDefaultAsync(cancellation);
        return row is not null && FeedbackWindow.IsOpen(row.Link.Kind, row.State, row.Peer, row.Data, row.Unlocked) ? row.Link : null;
    }
}
