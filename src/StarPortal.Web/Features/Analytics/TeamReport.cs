using StarPortal.Domain;
using StarPortal.Domain.Anonymity;
using StarPortal.Domain.Stars;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Reports;

namespace StarPortal.Web.Features.Analytics;

/// <summary>A result that the reader may open, in a line.</summary>
/// <param name="Before">Total of the cycle before, where the reader was the manager too.</param>
/// <param name="Sections">In the order of the template.</param>
/// <param name="Sources">Mean score by source, as the result shows it.</param>
internal sealed record TeamMember(
    int ParticipantId, string Number, string Name, string JobTitle, decimal? Total, decimal? Before, int? Level, StarChange? Change,
    IReadOnlyList<decimal?> Sections, IReadOnlyDictionary<Source, decimal> Sources);

/// <summary>Something of the team's that still waits.</summary>
internal sealed record TeamMatter(string Person, TeamMatterKind Kind, string Cycle, DateTime? DueAt);

internal enum TeamMatterKind
{
    SelfReview,
    ManagerReview,
    Goals,
}

/// <summary>
/// A manager's team. Every figure follows from the results listed in it, each of which the reader may open; what a result
/// does not show is not in it, and neither is a result that stays closed to the reader.
/// </summary>
/// <param name="Manager">Whose team.</param>
/// <param name="BeforeName">The cycle compared with; null without one.</param>
/// <param name="Levels">Names of the star levels.</param>
/// <param name="CompanyMean">From the cycle's figures; null when these are not shown.</param>
internal sealed record TeamReport(
    ReportCycle Cycle, string Manager, string? BeforeName, IReadOnlyList<LocalText> Sections, IReadOnlyList<LocalText> Levels,
    IReadOnlyList<TeamMember> Members, decimal? CompanyMean, IReadOnlyList<TeamMatter> Matters)
{
    /// <summary>As it is read in the current language.</summary>
    public Report Write(string company) => new(
        ReportWords.Fill(AnalyticsText.TeamTitle, Manager),
        $"team-report-{Cycle.PeriodEnd:yyyy-MM-dd}-{Cycle.Id}",
        company,
        [
            new(AnalyticsText.Fact_Cycle, Cycle.Name),
            new(AnalyticsText.Fact_Period, ReportWords.Period(Cycle.PeriodStart, Cycle.PeriodEnd)),
            new(AnalyticsText.Fact_Manager, Manager),
            new(AnalyticsText.Fact_Team, Formats.Count(Members.Count)),
            new(AnalyticsText.Fact_TeamMean, Formats.Score(Mean(Members.Select(m => m.Total)))),
            new(AnalyticsText.Fact_Mean, Formats.Score(CompanyMean)),
        ],
        [
            new(AnalyticsText.ResultsTitle, AnalyticsText.ResultsSentence, Members.Count == 0 ? [] : [Results(), .. Scores()], AnalyticsText.TeamNone),
            new(AnalyticsText.TeamDistributionTitle, "", Members.Any(m => m.Total is not null) ? [Distribution()] : [], AnalyticsText.TeamNone),
            new(AnalyticsText.ViewsTitle, AnalyticsText.ViewsSentence, Members.Any(m => m.Sources.Count > 0) ? [Views()] : [], AnalyticsText.ViewsNone),
            .. Levels.Count == 0 || Members.All(m => m.Level is null) ? Array.Empty<ReportPart>() : [new(AnalyticsText.TeamStarsTitle, "", [Stars()])],
            new(AnalyticsText.MattersTitle, AnalyticsText.MattersSentence, Matters.Count == 0 ? [] : [MatterTable()], AnalyticsText.MattersNone),
        ]);

    private static decimal? Mean(IEnumerable<decimal?> values) => values.OfType<decimal>().ToList() is { Count: > 0 } some ? some.Average() : null;

    private ReportTable Results() => new(
        AnalyticsText.ResultsCaption,
        [
            new(AnalyticsText.Col_Name), new(AnalyticsText.Col_Number), new(AnalyticsText.Col_JobTitle), new(AnalyticsText.Col_Total, true),
            .. BeforeName is null ? Array.Empty<ReportColumn>() : [new(ReportWords.Fill(AnalyticsText.Col_Before, BeforeName), true), new(AnalyticsText.Col_Difference, true)],
            .. Levels.Count == 0 ? Array.Empty<ReportColumn>() : [new(AnalyticsText.Col_Level)],
        ],
        [
            .. Members.Select(m => (IReadOnlyList<ReportCell>)
            [
                ReportCell.Of(m.Name), ReportCell.Of(m.Number), ReportCell.Of(m.JobTitle), m.Total is null ? ReportCell.Of(AnalyticsText.Insufficient) : ReportCell.Score(m.Total),
                .. BeforeName is null ? Array.Empty<ReportCell>() : [ReportCell.Score(m.Before), ReportCell.Difference(m.Total - m.Before)],
                .. Levels.Count == 0 ? Array.Empty<ReportCell>() : [m.Level is { } level ? ReportCell.Of($"{ReportWords.Level(level, Levels)}{Moved(m.Change)}") : ReportCell.None],
            ]),
        ],
        ReportChart.Bars,
        3,
        100);

    private IEnumerable<ReportTable> Scores()
    {
        if (Sections.Count > 0)
        {
            yield return new ReportTable(
                AnalyticsText.TeamSectionsCaption,
                [new(AnalyticsText.Col_Name), .. Sections.Select(s => new ReportColumn(ReportWords.Of(s), true))],
                [
                    .. Members.Select(m => (IReadOnlyList<ReportCell>)[ReportCell.Of(m.Name), .. m.Sections.Select(ReportCell.Score)]),
                    [ReportCell.Of(AnalyticsText.TeamMean), .. Sections.Select((_, i) => ReportCell.Score(Mean(Members.Select(m => m.Sections[i]))))],
                ]);
        }
    }

    private ReportTable Distribution()
    {
        const decimal width = 10m;
        var totals = Members.Select(m => m.Total).OfType<decimal>().ToList();
        var slots = totals.GroupBy(t => decimal.Floor(t / width)).ToDictionary(g => g.Key, g => g.Count());
        var buckets = new List<TotalBucket>();
        for (var slot = slots.Keys.Min(); slot <= slots.Keys.Max(); slot++)
        {
            buckets.Add(new TotalBucket(slot * width, (slot + 1) * width, slots.GetValueOrDefault(slot)));
        }

        return ReportWords.Buckets(AnalyticsText.DistributionCaption, AnalyticsText.Col_Range, buckets, ReportWords.Range);
    }

    private ReportTable Views() => new(
        AnalyticsText.ViewsCaption,
        [new(AnalyticsText.Col_Source), new(AnalyticsText.Col_People, true), new(AnalyticsText.Col_Mean, true)],
        [
            .. Members.SelectMany(m => m.Sources).GroupBy(s => s.Key).OrderBy(g => g.Key).Select(g => (IReadOnlyList<ReportCell>)
            [
                ReportCell.Of(ReportWords.Of(g.Key)), ReportCell.Count(g.Count()), ReportCell.Score(g.Average(s => s.Value)),
            ]),
        ],
        ReportChart.Bars,
        2,
        100);

    private ReportTable Stars() => new(
        AnalyticsText.StarsCaption,
        [new(AnalyticsText.Col_Level), new(AnalyticsText.Col_People, true)],
        [.. Enumerable.Range(1, Levels.Count).Select(l => (IReadOnlyList<ReportCell>)[ReportCell.Of(ReportWords.Level(l, Levels)), ReportCell.Count(Members.Count(m => m.Level == l))])],
        ReportChart.Bars,
        1);

    private ReportTable MatterTable() => new(
        AnalyticsText.MattersCaption,
        [new(AnalyticsText.Col_Name), new(AnalyticsText.Col_Matter), new(AnalyticsText.Col_Cycle), new(AnalyticsText.Col_Due)],
        [
            .. Matters.Select(m => (IReadOnlyList<ReportCell>)
            [
                ReportCell.Of(m.Person), ReportCell.Of(ReportWords.Of(m.Kind)), ReportCell.Of(m.Cycle), m.DueAt is { } due ? ReportCell.Of(ReportWords.Local(due, Cycle.TimeZone)) : ReportCell.None,
            ]),
        ]);

    private static string Moved(StarChange? change) => change switch
    {
        StarChange.Promoted => $" · {AnalyticsText.MovedUp}",
        StarChange.Demoted => $" · {AnalyticsText.MovedDown}",
        _ => "",
    };
}
