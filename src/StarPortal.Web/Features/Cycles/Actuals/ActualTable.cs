using System.Globalization;
using System.Text.RegularExpressions;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Cycles.Actuals;

/// <summary>One value of a file or a pasted block.</summary>
/// <param name="Row">Of the file, as a spreadsheet program counts.</param>
/// <param name="Source">Empty when the row names none.</param>
/// <param name="Note">Empty when the row says nothing.</param>
internal sealed record ActualCell(int Row, string Number, Indicator Indicator, decimal Value, string Source, string Note);

/// <summary>What is wrong with a row of a file.</summary>
/// <param name="Value">What stands there.</param>
public sealed record RowError(int Row, string Column, string Value, Error Error);

/// <summary>Reads a table of actual values as its columns were mapped.</summary>
internal sealed partial class ActualTable(SheetTable table, ActualMapping mapping, ActualSheet sheet, CultureInfo culture)
{
    private readonly List<ActualCell> cells = [];
    private readonly List<RowError> errors = [];
    private readonly int number = mapping.Place(ActualColumnUse.Number);
    private readonly int noteColumn = mapping.Place(ActualColumnUse.Note);
    private readonly int sourceColumn = mapping.Place(ActualColumnUse.Source);

    public (IReadOnlyList<ActualCell> Cells, IReadOnlyList<RowError> Errors) Read()
    {
        var fit = mapping.Check();
        if (fit.Failed)
        {
            return ([], [.. fit.Errors.Select(e => new RowError(1, "", string.Join(", ", table.Header), e))]);
        }

        var (indicator, value) = (mapping.Place(ActualColumnUse.Indicator), mapping.Place(ActualColumnUse.Value));
        var columns = mapping.IsLong ? [] : mapping.Columns
            .Select((role, place) => (place, Indicator: role.Use == ActualColumnUse.ValuesOf ? sheet.Find(role.Key) : null))
            .Where(x => x.Indicator is not null).ToList();
        foreach (var row in table.Rows)
        {
            if (mapping.IsLong)
            {
                ReadLine(row, indicator, value);
                continue;
            }

            // an empty cell of such a table says nothing about that indicator
            foreach (var (place, found) in columns.Where(c => row[c.place].Length > 0 || row.Formulas.Contains(c.place)))
            {
                Take(row, place, found!);
            }
        }

        return (cells, errors);
    }

    /// <summary>A number, or what stands in its place.</summary>
    public static Result<decimal> Number(string text, bool formula, Indicator indicator, CultureInfo culture) =>
        formula || text.StartsWith('=') ? ActualErrors.Formula.With(text)
        : Date().IsMatch(text) ? ActualErrors.DateNotNumber.With(text)
        : ActualNumber.Parse(text, indicator, culture);

    private void ReadLine(SheetRow row, int indicator, int value)
    {
        if (sheet.FindByWord(row[indicator]) is not { } found)
        {
            errors.Add(new RowError(row.Number, table.Header[indicator], row[indicator], ActualErrors.UnknownIndicator.With(row[indicator])));
        }
        else if (row[value].Length == 0 && !row.Formulas.Contains(value))
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
        var value = Number(row[place], row.Formulas.Contains(place), indicator, culture);
        if (value.Failed)
        {
            errors.Add(new RowError(row.Number, table.Header[place], row[place], value.Error));
            return;
        }

        cells.Add(new ActualCell(row.Number, row[number], indicator, value.Value, Text(row, sourceColumn), Text(row, noteColumn)));
    }

    private static string Text(SheetRow row, int place) => place < 0 ? "" : row[place].Trim();

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}( \d{2}:\d{2}:\d{2})?$", RegexOptions.CultureInvariant)]
    private static partial Regex Date();
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
