using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared.Hosting;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Notifications.Mail;

/// <summary>HR changes the text of a kind of mail in one language, or goes back to the built-in one. Every state is kept.</summary>
public sealed class EditMailTemplate(IDbContextFactory<PortalDbContext> factory, IEnumerable<MailKind> kinds, TimeProvider clock)
{
    /// <param name="kind">The kind of mail.</param>
    /// <param name="language">A culture name.</param>
    /// <param name="wording">Null for the built-in text.</param>
    /// <param name="seen">The number of the state that the page showed.</param>
    /// <param name="actor">HR.</param>
    /// <param name="cancellation">Ends the work.</param>
    public async Task<Result> RunAsync(string kind, string language, MailWording? wording, int seen, Actor actor, CancellationToken cancellation)
    {
        if (!NotificationAccess.CanEditTemplates(actor) || kinds.SingleOrDefault(k => k.Kind == kind) is not { } known)
        {
            return SharedErrors.NotAllowed;
        }

        wording = wording is null ? null : new MailWording(wording.Subject.Trim(), wording.Body.Replace("\r\n", "\n", StringComparison.Ordinal).Trim());
        if (wording is not null && Check(known, wording) is { Count: > 0 } faults)
        {
            return Result.Fail(faults);
        }

        language = Languages.Nearest(language);
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var present = await db.MailTemplateVersions.AsNoTracking().Where(t => t.Kind == kind && t.Language == language).OrderByDescending(t => t.Number).FirstOrDefaultAsync(cancellation);
        if ((present?.Number ?? 0) != seen)
        {
            return SharedErrors.ChangedElsewhere;
        }

        if (wording is null && present?.Body is null)
        {
            return NotificationErrors.AlreadyBuiltIn;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        db.MailTemplateVersions.Add(new MailTemplateVersion(kind, language, seen + 1, wording?.Subject, wording?.Body, actor, now));
        db.Audit(actor, new AuditNote("Notifications.TemplateEdited", "MailTemplate", Details: $"{kind}, {language}, {seen + 1}{(wording is null ? ", built-in" : "")}"), now);
        try
        {
            await db.SaveChangesAsync(cancellation);
            return Result.Ok;
        }
        catch (DbUpdateException)
        {
            // the same number by somebody else at the same moment
            return SharedErrors.ChangedElsewhere;
        }
    }

    /// <summary>What is wrong with a text for this kind.</summary>
    internal static IReadOnlyList<Error> Check(MailKind kind, MailWording wording)
    {
        var all = MailTemplateQueries.Common.Concat(kind.Placeholders).ToList();
        var lines = kind.Placeholders.Where(p => p.Sample() is not MailWords).Select(p => p.Name).Append("portal").ToHashSet();
        return MailText.Check(wording.Subject, wording.Body, all.ToDictionary(p => p.Name, p => p.Mandatory), all.Select(p => p.Name).Where(n => !lines.Contains(n)).ToHashSet());
    }
}
