using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Stars;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Stars.Programmes;

/// <summary>Takes a published version out of what new cycles may choose; cycles that chose it keep it.</summary>
public sealed class RetireProgramme(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
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
        var retired = version.Retire(actor, now);
        if (retired.Failed)
        {
            return retired;
        }

        db.Audit(actor, new AuditNote("Stars.Retired", "StarProgramme", version.ProgrammeId, Details: $"v{version.Number}"), now);
        return await db.SaveOrTellAsync(cancellation);
    }
}
