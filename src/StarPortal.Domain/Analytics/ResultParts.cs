using StarPortal.Domain.Results;
using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Analytics;

/// <summary>What the sections and sources of one result come to; what adds up to means must be alike for everybody.</summary>
/// <param name="IsRegular">Nothing is left out, adjusted or weighted for this person alone, so that the total follows from the sections as it does for everybody.</param>
/// <param name="Sections">Scores in the template's order; empty unless regular.</param>
/// <param name="Sources">Mean score by source of ratings.</param>
public sealed record ResultParts(bool IsRegular, IReadOnlyList<decimal> Sections, IReadOnlyDictionary<Source, decimal> Sources)
{
    public static ResultParts Of(ScoreTree tree) => Of(ScoreOutline.Of(tree));

    public static ResultParts Of(ScoreOutline tree)
    {
        var means = new Dictionary<Source, (decimal Sum, int Count)>();
        var regular = tree.Total is not null && tree.Adjustments.Count == 0 && tree.Total == tree.Composed;
        foreach (var section in tree.Sections)
        {
            regular &= section.Score is not null && section.EffectiveWeight == section.Weight;
            foreach (var indicator in section.Indicators)
            {
                regular &= indicator.Personal is null && indicator.EffectiveWeight == indicator.Weight;
                foreach (var source in indicator.Sources)
                {
                    regular &= source.EffectiveShare == source.Share && source.Source != Source.Colleagues;
                    if (source is { Score: { } score, Source: not Source.Data })
                    {
                        var (sum, count) = means.GetValueOrDefault(source.Source);
                        means[source.Source] = (sum + score, count + 1);
                    }
                }
            }
        }

        return new ResultParts(
            regular,
            regular ? [.. tree.Sections.Select(s => s.Score!.Value)] : [],
            means.ToDictionary(m => m.Key, m => m.Value.Sum / m.Value.Count));
    }
}

/// <summary>
/// What the statistics ask of a <see cref="ScoreTree"/>, by the same names: a company's trees are read one by one for it, and
/// nothing else is made of their text.
/// </summary>
public sealed class ScoreOutline
{
    public decimal? Total { get; init; }

    public decimal? Composed { get; init; }

    public IReadOnlyList<SectionOutline> Sections { get; init; } = [];

    public IReadOnlyList<AdjustmentOutline> Adjustments { get; init; } = [];

    public static ScoreOutline Of(ScoreTree tree) => new()
    {
        Total = tree.Total,
        Composed = tree.Composed,
        Sections = [.. tree.Sections.Select(SectionOutline.Of)],
        Adjustments = [.. tree.Adjustments.Select(a => new AdjustmentOutline { Points = a.Points })],
    };
}

public sealed class SectionOutline
{
    public decimal Weight { get; init; }

    public decimal EffectiveWeight { get; init; }

    public decimal? Score { get; init; }

    public IReadOnlyList<IndicatorOutline> Indicators { get; init; } = [];

    internal static SectionOutline Of(SectionScore section) => new()
    {
        Weight = section.Weight,
        EffectiveWeight = section.EffectiveWeight,
        Score = section.Score,
        Indicators = [.. section.Indicators.Select(IndicatorOutline.Of)],
    };
}

public sealed class IndicatorOutline
{
    public decimal Weight { get; init; }

    public decimal EffectiveWeight { get; init; }

    public PersonalGoal? Personal { get; init; }

    public IReadOnlyList<SourceOutline> Sources { get; init; } = [];

    internal static IndicatorOutline Of(IndicatorScore indicator) => new()
    {
        Weight = indicator.Weight,
        EffectiveWeight = indicator.EffectiveWeight,
        Personal = indicator.Personal,
        Sources = [.. indicator.Sources.Select(s => new SourceOutline { Source = s.Source, Share = s.Share, EffectiveShare = s.EffectiveShare, Score = s.Score })],
    };
}

public sealed class SourceOutline
{
    public Source Source { get; init; }

    public decimal Share { get; init; }

    public decimal EffectiveShare { get; init; }

    public decimal? Score { get; init; }
}

public sealed class AdjustmentOutline
{
    public decimal Points { get; init; }
}
