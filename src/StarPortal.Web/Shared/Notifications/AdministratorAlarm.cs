using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Identity;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Shared.Notifications;

/// <summary>
/// Tells administrators that something is wrong: those who are employees by a notice, the others, who have no bell, by a mail
/// to the address they sign in with; and team chats.
/// </summary>
public sealed class AdministratorAlarm(MailComposer composer, IEnumerable<NoticeKind> kinds, IOptions<PortalOptions> options)
{
    // roles are kept as words: a database cannot look into them bit by bit
    private static readonly IReadOnlyList<Roles> Administrators = AccountAccess.SetsWith(Roles.Administrator);

    /// <summary>Reads what mails are written with. Not inside a write transaction.</summary>
    public Task<MailWriter> OpenAsync(CancellationToken cancellation) => composer.OpenAsync(cancellation);

    /// <summary>With the next save; the same notice is told once.</summary>
    /// <param name="db">Where it is written.</param>
    /// <param name="writer">Opened before.</param>
    /// <param name="notice">Of a registered kind, which is a kind of announcement too.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task RaiseAsync(PortalDbContext db, MailWriter writer, Notice notice, DateTime now, CancellationToken cancellation)
    {
        var accounts = await db.Users.AsNoTracking().Where(a => Administrators.Contains(a.Roles) && !a.Disabled)
            .Select(a => new { a.Id, a.EmployeeId, a.DisplayName, a.Email, a.Language }).ToListAsync(cancellation);
        db.Notify(accounts.Where(a => a.EmployeeId is not null).Select(a => a.EmployeeId!.Value), notice, now);
        db.Queue(
            from account in accounts
            where account.EmployeeId is null && !string.IsNullOrEmpty(account.Email)
            let to = new MailRecipient(null, account.DisplayName, account.Email!, account.Language, options.Value.TimeZone)
            select writer.Compose(new MailDraft("Notice", FormattableString.Invariant($"alarm:{account.Id}:{notice.Kind}:{notice.Key}"), to, Values(notice, writer, account.Language)) { Mandatory = true }));
        db.Announce(new Announcement(notice.Kind, notice.Key, notice.Link, notice.Args), now);
    }

    private Dictionary<string, MailValue> Values(Notice notice, MailWriter writer, string language)
    {
        using var reading = Reading.In(Languages.Nearest(language));
        var kind = kinds.Single(k => k.Kind == notice.Kind);
        return new Dictionary<string, MailValue>
        {
            ["sentence"] = string.Format(CultureInfo.CurrentCulture, kind.Sentence(), [.. notice.Args.Select((a, i) => kind.Word?.Invoke(i, a) ?? a)]),
            ["link"] = new MailLink(writer.Absolute(notice.Link), MailsText.Notice_LinkLabel),
        };
    }
}
