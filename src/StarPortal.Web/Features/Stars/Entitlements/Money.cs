using System.Globalization;

namespace StarPortal.Web.Features.Stars.Entitlements;

/// <summary>Amounts as people read them: 1,500.00 CNY.</summary>
internal static class Money
{
    public static string Of(decimal? amount, string currency) =>
        amount is { } value ? string.Create(CultureInfo.CurrentCulture, $"{value:#,0.00} {currency}").TrimEnd() : "–";
}
