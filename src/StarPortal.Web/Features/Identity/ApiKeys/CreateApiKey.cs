using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Identity;

namespace StarPortal.Web.Features.Identity.ApiKeys;

/// <summary>Makes a key; its text is answered once and never stored.</summary>
public sealed class CreateApiKey(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result<string>> RunAsync(ApiKeyPlan plan, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var made = ApiKey.Create(plan, actor, now);
        if (made.Failed)
        {
            return Result<string>.Fail(made.Errors);
        }

        var (key, token) = made.Value;
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await db.Cycles.CountAsync(c => key.CycleIds.Contains(c.Id) && c.State != CycleState.Cancelled, cancellation) != key.CycleIds.Count)
        {
            return IdentityErrors.ApiKeyUnknownCycle;
        }

        return await db.WriteAsync<Result<string>>(
            async () =>
            {
                db.ApiKeys.Add(key);
                await db.SaveChangesAsync(cancellation);
                var details = FormattableString.Invariant($"prefix={key.Prefix}, scopes={string.Join(' ', ApiScopeNames.Of(key.Scopes))}, cycles={Limits(key.CycleIds)}, indicators={Limits(key.IndicatorKeys)}, expires={key.ExpiresAt:yyyy-MM-dd}");
                db.Audit(actor, new AuditNote("Identity.ApiKeyCreated", "ApiKey", key.Id, Reason: key.Name, Details: details), now);
                return token;
            },
            cancellation);
    }

    private static string Limits<T>(IReadOnlyList<T> limits) => limits.Count == 0 ? "all" : string.Join(' ', limits);
}
