using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Identity.ApiKeys;

/// <summary>Takes a key out of use, from the next request on and for good.</summary>
public sealed class RevokeApiKey(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(int id, string reason, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await db.ApiKeys.SingleOrDefaultAsync(k => k.Id == id, cancellation) is not { } key)
        {
            return SharedErrors.NotAllowed;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var revoked = key.Revoke(actor, now);
        if (revoked.Failed)
        {
            return revoked;
        }

        db.Audit(actor, new AuditNote("Identity.ApiKeyRevoked", "ApiKey", key.Id, Reason: reason.Trim(), Details: $"name={key.Name}, prefix={key.Prefix}"), now);
        return await db.SaveOrTellAsync(cancellation);
    }
}
