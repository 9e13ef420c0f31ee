using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Feedback;

/// <summary>What a customer is asked, and whether an answer is one.</summary>
public static class FeedbackForm
{
    /// <summary>Characters that one text may have: customers write a line or two.</summary>
    public const int TextLimit = 1_000;

    /// <summary>Characters of an order or ticket number.</summary>
    public const int CodeLimit = 60;

    public static bool CustomersRate(TemplateDefinition definition) => ReviewForm.Of(definition, Relationship.Customer).ItemKeys.Any();

    /// <summary>Keys of indicators whose actual value answers may become.</summary>
    public static IReadOnlyList<string> Measured(TemplateDefinition definition) =>
        [.. definition.Indicators.Where(i => i.NeedsActual && i.Measure is not PassFailMeasure).Select(i => i.Key)];

    public static Result Check(FeedbackKind kind, TemplateDefinition definition, FeedbackContent content)
    {
        if (kind != FeedbackKind.Ratings)
        {
            var (lowest, highest) = FeedbackValue.RangeOf(kind);
            return content.Items.Count == 0 && content.Score >= lowest && content.Score <= highest
                ? Result.Ok
                : FeedbackErrors.ScoreRange.With(lowest, highest);
        }

        var form = ReviewForm.Of(definition, Relationship.Customer);
        var keys = form.ItemKeys.ToHashSet();
        var questions = form.Questions.Select(q => q.Key).ToHashSet();
        if (content.Score is not null
            || content.Items.Any(i => !keys.Contains(i.ItemKey))
            || content.Items.Select(i => i.ItemKey).Distinct().Count() != content.Items.Count
            || content.Items.Any(i => i.Rating is { } rating && (questions.Contains(i.ItemKey) || i.NotObserved || definition.Scale.ScoreOf(rating) is null)))
        {
            return FeedbackErrors.Incomplete.With(keys.Count);
        }

        if (content.Items.Any(i => i.Text.Length > TextLimit))
        {
            return FeedbackErrors.TextTooLong.With(TextLimit);
        }

        var missing = form.Missing(content.Items);
        return missing.Count > 0 ? FeedbackErrors.Incomplete.With(missing.Count) : Result.Ok;
    }

    /// <summary>A text without what no database or reader can use.</summary>
    public static string Clean(string? text)
    {
        var plain = (text ?? "").ReplaceLineEndings("\n");
        return string.Concat(plain.Where((c, i) => (!char.IsControl(c) || c == '\n') && !IsHalf(plain, i))).Trim();
    }

    /// <summary>As numbers are compared: spaces, dashes and case do not matter.</summary>
    public static string NormalCode(string? code) => string.Concat((code ?? "").Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static bool IsHalf(string text, int at) =>
        (char.IsHighSurrogate(text[at]) && (at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1])))
        || (char.IsLowSurrogate(text[at]) && (at == 0 || !char.IsHighSurrogate(text[at - 1])));
}
