using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Feedback;
using StarPortal.Web.Features.Feedback.Notes;
using StarPortal.Web.Shared;

#pragma warning disable CA1304, CA1311 // the database lowers, not this program

namespace StarPortal.Web.Features.Feedback.Notebook;

/// <param name="Reports">Whether the reader manages the person today.</param>
public sealed record NotebookPerson(int Id, string Name, string JobTitle, bool Reports, int Entries, DateOnly? Last);

/// <param name="WrittenBy">The earlier manager; null for the reader's own words.</param>
/// <param name="Given">The present manager has a copy.</param>
public sealed record NotebookRow(
    int Id, DateOnly Day, string Text, string IndicatorCode, LocalText? Indicator, string? WrittenBy, bool Given, DateTime ChangedAt, bool PutAway, int Version);

/// <param name="CanWrite">The reader manages the person today.</param>
/// <param name="NewManager">Who does, when it is somebody else; null for nobody.</param>
public sealed record NotebookHead(int SubjectId, string Name, string JobTitle, bool CanWrite, int? NewManagerId, string? NewManager);

/// <param name="Indicator">Null for any.</param>
/// <param name="PutAway">Those put away instead of the others.</param>
public sealed record NotebookFilter(string Search = "", string? Indicator = null, bool PutAway = false);

/// <summary>Reads the reader's own notebook and no other.</summary>
public sealed class NotebookQueries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public const int PageSize = 10;
    public const int PeoplePageSize = 25;

    /// <summary>People whom the reader manages, and those about whom the reader has entries from before.</summary>
    public async Task<Page<NotebookPerson>> PeopleAsync(string search, int page, Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me)
        {
            return new Page<NotebookPerson>([], 0);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var people = db.Employees.AsNoTracking().Where(e => (e.ManagerId == me && (e.LeaveDate == null || e.LeaveDate >= today)) || db.NotebookEntries.Any(n => n.AuthorId == me && n.SubjectId == e.Id));
        if (search.Trim().Length > 0)
        {
            var pattern = SearchPattern.Contains(search);
            people = people.Where(e => EF.Functions.Like(e.Name.ToLower(), pattern, "\\") || EF.Functions.Like(e.Number.ToLower(), pattern, "\\"));
        }

        var total = await people.CountAsync(cancellation);
        var rows = await people.OrderBy(e => e.ManagerId == me ? 0 : 1).ThenBy(e => e.Name).ThenBy(e => e.Id).Skip((Math.Max(1, page) - 1) * PeoplePageSize).Take(PeoplePageSize)
            .Select(e => new NotebookPerson(
                e.Id, e.Name, e.JobTitle, e.ManagerId == me,
                db.NotebookEntries.Count(n => n.AuthorId == me && n.SubjectId == e.Id && n.PutAwayAt == null),
                db.NotebookEntries.Where(n => n.AuthorId == me && n.SubjectId == e.Id && n.PutAwayAt == null).Max(n => (DateOnly?)n.Day)))
            .ToListAsync(cancellation);
        return new Page<NotebookPerson>(rows, total);
    }

    /// <summary>Null for somebody whom the reader neither manages nor has entries about.</summary>
    public async Task<NotebookHead?> HeadAsync(int subjectId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var me = actor.EmployeeId;
        var found = await db.Employees.AsNoTracking().Where(e => e.Id == subjectId && me != null && (e.ManagerId == me || db.NotebookEntries.Any(n => n.AuthorId == me && n.SubjectId == e.Id)))
            .Select(e => new { e.Id, e.Name, e.JobTitle, e.ManagerId, Manager = e.Manager!.Name }).SingleOrDefaultAsync(cancellation);
        if (found is null)
        {
            return null;
        }

        var hands = NotebookAccess.CanHandOver(actor, me!.Value, found.Id, found.ManagerId);
        return new NotebookHead(found.Id, found.Name, found.JobTitle, NotebookAccess.CanWriteAbout(actor, found.Id, found.ManagerId), hands ? found.ManagerId : null, hands ? found.Manager : null);
    }

    public async Task<Page<NotebookRow>> EntriesAsync(int subjectId, NotebookFilter filter, int page, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var me = actor.EmployeeId;
        var entries = db.NotebookEntries.AsNoTracking().Where(e => me != null && e.AuthorId == me && e.SubjectId == subjectId && (e.PutAwayAt != null) == filter.PutAway);
        if (filter.Indicator is { } code)
        {
            entries = entries.Where(e => e.IndicatorCode == code);
        }

        if (filter.Search.Trim().Length > 0)
        {
            var pattern = SearchPattern.Contains(filter.Search);
            entries = entries.Where(e => EF.Functions.Like(e.Text.ToLower(), pattern, "\\"));
        }

        var total = await entries.CountAsync(cancellation);
        var found = await entries.OrderByDescending(e => e.Day).ThenByDescending(e => e.Id).Skip((Math.Max(1, page) - 1) * PageSize).Take(PageSize)
            .Select(e => new
            {
                Entry = e,
                By = db.Employees.Where(p => p.Id == e.WrittenById).Select(p => p.Name).FirstOrDefault(),
                Given = db.NotebookEntries.Any(c => c.OriginId == e.Id && db.Employees.Any(p => p.Id == e.SubjectId && p.ManagerId == c.AuthorId)),
            })
            .ToListAsync(cancellation);
        var names = await NoteQueries.IndicatorNamesAsync(db, [.. found.Select(e => e.Entry.IndicatorCode)], cancellation);
        return new Page<NotebookRow>(
            [
                .. found.Select(r => new NotebookRow(
                    r.Entry.Id, r.Entry.Day, r.Entry.Text, r.Entry.IndicatorCode, names.GetValueOrDefault(r.Entry.IndicatorCode), r.By, r.Given, r.Entry.ChangedAt, r.Entry.PutAwayAt is not null, r.Entry.Version)),
            ],
            total);
    }
}
