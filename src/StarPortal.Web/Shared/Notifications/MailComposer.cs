using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Shared.Notifications;

/// <summary>Somebody who gets a mail.</summary>
/// <param name="EmployeeId">Null for an address that is nobody's in the company.</param>
/// <param name="Language">A culture name.</param>
/// <param name="TimeZone">An IANA name; the mail's dates are written in it by whoever gives the values.</param>
public sealed record MailRecipient(int? EmployeeId, string Name, string Address, string Language, string TimeZone);

/// <summary>A mail that is still to be written.</summary>
/// <param name="Kind">A registered <see cref="MailKind"/>.</param>
/// <param name="Key">What it is for: a second one with the same key is not sent.</param>
/// <param name="To">Its language decides which text is taken.</param>
/// <param name="Values">For the kind's placeholders, written in the recipient's language.</param>
public sealed record MailDraft(string Kind, string Key, MailRecipient To, IReadOnlyDictionary<string, MailValue> Values)
{
    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];

    /// <summary>What the recipient can switch off; null for the mail's own kind.</summary>
    public string? OptOutKind { get; init; }

    /// <summary>The mail cannot be switched off, whatever its kind says.</summary>
    public bool Mandatory { get; init; }

    /// <summary>UTC; not sent before.</summary>
    public DateTime? NotBefore { get; init; }
}

/// <summary>Writes mails: the built-in text of a kind or HR's own, in the recipient's language, as HTML and as text.</summary>
public sealed class MailComposer(
    IDbContextFactory<PortalDbContext> factory,
    IEnumerable<MailKind> kinds,
    UnsubscribeLinks unsubscribe,
    PortalLinks links,
    Microsoft.Extensions.Options.IOptions<PortalOptions> options,
    TimeProvider clock)
{
    /// <summary>
    /// Reads the edited texts once, for as many mails as are to be written now. Not inside a write transaction; what it
    /// answers may be used in one.
    /// </summary>
    public async Task<MailWriter> OpenAsync(CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var edited = await db.MailTemplateVersions.AsNoTracking()
            .Where(t => !db.MailTemplateVersions.Any(n => n.Kind == t.Kind && n.Language == t.Language && n.Number > t.Number))
            .ToListAsync(cancellation);
        var brand = await db.CompanySettings.AsNoTracking().Select(s => s.Brand).SingleOrDefaultAsync(cancellation);
        unsubscribe.WarmUp();
        return new MailWriter(
            kinds.ToDictionary(k => k.Kind),
            edited.Where(t => t.Body is not null).ToDictionary(t => (t.Kind, t.Language), t => new MailWording(t.Subject!, t.Body!)),
            language => brand is null || brand.Name.IsEmpty ? options.Value.CompanyName : brand.Name.For(language),
            path => links.Absolute(path),
            unsubscribe,
            clock);
    }
}

/// <summary>Subject and text of a mail with their placeholders.</summary>
public sealed record MailWording(string Subject, string Body);

/// <summary>One reading of the texts, see <see cref="MailComposer"/>. May be used by one thread at a time.</summary>
public sealed class MailWriter(
    IReadOnlyDictionary<string, MailKind> kinds,
    IReadOnlyDictionary<(string Kind, string Language), MailWording> edited,
    Func<string, string> company,
    Func<string, string> absolute,
    UnsubscribeLinks unsubscribe,
    TimeProvider clock)
{
    /// <summary>A path of the portal as an address that a mail can hold.</summary>
    public string Absolute(string path) => absolute(path);

    /// <summary>The message for the outbox; hand it to <see cref="PortalDbContext.Queue"/>.</summary>
    public OutboxMessage Compose(MailDraft draft) =>
        OutboxMessage.Mail(
            draft.Key,
            draft.Kind,
            draft.To.EmployeeId,
            draft.To.Address,
            Write(draft),
            clock.GetUtcNow().UtcDateTime,
            draft.NotBefore);

    /// <summary>The mail itself.</summary>
    /// <param name="draft">To whom, and with which values.</param>
    /// <param name="wording">A text to be tried out; null for the one in use.</param>
    public MailContent Write(MailDraft draft, MailWording? wording = null)
    {
        var language = Languages.Nearest(draft.To.Language);
        using var reading = Reading.In(language);
        var kind = kinds[draft.Kind];
        var text = wording ?? edited.GetValueOrDefault((draft.Kind, language)) ?? new MailWording(kind.Subject(), kind.Body());
        var values = new Dictionary<string, MailValue>(draft.Values, StringComparer.Ordinal)
        {
            ["name"] = draft.To.Name,
            ["company"] = company(language),
            ["portal"] = new MailLink(absolute("/"), MailsText.OpenPortal),
        };
        var optOut = draft.Mandatory || kind.Mandatory || draft.To.EmployeeId is null ? null : draft.OptOutKind ?? draft.Kind;
        var url = optOut is null ? null : absolute(unsubscribe.PathOf(draft.To.EmployeeId!.Value, optOut));
        var page = new MailPage(language, company(language), absolute("/"), absolute("/account/notifications"), url?.Replace(UnsubscribeLinks.Root, UnsubscribeLinks.PageRoot, StringComparison.Ordinal));
        var subject = MailText.Subject(text.Subject, values);
        return new MailContent(
            MailText.Shortened(MailText.Clean(draft.To.Name), 100),
            language,
            subject,
            page.Html(subject, MailText.ToHtml(text.Body, values)),
            page.Text(MailText.ToText(text.Body, values)),
            draft.Attachments,
            url,
            optOut);
    }
}
