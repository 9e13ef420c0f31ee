using System.Diagnostics;
using Microsoft.Extensions.Options;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Features.Notifications.Mail;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.Notifications.Outbox;

/// <summary>What one run did.</summary>
public sealed record OutboxRun(int Sent, int Failed, int Skipped);

/// <summary>Sends the mails whose time has come, one after the other over one connection. One run at a time in this program.</summary>
public sealed class SendMails(OutboxStore store, MailRecipients recipients, IMailSender sender, IOptions<PortalOptions> options, TimeProvider clock, ILogger<SendMails> logger)
{
    private const int AtOnce = 20;

    /// <summary>Then another run goes on, so that stopping and pausing the job take hold soon.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(50);

    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(15);
    private readonly SemaphoreSlim one = new(1, 1);
    private DateTime restUntil;
    private int inVain;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public async Task<OutboxRun> RunAsync(CancellationToken cancellation)
    {
        if (!await one.WaitAsync(0, cancellation))
        {
            return new OutboxRun(0, 0, 0);
        }

        try
        {
            return await SendAsync(cancellation);
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<OutboxRun> SendAsync(CancellationToken cancellation)
    {
        var mail = options.Value.Mail;
        if (!mail.IsConfigured)
        {
            return new OutboxRun(0, 0, await store.EndOldAsync(OutboxChannel.Email, Now - OutboxRules.WaitForServer, OutboxState.Skipped, SkipReason.NotConfigured, cancellation));
        }

        if (Now < restUntil)
        {
            return new OutboxRun(0, 0, 0);
        }

        var (sent, failed, skipped) = (0, 0, 0);
        var began = Stopwatch.GetTimestamp();
        using var session = sender.Open();
        while (Stopwatch.GetElapsedTime(began) < Longest)
        {
            var most = Math.Min(AtOnce, await recipients.AllowanceAsync(mail.PerMinute, cancellation));
            var taken = most > 0 ? await store.TakeAsync(OutboxChannel.Email, null, most, cancellation) : [];
            if (taken.Count == 0)
            {
                break;
            }

            var fates = await SendAsync(taken, session, cancellation);
            sent += fates.Count(f => f == MailFate.Sent);
            skipped += fates.Count(f => f is null);
            failed += fates.Count(f => f is not null and not MailFate.Sent);
            if (fates.Contains(MailFate.Unavailable))
            {
                failed += await store.EndOldAsync(OutboxChannel.Email, Now - OutboxRules.WaitForAnswer, OutboxState.Dead, null, cancellation);
                break;
            }
        }

        return new OutboxRun(sent, failed, skipped);
    }

    /// <returns>What became of each that was dealt with; null for one that is not to be sent.</returns>
    private async Task<List<MailFate?>> SendAsync(IReadOnlyList<TakenMessage> taken, IMailSession session, CancellationToken cancellation)
    {
        var fates = new List<MailFate?>();
        var at = 0;
        try
        {
            var people = await recipients.FindAsync(taken, cancellation);
            for (; at < taken.Count && !fates.Contains(MailFate.Unavailable); at++)
            {
                // what is taken is finished before the program stops; what is not yet begun is given back
                cancellation.ThrowIfCancellationRequested();
                var message = taken[at];
                if (!await store.HoldsAsync(message, cancellation))
                {
                    continue;
                }

                fates.Add(await SendAsync(message, people, session, cancellation));
            }
        }
        finally
        {
            foreach (var message in taken.Skip(at))
            {
                await store.GiveBackAsync(message, null, CancellationToken.None);
            }
        }

        return fates;
    }

    private async Task<MailFate?> SendAsync(TakenMessage message, MailPeople people, IMailSession session, CancellationToken cancellation)
    {
        var content = OutboxMessage.MailOf(message.Content);
        var address = people.AddressOf(message);
        if ((content is null ? SkipReason.Dropped : people.Reason(message, address, content.OptOutKind, DateOnly.FromDateTime(Now))) is { } reason)
        {
            await store.SkippedAsync(message, reason, CancellationToken.None);
            return null;
        }

        MailOutcome outcome;
        try
        {
            outcome = await session.SendAsync(new OutgoingMail(message.Key, address, content!), cancellation);
        }
        catch (OperationCanceledException)
        {
            // cut off in the middle: it may or may not have arrived, and goes out again with the same Message-ID
            await store.GiveBackAsync(message, null, CancellationToken.None);
            throw;
        }

        OutboxMeter.Count(OutboxChannel.Email, outcome.Fate);
        await RecordAsync(message, address, outcome);
        return outcome.Fate;
    }

    // once the server has answered, the answer is written down whether or not the program is being stopped
    private async Task RecordAsync(TakenMessage message, string address, MailOutcome outcome)
    {
        switch (outcome.Fate)
        {
            case MailFate.Sent:
                inVain = 0;
                await store.SentAsync(message, address, CancellationToken.None);
                break;
            case MailFate.Unavailable:
                inVain++;
                var rest = OutboxRules.Pause(inVain, Random.Shared.NextDouble());
                restUntil = Now + (rest < LongestRest ? rest : LongestRest);
                logger.LogWarning("The mail server cannot be used now; tried again after {Until:u}: {Error}", restUntil, outcome.Error);
                await store.GiveBackAsync(message, outcome.Error, CancellationToken.None);
                break;
            case MailFate.AddressRefused:
                await recipients.MarkRefusedAsync(address, outcome.Error ?? "", CancellationToken.None);
                await store.FailedAsync(message, outcome.Error, forGood: true, CancellationToken.None);
                break;
            default:
                logger.LogInformation("Mail {Id} ({Kind}) was not taken: {Error}", message.Id, message.Kind, outcome.Error);
                await store.FailedAsync(message, outcome.Error, outcome.Fate == MailFate.Refused, CancellationToken.None);
                break;
        }
    }
}
