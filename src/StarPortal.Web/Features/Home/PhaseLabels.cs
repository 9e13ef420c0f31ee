using System.Globalization;
using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Home;

/// <summary>Words for phases; a test holds that every kind and state has its own.</summary>
internal static class PhaseLabels
{
    public static string Of(PhaseKind kind) => Text($"Phase_{kind}");

    public static string Of(PhaseState state) => Text($"PhaseState_{state}");

    private static string Text(string key) => HomeText.Resources.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
