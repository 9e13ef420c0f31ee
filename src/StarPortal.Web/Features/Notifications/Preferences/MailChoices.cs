using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Notifications.Preferences;

/// <summary>One kind that a person gets by e-mail or not.</summary>
/// <param name="Group">The feature that sends it; empty for mails of their own.</param>
/// <param name="Mandatory">It cannot be switched off.</param>
public sealed record MailChoice(string Kind, string Group, string Label, bool On, bool Mandatory);

/// <summary>What can be switched off, and what is.</summary>
public sealed class MailChoices(IDbContextFactory<PortalDbContext> factory, IEnumerable<MailKind> mails, IEnumerable<NoticeKind> notices)
{
    public async Task<IReadOnlyList<MailChoice>> MineAsync(Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var off = await db.MailOptOuts.AsNoTracking().Where(o => o.EmployeeId == me).Select(o => o.Kind).ToListAsync(cancellation);
        var own = mails.Where(m => m.OptOutIsOwn).Select(m => new MailChoice(m.Kind, "", m.Label(), !off.Contains(m.Kind), m.Mandatory));
        var told = notices.Where(n => n.Delivery != NoticeDelivery.PortalOnly)
            .Select(n => new MailChoice(n.Kind, n.Kind.Split('.')[0], LabelOf(n), !off.Contains(n.Kind), n.Mandatory));
        return [.. own.Concat(told).Select(c => c.Mandatory ? c with { On = true } : c).OrderBy(c => c.Group.Length > 0).ThenBy(c => c.Group, StringComparer.Ordinal).ThenBy(c => c.Label, StringComparer.CurrentCulture)];
    }

    /// <summary>Whether the kind exists and may be switched off.</summary>
    public bool IsSwitchable(string kind) =>
        mails.Any(m => m.Kind == kind && m is { OptOutIsOwn: true, Mandatory: false }) || notices.Any(n => n.Kind == kind && n is { Mandatory: false, Delivery: not NoticeDelivery.PortalOnly });

    /// <summary>What a kind is called, in the reader's language.</summary>
    public string LabelOf(string kind) =>
        mails.FirstOrDefault(m => m.Kind == kind)?.Label() ?? (notices.FirstOrDefault(n => n.Kind == kind) is { } notice ? LabelOf(notice) : NotificationsText.UnknownKind);

    // a notice has no name but its sentence
    private static string LabelOf(NoticeKind notice) => string.Format(CultureInfo.CurrentCulture, notice.Sentence(), [.. Enumerable.Repeat("…", 8)]);
}
