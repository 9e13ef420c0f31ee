using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Stars;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Stars.Programmes;

/// <summary>Saves a draft as it stands, also with faults; they only prevent publication.</summary>
public sealed class EditProgrammeDraft(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <param name="Version">The concurrency token that the editor loaded.</param>
    public sealed record Command(ProgrammeReference Reference, StarDefinition Definition, DateOnly? EffectiveFrom, DateOnly? EffectiveTo, int Version);

    /// <returns>The new concurrency token.</returns>
    public async Task<Result<int>> RunAsync(Command command, Actor actor, CancellationToken cancellation)
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

        var edited = version.Edit(command.Definition, command.EffectiveFrom, command.EffectiveTo);
        if (edited.Failed)
        {
            return Result<int>.Fail(edited.Errors);
        }

        var note = new AuditNote("Stars.DraftEdited", "StarProgramme", version.ProgrammeId, Details: $"v{version.Number}");
        db.Audit(actor, note, clock.GetUtcNow().UtcDateTime);
        var saved = await db.SaveOrTellAsync(cancellation);
        return saved.Failed ? Result<int>.Fail(saved.Errors) : version.Version;
    }
}
