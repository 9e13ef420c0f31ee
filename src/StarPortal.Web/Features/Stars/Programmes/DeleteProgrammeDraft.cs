using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Stars;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Stars.Programmes;

/// <summary>Throws a draft away, and its programme with it when nothing else is in it. What was published is never deleted.</summary>
public sealed class DeleteProgrammeDraft(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <param name="Version">The concurrency token of what the person saw.</param>
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

        return version.State != StarProgrammeState.Draft
            ? StarErrors.Frozen
            : await db.WriteOrTellAsync(() => DeleteAsync(db, version, actor, cancellation), cancellation);
    }

    private async Task<Result> DeleteAsync(PortalDbContext db, StarProgrammeVersion version, Actor actor, CancellationToken cancellation)
    {
        if (await db.Cycles.AnyAsync(c => c.StarProgrammeVersionId == version.Id, cancellation))
        {
            return StarErrors.InUse;
        }

        db.StarProgrammeVersions.Remove(version);
        await db.SaveChangesAsync(cancellation);
        if (!await db.StarProgrammeVersions.AnyAsync(v => v.ProgrammeId == version.ProgrammeId, cancellation))
        {
            db.StarProgrammes.Remove(await db.StarProgrammes.SingleAsync(p => p.Id == version.ProgrammeId, cancellation));
        }

        db.Audit(
            actor,
            new AuditNote("Stars.DraftDeleted", "StarProgramme", version.ProgrammeId, Details: $"v{version.Number}"),
            clock.GetUtcNow().UtcDateTime);
        return Result.Ok;
    }
}
