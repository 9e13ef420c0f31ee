using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared.Hosting;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Notifications.Mail;

public sealed record MailTemplateView(string Kind, string Language, int Number, bool BuiltIn, string Subject, string Body, IReadOnlyList<MailTemplateStep> History);

/// <summary>An earlier state of the text.</summary>
public sealed record MailTemplateStep(int Number, string? Subject, string? Body, string EditedBy, DateTime EditedAt);

/// <summary>A placeholder as the page explains it.</summary>
public sealed record PlaceholderHint(string Name, string Meaning, bool Mandatory);

/// <summary>The texts of mails for HR.</summary>
public sealed class MailTemplateQueries(IDbContextFactory<PortalDbContext> factory, IEnumerable<MailKind> kinds, MailComposer composer)
{
    /// <summary>Placeholders that every mail has.</summary>
    internal static IReadOnlyList<MailPlaceholder> Common { get; } =
    [
        new("name", () => MailsText.Placeholder_Name, () => MailsText.Placeholder_NameSample),
        new("company", () => MailsText.Placeholder_Company, () => ""),
        new("portal", () => MailsText.Placeholder_Portal, () => ""),
    ];

    public IReadOnlyList<(string Kind, string Label)> Kinds() => [.. kinds.Select(k => (k.Kind, k.Label())).OrderBy(k => k.Item2, StringComparer.CurrentCulture)];

    public IReadOnlyList<PlaceholderHint> Placeholders(string kind) =>
        [.. Common.Concat(kinds.Single(k => k.Kind == kind).Placeholders).Select(p => new PlaceholderHint($"{{{p.Name}}}", p.Meaning(), p.Mandatory))];

    public async Task<MailTemplateView?> FindAsync(string kind, string language, Actor actor, CancellationToken cancellation)
    {
        if (!NotificationAccess.CanEditTemplates(actor) || kinds.SingleOrDefault(k => k.Kind == kind) is not { } known)
        {
            return null;
        }

        language = Languages.Nearest(language);
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var steps = await db.MailTemplateVersions.AsNoTracking().Where(t => t.Kind == kind && t.Language == language).OrderByDescending(t => t.Number)
            .Select(t => new MailTemplateStep(t.Number, t.Subject, t.Body, t.EditedBy, t.EditedAt)).ToListAsync(cancellation);
        using var reading = Reading.In(language);
        var present = steps.FirstOrDefault();
        return new MailTemplateView(kind, language, present?.Number ?? 0, present?.Body is null, present?.Subject ?? known.Subject(), present?.Body ?? known.Body(), steps);
    }

    /// <summary>The mail with sample values, as it would arrive.</summary>
    public async Task<MailContent?> PreviewAsync(string kind, string language, MailWording wording, Actor actor, CancellationToken cancellation)
    {
        if (!NotificationAccess.CanEditTemplates(actor) || kinds.SingleOrDefault(k => k.Kind == kind) is not { } known)
        {
            return null;
        }

        var writer = await composer.OpenAsync(cancellation);
        return writer.Write(Sample(known, language, null), wording);
    }

    /// <summary>A draft with sample values in that language.</summary>
    internal static MailDraft Sample(MailKind kind, string language, MailRecipient? to)
    {
        using var reading = Reading.In(Languages.Nearest(language));
        var values = kind.Placeholders.ToDictionary(p => p.Name, p => p.Sample());
        return new MailDraft(kind.Kind, "sample", to ?? new MailRecipient(null, MailsText.Placeholder_NameSample, "", language, "UTC"), values);
    }
}
