namespace StarPortal.Domain.Calendar;

public enum CalendarDayKind
{
    /// <summary>Nobody works.</summary>
    Off,

    /// <summary>Worked although it is a weekend day, in exchange for a day off.</summary>
    Working,
}

/// <summary>One day of the company's calendar that is not what its weekday says.</summary>
public sealed class CalendarDay : IVersioned
{
    public const int LongestName = 100;

    private CalendarDay()
    {
    }

    public int Id { get; private set; }

    /// <summary>Unique.</summary>
    public DateOnly Date { get; private set; }

    public CalendarDayKind Kind { get; private set; }

    public LocalText Name { get; private set; } = new("", "");

    public int Version { get; private set; }

    public static Result<CalendarDay> Create(CalendarEntry entry, Actor actor)
    {
        var day = new CalendarDay();
        var set = day.Set(entry, actor);
        return set.Failed ? Result<CalendarDay>.Fail(set.Errors) : day;
    }

    /// <summary>Every fault is answered at once.</summary>
    public Result Set(CalendarEntry entry, Actor actor)
    {
        if (!CalendarAccess.CanManage(actor))
        {
            return SharedErrors.NotAllowed;
        }

        var faults = entry.Check().ToList();
        if (faults.Count > 0)
        {
            return Result.Fail(faults);
        }

        (Date, Kind, Name) = (entry.Date, entry.Kind, entry.Complete());
        return Result.Ok;
    }
}

/// <summary>What is said of a day, as typed or imported.</summary>
public sealed record CalendarEntry(DateOnly Date, CalendarDayKind Kind, string NameEn, string NameZh)
{
    private const int FirstYear = 2000;
    private const int LastYear = 2100;

    public IEnumerable<Error> Check()
    {
        if (Date.Year is < FirstYear or > LastYear)
        {
            yield return CalendarErrors.YearRange.With(FirstYear, LastYear);
        }

        if (NameEn.Trim().Length == 0 && NameZh.Trim().Length == 0)
        {
            yield return CalendarErrors.NameMissing;
        }

        if (NameEn.Trim().Length > CalendarDay.LongestName || NameZh.Trim().Length > CalendarDay.LongestName)
        {
            yield return CalendarErrors.NameTooLong.With(CalendarDay.LongestName);
        }
    }

    /// <summary>A name given in one language only stands for both.</summary>
    public LocalText Complete()
    {
        var (en, zh) = (NameEn.Trim(), NameZh.Trim());
        return new(en.Length > 0 ? en : zh, zh.Length > 0 ? zh : en);
    }
}

/// <summary>Who keeps the company's calendar.</summary>
public static class CalendarAccess
{
    public static bool CanManage(Actor actor) => actor.IsHr;
}

/// <summary>What can be wrong with the calendar; <c>{0}</c>, <c>{1}</c> are values.</summary>
public static class CalendarErrors
{
    public const string Feature = "Calendar";

    public static readonly Error YearRange = new(Feature, nameof(YearRange));
    public static readonly Error NameMissing = new(Feature, nameof(NameMissing));
    public static readonly Error NameTooLong = new(Feature, nameof(NameTooLong));
    public static readonly Error DayKnown = new(Feature, nameof(DayKnown));
    public static readonly Error FileEmpty = new(Feature, nameof(FileEmpty));
    public static readonly Error FileTooLarge = new(Feature, nameof(FileTooLarge));
    public static readonly Error FileUnreadable = new(Feature, nameof(FileUnreadable));
    public static readonly Error CsvDate = new(Feature, nameof(CsvDate));
    public static readonly Error CsvKind = new(Feature, nameof(CsvKind));
    public static readonly Error DayTwice = new(Feature, nameof(DayTwice));
    public static readonly Error IcsLine = new(Feature, nameof(IcsLine));
    public static readonly Error IcsNotEnded = new(Feature, nameof(IcsNotEnded));
    public static readonly Error IcsNoStart = new(Feature, nameof(IcsNoStart));
    public static readonly Error IcsNotWholeDay = new(Feature, nameof(IcsNotWholeDay));
    public static readonly Error IcsRepeats = new(Feature, nameof(IcsRepeats));
    public static readonly Error IcsEnd = new(Feature, nameof(IcsEnd));

    /// <summary>{0} days at most.</summary>
    public static readonly Error IcsTooLong = new(Feature, nameof(IcsTooLong));
}
