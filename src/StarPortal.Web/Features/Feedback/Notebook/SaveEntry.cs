using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Feedback;
using StarPortal.Web.Features.Feedback.Notes;
using StarPortal.Web.Shared.Database;
using StarPortal.Web.Shared.Writing;

namespace StarPortal.Web.Features.Feedback.Notebook;

/// <summary>Writes a notebook entry, or changes one. It is nobody else's business: the audit trail does not know of it.</summary>
public sealed class SaveEntry(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <param name="EntryId">Null for a new one.</param>
    /// <param name="Version">The entry's version as it was seen.</param>
    public sealed record Command(int? EntryId, int SubjectId, NotebookContent Content, int Version, string DraftKey, int? DraftVersion);

    /// <returns>The entry's identifier.</returns>
    public async Task<Result<int>> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var today = await NoteStore.TodayOfAsync(db, actor.EmployeeId ?? 0, now, cancellation);
        var entry = await WrittenAsync(db, command, actor, today, now, cancellation);
        if (entry.Failed)
        {
            return Result<int>.Fail(entry.Errors);
        }

        if (!await NoteStore.KnowsIndicatorAsync(db, command.Content.IndicatorCode, cancellation))
        {
            return NoteErrors.IndicatorUnknown;
        }

        return await db.WriteOrTellAsync<int>(
            async () =>
            {
                if (!await db.ConsumeDraftAsync(actor, command.DraftKey, command.DraftVersion, cancellation))
                {
                    return SharedErrors.ChangedElsewhere;
                }

                await db.SaveChangesAsync(cancellation);
                return entry.Value.Id;
            },
            cancellation);
    }

    private static async Task<Result<NotebookEntry>> WrittenAsync(PortalDbContext db, Command command, Actor actor, DateOnly today, DateTime now, CancellationToken cancellation)
    {
        if (command.EntryId is not { } id)
        {
            var manager = await db.Employees.Where(e => e.Id == command.SubjectId).Select(e => e.ManagerId).SingleOrDefaultAsync(cancellation);
            if (!NotebookAccess.CanWriteAbout(actor, command.SubjectId, manager))
            {
                return SharedErrors.NotAllowed;
            }

            var written = NotebookEntry.Write(actor.EmployeeId!.Value, command.SubjectId, command.Content, today, now);
            if (written.Succeeded)
            {
                db.NotebookEntries.Add(written.Value);
            }

            return written;
        }

        if (await db.NotebookEntries.SingleOrDefaultAsync(e => e.Id == id, cancellation) is not { } entry || !NotebookAccess.CanRead(actor, entry.AuthorId))
        {
            return NoteErrors.NoteNotFound;
        }

        if (entry.Version != command.Version)
        {
            return SharedErrors.ChangedElsewhere;
        }

        var changed = entry.Change(command.Content, today, now);
        return changed.Failed ? Result<NotebookEntry>.Fail(changed.Errors) : entry;
    }
}
