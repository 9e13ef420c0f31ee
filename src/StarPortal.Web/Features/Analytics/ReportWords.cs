using System.Globalization;
using System.Resources;
using StarPortal.Domain;
using StarPortal.Domain.Analytics;
using StarPortal.Domain.Anonymity;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Reports;
using StarPortal.Web.Shared.Texts;

namespace StarPortal.Web.Features.Analytics;

/// <summary>Words and figures of reports in the reader's language.</summary>
internal static class ReportWords
{
    private static readonly ResourceManager Texts = ErrorText.Find("Analytics");

    // the glossary's words for phases and states are the cycles' own
    private static readonly ResourceManager CycleTexts = ErrorText.Find("Cycles");

    public static string Of(Enum value)
    {
        var key = $"{value.GetType().Name}_{value}";
        return Texts.GetString(key, CultureInfo.CurrentUICulture) ?? CycleTexts.GetString(key, CultureInfo.CurrentUICulture) ?? value.ToString();
    }

    public static string Of(LocalText text) => text.For(CultureInfo.CurrentUICulture.Name);

    public static string Fill(string text, params object?[] values) => string.Format(CultureInfo.CurrentCulture, text, values);

    public static string Period(DateOnly start, DateOnly end) => Fill(AnalyticsText.PeriodLine, Formats.Day(start), Formats.Day(end));

    /// <summary>A moment by the clock of a cycle's zone, with its year.</summary>
    public static string Local(DateTime utc, string zone) => ZoneTime.ToLocal(utc, TimeZoneInfo.FindSystemTimeZoneById(zone))
        .ToString(Formats.IsChinese ? "yyyy年M月d日 HH:mm" : "d MMM yyyy, HH:mm", CultureInfo.CurrentCulture);

    /// <summary>How many people are in which range of totals.</summary>
    public static ReportTable Buckets(string caption, string column, IReadOnlyList<TotalBucket> buckets, Func<TotalBucket, string> name) => new(
        caption,
        [new(column), new(AnalyticsText.Col_People, true), new(AnalyticsText.Col_Share, true)],
        [.. buckets.Select(b => (IReadOnlyList<ReportCell>)[ReportCell.Of(name(b)), ReportCell.Count(b.People), Share(b.People, buckets.Sum(x => x.People))])],
        ReportChart.Bars,
        1);

    /// <summary>Of a tree of departments, the upper ones that a chart has room for: whole levels of it.</summary>
    /// <param name="depths">Of the rows.</param>
    public static IReadOnlyList<int> Upper(IReadOnlyList<int> depths)
    {
        var deepest = depths.Distinct().Order().TakeWhile((d, i) => i < 2 || depths.Count(x => x <= d) <= ReportBars.Most).LastOrDefault();
        return [.. depths.Index().Where(d => d.Item <= deepest).Select(d => d.Index)];
    }

    public static string Range(TotalBucket bucket) => string.Format(CultureInfo.CurrentCulture, "{0:0} – {1:0}", bucket.From, bucket.To);

    /// <summary>★ Bronze – ★★★ Gold for levels that stand together.</summary>
    public static string Levels(TotalBucket bucket, IReadOnlyList<LocalText> names)
    {
        var (first, last) = ((int)bucket.From, (int)bucket.To - 1);
        return first == last ? Level(first, names) : $"{Level(first, names)} – {Level(last, names)}";
    }

    public static string Level(int number, IReadOnlyList<LocalText> names) =>
        number >= 1 && number <= names.Count ? $"{new string('★', number)} {Of(names[number - 1])}" : number.ToString(CultureInfo.CurrentCulture);

    public static string Moves(TotalBucket bucket)
    {
        var words = new[] { AnalyticsText.MovedDown, AnalyticsText.MovedNot, AnalyticsText.MovedUp };
        return words.Where((_, i) => i - 1 >= bucket.From && i - 1 < bucket.To).Aggregate((a, b) => Fill(AnalyticsText.Or, a, b));
    }

    public static ReportTable Participation(IReadOnlyList<Participation> rows) => new(
        AnalyticsText.ParticipationCaption,
        [new(AnalyticsText.Col_Kind), new(AnalyticsText.Col_Asked, true), new(AnalyticsText.Col_Submitted, true), new(AnalyticsText.Col_Declined, true), new(AnalyticsText.Col_Missed, true), new(AnalyticsText.Col_Open, true), new(AnalyticsText.Col_Percent, true)],
        [
            .. rows.Select(p => (IReadOnlyList<ReportCell>)
            [
                ReportCell.Of(Of(p.Kind)), ReportCell.Count(p.Asked), ReportCell.Count(p.Submitted), ReportCell.Count(p.Declined), ReportCell.Count(p.Missed), ReportCell.Count(p.Open), ReportCell.Percent(p.Percent),
            ]),
        ],
        ReportChart.Bars,
        6,
        100);

    private static ReportCell Share(int people, int all) => ReportCell.Percent(all == 0 ? null : (int)Math.Round(100m * people / all, MidpointRounding.AwayFromZero));
}
