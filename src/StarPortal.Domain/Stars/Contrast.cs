using System.Globalization;

namespace StarPortal.Domain.Stars;

/// <summary>Colours of levels and of the text on them, by the luminance formula of WCAG 2.2.</summary>
public static class Contrast
{
    public const string Dark = "#111111";

    public const string Light = "#ffffff";

    /// <summary><c>#rrggbb</c>.</summary>
    public static bool IsColour(string colour) => colour.Length == 7 && colour[0] == '#' && colour.Skip(1).All(char.IsAsciiHexDigit);

    /// <summary>The text colour that reads better on a background; dark on one that is no colour.</summary>
    public static string TextOn(string background) => Ratio(background, Light) > Ratio(background, Dark) ? Light : Dark;

    /// <summary>1 for equal colours up to 21 for black on white.</summary>
    public static double Ratio(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour) =>
        IsColour(colour) ? (0.2126 * Channel(colour, 1)) + (0.7152 * Channel(colour, 3)) + (0.0722 * Channel(colour, 5)) : 1;

    private static double Channel(string colour, int at)
    {
        var value = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255d;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
