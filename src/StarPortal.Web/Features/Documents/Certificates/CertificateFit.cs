using System.Globalization;
using System.Text;

namespace StarPortal.Web.Features.Documents.Certificates;

/// <summary>Chooses the size of a text that must fit into its place on paper, from an estimate of its width.</summary>
public static class CertificateFit
{
    /// <summary>Of a name: what fits in the smallest letters.</summary>
    public const int LongestName = 300;

    private const int Longest = 1500;

    private const double LineHeight = 1.3;

    // a line is broken between words and never quite filled
    private const double Filled = 0.9;

    /// <summary>The largest of the sizes at which the text fits; the smallest when none does.</summary>
    /// <param name="text">May hold Chinese and Latin letters together.</param>
    /// <param name="width">Of the place, in millimetres.</param>
    /// <param name="height">Of the place, in millimetres.</param>
    /// <param name="sizes">Font sizes in millimetres, largest first.</param>
    public static double Size(string text, double width, double height, IReadOnlyList<double> sizes)
    {
        var ems = Ems(text);
        return sizes.FirstOrDefault(s => Lines(ems, s, width) * s * LineHeight <= height, sizes[^1]);
    }

    /// <summary>The beginning of a text that no paper has room for: laying out the rest, which nobody could see, would take minutes.</summary>
    /// <param name="text">Whatever somebody typed.</param>
    /// <param name="longest">Characters that are shown.</param>
    public static string Shown(string text, int longest = Longest) =>
        text.Length <= longest ? text : $"{text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)]}…";

    /// <summary>A length as the style writes it: millimetres on paper, a share of the window on a screen.</summary>
    public static string Css(double size) => string.Create(CultureInfo.InvariantCulture, $"font-size: calc(var(--u) * {size:0.##})");

    private static int Lines(double ems, double size, double width) => ems * size <= width ? 1 : (int)Math.Ceiling(ems * size / (width * Filled));

    /// <summary>Width in ems: a Chinese character fills a square, a Latin letter about half of one, a capital more.</summary>
    private static double Ems(string text) => text.EnumerateRunes().Sum(r => r.Value switch
    {
        >= 0x1100 => 1.0,
        _ when Rune.IsUpper(r) => 0.72,
        _ => 0.54,
    });
}
