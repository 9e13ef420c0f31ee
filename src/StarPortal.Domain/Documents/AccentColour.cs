using System.Globalization;

namespace StarPortal.Domain.Documents;

/// <summary>Whether a colour can be read on white paper, by the contrast formula of WCAG 2.</summary>
public static class AccentColour
{
    /// <summary>Least contrast with white; the bound for normal text.</summary>
    public const double LeastContrast = 4.5;

    /// <summary>1 (white) to 21 (black); null when it is no colour of the form #rrggbb.</summary>
    public static double? Contrast(string colour)
    {
        if (colour.Length != 7 || colour[0] != '#' || !int.TryParse(colour.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb))
        {
            return null;
        }

        var luminance = (0.2126 * Linear((rgb >> 16) & 255)) + (0.7152 * Linear((rgb >> 8) & 255)) + (0.0722 * Linear(rgb & 255));
        return 1.05 / (luminance + 0.05);
    }

    private static double Linear(int channel)
    {
        var share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }
}
