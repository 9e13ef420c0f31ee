using System.Globalization;
using StarPortal.Web.Shared.Spreadsheets;

namespace StarPortal.Web.Shared.Reports;

/// <summary>A finished report in one language: the same on the page, on paper and in the workbook.</summary>
/// <param name="FileName">Without its ending.</param>
/// <param name="Company">Stands at the foot of each sheet.</param>
public sealed record Report(string Title, string FileName, string Company, IReadOnlyList<ReportFact> Facts, IReadOnlyList<ReportPart> Parts)
{
    /// <summary>Every table is a sheet of its own.</summary>
    public byte[] Xlsx() => SpreadsheetWriter.Xlsx(
    [
        new SheetContent(Title, ["", ""], Facts.Select(f => (IReadOnlyList<object?>)[f.Name, f.Value])),
        .. Parts.SelectMany(p => p.Tables).Select(t => t.Sheet()),
    ]);
}

public sealed record ReportFact(string Name, string Value);

/// <param name="Sentence">What the figures are about; may be empty.</param>
/// <param name="Empty">What stands there instead of tables.</param>
public sealed record ReportPart(string Heading, string Sentence, IReadOnlyList<ReportTable> Tables, string Empty = "");

public enum ReportChart
{
    None,
    Bars,
    Line,
}

/// <summary>Figures with a name for each row; what is drawn from it says nothing that is not in it.</summary>
/// <param name="Charted">The column that is drawn.</param>
/// <param name="Full">The figure at the end of the scale; null for the largest in the column.</param>
/// <param name="Drawn">Rows that are drawn; null for all.</param>
public sealed record ReportTable(
    string Caption, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<IReadOnlyList<ReportCell>> Rows, ReportChart Chart = ReportChart.None, int Charted = 0, decimal? Full = null,
    IReadOnlyList<int>? Drawn = null)
{
    public SheetContent Sheet() => new(
        Caption, [.. Columns.Select(c => c.Title)], Rows.Select(r => (IReadOnlyList<object?>)[.. r.Select(c => c.Value is { } value ? (object)value : c.Text == ReportCell.Dash ? null : c.Text)]));
}

public sealed record ReportColumn(string Title, bool Numeric = false);

/// <param name="Text">As it is read.</param>
/// <param name="Value">As a spreadsheet calculates with it; null for words.</param>
public sealed record ReportCell(string Text, decimal? Value = null)
{
    public const string Dash = "–";

    public static ReportCell None { get; } = new(Dash);

    public static ReportCell Of(string text) => new(text);

    public static ReportCell Score(decimal? score) => score is { } value ? new(Formats.Score(value), Domain.Rounding.Score(value)) : None;

    public static ReportCell Count(int count) => new(Formats.Count(count), count);

    public static ReportCell Percent(int? percent) => percent is { } value ? new(string.Format(CultureInfo.CurrentCulture, "{0} %", value), value) : None;

    /// <summary>+1.25 or -0.50.</summary>
    public static ReportCell Difference(decimal? difference) =>
        difference is { } value ? new((Domain.Rounding.Score(value) > 0 ? "+" : "") + Formats.Score(value), Domain.Rounding.Score(value)) : None;
}
