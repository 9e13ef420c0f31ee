using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Feedback;
using StarPortal.Web.Shared;

#pragma warning disable CA1304, CA1311 // the database lowers, not this program

namespace StarPortal.Web.Features.Feedback.Notes;

/// <summary>Lists of the notes page.</summary>
public enum NoteList
{
    Received,
    Given,

    /// <summary>About people one manages, shared by their givers.</summary>
    Team,

    /// <summary>Requests that others made to the reader.</summary>
    Requests,

    /// <summary>Requests that the reader made.</summary>
    Asked,
}

/// <param name="WithdrawalReason">For the giver only.</param>
/// <param name="SharedWith">Name of the manager who reads it too; null for nobody.</param>
public sealed record NoteRow(
    int Id,
    string From,
    string To,
    string? SharedWith,
    NoteKind Kind,
    NoteState State,
    string Situation,
    string Behaviour,
    string Impact,
    LocalText? Indicator,
    DateOnly? FollowUpOn,
    DateTime? FollowedUpAt,
    DateTime SentAt,
    DateTime? WithdrawnAt,
    string WithdrawalReason,
    int Version,
    bool CanWithdraw,
    bool CanFollowUp);

/// <param name="Subject">Null when it is about who asks.</param>
public sealed record RequestRow(
    int Id, string Requester, string Asked, string? Subject, string Message, DateOnly DueOn, FeedbackRequestState State, DateTime AskedAt, DateTime? ClosedAt, string Reason, int Version);

/// <summary>Whom a note is for and who could read it too.</summary>
public sealed record RecipientView(int Id, string Name, int? ManagerId, string? Manager);

/// <summary>A request as its answer's form shows it.</summary>
/// <param name="MustShare">The manager who asks reads the answer.</param>
public sealed record RequestView(RequestRow Row, RecipientView Subject, bool MustShare);

/// <summary>Reads notes and requests of the reader, and nobody else's.</summary>
public sealed class NoteQueries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public const int PageSize = 10;

    public async Task<Page<NoteRow>> NotesAsync(NoteList list, string search, int page, Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me)
        {
            return new Page<NoteRow>([], 0);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var notes = list switch
        {
            NoteList.Given => db.FeedbackNotes.Where(n => n.FromId == me),
            NoteList.Team => db.FeedbackNotes.Where(n => n.SharedWithId == me && n.State == NoteState.Sent),
            _ => db.FeedbackNotes.Where(n => n.ToId == me && n.State == NoteState.Sent),
        };
        var rows = from n in notes.AsNoTracking()
                   join f in db.Employees on n.FromId equals f.Id
                   join t in db.Employees on n.ToId equals t.Id
                   select new { Note = n, From = f.Name, To = t.Name };
        if (search.Trim().Length > 0)
        {
            var pattern = SearchPattern.Contains(search);
            rows = rows.Where(r => EF.Functions.Like(r.From.ToLower(), pattern, "\\") || EF.Functions.Like(r.To.ToLower(), pattern, "\\")
                || EF.Functions.Like(r.Note.Situation.ToLower(), pattern, "\\") || EF.Functions.Like(r.Note.Behaviour.ToLower(), pattern, "\\")
                || EF.Functions.Like(r.Note.Impact.ToLower(), pattern, "\\"));
        }

        var total = await rows.CountAsync(cancellation);
        var found = await rows.OrderByDescending(r => r.Note.SentAt).ThenByDescending(r => r.Note.Id).Skip((Math.Max(1, page) - 1) * PageSize).Take(PageSize)
            .Select(r => new { r.Note, r.From, r.To, Shared = db.Employees.Where(e => e.Id == r.Note.SharedWithId).Select(e => e.Name).FirstOrDefault() })
            .ToListAsync(cancellation);
        var names = await IndicatorNamesAsync(db, [.. found.Select(r => r.Note.IndicatorCode)], cancellation);
        return new Page<NoteRow>([.. found.Select(r => Row(r.Note, r.From, r.To, r.Shared, names, actor))], total);
    }

    public async Task<Page<RequestRow>> RequestsAsync(NoteList list, int page, Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me)
        {
            return new Page<RequestRow>([], 0);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var requests = list == NoteList.Asked ? db.FeedbackRequests.Where(r => r.RequesterId == me) : db.FeedbackRequests.Where(r => r.AskedId == me);
        var total = await requests.CountAsync(cancellation);
        var rows = await Rows(db, requests.OrderBy(r => r.State == FeedbackRequestState.Open ? 0 : 1).ThenByDescending(r => r.AskedAt).ThenByDescending(r => r.Id)
            .Skip((Math.Max(1, page) - 1) * PageSize).Take(PageSize)).ToListAsync(cancellation);
        return new Page<RequestRow>([.. rows.OrderBy(r => r.State == FeedbackRequestState.Open ? 0 : 1).ThenByDescending(r => r.AskedAt).ThenByDescending(r => r.Id)], total);
    }

    /// <summary>Somebody to write to; null for nobody, oneself or somebody who has left.</summary>
    public async Task<RecipientView?> RecipientAsync(int employeeId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return employeeId == actor.EmployeeId ? null : await FindAsync(db, employeeId, actor, cancellation);
    }

    /// <summary>A request that the reader can still answer.</summary>
    public async Task<RequestView?> RequestAsync(int id, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var request = await db.FeedbackRequests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellation);
        if (request is null || !NoteAccess.CanAnswer(actor, request.AskedId) || await FindAsync(db, request.SubjectId, actor, cancellation) is not { } subject)
        {
            return null;
        }

        var row = await Rows(db, db.FeedbackRequests.Where(r => r.Id == id)).SingleAsync(cancellation);
        return new RequestView(row, subject, request.CanBeAnswered && request.AsksAboutAnother && subject.ManagerId == request.RequesterId);
    }

    /// <summary>People whom the reader manages today, to ask about.</summary>
    public async Task<IReadOnlyList<RecipientView>> ReportsAsync(Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var me = actor.EmployeeId;
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        return await db.Employees.AsNoTracking().Where(e => me != null && e.ManagerId == me && (e.LeaveDate == null || e.LeaveDate >= today)).OrderBy(e => e.Name)
            .Select(e => new RecipientView(e.Id, e.Name, e.ManagerId, null)).ToListAsync(cancellation);
    }

    internal static async Task<Dictionary<string, LocalText>> IndicatorNamesAsync(PortalDbContext db, IReadOnlyList<string> codes, CancellationToken cancellation) =>
        await db.LibraryIndicators.AsNoTracking().Where(i => codes.Contains(i.Code)).Select(i => new { i.Code, i.NameEn, i.NameZh })
            .ToDictionaryAsync(i => i.Code, i => new LocalText(i.NameEn, i.NameZh), cancellation);

    private async Task<RecipientView?> FindAsync(PortalDbContext db, int id, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (await NoteStore.RecipientAsync(db, id, now, cancellation) is not { Employed: true })
        {
            return null;
        }

        var found = await db.Employees.AsNoTracking().Where(e => e.Id == id).Select(e => new RecipientView(e.Id, e.Name, e.ManagerId, e.Manager!.Name)).SingleAsync(cancellation);
        // a giver who is the manager shares with nobody else
        return found.ManagerId == actor.EmployeeId ? found with { Manager = null } : found;
    }

    private static IQueryable<RequestRow> Rows(PortalDbContext db, IQueryable<FeedbackRequest> requests) =>
        from r in requests.AsNoTracking()
        join requester in db.Employees on r.RequesterId equals requester.Id
        join asked in db.Employees on r.AskedId equals asked.Id
        join subject in db.Employees on r.SubjectId equals subject.Id
        select new RequestRow(r.Id, requester.Name, asked.Name, r.SubjectId == r.RequesterId ? null : subject.Name, r.Message, r.DueOn, r.State, r.AskedAt, r.ClosedAt, r.Reason, r.Version);

    private NoteRow Row(FeedbackNote n, string from, string to, string? shared, Dictionary<string, LocalText> names, Actor actor)
    {
        var gives = NoteAccess.CanWithdraw(actor, n.FromId);
        return new NoteRow(
            n.Id, from, to, shared, n.Kind, n.State, n.Situation, n.Behaviour, n.Impact, names.GetValueOrDefault(n.IndicatorCode), n.FollowUpOn, n.FollowedUpAt, n.SentAt, n.WithdrawnAt,
            gives ? n.WithdrawalReason : "",
            n.Version,
            gives && n.State == NoteState.Sent && clock.GetUtcNow().UtcDateTime - n.SentAt <= FeedbackNote.Regret,
            n.State == NoteState.Sent && n.FollowUpOn is not null && n.FollowedUpAt is null && NoteAccess.CanFollowUp(actor, n.FromId, n.ToId));
    }
}
