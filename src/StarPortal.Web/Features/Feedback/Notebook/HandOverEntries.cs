using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Feedback;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Feedback.Notebook;

/// <summary>Gives the person's present manager copies of chosen entries; the author keeps the originals. Those given before are not given twice.</summary>
public sealed class HandOverEntries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <param name="ManagerSeen">The manager whose name the author was shown.</param>
    public sealed record Command(int SubjectId, IReadOnlyList<int> EntryIds, int ManagerSeen);

    /// <returns>How many were given.</returns>
    public async Task<Result<int>> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        if (command.EntryIds.Count == 0)
        {
            return NoteErrors.NothingChosen;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var subject = await db.Employees.AsNoTracking().SingleOrDefaultAsync(e => e.Id == command.SubjectId, cancellation);
        var entries = await db.NotebookEntries.AsNoTracking().Where(e => command.EntryIds.Contains(e.Id) && e.SubjectId == command.SubjectId).ToListAsync(cancellation);
        if (subject is null || entries.Count != command.EntryIds.Distinct().Count() || entries.Exists(e => !NotebookAccess.CanRead(actor, e.AuthorId)))
        {
            return NoteErrors.NoteNotFound;
        }

        if (subject.ManagerId is not { } manager || !NotebookAccess.CanHandOver(actor, actor.EmployeeId!.Value, subject.Id, manager))
        {
            return NoteErrors.NoNewManager;
        }

        return manager != command.ManagerSeen
            ? NoteErrors.ManagerHasChanged
            : await db.WriteOrTellAsync<int>(() => GiveAsync(db, entries, subject.Name, manager, actor, cancellation), cancellation);
    }

    private async Task<Result<int>> GiveAsync(PortalDbContext db, List<NotebookEntry> entries, string subject, int manager, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var ids = entries.ConvertAll(e => (int?)e.Id);
        var given = await db.NotebookEntries.Where(e => e.AuthorId == manager && ids.Contains(e.OriginId)).Select(e => e.OriginId).ToListAsync(cancellation);
        // nor does anything return to who wrote it
        var copies = entries.Where(e => !given.Contains(e.Id) && e.WrittenById != manager).Select(e => e.HandOver(manager, now)).ToList();
        if (copies.Count == 0)
        {
            return 0;
        }

        db.NotebookEntries.AddRange(copies);
        await db.SaveChangesAsync(cancellation);
        var about = entries[0].SubjectId;
        db.Notify(manager, new Notice("Feedback.NotebookHandedOver", $"notebook:{copies[0].Id}", $"/feedback/notebook/{about}", actor.Name, subject), now);
        db.Audit(actor, new AuditNote("Feedback.NotebookHandedOver", "NotebookEntry", null, about, Details: copies.Count.ToString(CultureInfo.InvariantCulture)), now);
        await db.SaveChangesAsync(cancellation);
        return copies.Count;
    }
}
