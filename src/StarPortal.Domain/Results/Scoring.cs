using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Results;

/// <summary>
/// The one place where scores are computed: total = Σ section weight × section score, section = Σ indicator weight ×
/// indicator score, indicator = Σ source share × source score; the weight of a part that has no score is spread over its
/// siblings in proportion. Domain page, section 3.
/// </summary>
/// <remarks>
/// <para>Nothing is rounded here; each level is one quotient of two sums, so a missing part gives exactly what the
/// template without that part gives.</para>
/// <para>Parts of weight or share 0 are shown with their score but never count: when only such parts have a score, the
/// level above has none (there is nothing to spread in proportion to).</para>
/// </remarks>
public static class Scoring
{
    /// <summary>Most bonus or deduction points in all, either way.</summary>
    public const decimal AdjustmentLimit = 10m;

    public const decimal HighestTotal = 120m;

    /// <exception cref="InvalidOperationException">
    /// A rating is no point of the template's scale. Reviews refuse such a value and the scale of a published template is
    /// frozen, so it is a bug; leaving it out silently would make a wrong result look right.
    /// </exception>
    public static ScoreTree Compute(ScoringInput input)
    {
        var sources = new SourceScoring(input);
        var sections = Spread(
            [.. input.Template.Sections.Select(s => Section(s, input, sources))],
            s => s.Weight,
            s => s.Score,
            (s, weight) => s with { EffectiveWeight = weight });
        var composed = Compose(sections, s => s.Weight, s => s.Score);
        return new ScoreTree(Total(composed, input.Adjustments), composed, sections, input.Adjustments);
    }

    private static decimal? Total(decimal? composed, IReadOnlyList<AppliedAdjustment> adjustments)
    {
        var points = Math.Clamp(adjustments.Sum(a => a.Points), -AdjustmentLimit, AdjustmentLimit);
        return composed is { } score ? Math.Clamp(score + points, 0m, HighestTotal) : null;
    }

    private static SectionScore Section(Section section, ScoringInput input, SourceScoring sources)
    {
        var indicators = Spread(
            [.. section.Indicators.Select(i => input.Exempted.Contains(i.Key) ? Exempted(i) : Indicator(i, sources))],
            i => i.Weight,
            i => i.Score,
            (i, weight) => i with { EffectiveWeight = weight });
        var score = Compose(indicators, i => i.Weight, i => i.Score);
        return new SectionScore(section.Key, section.Name, section.Weight, 0m, score, Why(score), indicators);
    }

    private static IndicatorScore Indicator(Indicator indicator, SourceScoring scoring)
    {
        var sources = Spread(
            scoring.Of(indicator),
            s => s.Share,
            s => s.Score,
            (s, share) => s with { EffectiveShare = share });
        var score = Compose(sources, s => s.Share, s => s.Score);
        return new IndicatorScore(indicator.Key, indicator.Name, indicator.Weight, 0m, score, Why(score), sources) { Personal = indicator.Personal };
    }

    // What was entered for an exempted indicator stays out of the tree altogether: it must not weigh on anybody.
    private static IndicatorScore Exempted(Indicator indicator)
        => new(
            indicator.Key,
            indicator.Name,
            indicator.Weight,
            0m,
            null,
            LeftOut.Exempted,
            [.. indicator.Sources.Select(s => SourceScoring.Missing(s, LeftOut.Exempted))])
        {
            Personal = indicator.Personal,
        };

    private static LeftOut Why(decimal? score) => score is null ? LeftOut.NothingInside : LeftOut.No;

    /// <summary>Weighted mean over the parts that have a score; null when none with a weight has.</summary>
    private static decimal? Compose<T>(IReadOnlyList<T> parts, Func<T, decimal> weight, Func<T, decimal?> score)
    {
        var (counting, sum) = (0m, 0m);
        foreach (var part in parts)
        {
            var value = score(part);
            counting += value is null ? 0m : weight(part);
            // a stored tree is compared with a new one figure by figure: adding nothing keeps its decimal places
            sum += weight(part) * (value ?? 0m);
        }

        return counting == 0m ? null : sum / counting;
    }

    /// <summary>Gives every part its effective weight: its portion of what remains, in percent.</summary>
    private static T[] Spread<T>(
        IReadOnlyList<T> parts, Func<T, decimal> weight, Func<T, decimal?> score, Func<T, decimal, T> withEffective)
    {
        var counting = 0m;
        foreach (var part in parts)
        {
            counting += score(part) is null ? 0m : weight(part);
        }

        var spread = new T[parts.Count];
        for (var i = 0; i < spread.Length; i++)
        {
            spread[i] = withEffective(parts[i], score(parts[i]) is null || counting == 0m ? 0m : weight(parts[i]) * 100m / counting);
        }

        return spread;
    }
}
