using StarPortal.Domain.Documents;

namespace StarPortal.Domain.Analytics;

/// <summary>When a scheduled report is due.</summary>
public enum ReportOccasion
{
    AfterRelease,
    AfterClose,
    Monthly,
    Weekly,
}

/// <param name="Day">Day of the month (1 to 28) or of the week (1 Monday to 7 Sunday); 0 where the cycle says when.</param>
public sealed record ReportTiming(ReportOccasion Occasion, int Day)
{
    public const int LastDayOfMonth = 28;

    public IReadOnlyList<Error> Check() => Occasion switch
    {
        ReportOccasion.Monthly when Day is < 1 or > LastDayOfMonth => [ReportErrors.DayWrong],
        ReportOccasion.Weekly when Day is < 1 or > 7 => [ReportErrors.DayWrong],
        _ => [],
    };

    /// <summary>The latest day on or before today on which the report was due; null where the cycle says when.</summary>
    public DateOnly? LatestDue(DateOnly today) => Occasion switch
    {
        ReportOccasion.Monthly => today.Day >= Day ? new DateOnly(today.Year, today.Month, Day) : new DateOnly(today.Year, today.Month, 1).AddMonths(-1).AddDays(Day - 1),
        ReportOccasion.Weekly => today.AddDays(-(((int)today.DayOfWeek + 6 - (Day - 1)) % 7)),
        _ => null,
    };
}

/// <summary>A report that HR has made again and again for some people, each of whom gets a link to their own copy.</summary>
public sealed class ReportSchedule : IVersioned
{
    /// <summary>A report for more people is a batch.</summary>
    public const int MostRecipients = 500;

    private ReportSchedule()
    {
    }

    public int Id { get; private set; }

    public ReportKind Kind { get; private set; }

    public ReportTiming Timing { get; private set; } = new(ReportOccasion.AfterRelease, 0);

    public PaperSize Paper { get; private set; }

    /// <summary>Employees; whether they may read the report is asked when it is made and when it is opened.</summary>
    public IReadOnlyList<int> Recipients { get; private set; } = [];

    public bool IsActive { get; private set; } = true;

    public string ChangedBy { get; private set; } = "";

    /// <summary>Nothing that happened before is reported.</summary>
    public DateTime ChangedAt { get; private set; }

    public int Version { get; private set; }

    public static Result<ReportSchedule> Make(ReportKind kind, ReportTiming timing, PaperSize paper, IReadOnlyCollection<int> recipients, Actor actor, DateTime now)
    {
        if (!ReportAccess.CanManage(actor))
        {
            return SharedErrors.NotAllowed;
        }

        var schedule = new ReportSchedule { Kind = kind, Timing = timing, Paper = paper, Recipients = [.. recipients.Distinct().Order()], ChangedBy = actor.Name, ChangedAt = now };
        List<Error> errors = [.. timing.Check()];
        if (schedule.Recipients.Count == 0)
        {
            errors.Add(ReportErrors.NobodyChosen);
        }

        if (schedule.Recipients.Count > MostRecipients)
        {
            errors.Add(ReportErrors.TooMany.With(MostRecipients));
        }

        return errors.Count == 0 ? schedule : Result<ReportSchedule>.Fail(errors);
    }

    public Result Switch(bool active, Actor actor, DateTime now)
    {
        if (!ReportAccess.CanManage(actor))
        {
            return SharedErrors.NotAllowed;
        }

        (IsActive, ChangedBy, ChangedAt) = (active, actor.Name, now);
        return Result.Ok;
    }
}

/// <summary>One copy of a scheduled report, for one reader on one occasion: made once, kept for some days.</summary>
public sealed class StoredReport : IVersioned
{
    private StoredReport()
    {
    }

    public StoredReport(int scheduleId, string occasion, int employeeId, ReportKind kind, int cycleId, string fileToken, DateTime now, DateTime expiresAt)
    {
        ScheduleId = scheduleId;
        Occasion = occasion;
        EmployeeId = employeeId;
        Kind = kind;
        CycleId = cycleId;
        FileToken = fileToken;
        CreatedAt = now;
        ExpiresAt = expiresAt;
    }

    public int Id { get; private set; }

    public int ScheduleId { get; private set; }

    /// <summary>Unique with schedule and reader: <c>release:12</c>, <c>close:12:1</c>, <c>2026-11-25</c>.</summary>
    public string Occasion { get; private set; } = "";

    /// <summary>For whom it was made; nobody else opens it.</summary>
    public int EmployeeId { get; private set; }

    public ReportKind Kind { get; private set; }

    public int CycleId { get; private set; }

    /// <summary>Random name of the file in the data directory.</summary>
    public string FileToken { get; private set; } = "";

    public string FileName { get; private set; } = "";

    public long FileSize { get; private set; }

    /// <summary>Why it could not be made; empty when it was, or is still to be.</summary>
    public string FailureCode { get; private set; } = "";

    /// <summary>How often making it was tried.</summary>
    public int Attempts { get; private set; }

    public DateTime CreatedAt { get; private set; }

    /// <summary>When the reader was told.</summary>
    public DateTime? ReadyAt { get; private set; }

    public DateTime ExpiresAt { get; private set; }

    public DateTime? FileRemovedAt { get; private set; }

    public int Version { get; private set; }

    public bool HasFile => ReadyAt is not null && FileRemovedAt is null;

    public void Finish(string fileName, long fileSize, DateTime now) =>
        (FileName, FileSize, ReadyAt, FailureCode, Attempts) = (fileName, fileSize, now, "", Attempts + 1);

    public void Fail(Error error) => (FailureCode, Attempts) = ($"{error.Feature}.{error.Code}", Attempts + 1);

    public void RemoveFile(DateTime now) => FileRemovedAt ??= now;
}
