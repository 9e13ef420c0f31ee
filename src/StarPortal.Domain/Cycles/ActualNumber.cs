using System.Globalization;
using System.Text.RegularExpressions;
using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Cycles;

/// <summary>Reads an actual value as people write it.</summary>
public static partial class ActualNumber
{
    /// <summary>Digits before the point; more do not fit the storage.</summary>
    private const decimal Largest = 1_000_000_000_000m;

    public static readonly Error NotANumber = new("Cycles", "NotANumber");
    public static readonly Error NumberTooLarge = new("Cycles", "NumberTooLarge");
    public static readonly Error NotPassOrFail = new("Cycles", "NotPassOrFail");

    /// <param name="text">With the decimal point of the invariant or the reader's culture; thousands separators only where they belong.</param>
    /// <param name="indicator">A pass/fail one takes 0 or 1; one measured in % takes the sign.</param>
    /// <param name="culture">The reader's.</param>
    public static Result<decimal> Parse(string text, Indicator indicator, CultureInfo culture)
    {
        var number = text.Trim();
        if (indicator.Unit.Contains('%', StringComparison.Ordinal) && number.EndsWith('%'))
        {
            number = number[..^1].TrimEnd();
        }

        if ((Read(number, CultureInfo.InvariantCulture.NumberFormat) ?? Read(number, culture.NumberFormat)) is not { } value)
        {
            return NotANumber.With(text.Trim());
        }

        return Check(value, indicator, text.Trim());
    }

    /// <summary>A number as it will be stored; refused where it does not fit or the indicator takes no such number.</summary>
    /// <param name="text">As it was written, for the refusal.</param>
    public static Result<decimal> Check(decimal value, Indicator indicator, string text)
    {
        if (Math.Abs(value) >= Largest)
        {
            return NumberTooLarge.With(text);
        }

        return indicator.Measure is PassFailMeasure && value is not (0m or 1m)
            ? NotPassOrFail.With(text)
            : Math.Round(value, 8, MidpointRounding.AwayFromZero);
    }

    private static decimal? Read(string text, NumberFormatInfo format)
    {
        var plain = text;
        if (format.NumberGroupSeparator.Length > 0 && text.Contains(format.NumberGroupSeparator, StringComparison.Ordinal))
        {
            // "1,5" must not become 15: separators count only where thousands end
            var point = text.IndexOf(format.NumberDecimalSeparator, StringComparison.Ordinal);
            var whole = point < 0 ? text : text[..point];
            if (!Grouped().IsMatch(whole.Replace(format.NumberGroupSeparator, "|", StringComparison.Ordinal)))
            {
                return null;
            }

            plain = whole.Replace(format.NumberGroupSeparator, "", StringComparison.Ordinal) + (point < 0 ? "" : text[point..]);
        }

        return decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, format, out var value) ? value : null;
    }

    [GeneratedRegex(@"^[+-]?\d{1,3}(\|\d{3})+$", RegexOptions.CultureInvariant)]
    private static partial Regex Grouped();
}
