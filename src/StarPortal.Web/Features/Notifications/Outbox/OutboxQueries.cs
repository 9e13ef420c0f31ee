using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.Notifications.Outbox;

/// <param name="Recipient">A person's name, a webhook's name or an address.</param>
public sealed record OutboxRow(
    int Id,
    OutboxChannel Channel,
    string Kind,
    string Recipient,
    string Address,
    OutboxState State,
    SkipReason? SkippedBecause,
    int Attempts,
    DateTime CreatedAt,
    DateTime? NextAttemptAt,
    DateTime? SentAt,
    string? LastError);

public sealed record OutboxFilter(OutboxState? State = null, OutboxChannel? Channel = null, string Text = "");

public sealed record RefusedAddressRow(string Address, string Error, DateTime At, int? EmployeeId, string? Name);

/// <param name="HasMailServer">Mails are sent.</param>
public sealed record OutboxView(Page<OutboxRow> Rows, IReadOnlyDictionary<OutboxState, int> Counts, IReadOnlyList<RefusedAddressRow> Refused, bool HasMailServer);

/// <summary>What leaves the portal, without its contents: nobody reads other people's mail here.</summary>
public sealed class OutboxQueries(IDbContextFactory<PortalDbContext> factory, IOptions<PortalOptions> options)
{
    public const int PageSize = 50;
    private const int MostRefused = 200;

    /// <summary>How many messages there are in each state, for figures.</summary>
    public async Task<IReadOnlyDictionary<OutboxState, int>> CountByStateAsync(CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await CountAsync(db, cancellation);
    }

    /// <summary>Whether a person's address refuses mail; null when it does not, and for whoever cannot clear it.</summary>
    public async Task<RefusedAddressRow?> RefusedOfAsync(int employeeId, Actor actor, CancellationToken cancellation)
    {
        if (!NotificationAccess.CanClearAddresses(actor))
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await (
            from e in db.Employees.AsNoTracking()
            join a in db.RefusedAddresses on e.Email equals a.Address
            where e.Id == employeeId
            select new RefusedAddressRow(a.Address, a.Error, a.At, e.Id, e.Name)).FirstOrDefaultAsync(cancellation);
    }

    /// <param name="page">1 upwards.</param>
    public async Task<OutboxView> ReadAsync(OutboxFilter filter, int page, Actor actor, CancellationToken cancellation)
    {
        if (!NotificationAccess.CanManageOutbox(actor))
        {
            return new OutboxView(new Page<OutboxRow>([], 0), new Dictionary<OutboxState, int>(), [], true);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var chosen = Chosen(db, filter);
        var rows = await chosen.OrderByDescending(m => m.Id).Skip((page - 1) * PageSize).Take(PageSize)
            .Select(m => new OutboxRow(
                m.Id,
                m.Channel,
                m.Kind,
                db.Employees.Where(e => e.Id == m.EmployeeId).Select(e => e.Name).FirstOrDefault() ?? db.Webhooks.Where(h => h.Id == m.WebhookId).Select(h => h.Name).FirstOrDefault() ?? m.Address,
                m.Address,
                m.State,
                m.SkippedBecause,
                m.Attempts,
                m.CreatedAt,
                m.State == OutboxState.Waiting ? m.NextAttemptAt : null,
                m.SentAt,
                m.LastError))
            .ToListAsync(cancellation);
        var refused = await (from a in db.RefusedAddresses.AsNoTracking()
                             join e in db.Employees on a.Address equals e.Email into people
                             from e in people.DefaultIfEmpty()
                             orderby a.At descending
                             select new RefusedAddressRow(a.Address, a.Error, a.At, e == null ? null : e.Id, e == null ? null : e.Name)).Take(MostRefused).ToListAsync(cancellation);
        return new OutboxView(new Page<OutboxRow>(rows, await chosen.CountAsync(cancellation)), await CountAsync(db, cancellation), refused, options.Value.Mail.IsConfigured);
    }

    private static IQueryable<OutboxMessage> Chosen(PortalDbContext db, OutboxFilter filter)
    {
        var rows = db.Outbox.AsNoTracking();
        rows = filter.State is { } state ? rows.Where(m => m.State == state) : rows;
        rows = filter.Channel is { } channel ? rows.Where(m => m.Channel == channel) : rows;
        if (!string.IsNullOrWhiteSpace(filter.Text))
        {
            var pattern = SearchPattern.Contains(filter.Text.Trim());
            rows = rows.Where(m => EF.Functions.Like(m.Address.ToLower(), pattern, "\\")
                || EF.Functions.Like(m.Kind.ToLower(), pattern, "\\")
                || db.Employees.Any(e => e.Id == m.EmployeeId && EF.Functions.Like(e.Name.ToLower(), pattern, "\\")));
        }

        return rows;
    }

    private static async Task<IReadOnlyDictionary<OutboxState, int>> CountAsync(PortalDbContext db, CancellationToken cancellation) =>
        await db.Outbox.GroupBy(m => m.State).Select(g => new { State = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.State, g => g.Count, cancellation);
}
