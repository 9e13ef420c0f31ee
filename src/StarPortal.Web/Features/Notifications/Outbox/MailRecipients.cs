using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Notifications;

namespace StarPortal.Web.Features.Notifications.Outbox;

/// <summary>What is known of the people behind some messages at the moment of sending.</summary>
public sealed class MailPeople(
    IReadOnlyDictionary<int, (string Email, DateOnly? LeaveDate)> people,
    IReadOnlySet<string> refused,
    IReadOnlySet<(int EmployeeId, string Kind)> optOuts)
{
    /// <summary>The person's address of today, whatever it was when the message was written.</summary>
    public string AddressOf(TakenMessage message) =>
        message.EmployeeId is { } id && people.TryGetValue(id, out var person) ? person.Email : message.Address;

    /// <summary>Why it is not to be sent; null when it is.</summary>
    public SkipReason? Reason(TakenMessage message, string address, string? optOutKind, DateOnly today)
    {
        if (message.EmployeeId is { } id && people.TryGetValue(id, out var person) && person.LeaveDate < today)
        {
            return SkipReason.Left;
        }

        return address.Length == 0 ? SkipReason.NoAddress
            : refused.Contains(address) ? SkipReason.AddressRefuses
            : optOutKind is not null && message.EmployeeId is { } who && optOuts.Contains((who, optOutKind)) ? SkipReason.Unsubscribed
            : null;
    }
}

/// <summary>Reads and marks addresses for sending.</summary>
public sealed class MailRecipients(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<MailPeople> FindAsync(IReadOnlyList<TakenMessage> messages, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var ids = messages.Where(m => m.EmployeeId is not null).Select(m => m.EmployeeId!.Value).Distinct().ToList();
        var people = await db.Employees.AsNoTracking().Where(e => ids.Contains(e.Id)).Select(e => new { e.Id, e.Email, e.LeaveDate }).ToListAsync(cancellation);
        var addresses = people.Select(p => p.Email).Concat(messages.Where(m => m.EmployeeId is null).Select(m => m.Address)).ToList();
        var refused = await db.RefusedAddresses.Where(a => addresses.Contains(a.Address)).Select(a => a.Address).ToListAsync(cancellation);
        var optOuts = await db.MailOptOuts.AsNoTracking().Where(o => ids.Contains(o.EmployeeId)).Select(o => new { o.EmployeeId, o.Kind }).ToListAsync(cancellation);
        return new MailPeople(
            people.ToDictionary(p => p.Id, p => (p.Email, p.LeaveDate)),
            refused.ToHashSet(StringComparer.OrdinalIgnoreCase),
            optOuts.Select(o => (o.EmployeeId, o.Kind)).ToHashSet());
    }

    /// <summary>Later mails to this address are skipped until HR says that it works again.</summary>
    public async Task MarkRefusedAsync(string address, string error, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var row = new RefusedAddress(address.ToLowerInvariant(), MailText.Shortened(MailText.Clean(error), OutboxMessage.ErrorLimit), clock.GetUtcNow().UtcDateTime);
        await db.WriteAsync(() => db.InsertAsync([row], null, cancellation, skipKnown: true), cancellation);
    }

    /// <summary>How many mails may go out now without going over the limit per minute, those of other programs counted.</summary>
    /// <param name="perMinute">0 for no limit.</param>
    public async Task<int> AllowanceAsync(int perMinute, CancellationToken cancellation)
    {
        if (perMinute == 0)
        {
            return int.MaxValue;
        }

        var since = clock.GetUtcNow().UtcDateTime.AddMinutes(-1);
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return perMinute - await db.Outbox.CountAsync(m => m.Channel == OutboxChannel.Email && m.SentAt > since, cancellation);
    }
}
