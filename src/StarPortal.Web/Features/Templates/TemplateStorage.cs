using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Templates;

/// <summary>What the use cases of this feature do alike with the database.</summary>
internal static class TemplateStorage
{
    public static readonly Error ChangedElsewhere = new("Shared", "ChangedElsewhere");

    /// <summary>The tracked version, or null.</summary>
    public static Task<TemplateVersion?> FindVersionAsync(this PortalDbContext db, TemplateReference reference, CancellationToken cancellation)
        => db.TemplateVersions.SingleOrDefaultAsync(v => v.TemplateId == reference.TemplateId && v.Number == reference.Number, cancellation);

    /// <summary>Saves; when somebody was quicker, says so.</summary>
    public static async Task<Result> SaveOrTellAsync(this PortalDbContext db, CancellationToken cancellation)
    {
        try
        {
            await db.SaveChangesAsync(cancellation);
            return Result.Ok;
        }
        catch (DbUpdateConcurrencyException)
        {
            return ChangedElsewhere;
        }
    }
}
