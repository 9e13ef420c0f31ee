using StarPortal.Domain.Analytics;
using StarPortal.Domain.Anonymity;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Reports;

namespace StarPortal.Web.Features.Analytics;

/// <summary>An earlier cycle of the same kind, as it was frozen.</summary>
/// <param name="Percent">Of all reviews, handed in.</param>
public sealed record TrendPoint(string Cycle, DateOnly PeriodEnd, int Rated, decimal? Mean, int? Percent);

/// <param name="FrozenAt">Null while the cycle is not closed.</param>
/// <param name="Trend">The oldest first, with this cycle when it is closed.</param>
/// <param name="Departments">Names with those above them, by path: those above may be too small to stand in the table themselves.</param>
internal sealed record CycleReport(ReportCycle Cycle, CycleFigures Figures, DateTime? FrozenAt, IReadOnlyList<TrendPoint> Trend, IReadOnlyDictionary<string, string> Departments)
{
    /// <summary>As it is read in the current language.</summary>
    public Report Write(string company) => new(
        ReportWords.Fill(AnalyticsText.CycleTitle, Cycle.Name),
        $"cycle-report-{Cycle.PeriodEnd:yyyy-MM-dd}-{Cycle.Id}",
        company,
        [
            new(AnalyticsText.Fact_Cycle, Cycle.Name),
            new(AnalyticsText.Fact_Period, ReportWords.Period(Cycle.PeriodStart, Cycle.PeriodEnd)),
            new(AnalyticsText.Fact_Participants, Formats.Count(Figures.Participants)),
            new(AnalyticsText.Fact_Rated, Formats.Count(Figures.Rated)),
            new(AnalyticsText.Fact_Mean, Formats.Score(Figures.Mean)),
            new(AnalyticsText.Fact_Spread, Formats.Score(Figures.Spread)),
            new(AnalyticsText.Fact_Figures, FrozenAt is { } at ? ReportWords.Fill(AnalyticsText.FrozenAt, ReportWords.Local(at, Cycle.TimeZone)) : AnalyticsText.NotFrozen),
        ],
        [.. Parts()]);

    private IEnumerable<ReportPart> Parts()
    {
        yield return new ReportPart(AnalyticsText.ParticipationTitle, AnalyticsText.ParticipationSentence, [ReportWords.Participation(Figures.Participation)]);
        yield return new ReportPart(
            AnalyticsText.DistributionTitle,
            ReportWords.Fill(AnalyticsText.DistributionSentence, Cycle.Threshold),
            Figures.Distribution.Count == 0 ? [] : [ReportWords.Buckets(AnalyticsText.DistributionCaption, AnalyticsText.Col_Range, Figures.Distribution, ReportWords.Range)],
            AnalyticsText.TooFew);
        yield return new ReportPart(AnalyticsText.SectionsTitle, AnalyticsText.SectionsSentence, Figures.Sections.Count == 0 ? [] : [Sections()], AnalyticsText.SectionsNone);
        yield return new ReportPart(
            AnalyticsText.DepartmentsTitle, ReportWords.Fill(AnalyticsText.DepartmentsSentence, StatisticsVisibility.LeastPeople), Figures.Departments.Count == 0 ? [] : [DepartmentTable()], AnalyticsText.TooFew);
        yield return new ReportPart(AnalyticsText.RatersTitle, AnalyticsText.RatersSentence, [.. Raters()], AnalyticsText.RatersNone);
        if (Figures.Stars is { } stars)
        {
            yield return new ReportPart(
                ReportWords.Fill(AnalyticsText.StarsTitle, ReportWords.Of(stars.Programme)),
                AnalyticsText.StarsSentence,
                [
                    ReportWords.Buckets(AnalyticsText.StarsCaption, AnalyticsText.Col_Level, stars.Distribution, b => ReportWords.Levels(b, stars.Levels)),
                    .. stars.Moves.Count == 0 ? Array.Empty<ReportTable>() : [ReportWords.Buckets(AnalyticsText.MovesCaption, AnalyticsText.Col_Move, stars.Moves, ReportWords.Moves)],
                ]);
        }

        yield return new ReportPart(AnalyticsText.TrendTitle, AnalyticsText.TrendSentence, Trend.Count == 0 ? [] : [TrendTable()], AnalyticsText.TrendNone);
    }

    private ReportTable Sections() => new(
        AnalyticsText.SectionsCaption,
        [new(AnalyticsText.Col_Section), new(AnalyticsText.Col_Mean, true)],
        [.. Figures.Sections.Select(s => (IReadOnlyList<ReportCell>)[ReportCell.Of(ReportWords.Of(s.Name)), ReportCell.Score(s.Mean)])],
        ReportChart.Bars,
        1,
        100);

    private ReportTable DepartmentTable() => new(
        AnalyticsText.DepartmentsCaption,
        [new(AnalyticsText.Col_Department), new(AnalyticsText.Col_People, true), new(AnalyticsText.Col_Mean, true), new(AnalyticsText.Col_Difference, true)],
        [
            .. Figures.Departments.Select(d => (IReadOnlyList<ReportCell>)
            [
                ReportCell.Of(d.Depth == 0 ? AnalyticsText.Everybody : Departments.GetValueOrDefault(d.Path, d.Name)),
                ReportCell.Count(d.People), ReportCell.Score(d.Mean), d.Depth == 0 ? ReportCell.None : ReportCell.Difference(d.Mean - Figures.Mean),
            ]),
        ],
        ReportChart.Bars,
        2,
        100,
        ReportWords.Upper([.. Figures.Departments.Select(d => d.Depth)]));

    private IEnumerable<ReportTable> Raters()
    {
        if (Figures.Sources.Count > 0)
        {
            yield return new ReportTable(
                AnalyticsText.SourcesCaption,
                [new(AnalyticsText.Col_Source), new(AnalyticsText.Col_Mean, true)],
                [.. Figures.Sources.Select(s => (IReadOnlyList<ReportCell>)[ReportCell.Of(ReportWords.Of(s.Source)), ReportCell.Score(s.Mean)])],
                ReportChart.Bars,
                1,
                100);
        }

        if (Figures.Managers is { } managers)
        {
            yield return ReportWords.Buckets(
                ReportWords.Fill(AnalyticsText.LeniencyCaption, Formats.Count(managers.Managers), Formats.Score(managers.Spread)), AnalyticsText.Col_Leniency, managers.Leniency, ReportWords.Range);
        }
    }

    private ReportTable TrendTable() => new(
        AnalyticsText.TrendCaption,
        [new(AnalyticsText.Col_Cycle), new(AnalyticsText.Col_PeriodEnd), new(AnalyticsText.Col_Rated, true), new(AnalyticsText.Col_Mean, true), new(AnalyticsText.Col_Percent, true)],
        [.. Trend.Select(t => (IReadOnlyList<ReportCell>)[ReportCell.Of(t.Cycle), ReportCell.Of(Formats.Day(t.PeriodEnd)), ReportCell.Count(t.Rated), ReportCell.Score(t.Mean), ReportCell.Percent(t.Percent)])],
        ReportChart.Line,
        3);

    /// <summary>Of all reviews together.</summary>
    public static int? PercentOf(IReadOnlyList<Participation> rows) =>
        new Participation(Relationship.Self, rows.Sum(r => r.Asked), rows.Sum(r => r.Submitted), 0, 0, 0).Percent;
}
