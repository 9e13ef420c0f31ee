using System.IO.Compression;
using System.Text;
using StarPortal.Web.Shared.Spreadsheets;

namespace StarPortal.Web.Tests.Evidence;

/// <summary>Files as people upload them, and as nobody should.</summary>
internal static class HostileFiles
{
    public static byte[] Pdf { get; } = Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

    public static byte[] Png { get; } = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public static byte[] Jpeg { get; } = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xDA, 0, 2, 1, 2, 3, 0xFF, 0xD9];

    public static byte[] Xlsx { get; } = SpreadsheetWriter.Xlsx(new SheetContent("A", ["x"], [[1m]]));

    public static byte[] Docx { get; } = Package("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", "word/document.xml");

    public static byte[] Macros { get; } = Package("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "xl/workbook.xml", "xl/vbaProject.bin");

    public static byte[] Climbing { get; } = Package("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "xl/workbook.xml", "../../evil.txt");

    public static byte[] PlainZip { get; } = Package("text/plain", "readme.txt");

    public static byte[] Exe { get; } = [(byte)'M', (byte)'Z', 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xFF, 0xFF];

    /// <summary>A picture that an unpacking program opens as well.</summary>
    public static byte[] PdfAndZip { get; } = [.. Pdf, .. Encoding.ASCII.GetBytes("PK\u0005\u0006"), .. new byte[18]];

    public static byte[] PngAndMore { get; } = [.. Png, .. Encoding.ASCII.GetBytes("<script>alert(1)</script>")];

    private static byte[] Package(string type, params string[] parts)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Part(archive, "[Content_Types].xml", $"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/{parts[0]}" ContentType="{type}"/></Types>""");
            Part(archive, "_rels/.rels", "<Relationships/>");
            foreach (var part in parts)
            {
                Part(archive, part, "<x/>");
            }
        }

        return file.ToArray();
    }

    private static void Part(ZipArchive archive, string name, string text)
    {
        using var writer = new StreamWriter(archive.CreateEntry(name).Open());
        writer.Write(text);
    }
}
