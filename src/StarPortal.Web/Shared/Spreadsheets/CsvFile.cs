using System.Text;
using StarPortal.Domain;

namespace StarPortal.Web.Shared.Spreadsheets;

/// <summary>Delimited text of any delimiter and of the encodings that spreadsheet programs write.</summary>
internal static class CsvFile
{
    private const int Sample = 20;
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    public static Result<List<SheetRow>> Read(byte[] content, string fileName)
    {
        var text = Decode(content);
        // binary content has control characters that no text has
        if (text.AsSpan(0, Math.Min(text.Length, 4096)).IndexOfAnyInRange('\0', '\u0008') >= 0)
        {
            return SpreadsheetErrors.Corrupt.With(fileName);
        }

        var (delimiter, skipped) = Delimiter(text);
        var records = new CsvRecords(text, skipped, delimiter, firstRow: skipped == 0 ? 1 : 2);
        var rows = new List<SheetRow>();
        while (records.Read() is { } cells)
        {
            if (rows.Count > SpreadsheetReader.MostRows)
            {
                return SpreadsheetErrors.TooManyRows.With(fileName, SpreadsheetReader.MostRows);
            }

            rows.Add(new SheetRow(records.Row, cells));
        }

        return records.OpenQuote ? SpreadsheetErrors.OpenQuote.With(records.Row) : rows;
    }

    /// <summary>UTF-8 and UTF-16 by their marks or their pattern; what is not valid UTF-8 is GB18030, the Chinese national standard.</summary>
    private static string Decode(byte[] content)
    {
        var bytes = content.AsSpan();
        if (bytes.StartsWith(new byte[] { 0xEF, 0xBB, 0xBF }))
        {
            return Encoding.UTF8.GetString(bytes[3..]);
        }

        if (bytes.StartsWith(new byte[] { 0xFF, 0xFE }))
        {
            return Encoding.Unicode.GetString(bytes[2..]);
        }

        if (bytes.StartsWith(new byte[] { 0xFE, 0xFF }))
        {
            return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        }

        var head = bytes[..Math.Min(bytes.Length, 2048)];
        var (even, odd) = (0, 0);
        for (var i = 0; i < head.Length; i++)
        {
            if (head[i] == 0)
            {
                _ = i % 2 == 0 ? even++ : odd++;
            }
        }

        if (Math.Max(even, odd) > head.Length / 8 && Math.Max(even, odd) > 8 * Math.Min(even, odd))
        {
            return (even < odd ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(bytes);
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.GetEncoding("GB18030").GetString(bytes);
        }
    }

    /// <summary>The delimiter, and how many characters a leading <c>sep=;</c> line takes.</summary>
    private static (char Delimiter, int Skipped) Delimiter(string text)
    {
        if (text.Length > 5 && text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.IndexOf('\n', StringComparison.Ordinal) is var end and > 4 and < 8)
        {
            return (text[4], end + 1);
        }

        var best = (Delimiter: ',', Score: 0);
        foreach (var delimiter in Delimiters)
        {
            var counts = CountPerRecord(text, delimiter);
            // as many in most rows as in the first one: a comma inside a name does not win over the real delimiter
            var score = counts.Count == 0 || counts[0] == 0 ? 0 : (counts.Count(c => c == counts[0]) * 1000 / counts.Count * 100) + Math.Min(counts[0], 99);
            if (score > best.Score)
            {
                best = (delimiter, score);
            }
        }

        return (best.Delimiter, 0);
    }

    private static List<int> CountPerRecord(string text, char delimiter)
    {
        var counts = new List<int>();
        var (count, quoted, any) = (0, false, false);
        foreach (var c in text)
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == '\n' && !quoted)
            {
                if (any)
                {
                    counts.Add(count);
                }

                (count, any) = (0, false);
                if (counts.Count == Sample)
                {
                    return counts;
                }

                continue;
            }
            else if (c == delimiter && !quoted)
            {
                count++;
            }

            any |= !char.IsWhiteSpace(c) || c == delimiter;
        }

        if (any)
        {
            counts.Add(count);
        }

        return counts;
    }
}

/// <summary>
/// The records of delimited text by RFC 4180, forgiving where files in the wild differ: spaces before an opening quotation
/// mark, marks within an unquoted field, any line ending.
/// </summary>
internal sealed class CsvRecords(string text, int start, char delimiter, int firstRow)
{
    private readonly StringBuilder field = new();
    private int at = start;

    /// <summary>The row of the record last read, empty lines counted.</summary>
    public int Row { get; private set; } = firstRow - 1;

    /// <summary>A quotation mark opened in <see cref="Row"/> was never closed.</summary>
    public bool OpenQuote { get; private set; }

    /// <summary>The next record; null at the end or at a mark that is never closed.</summary>
    public List<string>? Read()
    {
        if (at >= text.Length)
        {
            return null;
        }

        Row++;
        var cells = new List<string>();
        while (true)
        {
            field.Clear();
            ReadField();
            if (OpenQuote)
            {
                return null;
            }

            cells.Add(SpreadsheetReader.Clean(field.ToString()));
            if (at >= text.Length)
            {
                return cells;
            }

            var end = text[at++];
            if (end == delimiter)
            {
                continue;
            }

            if (end == '\r' && at < text.Length && text[at] == '\n')
            {
                at++;
            }

            return cells;
        }
    }

    /// <summary>Stops at a delimiter, a line end or the end of the text.</summary>
    private void ReadField()
    {
        var mark = at;
        while (mark < text.Length && text[mark] == ' ')
        {
            mark++;
        }

        if (mark < text.Length && text[mark] == '"')
        {
            at = mark + 1;
            ReadQuoted();
        }

        var from = at;
        while (at < text.Length && text[at] != delimiter && text[at] is not ('\r' or '\n'))
        {
            at++;
        }

        field.Append(text, from, at - from);
    }

    private void ReadQuoted()
    {
        while (true)
        {
            var close = text.IndexOf('"', at);
            if (close < 0)
            {
                OpenQuote = true;
                return;
            }

            field.Append(text, at, close - at);
            at = close + 1;
            if (at >= text.Length || text[at] != '"')
            {
                return;
            }

            field.Append('"');
            at++;
        }
    }
}
