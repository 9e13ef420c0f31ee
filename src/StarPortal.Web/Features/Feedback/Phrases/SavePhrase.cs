using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Feedback;
using StarPortal.Web.Features.Feedback.Notes;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Feedback.Phrases;

/// <summary>HR adds a phrase of the company's own, or changes one.</summary>
public sealed class SavePhrase(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <param name="PhraseId">Null for a new one.</param>
    public sealed record Command(int? PhraseId, PhraseContent Content, int Version);

    public async Task<Result> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        if (!NoteAccess.CanManagePhrases(actor))
        {
            return SharedErrors.NotAllowed;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var phrase = command.PhraseId is { } id ? await db.Phrases.SingleOrDefaultAsync(p => p.Id == id, cancellation) : null;
        if (command.PhraseId is not null && phrase is null)
        {
            return NoteErrors.NoteNotFound;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var (seen, isNew) = (phrase is null || phrase.Version == command.Version, phrase is null);
        var kept = phrase is null ? Phrase.Add(command.Content, actor, now) : phrase.Change(command.Content, actor, now);
        if (kept.Failed || !seen)
        {
            return kept.Failed ? kept : SharedErrors.ChangedElsewhere;
        }

        phrase ??= ((Result<Phrase>)kept).Value;
        if (!await NoteStore.KnowsIndicatorAsync(db, phrase.IndicatorCode, cancellation))
        {
            return NoteErrors.IndicatorUnknown;
        }

        if (await db.Phrases.AsNoTracking().AnyAsync(p => p.Id != phrase.Id && p.IndicatorCode == phrase.IndicatorCode && (p.En == phrase.En || p.Zh == phrase.Zh), cancellation))
        {
            return NoteErrors.PhraseTwice;
        }

        return await db.WriteOrTellAsync(
            async () =>
            {
                db.Phrases.Update(phrase);
                await db.SaveChangesAsync(cancellation);
                db.Audit(actor, new AuditNote(isNew ? "Feedback.PhraseAdded" : "Feedback.PhraseChanged", "Phrase", phrase.Id), now);
                return Result.Ok;
            },
            cancellation);
    }
}
