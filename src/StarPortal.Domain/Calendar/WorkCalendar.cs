namespace StarPortal.Domain.Calendar;

/// <summary>A day that is not what its weekday says: a day off, or a weekend day worked instead of one.</summary>
public sealed record WorkException(DateOnly Date, bool Works);

/// <summary>Which days the company works: Monday to Friday, but for days off and days worked instead.</summary>
public sealed record WorkCalendar
{
    /// <summary>A calendar of nothing but days off ends the search after so many days, and the day itself is answered.</summary>
    private const int Farthest = 400;

    private readonly Dictionary<DateOnly, bool> works;

    public WorkCalendar(IReadOnlyList<WorkException> exceptions)
    {
        Exceptions = exceptions;
        works = exceptions.ToDictionary(e => e.Date, e => e.Works);
    }

    /// <summary>No holiday is known.</summary>
    public static WorkCalendar Weekdays { get; } = new([]);

    public IReadOnlyList<WorkException> Exceptions { get; }

    public bool IsWorkingDay(DateOnly day) =>
        works.TryGetValue(day, out var known) ? known : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>The day itself when it is worked, else the last working day before it.</summary>
    public DateOnly OnOrBefore(DateOnly day) => Walk(day, -1);

    /// <summary>The day itself when it is worked, else the first working day after it.</summary>
    public DateOnly OnOrAfter(DateOnly day) => Walk(day, 1);

    /// <summary>The working day that comes so many working days after a day; of a day off, counting begins on the next working day.</summary>
    public DateOnly After(DateOnly day, int count)
    {
        for (; count > 0; count--)
        {
            day = OnOrAfter(day.AddDays(1));
        }

        return day;
    }

    /// <summary>The same calendar with one more thing known of some days.</summary>
    public WorkCalendar With(IEnumerable<WorkException> changes)
    {
        var changed = changes.ToDictionary(c => c.Date);
        return new([.. Exceptions.Where(e => !changed.ContainsKey(e.Date)), .. changed.Values]);
    }

    public bool Equals(WorkCalendar? other) => other is not null && works.Count == other.works.Count && works.All(w => other.works.TryGetValue(w.Key, out var known) && known == w.Value);

    public override int GetHashCode() => works.Count;

    private DateOnly Walk(DateOnly day, int step)
    {
        var found = day;
        for (var walked = 0; !IsWorkingDay(found); walked++)
        {
            if (walked == Farthest)
            {
                return day;
            }

            found = found.AddDays(step);
        }

        return found;
    }
}
