using System.Globalization;
using StarPortal.Domain;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Templates.Designer;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Components;

namespace StarPortal.Web.Features.Templates;

/// <summary>Names of choices in the reader's language, and measures put into words.</summary>
internal static class TemplateLabels
{
    public static string Of(TemplateState state) => Text($"State_{state}");

    public static string Of(Source source) => Text($"Source_{source}");

    public static string Of(IndicatorKind kind) => Text($"Kind_{kind}");

    public static string Of(IndicatorLayer layer) => Text($"Layer_{layer}");

    public static string Of(Direction direction) => Text($"Direction_{direction}");

    public static string Of(LibraryKeeper keeper) => Text($"Keeper_{keeper}");

    public static string Of(LibraryState state) => Text($"LibraryState_{state}");

    public static string Of(MeasureKind kind) => Text($"Measure_{kind}");

    public static string HintOf(MeasureKind kind) => Text($"MeasureHint_{kind}");

    public static string Of(AnswerVisibility visibility) => Text($"Visibility_{visibility}");

    /// <summary>A text in the reader's language.</summary>
    public static string Of(LocalText text) => text.For(CultureInfo.CurrentUICulture.Name);

    /// <summary>A name in the reader's language, or its number while it has none.</summary>
    public static string NameOr(TextDraft name, string pattern, int number) => Of(name.ToText()) is { Length: > 0 } text ? text : Format(pattern, number);

    /// <summary>How far participants' own goals may differ, in one line.</summary>
    public static string Of(GoalLimits limits, Indicator indicator)
    {
        var parts = new List<string>();
        if (indicator.Measure.Target() is { } target && limits is not { LowestTarget: null, HighestTarget: null })
        {
            parts.Add(Format(DesignerText.OwnTarget, Formats.Number(limits.LowestTarget ?? target), Formats.Number(limits.HighestTarget ?? target), indicator.Unit).TrimEnd());
        }

        if (limits is not { LowestWeight: null, HighestWeight: null })
        {
            parts.Add(Format(DesignerText.OwnWeight, Formats.Percent(limits.LowestWeight ?? indicator.Weight), Formats.Percent(limits.HighestWeight ?? indicator.Weight)));
        }

        return string.Join(" · ", parts);
    }

    /// <summary>Why a rule of good practice exists.</summary>
    public static string WhyOf(Error warning) => Text($"Why_{warning.Code}");

    public static string Format(string pattern, params object[] args) => string.Format(CultureInfo.CurrentCulture, pattern, args);

    /// <summary>How an actual value becomes a score, one rule per line.</summary>
    public static IReadOnlyList<string> Rules(Measure measure, string unit)
    {
        var suffix = unit.Length > 0 ? " " + unit : "";
        return measure switch
        {
            BandsMeasure m =>
            [
                .. m.Bands.Select(b => $"{(m.LowerIsBetter ? "≤" : "≥")} {Formats.Number(b.Threshold)}{suffix} → {Formats.Number(b.Score)}"),
                Format(TemplatesText.RuleOtherwise, Formats.Number(m.Otherwise)),
            ],
            LinearMeasure m => [Format(TemplatesText.RuleLinear, Formats.Number(m.Floor) + suffix, Formats.Number(m.Target) + suffix, Formats.Number(m.Cap))],
            CompletionMeasure m => [Format(TemplatesText.RuleCompletion, Formats.Number(m.Target) + suffix, Formats.Number(m.Cap))],
            DeductionMeasure m => [Format(TemplatesText.RuleDeduction, Formats.Number(m.PerUnit), Formats.Number(m.Allowance) + suffix)],
            PassFailMeasure => [TemplatesText.RulePassFail],
            _ => [TemplatesText.RuleRating],
        };
    }

    private static string Text(string key) => TemplatesText.Resources.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
