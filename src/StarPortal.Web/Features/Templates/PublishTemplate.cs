using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Templates;

/// <summary>Freezes a draft for good; from then on cycles can use it.</summary>
public sealed class PublishTemplate(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <param name="Version">The concurrency token of what the person saw: nobody publishes what somebody else just changed.</param>
    public sealed record Command(TemplateReference Reference, int Version);

    public async Task<Result> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!TemplateAccess.CanPublish(actor) || await db.FindVersionAsync(command.Reference, cancellation) is not { } version)
        {
            return TemplateErrors.NotFound;
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

        db.Audit(actor, new AuditNote("Templates.Published", "Template", version.TemplateId, Details: $"v{version.Number}"), now);
        return await db.SaveOrTellAsync(cancellation);
    }
}
