namespace StarPortal.Domain;

/// <summary>A file's first sheet as text: the first row that is not empty names the columns.</summary>
/// <param name="Header">Names of the columns as written; an unnamed one is empty.</param>
/// <param name="Rows">Rows with at least one filled cell.</param>
public sealed record SheetTable(IReadOnlyList<string> Header, IReadOnlyList<SheetRow> Rows);

/// <summary>One row of a file. Cells are trimmed; dates kept by a spreadsheet as such read <c>yyyy-MM-dd</c>.</summary>
/// <param name="Number">The row's number as a spreadsheet program shows it.</param>
/// <param name="Cells">May be shorter than the header.</param>
public sealed record SheetRow(int Number, IReadOnlyList<string> Cells)
{
    /// <summary>Columns whose cell holds a formula; the cell reads as the value that the spreadsheet program kept with it.</summary>
    public IReadOnlyList<int> Formulas { get; init; } = [];

    /// <summary>The cell of a column; empty where the row is short.</summary>
    public string this[int column] => column >= 0 && column < Cells.Count ? Cells[column] : "";
}
