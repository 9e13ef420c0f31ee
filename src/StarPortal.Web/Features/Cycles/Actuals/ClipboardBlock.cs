using StarPortal.Domain;
using StarPortal.Web.Shared.Spreadsheets;

namespace StarPortal.Web.Features.Cycles.Actuals;

/// <summary>Reads the text that a spreadsheet program puts on the clipboard.</summary>
internal static class ClipboardBlock
{
    /// <summary>Rows that are not empty at the end; an empty one in between keeps its place.</summary>
    public static IReadOnlyList<SheetRow> Read(string text)
    {
        var rows = SpreadsheetReader.Block(text).ToList();
        while (rows.Count > 0 && rows[^1].Cells.All(c => c.Length == 0))
        {
            rows.RemoveAt(rows.Count - 1);
        }

        return rows;
    }
}
