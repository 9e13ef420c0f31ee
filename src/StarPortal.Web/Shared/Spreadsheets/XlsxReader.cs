using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using StarPortal.Domain;

namespace StarPortal.Web.Shared.Spreadsheets;

/// <summary>
/// The first visible sheet of an XLSX file, streamed. Written for this program because the component library's reader
/// builds a whole workbook with a formula engine in memory: too much for 20,000 rows from a file that nobody vouches for.
/// </summary>
internal static class XlsxReader
{
    // the largest honest sheet of 20 MB packed stays far below; a zip bomb does not
    private const long MostUnpacked = 512L * 1024 * 1024;
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    public static Result<List<SheetRow>> Read(byte[] content, string fileName)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            var (path, from1904) = FirstSheet(archive);
            var strings = SharedStrings(archive);
            using var sheet = Open(archive, path) ?? throw new InvalidDataException("The sheet's part is missing.");
            return Rows(sheet, new XlsxCells(strings, XlsxStyles.Read(archive), from1904), fileName);
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or FormatException or OverflowException or ArgumentException or NotSupportedException)
        {
            return SpreadsheetErrors.Corrupt.With(fileName);
        }
    }

    internal static XmlReader? Open(ZipArchive archive, string path) =>
        archive.GetEntry(path) is { } entry ? XmlReader.Create(new LimitedStream(entry.Open(), MostUnpacked), SettingsClosing()) : null;

    private static XmlReaderSettings SettingsClosing()
    {
        var settings = Settings.Clone();
        settings.CloseInput = true;
        return settings;
    }

    private static (string Path, bool From1904) FirstSheet(ZipArchive archive)
    {
        string? id = null;
        var from1904 = false;
        using (var workbook = Open(archive, "xl/workbook.xml") ?? throw new InvalidDataException("No workbook."))
        {
            while (workbook.Read())
            {
                if (workbook.NodeType == XmlNodeType.Element && workbook.LocalName == "workbookPr")
                {
                    from1904 = workbook.GetAttribute("date1904") is "1" or "true";
                }
                else if (workbook.NodeType == XmlNodeType.Element && workbook.LocalName == "sheet" && id is null && workbook.GetAttribute("state") is null or "visible")
                {
                    id = workbook.GetAttribute("id", Relations) ?? workbook.GetAttribute("id", "http://purl.oclc.org/ooxml/officeDocument/relationships");
                }
            }
        }

        using var relations = Open(archive, "xl/_rels/workbook.xml.rels") ?? throw new InvalidDataException("No relations.");
        while (relations.Read())
        {
            if (relations.NodeType == XmlNodeType.Element && relations.LocalName == "Relationship" && relations.GetAttribute("Id") == id)
            {
                var target = relations.GetAttribute("Target") ?? "";
                return (target.StartsWith('/') ? target[1..] : $"xl/{target}", from1904);
            }
        }

        throw new InvalidDataException("No visible sheet.");
    }

    private static List<string> SharedStrings(ZipArchive archive)
    {
        var strings = new List<string>();
        using var reader = Open(archive, "xl/sharedStrings.xml");
        while (reader?.Read() == true)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "si")
            {
                strings.Add(RichText(reader));
            }
        }

        return strings;
    }

    /// <summary>All text runs of the element the reader stands on, without phonetic hints.</summary>
    internal static string RichText(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            return "";
        }

        var text = new StringBuilder();
        var depth = reader.Depth;
        reader.Read();
        while (reader.Depth > depth)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "rPh")
            {
                reader.Skip();
            }
            else if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "t")
            {
                text.Append(reader.ReadElementContentAsString());
            }
            else
            {
                reader.Read();
            }
        }

        return text.ToString();
    }

    private static Result<List<SheetRow>> Rows(XmlReader sheet, XlsxCells cells, string fileName)
    {
        var rows = new List<SheetRow>();
        var number = 0;
        while (sheet.Read())
        {
            if (sheet.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (sheet.LocalName == "row")
            {
                number = sheet.GetAttribute("r") is { } r ? int.Parse(r, CultureInfo.InvariantCulture) : number + 1;
                if (rows.Count > SpreadsheetReader.MostRows)
                {
                    return SpreadsheetErrors.TooManyRows.With(fileName, SpreadsheetReader.MostRows);
                }

                if (!cells.TryReadRow(sheet, out var row))
                {
                    return SpreadsheetErrors.TooManyColumns.With(fileName, cells.Widest, SpreadsheetReader.MostColumns);
                }

                if (row.Count > 0 || cells.Formulas.Count > 0)
                {
                    rows.Add(new SheetRow(number, row) { Formulas = cells.Formulas });
                }
            }
            else if (sheet.LocalName == "mergeCell")
            {
                return SpreadsheetErrors.MergedCells.With(sheet.GetAttribute("ref") ?? "");
            }
        }

        return rows;
    }

    /// <summary>Ends reading when a part unpacks to more than an honest file holds.</summary>
    private sealed class LimitedStream(Stream inner, long limit) : Stream
    {
        private long read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => read;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var bytes = inner.Read(buffer, offset, count);
            read += bytes;
            return read > limit ? throw new InvalidDataException("The part is too large.") : bytes;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
