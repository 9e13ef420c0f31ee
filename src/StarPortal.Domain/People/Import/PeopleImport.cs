namespace StarPortal.Domain.People.Import;

/// <summary>A file of people that somebody has confirmed, until it is brought in, and what became of it.</summary>
public sealed class PeopleImport : IVersioned
{
    /// <summary>What a failed import was to bring in is kept so long, to be tried again.</summary>
    public static readonly TimeSpan KeepContent = TimeSpan.FromDays(7);

    private PeopleImport()
    {
    }

    public PeopleImport(string fileName, string content, Actor requestedBy, DateTime now) =>
        (FileName, Content, RequestedByAccountId, RequestedAt) = (fileName, content, requestedBy.AccountId, now);

    public int Id { get; private set; }

    public string FileName { get; private set; } = "";

    /// <summary>Rows, columns and what was confirmed, as JSON; null when it is over.</summary>
    public string? Content { get; private set; }

    public int RequestedByAccountId { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime RequestedAt { get; private set; }

    /// <summary>UTC; when the people were brought in.</summary>
    public DateTime? FinishedAt { get; private set; }

    public int Added { get; private set; }

    public int Changed { get; private set; }

    public int Left { get; private set; }

    public int Departments { get; private set; }

    public int Version { get; private set; }

    /// <summary>All of it is in; the rows are not needed any more.</summary>
    public void Finish(ImportCounts counts, DateTime now)
    {
        (Added, Changed, Left, Departments) = (counts.Added, counts.Changed, counts.Left, counts.Departments);
        FinishedAt = now;
        Content = null;
    }

    /// <summary>It will never be brought in as it is.</summary>
    public void Forget() => Content = null;
}
