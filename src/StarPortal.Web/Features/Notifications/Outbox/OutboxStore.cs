using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Notifications;

namespace StarPortal.Web.Features.Notifications.Outbox;

/// <summary>A message that this run holds.</summary>
public sealed record TakenMessage(
    int Id,
    string Owner,
    string Key,
    string Kind,
    int? EmployeeId,
    int? WebhookId,
    string Address,
    string? Content,
    int Attempts,
    DateTime LeaseUntil,
    DateTime CreatedAt);

/// <summary>
/// Takes messages and says what became of them, each by one statement that compares and sets: two programs never both hold
/// one, and whoever was away for longer than its lease finds out before it sends.
/// </summary>
public sealed class OutboxStore(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <summary>This start of the program: on SQLite whatever another start holds was cut off.</summary>
    private readonly string node = Guid.NewGuid().ToString("N");

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>The oldest messages whose time has come, for this run alone.</summary>
    /// <param name="webhookId">Only of this webhook.</param>
    public async Task<IReadOnlyList<TakenMessage>> TakeAsync(OutboxChannel channel, int? webhookId, int most, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var now = Now;
        var run = $"{node}/{Guid.NewGuid():N}";
        // most runs find nothing: no write transaction for that
        if (!await Due(db, channel, webhookId, now).AnyAsync(cancellation))
        {
            return [];
        }

        await db.WriteAsync(
            async () =>
            {
                var ids = await Due(db, channel, webhookId, now).OrderBy(m => m.Id).Select(m => m.Id).Take(most).ToListAsync(cancellation);
                await Due(db, channel, webhookId, now).Where(m => ids.Contains(m.Id))
                    .ExecuteUpdateAsync(
                        s => s.SetProperty(m => m.Attempts, m => m.State == OutboxState.Sending ? m.Attempts + 1 : m.Attempts)
                            .SetProperty(m => m.State, OutboxState.Sending)
                            .SetProperty(m => m.LeaseOwner, run)
                            .SetProperty(m => m.LeaseUntil, now + OutboxRules.Lease),
                        cancellation);
            },
            cancellation);
        return await db.Outbox.AsNoTracking().Where(m => m.LeaseOwner == run && m.State == OutboxState.Sending).OrderBy(m => m.Id)
            .Select(m => new TakenMessage(m.Id, run, m.Key, m.Kind, m.EmployeeId, m.WebhookId, m.Address, m.Content, m.Attempts, m.LeaseUntil!.Value, m.CreatedAt))
            .ToListAsync(cancellation);
    }

    /// <summary>Whether the message may still be sent by this run; near the end of the lease it is renewed.</summary>
    public async Task<bool> HoldsAsync(TakenMessage message, CancellationToken cancellation)
    {
        var now = Now;
        if (message.LeaseUntil - now > OutboxRules.Lease / 2)
        {
            return true;
        }

        return await SetAsync(
            message,
            q => q.Where(m => m.LeaseOwner == message.Owner).ExecuteUpdateAsync(s => s.SetProperty(m => m.LeaseUntil, now + OutboxRules.Lease), cancellation),
            cancellation);
    }

    /// <summary>It is out, whoever holds it by now.</summary>
    public async Task SentAsync(TakenMessage message, string address, CancellationToken cancellation)
    {
        var now = Now;
        await SetAsync(
            message,
            q => q.ExecuteUpdateAsync(
                s => s.SetProperty(m => m.State, OutboxState.Sent)
                    .SetProperty(m => m.Attempts, message.Attempts + 1)
                    .SetProperty(m => m.Address, address)
                    .SetProperty(m => m.SentAt, now)
                    .SetProperty(m => m.LastError, (string?)null)
                    .SetProperty(m => m.LeaseOwner, (string?)null)
                    .SetProperty(m => m.LeaseUntil, (DateTime?)null),
                cancellation),
            cancellation);
    }

    /// <summary>It was refused: tried again after a pause, or given up.</summary>
    /// <param name="forGood">Trying again would be of no use.</param>
    public async Task FailedAsync(TakenMessage message, string? error, bool forGood, CancellationToken cancellation)
    {
        var attempts = message.Attempts + 1;
        var state = forGood || OutboxRules.IsOver(attempts) ? OutboxState.Dead : OutboxState.Waiting;
        var next = Now + OutboxRules.Pause(attempts, Random.Shared.NextDouble());
        await EndAsync(message, state, null, error, attempts, next, cancellation);
    }

    public Task SkippedAsync(TakenMessage message, SkipReason reason, CancellationToken cancellation) =>
        EndAsync(message, OutboxState.Skipped, reason, null, message.Attempts, null, cancellation);

    /// <summary>Nothing was tried, or the other side could not be reached: it waits as before and no try is counted.</summary>
    public Task GiveBackAsync(TakenMessage message, string? error, CancellationToken cancellation) =>
        EndAsync(message, OutboxState.Waiting, null, error, message.Attempts, null, cancellation);

    /// <summary>What waited in vain for its other side.</summary>
    public async Task<int> EndOldAsync(OutboxChannel channel, DateTime dueBefore, OutboxState state, SkipReason? reason, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var old = db.Outbox.Where(m => m.Channel == channel && m.State == OutboxState.Waiting && m.NextAttemptAt < dueBefore);
        return await old.AnyAsync(cancellation)
            ? await db.WriteAsync(() => old.ExecuteUpdateAsync(s => s.SetProperty(m => m.State, state).SetProperty(m => m.SkippedBecause, reason), cancellation), cancellation)
            : 0;
    }

    private static IQueryable<OutboxMessage> Held(PortalDbContext db, TakenMessage message) =>
        db.Outbox.Where(m => m.Id == message.Id && m.State == OutboxState.Sending);

    private IQueryable<OutboxMessage> Due(PortalDbContext db, OutboxChannel channel, int? webhookId, DateTime now)
    {
        var due = db.Outbox.Where(m => m.Channel == channel && m.NextAttemptAt <= now);
        due = webhookId is { } id ? due.Where(m => m.WebhookId == id) : due;
        return db.IsSqlite
            ? due.Where(m => m.State == OutboxState.Waiting || (m.State == OutboxState.Sending && (m.LeaseUntil < now || !m.LeaseOwner!.StartsWith(node))))
            : due.Where(m => m.State == OutboxState.Waiting || (m.State == OutboxState.Sending && m.LeaseUntil < now));
    }

    private async Task EndAsync(TakenMessage message, OutboxState state, SkipReason? reason, string? error, int attempts, DateTime? next, CancellationToken cancellation)
    {
        var short500 = error is null ? null : MailText.Shortened(MailText.Clean(error), OutboxMessage.ErrorLimit);
        await SetAsync(
            message,
            q => q.Where(m => m.LeaseOwner == message.Owner).ExecuteUpdateAsync(
                s => s.SetProperty(m => m.State, state)
                    .SetProperty(m => m.SkippedBecause, reason)
                    .SetProperty(m => m.Attempts, attempts)
                    .SetProperty(m => m.NextAttemptAt, m => next ?? m.NextAttemptAt)
                    .SetProperty(m => m.LastError, m => short500 ?? m.LastError)
                    .SetProperty(m => m.LeaseOwner, (string?)null)
                    .SetProperty(m => m.LeaseUntil, (DateTime?)null),
                cancellation),
            cancellation);
    }

    private async Task<bool> SetAsync(TakenMessage message, Func<IQueryable<OutboxMessage>, Task<int>> set, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteAsync(() => set(Held(db, message)), cancellation) == 1;
    }
}
