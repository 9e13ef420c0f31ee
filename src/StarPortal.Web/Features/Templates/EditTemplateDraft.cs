using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Templates;

/// <summary>Saves a draft as it stands, also with faults; they only prevent publication.</summary>
public sealed class EditTemplateDraft(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    private static readonly TimeSpan sitting = TimeSpan.FromHours(1);

    /// <param name="Version">The concurrency token that the editor loaded.</param>
    public sealed record Command(TemplateReference Reference, TemplateDefinition Definition, int Version);

    /// <returns>The new concurrency token.</returns>
    public async Task<Result<int>> RunAsync(Command command, Actor actor, CancellationToken cancellation)
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

        var edited = version.Edit(command.Definition);
        if (edited.Failed)
        {
            return Result<int>.Fail(edited.Errors);
        }

        var note = new AuditNote("Templates.DraftEdited", "Template", version.TemplateId, Details: $"v{version.Number}");
        var now = clock.GetUtcNow().UtcDateTime;
        if (!await IsRecordedAsync(db, note, actor, now, cancellation))
        {
            db.Audit(actor, note, now);
        }

        var saved = await db.SaveOrTellAsync(cancellation);
        return saved.Failed ? Result<int>.Fail(saved.Errors) : version.Version;
    }

    // the designer saves by itself every few seconds: one sitting is one entry, until somebody or something else comes between
    private static async Task<bool> IsRecordedAsync(PortalDbContext db, AuditNote note, Actor actor, DateTime now, CancellationToken cancellation)
    {
        var last = await db.AuditEntries.AsNoTracking()
            .Where(e => e.Entity == note.Entity && e.EntityId == note.EntityId)
            .OrderByDescending(e => e.Sequence)
            .Select(e => new { e.Action, e.ActorAccountId, e.Details, e.At })
            .FirstOrDefaultAsync(cancellation);
        return last is not null && (last.Action, last.ActorAccountId, last.Details) == (note.Action, actor.AccountId, note.Details) && now - last.At < sitting;
    }
}
