using System.Security.Cryptography;
using System.Text;

namespace StarPortal.Domain.Documents;

/// <summary>
/// The code that makes a paper checkable: 20 characters of Crockford's base 32, which is 100 random bits. Its alphabet has no
/// I, L, O and U, so that what is read from paper cannot be mistaken. Kept and looked up without the dashes it is printed with.
/// </summary>
public static class CertificateCode
{
    /// <summary>Characters of a code without its dashes; each carries five bits.</summary>
    public const int Length = 20;

    public const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private const int Group = 5;

    public static string Create() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>As printed: ABCDE-FGHJK-MNPQR-STVWX.</summary>
    public static string Printed(string code) => string.Join('-', code.Chunk(Group).Select(g => new string(g)));

    /// <summary>
    /// What somebody typed, brought to the form that is kept: case, spaces and dashes of any kind do not matter, full-width
    /// characters count as plain ones, O reads as 0, I and L as 1.
    /// </summary>
    /// <returns>Null when it cannot be a code.</returns>
    public static string? Normalise(string? typed)
    {
        // longer than any code with its dashes, even with a space between all characters
        if (typed is null || typed.Length > 4 * Length)
        {
            return null;
        }

        var code = new StringBuilder(Length);
        foreach (var c in typed)
        {
            var plain = char.ToUpperInvariant(Narrow(c)) switch { 'O' => '0', 'I' or 'L' => '1', var other => other };
            if (Alphabet.Contains(plain, StringComparison.Ordinal))
            {
                code.Append(plain);
            }
            else if (!IsSeparator(c))
            {
                return null;
            }
        }

        return code.Length == Length ? code.ToString() : null;
    }

    // a Chinese keyboard easily writes the wide forms of letters and digits
    private static char Narrow(char c) => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c;

    private static bool IsSeparator(char c) =>
        char.IsWhiteSpace(c) || char.GetUnicodeCategory(Narrow(c)) == System.Globalization.UnicodeCategory.DashPunctuation || c == '\u2212';
}
