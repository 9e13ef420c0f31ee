using System.Globalization;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Goals;
using StarPortal.Web.Features.Goals.Sheets;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Goals;

/// <summary>Words for the domain's enumerations, and figures put into sentences.</summary>
internal static class GoalWords
{
    public static string Of(LocalText text) => text.For(CultureInfo.CurrentUICulture.Name);

    public static string Fill(string text, params object?[] values) => string.Format(CultureInfo.CurrentCulture, text, values);

    public static string Of<T>(T value)
        where T : struct, Enum =>
        GoalsText.Resources.GetString($"{typeof(T).Name}_{value}", CultureInfo.CurrentUICulture) ?? value.ToString();

    public static string Of(GoalRow row) => Of(CycleGoalQueries.Of(row.State, row.AsProposed, row.WaitsFor == GoalSide.Employee), row.State);

    public static string Of(GoalStanding standing, GoalSheetState? state) =>
        standing == GoalStanding.NotProposed && state == GoalSheetState.Open ? GoalsText.DraftOnly : Of(standing);

    public static string Tag(GoalRow row) => CycleGoalQueries.Of(row.State, row.AsProposed, row.WaitsFor == GoalSide.Employee) switch
    {
        GoalStanding.Confirmed => "tag good",
        GoalStanding.AsProposed => "tag warn",
        _ => "tag",
    };

    public static string Tag(ObjectiveState state) => state switch
    {
        ObjectiveState.Achieved => "tag good",
        ObjectiveState.Missed => "tag bad",
        _ => "tag",
    };

    public static string Tag(Confidence confidence) => confidence switch
    {
        Confidence.OnTrack => "tag good",
        Confidence.AtRisk => "tag warn",
        _ => "tag bad",
    };

    /// <summary>98 % without doubling the unit; a dash for no figure.</summary>
    public static string Figure(decimal? figure, string unit) => figure is { } value ? $"{Formats.Number(value)} {unit}".TrimEnd() : "–";

    public static string Range(GoalRange? range, string unit) => range is null ? GoalsText.Fixed : Fill(GoalsText.RangeLine, Formats.Number(range.Lowest), Figure(range.Highest, unit));

    /// <summary>2026 Q4 for a quarter, 2026 for a year, else both days.</summary>
    public static string Period(DateOnly start, DateOnly end)
    {
        if (start.Day == 1 && end == start.AddMonths(3).AddDays(-1) && start.Month % 3 == 1)
        {
            return Fill(GoalsText.QuarterLine, start.Year, (start.Month + 2) / 3);
        }

        return start is { Month: 1, Day: 1 } && end == start.AddYears(1).AddDays(-1)
            ? Fill(GoalsText.YearLine, start.Year)
            : Fill(GoalsText.PeriodLine, Formats.Day(start), Formats.Day(end));
    }

    /// <summary>A figure as people type it; null when it is none.</summary>
    public static decimal? Number(string text)
    {
        const NumberStyles styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        var figure = text.Trim().TrimEnd('%').TrimEnd();
        return decimal.TryParse(figure, styles, CultureInfo.CurrentCulture, out var own) ? own
            : decimal.TryParse(figure, styles, CultureInfo.InvariantCulture, out var plain) ? plain
            : null;
    }

    public static string When(GoalRow row, Formats formats) => row.Phase switch
    {
        PhaseState.Pending => Fill(GoalsText.OpensAt, formats.Moment(row.OpensAt)),
        PhaseState.Open => Fill(GoalsText.OpenUntil, formats.Deadline(row.ClosesAt)),
        _ => row.IsOpen ? GoalsText.OpenUntilRelease : Fill(GoalsText.ClosedAt, formats.Moment(row.ClosesAt)),
    };
}
