using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Templates;

/// <summary>What the use cases of this feature do alike with the database.</summary>
internal static class TemplateStorage
{
    /// <summary>The tracked version, or null.</summary>
    public static Task<TemplateVersion?> FindVersionAsync(this PortalDbContext db, TemplateReference reference, CancellationToken cancellation)
        => db.TemplateVersions.SingleOrDefaultAsync(v => v.TemplateId == reference.TemplateId && v.Number == reference.Number, cancellation);
}
