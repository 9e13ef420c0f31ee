namespace StarPortal.Domain.Templates;

/// <summary>
/// The indicators that every portal starts with. Whoever changes the content of one raises its edition, so that portals
/// that already run take the new version; codes never change.
/// </summary>
public static class GeneralIndicators
{
    public static IReadOnlyList<GeneralIndicator> All { get; } =
    [
        .. GeneralPerformance.All,
        .. GeneralBehaviour.All,
        .. GeneralGrowth.All,
    ];

    /// <exception cref="InvalidOperationException">There is no such indicator.</exception>
    public static GeneralIndicator Get(string code) => All.First(i => i.Code == code);

    /// <summary>The indicator as a template takes it, with this share of its section.</summary>
    public static Indicator Take(string code, decimal weight)
    {
        var general = Get(code);
        return general.Content.ToIndicator(code, general.Edition) with { Weight = weight };
    }

    internal static GeneralIndicator Measured(
        string code,
        IndicatorKind kind,
        IndicatorLayer layer,
        decimal usualWeight,
        LocalText name,
        LocalText definition,
        Measure measure,
        string unit,
        LocalText dataSource,
        GoalLimits? limits = null)
        => new(code, 1, new LibraryContent(
            name,
            definition,
            kind,
            layer,
            measure,
            unit,
            dataSource,
            usualWeight,
            [new SourceShare(Source.Data, Weights.Whole)],
            new Dictionary<int, LocalText>())
        {
            GoalLimits = limits,
        });

    /// <param name="anchors">From the lowest point of the default scale to the highest.</param>
    internal static GeneralIndicator Rated(
        string code,
        IndicatorKind kind,
        IndicatorLayer layer,
        decimal usualWeight,
        LocalText name,
        LocalText definition,
        IReadOnlyList<SourceShare> counting,
        params LocalText[] anchors)
        => new(code, 1, new LibraryContent(
            name,
            definition,
            kind,
            layer,
            new RatingMeasure(),
            "",
            LocalText.Empty,
            usualWeight,
            // everybody also rates themselves: asked and shown beside the others' view, never counted
            [new SourceShare(Source.Self, 0m), .. counting],
            anchors.Index().ToDictionary(a => a.Index + 1, a => a.Item)));

    internal static IReadOnlyList<SourceShare> By(Source source) => [new SourceShare(source, Weights.Whole)];
}
