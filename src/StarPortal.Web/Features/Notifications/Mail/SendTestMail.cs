using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared.Hosting;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Notifications.Mail;

/// <summary>Sends HR a mail with sample values at once, past the outbox, so that the answer of the mail server is seen.</summary>
public sealed class SendTestMail(IDbContextFactory<PortalDbContext> factory, IEnumerable<MailKind> kinds, MailComposer composer, IMailSender sender, IOptions<PortalOptions> options, TimeProvider clock)
{
    public async Task<Result> RunAsync(string kind, string language, MailWording wording, Actor actor, CancellationToken cancellation)
    {
        if (!NotificationAccess.CanEditTemplates(actor) || kinds.SingleOrDefault(k => k.Kind == kind) is not { } known)
        {
            return SharedErrors.NotAllowed;
        }

        if (!options.Value.Mail.IsConfigured)
        {
            return NotificationErrors.NoMailServer;
        }

        if (EditMailTemplate.Check(known, wording) is { Count: > 0 } faults)
        {
            return Result.Fail(faults);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var address = await db.Users.Where(a => a.Id == actor.AccountId).Select(a => a.Email).SingleOrDefaultAsync(cancellation);
        if (string.IsNullOrEmpty(address))
        {
            return NotificationErrors.NoOwnAddress;
        }

        var writer = await composer.OpenAsync(cancellation);
        var draft = MailTemplateQueries.Sample(known, language, new MailRecipient(null, actor.Name, address, language, "UTC"));
        using var session = sender.Open();
        var key = FormattableString.Invariant($"test:{actor.AccountId}:{clock.GetUtcNow().Ticks}");
        var outcome = await session.SendAsync(new OutgoingMail(key, address, writer.Write(draft, wording)), cancellation);
        return outcome.Fate == MailFate.Sent ? Result.Ok : NotificationErrors.MailRefused.With(outcome.Error ?? "");
    }
}
