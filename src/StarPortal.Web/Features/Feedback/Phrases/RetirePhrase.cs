using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Feedback;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Feedback.Phrases;

/// <summary>Takes a phrase out of the choice, or brings it back.</summary>
public sealed class RetirePhrase(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public sealed record Command(int PhraseId, bool Retired, int Version);

    public async Task<Result> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!NoteAccess.CanManagePhrases(actor) || await db.Phrases.SingleOrDefaultAsync(p => p.Id == command.PhraseId, cancellation) is not { } phrase)
        {
            return SharedErrors.NotAllowed;
        }

        if (phrase.Version != command.Version)
        {
            return SharedErrors.ChangedElsewhere;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var retired = phrase.Retire(command.Retired, actor, now);
        if (retired.Failed)
        {
            return retired;
        }

        db.Audit(actor, new AuditNote(command.Retired ? "Feedback.PhraseRetired" : "Feedback.PhraseRestored", "Phrase", phrase.Id), now);
        return await db.SaveOrTellAsync(cancellation);
    }
}
