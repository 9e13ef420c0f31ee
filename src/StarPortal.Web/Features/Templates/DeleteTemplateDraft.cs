using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Templates;

/// <summary>Throws a draft away, and its template with it when nothing else is in it. What was published is never deleted.</summary>
public sealed class DeleteTemplateDraft(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <param name="Version">The concurrency token of what the person saw.</param>
    public sealed record Command(TemplateReference Reference, int Version);

    public async Task<Result> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!TemplateAccess.CanEdit(actor) || await db.FindVersionAsync(command.Reference, cancellation) is not { } version)
        {
            return TemplateErrors.NotFound;
        }

        if (version.Version != command.Version)
        {
            return SharedErrors.ChangedElsewhere;
        }

        if (version.State != TemplateState.Draft)
        {
            return TemplateErrors.Frozen;
        }

        return await db.WriteOrTellAsync(() => DeleteAsync(db, version, actor, cancellation), cancellation);
    }

    private async Task<Result> DeleteAsync(PortalDbContext db, TemplateVersion version, Actor actor, CancellationToken cancellation)
    {
        if (await db.Cycles.AnyAsync(c => c.TemplateVersionId == version.Id, cancellation))
        {
            return TemplateErrors.InUse;
        }

        db.TemplateVersions.Remove(version);
        await db.SaveChangesAsync(cancellation);
        if (!await db.TemplateVersions.AnyAsync(v => v.TemplateId == version.TemplateId, cancellation))
        {
            db.FormTemplates.Remove(await db.FormTemplates.SingleAsync(t => t.Id == version.TemplateId, cancellation));
        }

        db.Audit(
            actor,
            new AuditNote("Templates.DraftDeleted", "Template", version.TemplateId, Details: $"v{version.Number}"),
            clock.GetUtcNow().UtcDateTime);
        return Result.Ok;
    }
}
