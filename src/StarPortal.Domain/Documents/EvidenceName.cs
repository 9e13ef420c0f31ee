using System.Globalization;
using System.Text;

namespace StarPortal.Domain.Documents;

/// <summary>Makes a harmless name of what a browser says a file is called.</summary>
public static class EvidenceName
{
    private static readonly char[] Odd = ['"', '<', '>', '|', ':', '*', '?', '%'];

    /// <summary>The name without a path, control or direction marks, ending as its content does.</summary>
    public static string Clean(string name, EvidenceType type)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var text = new StringBuilder();
        foreach (var rune in last.EnumerateRunes())
        {
            // direction marks are format characters: a name turned around by one must not pass for another
            var visible = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
            if (visible && rune != Rune.ReplacementChar)
            {
                text.Append(rune.IsBmp && Odd.Contains((char)rune.Value) ? "_" : rune.ToString());
            }
        }

        var clean = text.ToString().Trim(' ', '.');
        var dot = clean.LastIndexOf('.');
        var known = Endings(type).FirstOrDefault(e => clean.EndsWith(e, StringComparison.OrdinalIgnoreCase)) is not null;
        var stem = dot > 0 ? clean[..dot].TrimEnd(' ', '.') : clean;
        if (stem.Length == 0)
        {
            stem = "file";
        }

        var ending = known && dot > 0 ? clean[dot..] : Endings(type)[0];
        var room = EvidenceFile.LongestName - ending.Length;
        if (stem.Length > room)
        {
            // not through the middle of a character of two halves
            stem = stem[..(char.IsHighSurrogate(stem[room - 1]) ? room - 1 : room)];
        }

        return stem + ending;
    }

    private static string[] Endings(EvidenceType type) => type switch
    {
        EvidenceType.Pdf => [".pdf"],
        EvidenceType.Png => [".png"],
        EvidenceType.Jpeg => [".jpg", ".jpeg"],
        EvidenceType.Xlsx => [".xlsx"],
        EvidenceType.Docx => [".docx"],
        _ => [".txt"],
    };
}
