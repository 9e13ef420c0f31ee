using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Cycles.Setup;

/// <summary>What the first step's fields are bound to.</summary>
public sealed class BasicsModel
{
    public string Name { get; set; } = "";

    public PeriodKind Kind { get; set; } = PeriodKind.Quarter;

    public DateOnly Start { get; set; }

    public DateOnly End { get; set; }

    public string TimeZone { get; set; } = "UTC";

    /// <summary>Today, so that going from a quarter to a month gives this month and not the quarter's first.</summary>
    public DateOnly Today { get; init; }

    public static BasicsModel Of(CycleBasics basics, DateOnly today) => new()
    {
        Today = today,
        Name = basics.Name,
        Kind = basics.Kind,
        Start = basics.Start,
        End = basics.End,
        TimeZone = basics.TimeZone,
    };

    public CycleBasics ToBasics() => new(Name, Kind, Start, End, TimeZone);

    /// <summary>Another kind of period: the one around today when today lies in the present one.</summary>
    public void ChangeKind()
    {
        if (Kind != PeriodKind.Custom && Start <= Today && Today <= End)
        {
            Start = Today;
        }

        Snap();
    }

    /// <summary>Makes the period the whole month, quarter and so on around its first day.</summary>
    public void Snap()
    {
        if (Kind != PeriodKind.Custom)
        {
            (Start, End) = CalendarPreset.Period(Kind, Start);
        }
        else if (End < Start)
        {
            End = Start;
        }
    }
}
