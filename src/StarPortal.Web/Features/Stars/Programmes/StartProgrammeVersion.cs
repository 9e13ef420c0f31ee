using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Stars;

namespace StarPortal.Web.Features.Stars.Programmes;

/// <summary>Starts the next version of a programme as a draft with the content of an earlier one, which stays as it is.</summary>
public sealed class StartProgrammeVersion(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public sealed record Command(ProgrammeReference From);

    public async Task<Result<ProgrammeReference>> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!StarAccess.CanManage(actor)
            || await db.StarProgrammes.Include(p => p.Versions).SingleOrDefaultAsync(p => p.Id == command.From.ProgrammeId, cancellation) is not { } programme
            || programme.Versions.SingleOrDefault(v => v.Number == command.From.Number) is not { } source)
        {
            return StarErrors.NotFound;
        }

        var draft = programme.StartDraft(source.Definition);
        if (draft.Failed)
        {
            return Result<ProgrammeReference>.Fail(draft.Errors);
        }

        var note = new AuditNote("Stars.VersionStarted", "StarProgramme", programme.Id, Details: $"v{draft.Value.Number} from v{source.Number}");
        db.Audit(actor, note, clock.GetUtcNow().UtcDateTime);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // the number is unique per programme: somebody else started this version at the same moment
            return StarErrors.DraftExists;
        }

        return new ProgrammeReference(programme.Id, draft.Value.Number);
    }
}
