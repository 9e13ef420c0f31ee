using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace StarPortal.Web.Shared.Spreadsheets;

/// <summary>Turns the cells of a row into text.</summary>
internal sealed class XlsxCells(IReadOnlyList<string> strings, XlsxStyles styles, bool from1904)
{
    private readonly List<int> formulas = [];
    private bool formula;

    /// <summary>Columns of the row last read whose value is a formula's.</summary>
    public IReadOnlyList<int> Formulas => [.. formulas];

    /// <summary>The widest row met.</summary>
    public int Widest { get; private set; }

    /// <summary>False when the row is wider than what is taken.</summary>
    public bool TryReadRow(XmlReader sheet, out List<string> row)
    {
        row = [];
        formulas.Clear();
        if (sheet.IsEmptyElement)
        {
            return true;
        }

        var next = 0;
        var depth = sheet.Depth;
        sheet.Read();
        while (sheet.Depth > depth)
        {
            if (sheet.NodeType != XmlNodeType.Element || sheet.LocalName != "c")
            {
                sheet.Read();
                continue;
            }

            var column = sheet.GetAttribute("r") is { } reference ? Column(reference) : next;
            next = column + 1;
            var text = SpreadsheetReader.Clean(ReadCell(sheet));
            if (formula)
            {
                formulas.Add(column);
            }

            if (text.Length == 0)
            {
                continue;
            }

            Widest = Math.Max(Widest, column + 1);
            if (column >= SpreadsheetReader.MostColumns)
            {
                return false;
            }

            while (row.Count <= column)
            {
                row.Add("");
            }

            row[column] = text;
        }

        return true;
    }

    /// <summary>BC12 → 54 (from 0).</summary>
    private static int Column(string reference)
    {
        var column = 0;
        foreach (var c in reference)
        {
            if (!char.IsAsciiLetterUpper(c))
            {
                break;
            }

            column = (column * 26) + (c - 'A' + 1);
        }

        return column - 1;
    }

    /// <summary>Leaves the reader behind the cell.</summary>
    private string ReadCell(XmlReader sheet)
    {
        formula = false;
        var type = sheet.GetAttribute("t");
        var style = sheet.GetAttribute("s") is { } s ? int.Parse(s, CultureInfo.InvariantCulture) : 0;
        if (sheet.IsEmptyElement)
        {
            sheet.Read();
            return "";
        }

        var value = "";
        var depth = sheet.Depth;
        sheet.Read();
        while (sheet.Depth > depth)
        {
            if (sheet.NodeType == XmlNodeType.Element && sheet.LocalName == "v")
            {
                value = sheet.ReadElementContentAsString();
            }
            else if (sheet.NodeType == XmlNodeType.Element && sheet.LocalName == "is")
            {
                value = XlsxReader.RichText(sheet);
            }
            else if (sheet.NodeType == XmlNodeType.Element)
            {
                formula |= sheet.LocalName == "f";
                sheet.Skip();
            }
            else
            {
                sheet.Read();
            }
        }

        sheet.Read();
        return type switch
        {
            "s" => strings[int.Parse(value, CultureInfo.InvariantCulture)],
            "inlineStr" or "str" or "e" => value,
            "b" => value == "1" ? "TRUE" : "FALSE",
            "d" => IsoDate(value),
            _ => Number(value, style),
        };
    }

    private string Number(string value, int style)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return value;
        }

        if (styles.IsDate(style))
        {
            return Date(number);
        }

        // fifteen digits are what a spreadsheet keeps: 0.1 is stored as 0.10000000000000001
        var text = Math.Abs(number) is >= 1e-7 and < 1e15 or 0
            ? Math.Round((decimal)number, 10).ToString("0.##########", CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture);
        return text.PadLeft(styles.Digits(style), '0');
    }

    private string Date(double serial)
    {
        var days = from1904 ? serial + 1462 : serial;
        // day 60 is the 29 February 1900 that never was: before it serials are one behind
        var moment = days is >= 0 and < 2_958_466
            ? DateTime.FromOADate(days < 60 ? days + 1 : days)
            : throw new FormatException("Not a date.");
        moment = new DateTime((moment.Ticks + (TimeSpan.TicksPerSecond / 2)) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, DateTimeKind.Unspecified);
        return moment.TimeOfDay == TimeSpan.Zero
            ? moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    private static string IsoDate(string value) =>
        value.EndsWith("T00:00:00", StringComparison.Ordinal) || value.EndsWith("T00:00:00.000", StringComparison.Ordinal) ? value[..10] : value.Replace('T', ' ');
}

/// <summary>Which cell formats show a date, and which pad a number with zeros.</summary>
internal sealed class XlsxStyles
{
    // no number is longer; a format of a million zeros would make every cell that long
    private const int MostDigits = 30;

    private readonly List<(bool IsDate, int Digits)> formats = [];

    public bool IsDate(int style) => style < formats.Count && formats[style].IsDate;

    /// <summary>5 for the format <c>00000</c>, as used for personnel numbers; else 0.</summary>
    public int Digits(int style) => style < formats.Count ? formats[style].Digits : 0;

    public static XlsxStyles Read(ZipArchive archive)
    {
        var styles = new XlsxStyles();
        var codes = new Dictionary<int, string>();
        using var reader = XlsxReader.Open(archive, "xl/styles.xml");
        var inCells = false;
        while (reader?.Read() == true)
        {
            if (reader.LocalName == "cellXfs")
            {
                inCells = reader.NodeType == XmlNodeType.Element;
            }
            else if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "numFmt")
            {
                codes[Attribute(reader, "numFmtId")] = reader.GetAttribute("formatCode") ?? "";
            }
            else if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "xf" && inCells)
            {
                var id = Attribute(reader, "numFmtId");
                var code = codes.GetValueOrDefault(id, "");
                styles.formats.Add((id is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58) || ShowsDate(code), code.Length > 1 && code.All(c => c == '0') ? Math.Min(code.Length, MostDigits) : 0));
            }
        }

        return styles;
    }

    private static int Attribute(XmlReader reader, string name) =>
        int.TryParse(reader.GetAttribute(name), CultureInfo.InvariantCulture, out var value) ? value : 0;

    /// <summary>Date letters outside quotes, brackets and escapes.</summary>
    private static bool ShowsDate(string code)
    {
        var (quoted, bracket) = (false, false);
        for (var i = 0; i < code.Length; i++)
        {
            switch (code[i])
            {
                case '"':
                    quoted = !quoted;
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case '[':
                    bracket = true;
                    break;
                case ']':
                    bracket = false;
                    break;
                case 'y' or 'm' or 'd' or 'h' or 's' or 'Y' or 'M' or 'D' or 'H' or 'S' when !quoted && !bracket:
                    return true;
                default:
                    break;
            }
        }

        return false;
    }
}
