using System.Globalization;
using StarPortal.Domain;
using StarPortal.Domain.Stars;

namespace StarPortal.Web.Features.Stars.Standing;

/// <summary>Levels, changes and criteria in words. Stars always stand beside text.</summary>
internal static class StandingWords
{
    /// <summary>★★★ Gold, kept on one line.</summary>
    public static string Level(int number, LocalText name, string? language = null) =>
        $"{new string('★', number)}\u00A0{name.For(language ?? CultureInfo.CurrentUICulture.Name)}";

    public static string Level(StarDefinition definition, int? number) =>
        number is { } n && definition.Level(n) is { } level ? Level(n, level.Name) : number == 0 ? StandingText.NoLevel : "–";

    public static string Of(StarChange change) => change switch
    {
        StarChange.Started => StarsText.StarChange_Started,
        StarChange.Promoted => StarsText.StarChange_Promoted,
        StarChange.Kept => StarsText.StarChange_Kept,
        StarChange.Below => StarsText.StarChange_Below,
        StarChange.Demoted => StarsText.StarChange_Demoted,
        _ => StarsText.StarChange_NotEvaluated,
    };

    public static string Tag(StarChange change) => change switch
    {
        StarChange.Promoted => "tag good",
        StarChange.Demoted => "tag bad",
        StarChange.Below or StarChange.NotEvaluated => "tag warn",
        _ => "tag",
    };

    public static string Local(LocalText text) => text.For(CultureInfo.CurrentUICulture.Name);

    public static string Fill(string text, params object?[] values) => string.Format(CultureInfo.CurrentCulture, text, values);
}
