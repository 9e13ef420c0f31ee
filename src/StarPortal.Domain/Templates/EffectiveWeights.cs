namespace StarPortal.Domain.Templates;

/// <param name="Weight">Percent of the total.</param>
public sealed record WeighedIndicator(Indicator Indicator, TemplatePlace Place, decimal Weight);

/// <summary>What each indicator weighs in the total.</summary>
public static class EffectiveWeights
{
    /// <summary>
    /// Section weight × indicator weight. While a level does not make 100 yet, its weights count in proportion, so that the
    /// figures mean something during the work; empty while a weight is no weight, or a level weighs nothing.
    /// </summary>
    public static IReadOnlyList<WeighedIndicator> Of(TemplateDefinition definition)
    {
        var sections = definition.Sections.Where(s => s.Indicators.Count > 0).ToList();
        var valid = sections.TrueForAll(s => Weights.IsValid(s.Weight) && s.Indicators.All(i => Weights.IsValid(i.Weight)) && s.Indicators.Sum(i => i.Weight) > 0m);
        var whole = sections.Sum(s => valid ? s.Weight : 0m);
        if (whole <= 0m)
        {
            return [];
        }

        var weighed = new List<WeighedIndicator>();
        foreach (var (index, section) in definition.Sections.Index().Where(s => s.Item.Indicators.Count > 0))
        {
            var inside = section.Indicators.Sum(i => i.Weight);
            weighed.AddRange(section.Indicators.Index().Select(i => new WeighedIndicator(
                i.Item,
                new TemplatePlace(TemplatePart.Indicator, index, i.Index),
                Part(section.Weight, whole) * Part(i.Item.Weight, inside) / Weights.Whole)));
        }

        return weighed;
    }

    // untouched where the level makes 100: limits must hold to the last hundredth
    private static decimal Part(decimal weight, decimal whole) => whole == Weights.Whole ? weight : weight * Weights.Whole / whole;
}
