namespace StarPortal.Domain.Documents;

/// <summary>Languages on a paper.</summary>
public enum CertificateLanguages
{
    Both,
    English,
    Chinese,
}

/// <summary>How a batch is handed over.</summary>
public enum BatchFormat
{
    /// <summary>One PDF with a page per certificate, ready for a printer.</summary>
    OnePdf,

    /// <summary>A ZIP with one PDF per certificate, ready to be sent on.</summary>
    Zip,
}

/// <summary>
/// HR's wish to have the certificates of a closed cycle: those still missing are issued, then all that are valid are printed
/// into one file, which is kept for some days.
/// </summary>
public sealed class CertificateBatch : IVersioned
{
    private CertificateBatch()
    {
    }

    public CertificateBatch(int cycleId, IReadOnlyList<int> levels, int? departmentId, BatchFormat format, CertificateLanguages languages, string fileToken, Actor actor, DateTime now)
    {
        CycleId = cycleId;
        Levels = [.. levels.Distinct().Order()];
        DepartmentId = departmentId;
        Format = format;
        Languages = languages;
        FileToken = fileToken;
        RequestedBy = actor.Name;
        RequestedAt = now;
    }

    public int Id { get; private set; }

    public int CycleId { get; private set; }

    /// <summary>Levels that get a certificate, in order.</summary>
    public IReadOnlyList<int> Levels { get; private set; } = [];

    /// <summary>Only this department and those below it, as they were at launch; null for all.</summary>
    public int? DepartmentId { get; private set; }

    public BatchFormat Format { get; private set; }

    public CertificateLanguages Languages { get; private set; }

    public string RequestedBy { get; private set; } = "";

    public DateTime RequestedAt { get; private set; }

    /// <summary>Random name of the file in the data directory, without its ending.</summary>
    public string FileToken { get; private set; } = "";

    /// <summary>Name of the finished file; empty before, and when nothing was printed.</summary>
    public string FileName { get; private set; } = "";

    public long FileSize { get; private set; }

    /// <summary>Certificates that this batch issued.</summary>
    public int Issued { get; private set; }

    /// <summary>Certificates in the file.</summary>
    public int Printed { get; private set; }

    /// <summary>The requester's own certificate was left to a colleague.</summary>
    public bool OwnLeftOut { get; private set; }

    public DateTime? FinishedAt { get; private set; }

    /// <summary>When the file was removed from the data directory.</summary>
    public DateTime? FileRemovedAt { get; private set; }

    public int Version { get; private set; }

    public bool HasFile => FinishedAt is not null && FileRemovedAt is null && FileName.Length > 0;

    /// <summary>A resumed batch adds to what it had issued before it was cut off.</summary>
    public void CountIssued(int more) => Issued += more;

    public void LeaveOwnOut() => OwnLeftOut = true;

    public void Finish(string fileName, long fileSize, int printed, DateTime now) =>
        (FileName, FileSize, Printed, FinishedAt) = (fileName, fileSize, printed, now);

    public void RemoveFile(DateTime now) => FileRemovedAt ??= now;
}
