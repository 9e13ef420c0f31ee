using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace StarPortal.Web.Shared.Spreadsheets;

/// <summary>What a list's export holds. Cells are text, whole numbers, decimals, dates or nothing.</summary>
public sealed record SheetContent(string Name, IReadOnlyList<string> Header, IEnumerable<IReadOnlyList<object?>> Rows);

/// <summary>Writes CSV and XLSX. A text that a spreadsheet program could take for a formula gets an apostrophe in front.</summary>
public static class SpreadsheetWriter
{
    public const string CsvType = "text/csv; charset=utf-8";
    public const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Of a sheet, as spreadsheet programs take it.</summary>
    private const int LongestName = 31;

    private const int LongestCell = 32_767;

    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",;\t\"\r\n");

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string PackageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";

    public static byte[] Csv(SheetContent content)
    {
        var text = new StringBuilder();
        WriteLine(text, content.Header);
        foreach (var row in content.Rows)
        {
            WriteLine(text, row);
        }

        // with the mark, or Excel reads Chinese in the machine's own encoding
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    public static byte[] Xlsx(SheetContent content) => Xlsx([content]);

    /// <summary>A workbook with a sheet for each content, in order.</summary>
    public static byte[] Xlsx(IReadOnlyList<SheetContent> contents)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            var sheets = SheetNames(contents).Select((name, i) => (Name: name, Number: i + 1)).ToList();
            Part(archive, "[Content_Types].xml", $"""
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{string.Concat(sheets.Select(s => $"""<Override PartName="/xl/worksheets/sheet{s.Number}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>"""))}<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>
                """);
            Part(archive, "_rels/.rels", $"""<Relationships xmlns="{PackageRelations}"><Relationship Id="rId1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
            Part(archive, "xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="{PackageRelations}">{string.Concat(sheets.Select(s => $"""<Relationship Id="rId{s.Number}" Type="{Relations}/worksheet" Target="worksheets/sheet{s.Number}.xml"/>"""))}<Relationship Id="rId{sheets.Count + 1}" Type="{Relations}/styles" Target="styles.xml"/></Relationships>""");
            Part(archive, "xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Relations}"><sheets>{string.Concat(sheets.Select(s => $"""<sheet name="{s.Name}" sheetId="{s.Number}" r:id="rId{s.Number}"/>"""))}</sheets></workbook>""");
            // style 1: bold heading, 2: date, 3: text as such
            Part(archive, "xl/styles.xml", $"""<styleSheet xmlns="{Main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="49" applyNumberFormat="1"/></cellXfs></styleSheet>""");
            foreach (var (content, sheet) in contents.Zip(sheets))
            {
                WriteSheet(archive, $"xl/worksheets/sheet{sheet.Number}.xml", content);
            }
        }

        return file.ToArray();
    }

    /// <summary>Text that cannot be taken for a formula.</summary>
    public static string Neutral(string text) => text.Length > 0 && IsFormulaSign(text[0]) ? "'" + text : text;

    internal static bool IsFormulaSign(char c) => c is '=' or '+' or '-' or '@' or '\t' or '\r';

    private static void WriteLine(StringBuilder text, IReadOnlyList<object?> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            var cell = cells[i] switch
            {
                null => "",
                DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                string s => Neutral(Printable(s)),
                IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
                var other => Neutral(Printable(other.ToString() ?? "")),
            };
            var quoted = cell.AsSpan().ContainsAny(NeedQuotes) || (cell.Length > 0 && (cell[0] == ' ' || cell[^1] == ' '));
            text.Append(i == 0 ? "" : ",").Append(quoted ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell);
        }

        text.Append("\r\n");
    }

    private static void WriteSheet(ZipArchive archive, string path, SheetContent content)
    {
        using var stream = archive.CreateEntry(path).Open();
        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { CheckCharacters = false });
        xml.WriteStartElement("worksheet", Main);
        xml.WriteRaw("""<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>""");
        xml.WriteRaw($"""<cols><col min="1" max="{content.Header.Count}" width="20" customWidth="1"/></cols>""");
        xml.WriteStartElement("sheetData");
        WriteRow(xml, content.Header, headingStyle: true);
        foreach (var row in content.Rows)
        {
            WriteRow(xml, row, headingStyle: false);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteRow(XmlWriter xml, IReadOnlyList<object?> cells, bool headingStyle)
    {
        xml.WriteStartElement("row");
        foreach (var cell in cells)
        {
            xml.WriteStartElement("c");
            switch (cell)
            {
                case null:
                    break;
                case DateOnly day:
                    xml.WriteAttributeString("s", "2");
                    xml.WriteElementString("v", day.ToDateTime(TimeOnly.MinValue).ToOADate().ToString(CultureInfo.InvariantCulture));
                    break;
                case int or long or decimal or double:
                    xml.WriteElementString("v", ((IFormattable)cell).ToString(null, CultureInfo.InvariantCulture));
                    break;
                default:
                    xml.WriteAttributeString("s", headingStyle ? "1" : "3");
                    xml.WriteAttributeString("t", "inlineStr");
                    xml.WriteStartElement("is");
                    xml.WriteElementString("t", Fitting(Neutral(Printable(cell.ToString() ?? ""))));
                    xml.WriteEndElement();
                    break;
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    /// <summary>A spreadsheet program calls a workbook with a longer cell damaged.</summary>
    private static string Fitting(string text) =>
        text.Length <= LongestCell ? text : $"{text[..(char.IsHighSurrogate(text[LongestCell - 2]) ? LongestCell - 2 : LongestCell - 1)]}…";

    /// <summary>XML 1.0 has no place for most control characters.</summary>
    private static string Printable(string text) =>
        text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.EnumerateRunes().Where(r => r.Value is (>= 0x20 and not (0xFFFE or 0xFFFF)) or '\t' or '\n' or '\r'));

    /// <summary>Names that a workbook may have, each once whatever its case.</summary>
    private static IEnumerable<string> SheetNames(IReadOnlyList<SheetContent> contents)
    {
        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var content in contents)
        {
            var name = SheetName(content.Name, LongestName);
            for (var number = 2; !used.Add(name); number++)
            {
                var ending = string.Create(CultureInfo.InvariantCulture, $" {number}");
                name = SheetName(content.Name, LongestName - ending.Length) + ending;
            }

            yield return name;
        }
    }

    /// <summary>None of the signs that a sheet's name may not have, and no half of a character.</summary>
    private static string SheetName(string name, int longest)
    {
        var clean = new StringBuilder();
        foreach (var rune in name.EnumerateRunes().Where(r => !Rune.IsControl(r) && r.Value != 0xFFFD && !"[]:*?/\\<>&\"'".Contains(r.ToString(), StringComparison.Ordinal)))
        {
            if (clean.Length + rune.Utf16SequenceLength > longest)
            {
                break;
            }

            clean.Append(rune);
        }

        return clean.ToString().Trim() is { Length: > 0 } kept ? kept : "Sheet1";
    }

    private static void Part(ZipArchive archive, string name, string xml)
    {
        using var writer = new StreamWriter(archive.CreateEntry(name).Open(), new UTF8Encoding(false));
        writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>");
        writer.Write(xml);
    }
}
