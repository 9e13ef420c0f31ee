namespace StarPortal.Domain.Feedback;

/// <param name="IndicatorCode">The library's code of what it is about; empty for none.</param>
public sealed record NotebookContent(DateOnly Day, string Text, string IndicatorCode);

/// <summary>
/// A manager's private note about somebody they manage: evidence kept while it happens. It stays with its author when the
/// manager changes; a new manager has a copy of what the author chose to hand over, and of nothing else.
/// </summary>
public sealed class NotebookEntry : IVersioned
{
    public const int LongestText = 4000;

    private NotebookEntry()
    {
    }

    public int Id { get; private set; }

    /// <summary>The only reader.</summary>
    public int AuthorId { get; private set; }

    public int SubjectId { get; private set; }

    public DateOnly Day { get; private set; }

    public string Text { get; private set; } = "";

    public string IndicatorCode { get; private set; } = "";

    /// <summary>The earlier manager who wrote it and handed it over; null for the author's own words. Such a copy is never changed.</summary>
    public int? WrittenById { get; private set; }

    /// <summary>The entry that this is a copy of.</summary>
    public int? OriginId { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime ChangedAt { get; private set; }

    /// <summary>Put away by its author: kept, but no longer offered. Can be brought back.</summary>
    public DateTime? PutAwayAt { get; private set; }

    public int Version { get; private set; }

    public static Result<NotebookEntry> Write(int authorId, int subjectId, NotebookContent content, DateOnly today, DateTime now)
    {
        var entry = new NotebookEntry { AuthorId = authorId, SubjectId = subjectId, CreatedAt = now };
        var taken = entry.Take(content, today, now);
        return taken.Failed ? Result<NotebookEntry>.Fail(taken.Errors) : entry;
    }

    public Result Change(NotebookContent content, DateOnly today, DateTime now) =>
        WrittenById is not null ? NoteErrors.EntryHandedOver : Take(content, today, now);

    /// <summary>A copy for the new manager, under the name of who wrote it.</summary>
    public NotebookEntry HandOver(int newManagerId, DateTime now) => new()
    {
        AuthorId = newManagerId,
        SubjectId = SubjectId,
        Day = Day,
        Text = Text,
        IndicatorCode = IndicatorCode,
        WrittenById = WrittenById ?? AuthorId,
        OriginId = Id,
        CreatedAt = now,
        ChangedAt = now,
    };

    public void PutAway(DateTime now) => PutAwayAt ??= now;

    public void BringBack() => PutAwayAt = null;

    private Result Take(NotebookContent content, DateOnly today, DateTime now)
    {
        var faults = new List<Error>();
        if (string.IsNullOrWhiteSpace(content.Text))
        {
            faults.Add(NoteErrors.EntryMissing);
        }
        else if (content.Text.Trim().Length > LongestText)
        {
            faults.Add(NoteErrors.NoteTooLong.With(LongestText));
        }

        if (content.Day > today)
        {
            faults.Add(NoteErrors.EntryInFuture);
        }

        if (faults.Count > 0)
        {
            return Result.Fail(faults);
        }

        (Day, Text, IndicatorCode, ChangedAt) = (content.Day, content.Text.Trim(), content.IndicatorCode, now);
        return Result.Ok;
    }
}

/// <summary>Who may do what with notebooks: only their author, whatever roles somebody else has.</summary>
public static class NotebookAccess
{
    public static bool CanRead(Actor actor, int authorId) => actor.EmployeeId == authorId;

    /// <summary>A new entry: about somebody one manages today.</summary>
    /// <param name="managerId">Who manages the subject today.</param>
    public static bool CanWriteAbout(Actor actor, int subjectId, int? managerId) =>
        actor.EmployeeId is { } me && me != subjectId && me == managerId;

    /// <summary>Own entries to who manages the person today, when that is somebody else, and never to the person.</summary>
    public static bool CanHandOver(Actor actor, int authorId, int subjectId, int? newManagerId) =>
        actor.EmployeeId == authorId && newManagerId is { } manager && manager != authorId && manager != subjectId;
}
