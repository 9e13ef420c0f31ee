namespace StarPortal.Domain.Documents;

/// <summary>
/// HR's wish to have the result reports of a released cycle in one ZIP, a PDF for each person. What could not be printed is
/// listed and can be tried again; the file says so as well.
/// </summary>
public sealed class ReportBatch : IVersioned
{
    private readonly List<ReportBatchFailure> failures = [];

    private ReportBatch()
    {
    }

    public ReportBatch(int cycleId, int? departmentId, string language, PaperSize paper, string fileToken, Actor actor, DateTime now)
    {
        CycleId = cycleId;
        DepartmentId = departmentId;
        Language = language;
        Paper = paper;
        FileToken = fileToken;
        RequestedByAccountId = actor.AccountId;
        RequestedBy = actor.Name;
        RequestedAt = now;
    }

    public int Id { get; private set; }

    public int CycleId { get; private set; }

    /// <summary>Only this department and those below it, as they were at launch; null for all.</summary>
    public int? DepartmentId { get; private set; }

    /// <summary>Culture of the documents, such as <c>zh-CN</c>.</summary>
    public string Language { get; private set; } = "";

    public PaperSize Paper { get; private set; }

    public int RequestedByAccountId { get; private set; }

    public string RequestedBy { get; private set; } = "";

    public DateTime RequestedAt { get; private set; }

    /// <summary>Random name of the file in the data directory, without its ending.</summary>
    public string FileToken { get; private set; } = "";

    /// <summary>Name of the finished file; empty before, and when nothing could be printed.</summary>
    public string FileName { get; private set; } = "";

    public long FileSize { get; private set; }

    /// <summary>Reports in the file.</summary>
    public int Printed { get; private set; }

    public IReadOnlyList<ReportBatchFailure> Failures => failures;

    public DateTime? FinishedAt { get; private set; }

    /// <summary>When the file was removed from the data directory.</summary>
    public DateTime? FileRemovedAt { get; private set; }

    public int Version { get; private set; }

    public bool HasFile => FinishedAt is not null && FileRemovedAt is null && FileName.Length > 0;

    /// <summary>Being made, or given up half-way.</summary>
    public bool IsUnfinished => FinishedAt is null && FileRemovedAt is null;

    /// <summary>What was printed stays on the disk until the file is removed, so a second try prints only what failed.</summary>
    public bool CanRetry => FinishedAt is not null && FileRemovedAt is null && failures.Count > 0;

    /// <summary>Its reports are printed as this person may see them.</summary>
    public bool IsOf(Actor actor) => RequestedByAccountId == actor.AccountId;

    public void Finish(string fileName, long fileSize, int printed, IEnumerable<ReportBatchFailure> failed, DateTime now)
    {
        (FileName, FileSize, Printed, FinishedAt) = (fileName, fileSize, printed, now);
        failures.Clear();
        failures.AddRange(failed);
    }

    /// <summary>Work begins again; the file stays as it is until the new one is whole.</summary>
    public Result Retry()
    {
        if (!CanRetry)
        {
            return CertificateErrors.NothingToPrint;
        }

        FinishedAt = null;
        return Result.Ok;
    }

    public void RemoveFile(DateTime now) => FileRemovedAt ??= now;
}

/// <summary>A report that is not in the file, and why.</summary>
public sealed class ReportBatchFailure
{
    private ReportBatchFailure()
    {
    }

    public ReportBatchFailure(int participantId, string number, string name, Error error)
    {
        ParticipantId = participantId;
        Number = number;
        Name = name;
        Code = $"{error.Feature}.{error.Code}";
    }

    public int Id { get; private set; }

    public int ParticipantId { get; private set; }

    public string Number { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>Name of the error, for the reader's language.</summary>
    public string Code { get; private set; } = "";
}
