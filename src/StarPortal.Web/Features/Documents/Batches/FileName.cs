using System.Text;
using System.Text.RegularExpressions;

namespace StarPortal.Web.Features.Documents.Batches;

/// <summary>A person's name as a part of a file's name on every system.</summary>
public static class FileName
{
    private const int Longest = 60;

    public static string Of(string name)
    {
        var clean = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength <= Longest)
            {
                clean.Append(Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '.' or '·' ? rune.ToString() : " ");
            }
        }

        // an initial keeps its dot; dots alone or in a row mean folders to some
        var words = Regex.Replace(clean.ToString(), @"\.{2,}", ".").Split(' ');
        return string.Join(' ', words.Where(w => w.Trim('.').Length > 0)).TrimEnd('.');
    }
}
