using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Templates;

/// <summary>Starts the next version of a template as a draft with the content of an earlier one, which stays as it is.</summary>
public sealed class StartTemplateVersion(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public sealed record Command(TemplateReference From);

    public async Task<Result<TemplateReference>> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!TemplateAccess.CanEdit(actor)
            || await FindAsync(db, command.From.TemplateId, cancellation) is not { } template
            || template.Versions.SingleOrDefault(v => v.Number == command.From.Number) is not { } source)
        {
            return TemplateErrors.NotFound;
        }

        var draft = template.StartDraft(source.Definition);
        if (draft.Failed)
        {
            return Result<TemplateReference>.Fail(draft.Errors);
        }

        var note = new AuditNote("Templates.VersionStarted", "Template", template.Id, Details: $"v{draft.Value.Number} from v{source.Number}");
        db.Audit(actor, note, clock.GetUtcNow().UtcDateTime);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // the number is unique per template: somebody else started this version at the same moment
            return TemplateErrors.DraftExists;
        }

        return new TemplateReference(template.Id, draft.Value.Number);
    }

    private static Task<FormTemplate?> FindAsync(PortalDbContext db, int id, CancellationToken cancellation)
        => db.FormTemplates.Include(t => t.Versions).SingleOrDefaultAsync(t => t.Id == id, cancellation);
}
