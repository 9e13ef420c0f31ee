using StarPortal.Domain;

namespace StarPortal.Web.Shared.Spreadsheets;

/// <summary>Reads CSV and XLSX files of unknown origin into a table of text. Formulas are never computed: their kept values are read, and the row says where they stand.</summary>
public static class SpreadsheetReader
{
    /// <summary>Largest file that is taken, in bytes.</summary>
    public const int LargestFile = 20 * 1024 * 1024;

    internal const int MostColumns = 200;
    internal const int MostRows = 100_000;

    /// <param name="stream">The file; need not be seekable. Read asynchronously to its end.</param>
    /// <param name="fileName">For the messages; what the file is follows from its content.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<Result<SheetTable>> ReadAsync(Stream stream, string fileName, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellation)) > 0)
        {
            if (bytes.Length + read > LargestFile)
            {
                return SpreadsheetErrors.TooLarge.With(fileName, LargestFile / 1024 / 1024);
            }

            bytes.Write(buffer, 0, read);
        }

        return Read(bytes.ToArray(), fileName);
    }

    /// <inheritdoc cref="ReadAsync"/>
    public static Result<SheetTable> Read(byte[] content, string fileName)
    {
        var kind = content.AsSpan();
        if (content.Length == 0)
        {
            return SpreadsheetErrors.Empty.With(fileName);
        }

        if (kind.StartsWith("PK"u8))
        {
            return Finish(XlsxReader.Read(content, fileName), fileName);
        }

        // the old binary format, or an XLSX behind a password
        return kind.StartsWith(new byte[] { 0xD0, 0xCF, 0x11, 0xE0 })
            ? SpreadsheetErrors.OldFormat.With(fileName)
            : Finish(CsvFile.Read(content, fileName), fileName);
    }

    /// <summary>Rows of a block copied in a spreadsheet program: cells parted by tabulators, with quotation marks around line ends.</summary>
    public static IReadOnlyList<SheetRow> Block(string text)
    {
        var rows = new List<SheetRow>();
        var records = new CsvRecords(text, 0, '\t', firstRow: 1);
        while (rows.Count < MostRows && records.Read() is { } cells)
        {
            rows.Add(new SheetRow(records.Row, cells));
        }

        return rows;
    }

    /// <summary>Trims a cell: full-width and other odd spaces, and the apostrophe that <see cref="SpreadsheetWriter"/> puts before a formula sign.</summary>
    internal static string Clean(string cell)
    {
        var text = cell.Trim().Trim('\uFEFF', '\u200B', '\u3000', '\u00A0').Trim();
        return text.Length > 1 && text[0] == '\'' && SpreadsheetWriter.IsFormulaSign(text[1]) ? text[1..] : text;
    }

    private static Result<SheetTable> Finish(Result<List<SheetRow>> rows, string fileName)
    {
        if (rows.Failed)
        {
            return Result<SheetTable>.Fail(rows.Errors);
        }

        var filled = rows.Value.Where(r => r.Cells.Any(c => c.Length > 0)).ToList();
        if (filled.Count == 0)
        {
            return SpreadsheetErrors.Empty.With(fileName);
        }

        var width = filled.Max(r => LastFilled(r.Cells));
        if (width > MostColumns)
        {
            return SpreadsheetErrors.TooManyColumns.With(fileName, width, MostColumns);
        }

        var header = Enumerable.Range(0, width).Select(i => filled[0][i]).ToList();
        return new SheetTable(header, filled[1..]);
    }

    private static int LastFilled(IReadOnlyList<string> cells)
    {
        var last = cells.Count;
        while (last > 0 && cells[last - 1].Length == 0)
        {
            last--;
        }

        return last;
    }
}

/// <summary>What can be wrong with a file as such.</summary>
public static class SpreadsheetErrors
{
    public static readonly Error TooLarge = new("Shared", "SheetTooLarge");
    public static readonly Error Empty = new("Shared", "SheetEmpty");
    public static readonly Error OldFormat = new("Shared", "SheetOldFormat");
    public static readonly Error Corrupt = new("Shared", "SheetCorrupt");
    public static readonly Error TooManyColumns = new("Shared", "SheetTooManyColumns");
    public static readonly Error TooManyRows = new("Shared", "SheetTooManyRows");
    public static readonly Error MergedCells = new("Shared", "SheetMergedCells");
    public static readonly Error OpenQuote = new("Shared", "SheetOpenQuote");
}
