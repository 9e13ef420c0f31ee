using System.IO.Compression;
using System.Xml;
using StarPortal.Domain;
using StarPortal.Domain.Documents;

namespace StarPortal.Web.Shared.Evidence;

/// <summary>Looks into a packed Office document: its main part decides, and nothing that runs may be inside.</summary>
internal static class EvidencePackage
{
    private const int MostParts = 5_000;
    private const int LargestList = 1024 * 1024;
    private const string Sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

    // macros of the old and the new kind, controls, and programs packed as objects
    private static readonly string[] Programs = ["vbaproject", "vbadata", "macrosheets/", "dialogsheets/", "activex/", "oleobject", ".exe", ".dll", ".js", ".vbs", ".ps1", ".bat", ".scr"];

    public static Result<EvidenceType> Identify(byte[] content, string name)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            List<string> parts = [.. archive.Entries.Select(e => e.FullName.Replace('\\', '/'))];
            if (parts.Count > MostParts || parts.Any(p => p.StartsWith('/') || p.Split('/').Contains("..")))
            {
                return EvidenceErrors.Damaged.With(name);
            }

            if (archive.GetEntry("[Content_Types].xml") is not { } list || !parts.Contains("_rels/.rels"))
            {
                return EvidenceErrors.UnknownType.With(name);
            }

            var types = Types(list);
            if (types.Any(t => t.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) || t.Contains("vbaProject", StringComparison.OrdinalIgnoreCase))
                || parts.Any(p => Programs.Any(x => p.Contains(x, StringComparison.OrdinalIgnoreCase))))
            {
                return EvidenceErrors.WithPrograms.With(name);
            }

            return types switch
            {
                _ when types.Contains(Sheet) && parts.Exists(p => p.StartsWith("xl/", StringComparison.Ordinal)) => EvidenceType.Xlsx,
                _ when types.Contains(Word) && parts.Exists(p => p.StartsWith("word/", StringComparison.Ordinal)) => EvidenceType.Docx,
                _ => EvidenceErrors.UnknownType.With(name),
            };
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or NotSupportedException or ArgumentException or IOException)
        {
            return EvidenceErrors.Damaged.With(name);
        }
    }

    private static HashSet<string> Types(ZipArchiveEntry list)
    {
        if (list.Length > LargestList)
        {
            throw new InvalidDataException("The list of parts is too long.");
        }

        var types = new HashSet<string>(StringComparer.Ordinal);
        // what the archive says about lengths need not be true
        using var reader = XmlReader.Create(list.Open(), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = true, MaxCharactersInDocument = LargestList });
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.GetAttribute("ContentType") is { } type)
            {
                types.Add(type);
            }
        }

        return types;
    }
}
