using System.Globalization;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Cycles.Actuals;

/// <summary>One value of a file.</summary>
/// <param name="Row">Of the file, as a spreadsheet program counts.</param>
/// <param name="HasSource">The row names its source itself.</param>
internal sealed record ActualCell(int Row, string Number, Indicator Indicator, decimal Value, string Source, string Note, bool HasSource);

/// <summary>What is wrong with a row of a file.</summary>
/// <param name="Value">What stands there.</param>
public sealed record RowError(int Row, string Column, string Value, Error Error);

/// <summary>
/// Reads a file of actual values in one of two forms: one line per value (participant number, indicator, value, perhaps
/// source and note), or one line per participant with a column per indicator, headed by its key or name.
/// </summary>
internal sealed class ActualTable(SheetTable table, ActualSheet sheet, string source, CultureInfo culture)
{
    private static readonly string[] IndicatorWords = ["indicator", "indicator key", "metric", "指标", "指标名称", "指标编码"];
    private static readonly string[] ValueWords = ["value", "actual", "actual value", "值", "实际值", "数值"];
    private static readonly string[] SourceWords = ["source", "data source", "来源", "数据来源"];
    private static readonly string[] NoteWords = ["note", "remark", "comment", "备注", "说明"];

    private readonly List<ActualCell> cells = [];
    private readonly List<RowError> errors = [];
    private readonly int number = SheetColumns.Find(table, SheetColumns.PersonNumber);
    private readonly int noteColumn = SheetColumns.Find(table, NoteWords);
    private readonly int sourceColumn = SheetColumns.Find(table, SourceWords);

    public (IReadOnlyList<ActualCell> Cells, IReadOnlyList<RowError> Errors) Read()
    {
        if (number < 0)
        {
            return ([], [new RowError(1, "", string.Join(", ", table.Header), ActualErrors.NoNumberColumn)]);
        }

        var (indicator, value) = (SheetColumns.Find(table, IndicatorWords), SheetColumns.Find(table, ValueWords));
        if (indicator >= 0 && value >= 0)
        {
            foreach (var row in table.Rows)
            {
                ReadLine(row, indicator, value);
            }

            return (cells, errors);
        }

        var columns = table.Header.Select((heading, place) => (place, Indicator: place == number ? null : sheet.FindByWord(heading.Trim())))
            .Where(x => x.Indicator is not null).ToList();
        if (columns.Count == 0)
        {
            return ([], [new RowError(1, "", string.Join(", ", table.Header), ActualErrors.NoIndicatorColumn)]);
        }

        foreach (var row in table.Rows)
        {
            // an empty cell of such a table says nothing about that indicator
            foreach (var (place, found) in columns.Where(c => row[c.place].Length > 0))
            {
                Take(row, place, found!);
            }
        }

        return (cells, errors);
    }

    private void ReadLine(SheetRow row, int indicator, int value)
    {
        if (sheet.FindByWord(row[indicator]) is not { } found)
        {
            errors.Add(new RowError(row.Number, table.Header[indicator], row[indicator], ActualErrors.UnknownIndicator.With(row[indicator])));
        }
        else if (row[value].Length == 0)
        {
            errors.Add(new RowError(row.Number, table.Header[value], "", ActualErrors.ValueMissing));
        }
        else
        {
            Take(row, value, found);
        }
    }

    private void Take(SheetRow row, int place, Indicator indicator)
    {
        var value = ActualNumber.Parse(row[place], indicator, culture);
        if (value.Failed)
        {
            errors.Add(new RowError(row.Number, table.Header[place], row[place], value.Error));
            return;
        }

        var named = sourceColumn >= 0 && row[sourceColumn].Length > 0;
        var from = named ? row[sourceColumn] : source;
        var note = noteColumn < 0 ? "" : row[noteColumn].Trim();
        cells.Add(new ActualCell(row.Number, row[number], indicator, value.Value, from, note, named));
    }
}

/// <summary>Finds a file's columns by the words that people head them with.</summary>
internal static class SheetColumns
{
    public static string[] PersonNumber { get; } =
        ["number", "employee number", "participant number", "participant", "employee no", "employee no.", "employee id", "no", "no.", "工号", "员工工号", "员工编号", "参评人工号", "编号"];

    public static string[] ReviewerNumber { get; } =
        ["reviewer", "reviewer number", "reviewer no", "reviewer no.", "reviewer id", "peer", "peer number", "评价人", "评价人工号", "评价人编号"];

    /// <returns>−1 when there is none.</returns>
    public static int Find(SheetTable table, string[] words)
    {
        for (var i = 0; i < table.Header.Count; i++)
        {
            if (words.Contains(table.Header[i].Trim(), StringComparer.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }
}
