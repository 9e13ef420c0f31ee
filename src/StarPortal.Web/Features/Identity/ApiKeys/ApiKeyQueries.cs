using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Identity;

namespace StarPortal.Web.Features.Identity.ApiKeys;

/// <param name="Cycles">Names of the only cycles that it reaches; empty for all.</param>
public sealed record ApiKeyRow(
    int Id,
    string Name,
    string Prefix,
    ApiScopes Scopes,
    IReadOnlyList<string> Cycles,
    IReadOnlyList<string> Indicators,
    ApiKeyState State,
    string CreatedBy,
    DateTime CreatedAt,
    DateTime ExpiresAt,
    DateTime? LastUsedAt,
    string? LastUsedFrom,
    DateTime? RevokedAt,
    string? RevokedBy);

/// <summary>What a key can be limited to.</summary>
public sealed record ApiKeyChoices(IReadOnlyList<ApiKeyCycle> Cycles, IReadOnlyList<ApiKeyIndicator> Indicators);

public sealed record ApiKeyCycle(int Id, string Name);

public sealed record ApiKeyIndicator(string Key, LocalText Name);

/// <summary>Reads for the page of keys.</summary>
public sealed class ApiKeyQueries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    // more than that nobody ticks; a key for all of them is the other choice
    private const int MostCycles = 50;

    public async Task<IReadOnlyList<ApiKeyRow>> ListAsync(Actor actor, CancellationToken cancellation)
    {
        if (!ApiKeyAccess.CanManage(actor))
        {
            return [];
        }

        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var rows = await (from k in db.ApiKeys.AsNoTracking()
                          join a in db.Users on k.CreatedById equals a.Id
                          orderby k.RevokedAt != null, k.Id descending
                          select new
                          {
                              Key = k,
                              a.Roles,
                              a.Disabled,
                              LeaveDate = a.Employee == null ? null : a.Employee.LeaveDate,
                              TimeZone = a.Employee == null ? null : a.Employee.TimeZone,
                          }).ToListAsync(cancellation);
        var ids = rows.SelectMany(r => r.Key.CycleIds).Distinct().ToList();
        var names = await db.Cycles.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Name, cancellation);
        return rows.ConvertAll(r => new ApiKeyRow(
            r.Key.Id,
            r.Key.Name,
            r.Key.Prefix,
            r.Key.Scopes,
            [.. r.Key.CycleIds.Select(id => names.GetValueOrDefault(id, $"#{id}"))],
            r.Key.IndicatorKeys,
            r.Key.StateAt(now, new AccountState(r.Disabled, r.LeaveDate, r.TimeZone).MayAct(now) && ApiKeyAccess.MayGive(r.Roles, r.Key.Scopes)),
            r.Key.CreatedBy,
            r.Key.CreatedAt,
            r.Key.ExpiresAt,
            r.Key.LastUsedAt,
            r.Key.LastUsedFrom,
            r.Key.RevokedAt,
            r.Key.RevokedBy));
    }

    public async Task<ApiKeyChoices> ChoicesAsync(Actor actor, CancellationToken cancellation)
    {
        if (!ApiKeyAccess.CanManage(actor))
        {
            return new ApiKeyChoices([], []);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var cycles = await (from c in db.Cycles.AsNoTracking()
                            join v in db.TemplateVersions on c.TemplateVersionId equals v.Id
                            where c.State == CycleState.Published || c.State == CycleState.Running || c.State == CycleState.Calibrating
                            orderby c.PeriodStart descending, c.Id descending
                            select new { c.Id, c.Name, v.Definition }).Take(MostCycles).ToListAsync(cancellation);
        return new ApiKeyChoices(
            cycles.ConvertAll(c => new ApiKeyCycle(c.Id, c.Name)),
            [
                .. cycles.SelectMany(c => c.Definition.Indicators).Where(i => i.NeedsActual).DistinctBy(i => i.Key)
                    .OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => new ApiKeyIndicator(i.Key, i.Name)),
            ]);
    }
}
