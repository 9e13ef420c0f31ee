using System.Globalization;
using StarPortal.Domain;
using StarPortal.Domain.Goals;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Goals.Sheets;

/// <summary>A goal while it is typed: figures as text, so that nothing half-written is lost.</summary>
public sealed class GoalDraft(GoalIndicatorView indicator)
{
    public GoalIndicatorView Indicator => indicator;

    public string Target { get; set; } = Text(indicator.Entry.Target ?? indicator.TemplateTarget);

    public string Weight { get; set; } = Text(indicator.Entry.Weight ?? indicator.TemplateWeight);

    public string Words { get; set; } = indicator.Entry.Text;

    public int? KeyResultId { get; set; } = indicator.Entry.KeyResultId;

    public bool TargetIsWrong => indicator.TargetRange is { } range && !Empty(Target) && !(GoalWords.Number(Target) is { } figure && (range.Contains(figure) || figure == indicator.TemplateTarget));

    public bool WeightIsWrong => indicator.WeightRange is { } range && !Empty(Weight) && !(GoalWords.Number(Weight) is { } figure && ((range.Contains(figure) && Weights.IsValid(figure)) || figure == indicator.TemplateWeight));

    /// <summary>What counts in the section's sum at this moment; null while it is no number.</summary>
    public decimal? Counted => indicator.WeightRange is null || Empty(Weight) ? indicator.TemplateWeight : GoalWords.Number(Weight);

    /// <summary>The goal as it would be saved; a figure that cannot be read is told.</summary>
    public Result<GoalEntry> Read()
    {
        var errors = new List<Error>();
        var target = Figure(Target, indicator.TargetRange is not null, indicator.TemplateTarget, errors);
        var weight = Figure(Weight, indicator.WeightRange is not null, indicator.TemplateWeight, errors);
        return errors.Count > 0
            ? Result<GoalEntry>.Fail(errors)
            : new GoalEntry(indicator.Key, target, weight, Words.Trim(), KeyResultId);
    }

    private static decimal? Figure(string text, bool mayChoose, decimal? templates, List<Error> errors)
    {
        if (!mayChoose || Empty(text))
        {
            return null;
        }

        var figure = GoalWords.Number(text);
        if (figure is null)
        {
            errors.Add(GoalErrors.NotANumber.With(text.Trim()));
        }

        // the template's own figure is no choice of one's own
        return figure == templates ? null : figure;
    }

    private static bool Empty(string text) => string.IsNullOrWhiteSpace(text);

    private static string Text(decimal? figure) => figure?.ToString("0.########", CultureInfo.CurrentCulture) ?? "";
}
