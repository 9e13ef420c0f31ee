using StarPortal.Domain;
using StarPortal.Web.Shared.Reports;
using StarPortal.Web.Shared.Spreadsheets;

namespace StarPortal.Web.Features.Results;

/// <summary>The tables of a result report for a workbook: what is on the page, nothing else.</summary>
internal static class ResultSheets
{
    public static byte[] Xlsx(ResultView view) => SpreadsheetWriter.Xlsx(
    [
        new SheetContent(
            view.Name,
            ["", ""],
            [
                [ResultsText.FactEmployee, view.Name], [ResultsText.FactNumber, view.Number], [ResultsText.FactDepartment, view.Department], [ResultsText.FactCycle, view.Cycle],
                [ResultsText.FactPeriod, ResultLabels.Period(view.PeriodStart, view.PeriodEnd)], [ResultsText.Total, view.Total is { } total ? total : ResultsText.Insufficient],
            ]),
        new SheetContent(
            ResultsText.HowTitle,
            [ResultsText.Col_Part, ResultsText.Col_Weight, ResultsText.Col_Counted, ResultsText.Col_Score, ResultsText.Col_Note],
            Tree(view)),
        .. Compared(view) is { } compared ? [compared.Sheet()] : Array.Empty<SheetContent>(),
        new SheetContent(
            ResultsText.CommentsTitle,
            [ResultsText.Col_Indicator, ResultsText.FactEmployee, ResultsText.CommentsTitle],
            view.Feedback.Texts.SelectMany(t => t.Texts.Select(x => (IReadOnlyList<object?>)[ResultLabels.Local(t.Item), ResultLabels.Of(t.From), x]))),
    ]);

    /// <summary>Null without a result before.</summary>
    public static ReportTable? Compared(ResultView view) => view.Before is not { } before
        ? null
        : new ReportTable(
            ResultsText.ComparedCaption,
            [new(ResultsText.Col_Part), new(ResultsText.Col_Now, true), new(ResultsText.Col_Before, true), new(ResultsText.Col_Difference, true)],
            [
                Row(ResultsText.Total, view.Total, before.Total),
                .. view.Tree.Sections.Select(s => Row(ResultLabels.Local(s.Name), s.Score, before.Sections.TryGetValue(s.Key, out var score) ? score : null)),
            ],
            ReportChart.Bars,
            1,
            100);

    private static IReadOnlyList<ReportCell> Row(string name, decimal? now, decimal? before) =>
        [ReportCell.Of(name), ReportCell.Score(now), ReportCell.Score(before), ReportCell.Difference(now - before)];

    private static IEnumerable<IReadOnlyList<object?>> Tree(ResultView view)
    {
        foreach (var section in view.Tree.Sections)
        {
            yield return [ResultLabels.Local(section.Name), section.Weight, Short(section.EffectiveWeight), Short(section.Score), ResultLabels.Of(section.LeftOut, view.Threshold)];
            foreach (var indicator in section.Indicators)
            {
                yield return [$"› {ResultLabels.Local(indicator.Name)}", indicator.Weight, Short(indicator.EffectiveWeight), Short(indicator.Score), ResultLabels.Note(indicator, view.Threshold)];
                foreach (var source in indicator.Sources)
                {
                    yield return [$"› › {ResultLabels.Of(source.Source)}", source.Share, Short(source.EffectiveShare), Short(source.Score), ResultLabels.Note(source, view.Threshold)];
                }
            }
        }
    }

    private static decimal? Short(decimal? value) => value is { } score ? Rounding.Score(score) : null;
}
