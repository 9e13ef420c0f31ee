using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Jobs;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Features.Notifications.Outbox;

namespace StarPortal.Web.Features.Notifications.Webhooks;

/// <summary>Calls webhooks: each in its own order, none waiting for another that is slow.</summary>
public sealed class SendWebhooks(
    IDbContextFactory<PortalDbContext> factory,
    OutboxStore store,
    WebhookCaller caller,
    WebhookSecrets secrets,
    AnnouncementSentences sentences,
    TimeProvider clock)
{
    private const int AtOnce = 20;
    private const int HooksAtOnce = 8;

    private readonly SemaphoreSlim one = new(1, 1);

    public async Task<OutboxRun> RunAsync(CancellationToken cancellation)
    {
        if (!await one.WaitAsync(0, cancellation))
        {
            return new OutboxRun(0, 0, 0);
        }

        try
        {
            return await CallAllAsync(cancellation);
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>One call outside the outbox, for the test button.</summary>
    public Task<WebhookAnswer> CallAsync(Webhook hook, string id, Announcement announcement, CancellationToken cancellation) =>
        secrets.Read(hook.ProtectedUrl) is { } url && (hook.ProtectedSecret is null ? "" : secrets.Read(hook.ProtectedSecret)) is { } secret
            ? caller.CallAsync(
                hook.Format,
                WebhookFormats.Write(hook.Format, url, secret.Length == 0 ? null : secret, sentences.Write(id, announcement, hook.Language, clock.GetUtcNow().UtcDateTime), clock.GetUtcNow().UtcDateTime),
                cancellation)
            : Task.FromResult(new WebhookAnswer(false, "The address can no longer be read; set it again.", ForGood: true));

    private async Task<OutboxRun> CallAllAsync(CancellationToken cancellation)
    {
        List<int?> due;
        Dictionary<int, Webhook> hooks;
        await using (var db = await factory.CreateDbContextAsync(cancellation))
        {
            var now = clock.GetUtcNow().UtcDateTime;
            due = await db.Outbox.Where(m => m.Channel == OutboxChannel.Webhook && (m.State == OutboxState.Waiting || m.State == OutboxState.Sending) && m.NextAttemptAt <= now)
                .Select(m => m.WebhookId).Distinct().ToListAsync(cancellation);
            hooks = await db.Webhooks.AsNoTracking().ToDictionaryAsync(h => h.Id, cancellation);
        }

        var runs = new System.Collections.Concurrent.ConcurrentBag<OutboxRun>();
        await Parallel.ForEachAsync(
            due.Where(id => id is not null).Select(id => id!.Value),
            new ParallelOptions { MaxDegreeOfParallelism = HooksAtOnce, CancellationToken = cancellation },
            async (id, stop) => runs.Add(await CallOneAsync(id, hooks.GetValueOrDefault(id), stop)));
        if (due.Contains(null))
        {
            // the webhook was removed
            runs.Add(new OutboxRun(0, 0, await SkipOrphansAsync(cancellation)));
        }

        return new OutboxRun(runs.Sum(r => r.Sent), runs.Sum(r => r.Failed), runs.Sum(r => r.Skipped));
    }

    private async Task<OutboxRun> CallOneAsync(int id, Webhook? hook, CancellationToken cancellation)
    {
        var taken = await store.TakeAsync(OutboxChannel.Webhook, id, AtOnce, cancellation);
        var (sent, failed, skipped, at) = (0, 0, 0, 0);
        try
        {
            // after a failure the others wait: they would fare no better, and keep their order
            for (; at < taken.Count && failed == 0; at++)
            {
                cancellation.ThrowIfCancellationRequested();
                var message = taken[at];
                if (!await store.HoldsAsync(message, cancellation))
                {
                    continue;
                }

                if (hook is not { Enabled: true } || OutboxMessage.AnnouncementOf(message.Content) is not { } announcement)
                {
                    await store.SkippedAsync(message, SkipReason.NotConfigured, CancellationToken.None);
                    skipped++;
                    continue;
                }

                var answer = await CallAsync(hook, IdOf(message), announcement, cancellation);
                OutboxMeter.Count(OutboxChannel.Webhook, answer.Taken ? OutboxState.Sent : OutboxState.Waiting);
                if (answer.Taken)
                {
                    await store.SentAsync(message, hook.Host, CancellationToken.None);
                    sent++;
                }
                else
                {
                    await store.FailedAsync(message, answer.Error, answer.ForGood, CancellationToken.None);
                    failed++;
                }
            }
        }
        finally
        {
            foreach (var message in taken.Skip(at))
            {
                await store.GiveBackAsync(message, null, CancellationToken.None);
            }
        }

        return new OutboxRun(sent, failed, skipped);
    }

    private async Task<int> SkipOrphansAsync(CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteAsync(
            () => db.Outbox.Where(m => m.Channel == OutboxChannel.Webhook && m.WebhookId == null && (m.State == OutboxState.Waiting || m.State == OutboxState.Sending))
                .ExecuteUpdateAsync(s => s.SetProperty(m => m.State, OutboxState.Skipped).SetProperty(m => m.SkippedBecause, SkipReason.NotConfigured), cancellation),
            cancellation);
    }

    // a receiver that was told twice knows it by this
    private static string IdOf(TakenMessage message) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(message.Key)))[..32];
}

/// <summary>Tells webhooks what was announced.</summary>
internal sealed class WebhooksJob(SendWebhooks webhooks, JobReport report) : IRecurringJob
{
    public string Name => "Webhooks";

    public string Label => NotificationsText.Job_Webhooks;

    public JobSchedule Schedule => JobSchedule.Every(TimeSpan.FromSeconds(10));

    public async Task RunAsync(CancellationToken cancellation)
    {
        var run = await webhooks.RunAsync(cancellation);
        report.Add("MessagesSent", run.Sent);
        report.Add("MessagesFailed", run.Failed);
        report.Add("MessagesSkipped", run.Skipped);
    }
}
