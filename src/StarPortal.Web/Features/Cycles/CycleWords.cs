using System.Globalization;
using System.Resources;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Texts;

namespace StarPortal.Web.Features.Cycles;

/// <summary>The glossary's word for a value of an enum, and the look of a state.</summary>
internal static class CycleWords
{
    private static readonly ResourceManager Texts = ErrorText.Find("Cycles");

    public static string Of(Enum value) =>
        Texts.GetString($"{value.GetType().Name}_{value}", CultureInfo.CurrentUICulture) ?? value.ToString();

    public static string Of(LocalText text) => text.For(CultureInfo.CurrentUICulture.Name);

    /// <summary>A moment by the clock of a cycle's zone, with its year.</summary>
    public static string Local(DateTime utc, TimeZoneInfo zone) =>
        ZoneTime.ToLocal(utc, zone).ToString(Formats.IsChinese ? "yyyy年M月d日 ddd HH:mm" : "ddd d MMM yyyy, HH:mm", CultureInfo.CurrentCulture);

    public static string Format(string text, params object[] values) => string.Format(CultureInfo.CurrentCulture, text, values);

    public static string Tag(CycleState state) => state switch
    {
        CycleState.Running or CycleState.Calibrating => "tag good",
        CycleState.Published => "tag warn",
        CycleState.Cancelled => "tag bad",
        _ => "tag",
    };

    public static string Tag(PhaseState state) => state == PhaseState.Open ? "tag good" : "tag";
}
