using System.Text;

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

        return string.Join(' ', clean.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
    }
}
