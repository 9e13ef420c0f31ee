using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Stars;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Stars.Programmes;

/// <summary>Freezes a draft for good; from then on cycles can choose it.</summary>
public sealed class PublishProgramme(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <param name="Version">The concurrency token of what the person saw: nobody publishes what somebody else just changed.</param>
    public sealed record Command(ProgrammeReference Reference, int Version);

    public async Task<Result> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!StarAccess.CanManage(actor) || await db.FindStarVersionAsync(command.Reference, cancellation) is not { } version)
        {
            return StarErrors.NotFound;
        }

        if (version.Version != command.Version)
        {
            return SharedErrors.ChangedElsewhere;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var published = version.Publish(actor, now);
        if (published.Failed)
        {
            return published;
        }

        db.Audit(actor, new AuditNote("Stars.Published", "StarProgramme", version.ProgrammeId, Details: $"v{version.Number}"), now);
        return await db.SaveOrTellAsync(cancellation);
    }
}
