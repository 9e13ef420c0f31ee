using System.Globalization;
using StarPortal.Domain;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Templates.Compare;

/// <summary>Differences put into words.</summary>
internal static class CompareLabels
{
    public static string Of(ChangeKind kind) => Text($"Change_{kind}");

    public static string TagOf(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => "tag good",
        ChangeKind.Removed => "tag bad",
        ChangeKind.Moved => "tag warn",
        _ => "tag",
    };

    public static string Of(FieldChange change)
        => change.Point is { } point ? TemplateLabels.Format(CompareText.AnchorOf, point) : Text($"Field_{change.Field}");

    /// <summary>"Indicator “Accuracy” in “Results”", or what else the part is.</summary>
    public static string Of(PartChange part) => part.Part switch
    {
        TemplatePart.Scale => TemplateLabels.Format(CompareText.Point, part.Key, TemplateLabels.Of(part.Name)),
        TemplatePart.Section => TemplateLabels.Format(CompareText.Section, NameOf(part)),
        TemplatePart.Indicator => TemplateLabels.Format(CompareText.Indicator, NameOf(part), TemplateLabels.Of(part.Within ?? LocalText.Empty)),
        TemplatePart.Question => TemplateLabels.Format(CompareText.Question, NameOf(part)),
        _ => CompareText.Heading,
    };

    /// <summary>Both texts where only the other language differs, so that the difference can be seen.</summary>
    public static (string Before, string After) Sides(FieldChange change)
    {
        var (before, after) = (Of(change.Before), Of(change.After));
        if (before == after && change is { Before: TextValue b, After: TextValue a })
        {
            return ($"{b.Text.En} / {b.Text.Zh}", $"{a.Text.En} / {a.Text.Zh}");
        }

        return (before, after);
    }

    private static string Of(FieldValue? value) => value switch
    {
        TextValue v => TemplateLabels.Of(v.Text),
        PercentValue v => Formats.Percent(v.Percent),
        NumberValue v => Formats.Number(v.Number),
        FlagValue v => v.Yes ? CompareText.Yes : CompareText.No,
        KindValue v => TemplateLabels.Of(v.Kind),
        LayerValue v => TemplateLabels.Of(v.Layer),
        MeasureValue v => string.Join(" · ", TemplateLabels.Rules(v.Measure, v.Unit)),
        SharesValue v => string.Join(" · ", v.Shares.Select(s => $"{TemplateLabels.Of(s.Source)} {Formats.Percent(s.Share)}")),
        AskedOfValue v => string.Join(", ", v.Sources.Select(TemplateLabels.Of)),
        VisibilityValue v => TemplateLabels.Of(v.Visibility),
        LimitsValue v => TemplateLabels.Format(CompareText.Limits, Bound(v.Limits.LowestTarget), Bound(v.Limits.HighestTarget), Bound(v.Limits.LowestWeight), Bound(v.Limits.HighestWeight)),
        OriginValue v => TemplateLabels.Format(CompareText.Origin, v.Origin.Code, v.Origin.Version),
        _ => CompareText.Nothing,
    };

    private static string Bound(decimal? bound) => bound is { } number ? Formats.Number(number) : "–";

    private static string NameOf(PartChange part) => TemplateLabels.Of(part.Name) is { Length: > 0 } name ? name : part.Key;

    private static string Text(string key) => CompareText.Resources.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
