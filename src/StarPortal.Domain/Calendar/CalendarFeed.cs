namespace StarPortal.Domain.Calendar;

/// <summary>The secret address under which a person's calendar can be subscribed to. Of the secret only its hash is kept.</summary>
public sealed class CalendarFeed
{
    private CalendarFeed()
    {
    }

    public CalendarFeed(int employeeId, string secretHash, DateTime now) => (EmployeeId, SecretHash, CreatedAt) = (employeeId, secretHash, now);

    public int EmployeeId { get; private set; }

    /// <summary>SHA-256 in hexadecimal digits, unique.</summary>
    public string SecretHash { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    /// <summary>UTC, to the hour: tells the person whether some program still reads it.</summary>
    public DateTime? ReadAt { get; private set; }
}

/// <summary>An entry as it was last given out, so that calendars notice when it moves or is called off.</summary>
public sealed class CalendarItem
{
    /// <summary>How long an entry that was called off is still told of.</summary>
    public static readonly TimeSpan ToldFor = TimeSpan.FromDays(30);

    private CalendarItem()
    {
    }

    public CalendarItem(int employeeId, string key, string title, DateTime dueAt, DateTime now) =>
        (EmployeeId, Key, Title, DueAt, ChangedAt) = (employeeId, key, title, dueAt, now);

    public int Id { get; private set; }

    public int EmployeeId { get; private set; }

    /// <summary>The task's, unique for a person; the entry's identity in every calendar.</summary>
    public string Key { get; private set; } = "";

    /// <summary>In the language in which it was last given out.</summary>
    public string Title { get; private set; } = "";

    public DateTime DueAt { get; private set; }

    /// <summary>Raised by one each time that something of it changes.</summary>
    public int Sequence { get; private set; }

    public DateTime ChangedAt { get; private set; }

    public bool Cancelled { get; private set; }

    /// <returns>Whether something changed.</returns>
    public bool Is(string title, DateTime dueAt, DateTime now)
    {
        if (!Cancelled && Title == title && DueAt == dueAt)
        {
            return false;
        }

        (Title, DueAt, Cancelled) = (title, dueAt, false);
        Raise(now);
        return true;
    }

    /// <summary>It was done or is no longer asked for.</summary>
    /// <returns>Whether something changed.</returns>
    public bool Cancel(DateTime now)
    {
        if (Cancelled)
        {
            return false;
        }

        Cancelled = true;
        Raise(now);
        return true;
    }

    private void Raise(DateTime now)
    {
        Sequence++;
        ChangedAt = now;
    }
}
