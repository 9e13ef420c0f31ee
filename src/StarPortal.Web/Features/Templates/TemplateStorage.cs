using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Templates.Designer;

namespace StarPortal.Web.Features.Templates;

/// <summary>What the use cases of this feature do alike with the database.</summary>
internal static class TemplateStorage
{
    /// <summary>The tracked version, or null.</summary>
    public static Task<TemplateVersion?> FindVersionAsync(this PortalDbContext db, TemplateReference reference, CancellationToken cancellation)
        => db.TemplateVersions.SingleOrDefaultAsync(v => v.TemplateId == reference.TemplateId && v.Number == reference.Number, cancellation);

    /// <summary>A code that the name suggests.</summary>
    public static string CodeFrom(LocalText name) => DraftKeys.From(name.En) is { Length: > 0 } code ? code : "template";

    /// <summary>The wanted code, or the first free one after it. To be asked inside the transaction that takes it.</summary>
    public static async Task<string> FreeCodeAsync(this PortalDbContext db, string wanted, CancellationToken cancellation)
    {
        var stem = wanted + "-";
        var taken = await db.FormTemplates.AsNoTracking()
            .Where(t => t.Code == wanted || t.Code.StartsWith(stem))
            .Select(t => t.Code)
            .ToHashSetAsync(cancellation);
        return taken.Contains(wanted) ? Enumerable.Range(2, int.MaxValue - 2).Select(n => $"{stem}{n}").First(c => !taken.Contains(c)) : wanted;
    }
}
