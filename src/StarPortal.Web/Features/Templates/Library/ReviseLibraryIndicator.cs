using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Templates.Library;

/// <summary>Gives an own indicator its next version. Templates keep the one they took until somebody takes the new one.</summary>
public sealed class ReviseLibraryIndicator(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <param name="Version">The concurrency token of what the person saw.</param>
    public sealed record Command(string Code, LibraryContent Content, int Version);

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

        var now = clock.GetUtcNow().UtcDateTime;
        var revised = indicator.Revise(command.Content, actor, now);
        if (revised.Failed)
        {
            return revised;
        }

        db.Audit(actor, new AuditNote("Templates.LibraryRevised", "LibraryIndicator", indicator.Id, Details: $"{indicator.Code} v{indicator.Latest}"), now);
        try
        {
            return await db.SaveOrTellAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // the number is unique per indicator
            return SharedErrors.ChangedElsewhere;
        }
    }
}
