using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Stars;
using StarPortal.Web.Features.Stars.Programmes;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Stars.WhatIf;

/// <summary>Keeps criteria that were tried as the programme's draft, to be looked at again and published there.</summary>
public sealed class KeepTriedCriteria(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <param name="FromVersionId">The version that the tried criteria were started from.</param>
    public sealed record Command(int FromVersionId, StarDefinition Definition);

    public async Task<Result<ProgrammeReference>> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!StarAccess.CanManage(actor)
            || await db.StarProgrammes.Include(p => p.Versions).SingleOrDefaultAsync(p => p.Versions.Any(v => v.Id == command.FromVersionId), cancellation) is not { } programme)
        {
            return StarErrors.NotFound;
        }

        // an existing draft is somebody's work: it is not overwritten from here
        var draft = programme.StartDraft(command.Definition);
        if (draft.Failed)
        {
            return Result<ProgrammeReference>.Fail(draft.Errors);
        }

        db.Audit(actor, new AuditNote("Stars.VersionStarted", "StarProgramme", programme.Id, Details: $"v{draft.Value.Number}, tried criteria"), clock.GetUtcNow().UtcDateTime);
        var saved = await db.SaveOrTellAsync(cancellation);
        return saved.Failed ? Result<ProgrammeReference>.Fail(saved.Errors) : new ProgrammeReference(programme.Id, draft.Value.Number);
    }
}
