using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Feedback;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Feedback.Phrases;

/// <summary>Brings the shipped phrases into the portal, and later wordings of those that are there. HR's own, and what HR retired, stay as they are.</summary>
internal sealed class InstallPhrases(IDbContextFactory<PortalDbContext> factory, TimeProvider clock) : IShippedData
{
    private static readonly Actor product = Actor.System("StarPortal");

    public async Task InstallAsync(CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var there = await db.Phrases.Where(p => p.ShippedCode != null).ToDictionaryAsync(p => p.ShippedCode!, cancellation);
        var changed = 0;
        foreach (var shipped in GeneralPhrases.All)
        {
            if (!there.TryGetValue(shipped.Code, out var phrase))
            {
                db.Phrases.Add(Phrase.Shipped(shipped.Code, shipped.Content, product, now));
                changed++;
            }
            else if (phrase.TakeEdition(shipped.Content, product, now))
            {
                changed++;
            }
        }

        if (changed > 0)
        {
            db.Audit(product, new AuditNote("Feedback.PhrasesInstalled", "Phrase", Details: changed.ToString(CultureInfo.InvariantCulture)), now);
            await db.SaveChangesAsync(cancellation);
        }
    }
}
