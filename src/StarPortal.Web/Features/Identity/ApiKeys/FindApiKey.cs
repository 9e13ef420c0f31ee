using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Identity;
using StarPortal.Web.Shared.Api;

namespace StarPortal.Web.Features.Identity.ApiKeys;

internal sealed record FoundApiKey(ApiCaller Caller, ApiScopes Scopes);

/// <summary>The key behind what a program sent, if it may be used now; notes its use.</summary>
internal sealed class FindApiKey(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <summary>A busy key would else write with every request.</summary>
    private static readonly TimeSpan NotedEvery = TimeSpan.FromMinutes(1);

    // compared with when there is no such key, so that the time taken says nothing about what exists
    private static readonly string NoKey = ApiKey.HashOf("");

    public async Task<FoundApiKey?> RunAsync(string token, string? address, CancellationToken cancellation)
    {
        if (ApiKey.PrefixOf(token) is not { } prefix)
        {
            return null;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var row = await (from k in db.ApiKeys.AsNoTracking()
                         join a in db.Users on k.CreatedById equals a.Id
                         where k.Prefix == prefix
                         select new
                         {
                             Key = k,
                             a.EmployeeId,
                             a.Roles,
                             a.Disabled,
                             LeaveDate = a.Employee == null ? null : a.Employee.LeaveDate,
                             TimeZone = a.Employee == null ? null : a.Employee.TimeZone,
                         }).SingleOrDefaultAsync(cancellation);
        if (!ApiKey.IsSame(row?.Key.SecretHash ?? NoKey, ApiKey.HashOf(token)) || row is null)
        {
            return null;
        }

        var maker = new AccountState(row.Disabled, row.LeaveDate, row.TimeZone).MayAct(now) && ApiKeyAccess.MayGive(row.Roles, row.Key.Scopes);
        if (row.Key.StateAt(now, maker) != ApiKeyState.Active)
        {
            return null;
        }

        if (row.Key.LastUsedAt is not { } last || now - last >= NotedEvery)
        {
            await db.WriteAsync(() => NoteAsync(db, row.Key.Id, address, now, cancellation), cancellation);
        }

        return new FoundApiKey(new ApiCaller(row.Key.Id, row.Key.Name, row.Key.CreatedById, row.EmployeeId, row.Key.CycleIds, row.Key.IndicatorKeys, address), row.Key.Scopes);
    }

    private static Task<int> NoteAsync(PortalDbContext db, int key, string? address, DateTime now, CancellationToken cancellation)
    {
        var before = now - NotedEvery;
        return db.ApiKeys.Where(k => k.Id == key && (k.LastUsedAt == null || k.LastUsedAt <= before))
            .ExecuteUpdateAsync(s => s.SetProperty(k => k.LastUsedAt, now).SetProperty(k => k.LastUsedFrom, address), cancellation);
    }
}
