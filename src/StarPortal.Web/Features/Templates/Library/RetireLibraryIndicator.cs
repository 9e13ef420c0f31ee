using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Templates.Library;

/// <summary>Takes an indicator out of what the designer offers, or puts it back. Templates that hold it keep it.</summary>
public sealed class RetireLibraryIndicator(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <param name="Retire">False to put it back.</param>
    /// <param name="Version">The concurrency token of what the person saw.</param>
    public sealed record Command(string Code, bool Retire, int Version);

    public async Task<Result> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!TemplateAccess.CanEdit(actor) || await db.LibraryIndicators.SingleOrDefaultAsync(i => i.Code == command.Code, cancellation) is not { } indicator)
        {
            return TemplateErrors.NotFound;
        }

        if (indicator.Version != command.Version)
        {
            return SharedErrors.ChangedElsewhere;
        }

        var done = command.Retire ? indicator.Retire() : indicator.Restore();
        if (done.Failed)
        {
            return done;
        }

        var note = new AuditNote(command.Retire ? "Templates.LibraryRetired" : "Templates.LibraryRestored", "LibraryIndicator", indicator.Id, Details: indicator.Code);
        db.Audit(actor, note, clock.GetUtcNow().UtcDateTime);
        return await db.SaveOrTellAsync(cancellation);
    }
}
