namespace StarPortal.Domain.Templates;

/// <summary>The part of <see cref="TemplateCheck"/> that warns: rules of good practice with figures from the domain page, section 3.</summary>
internal static class PracticeCheck
{
    private const int FewestIndicators = 3;
    private const int MostUsualIndicators = 5;
    private const int ManyIndicators = 8;
    private const decimal SingleLimit = 50m;
    private const decimal GrowthLeast = 20m;
    private const decimal CorrelationLimit = 0.8m;

    // "about 7 : 3" and "about 5 : 3 : 2": ten points to either side are still about that
    private const decimal About = 10m;

    private static readonly (decimal Low, decimal High) performance = (70m, 80m);
    private static readonly (decimal Low, decimal High) behaviour = (20m, 30m);
    private static readonly (decimal Low, decimal High) customer = (40m, 50m);
    private static readonly (decimal Low, decimal High) crossTeam = (10m, 15m);
    private static readonly TemplatePlace everywhere = new(TemplatePart.Sections);

    internal static IReadOnlyList<TemplateFault> Of(TemplateDefinition definition, IReadOnlyList<IndicatorPair> correlations)
    {
        var warnings = new List<TemplateFault>();
        void AddIf(bool broken, Error rule, TemplatePlace? place = null)
        {
            if (broken)
            {
                warnings.Add(new(rule, place ?? everywhere, FaultSeverity.Warning));
            }
        }

        Count(definition.Indicators.Count(), AddIf);
        var weighed = EffectiveWeights.Of(definition);
        if (weighed.Count > 0)
        {
            Kinds(weighed, AddIf);
            Layers(weighed, AddIf);
            Roles(definition, weighed, AddIf);
            foreach (var one in weighed.Where(w => w.Weight > SingleLimit && weighed.Count > 1))
            {
                AddIf(true, TemplateWarnings.SingleIndicator.With(NameOf(one.Indicator), Shown(one.Weight), SingleLimit), one.Place);
            }
        }

        Correlations(definition, correlations, AddIf);
        return warnings;
    }

    private delegate void Add(bool broken, Error rule, TemplatePlace? place = null);

    private static void Count(int count, Add addIf)
    {
        addIf(count is > 0 and < FewestIndicators, TemplateWarnings.FewIndicators.With(count, FewestIndicators, MostUsualIndicators));
        addIf(count is > ManyIndicators and <= TemplateCheck.MostIndicators, TemplateWarnings.ManyIndicators.With(count, FewestIndicators, MostUsualIndicators));
    }

    private static void Kinds(IReadOnlyList<WeighedIndicator> weighed, Add addIf)
    {
        decimal Of(IndicatorKind kind) => weighed.Where(w => w.Indicator.Kind == kind).Sum(w => w.Weight);
        Range(Of(IndicatorKind.Performance), performance, TemplateWarnings.PerformanceShare, addIf);
        Range(Of(IndicatorKind.Behaviour), behaviour, TemplateWarnings.BehaviourShare, addIf);
        var measured = weighed.Sum(w => w.Weight * ShareOf(w.Indicator, Source.Data) / Weights.Whole);
        addIf(Math.Abs(measured - 70m) > About, TemplateWarnings.QuantitativeShare.With(Shown(measured), Shown(Weights.Whole - measured)));
    }

    private static void Layers(IReadOnlyList<WeighedIndicator> weighed, Add addIf)
    {
        var missing = weighed.Count(w => w.Indicator.Layer is null);
        addIf(missing > 0, TemplateWarnings.LayersMissing.With(missing, weighed.Count));
        if (missing == 0)
        {
            decimal Of(IndicatorLayer layer) => weighed.Where(w => w.Indicator.Layer == layer).Sum(w => w.Weight);
            var (core, process, innovation) = (Of(IndicatorLayer.Core), Of(IndicatorLayer.Process), Of(IndicatorLayer.Innovation));
            var off = Math.Abs(core - 50m) > About || Math.Abs(process - 30m) > About || Math.Abs(innovation - 20m) > About;
            addIf(off, TemplateWarnings.LayerShares.With(Shown(core), Shown(process), Shown(innovation)));
        }
    }

    private static void Roles(TemplateDefinition definition, IReadOnlyList<WeighedIndicator> weighed, Add addIf)
    {
        var growth = weighed.Where(w => w.Indicator.Kind == IndicatorKind.Growth).Sum(w => w.Weight);
        addIf(definition.ForStarProgramme && growth < GrowthLeast, TemplateWarnings.GrowthShare.With(Shown(growth), GrowthLeast));
        if (definition.ForService)
        {
            Range(weighed.Sum(w => w.Weight * CustomerSatisfaction.ShareOf(w.Indicator) / Weights.Whole), customer, TemplateWarnings.CustomerShare, addIf);
        }

        // what colleagues beside and across say; upward reviews are about leading, not about working together
        var together = weighed.Sum(w => w.Weight * (ShareOf(w.Indicator, Source.Peer) + ShareOf(w.Indicator, Source.CrossTeam)) / Weights.Whole);
        if (together > 0m)
        {
            Range(together, crossTeam, TemplateWarnings.CrossTeamShare, addIf);
        }
    }

    private static void Correlations(TemplateDefinition definition, IReadOnlyList<IndicatorPair> correlations, Add addIf)
    {
        foreach (var pair in correlations.Where(c => c.Correlation > CorrelationLimit).OrderByDescending(c => c.Correlation))
        {
            if (definition.FindIndicator(pair.KeyA) is { } first && definition.FindIndicator(pair.KeyB) is { } second && first != second)
            {
                addIf(true, TemplateWarnings.Correlated.With(NameOf(first), NameOf(second), pair.Correlation, pair.People), PlaceOf(definition, first));
            }
        }
    }

    private static void Range(decimal share, (decimal Low, decimal High) limits, Error rule, Add addIf)
        => addIf(share < limits.Low || share > limits.High, rule.With(Shown(share), limits.Low, limits.High));

    private static decimal ShareOf(Indicator indicator, Source source) => indicator.Sources.Where(s => s.Source == source).Sum(s => Weights.IsValid(s.Share) ? s.Share : 0m);

    private static TemplatePlace PlaceOf(TemplateDefinition definition, Indicator indicator)
    {
        var (index, section) = definition.Sections.Index().First(s => s.Item.Indicators.Contains(indicator));
        return new(TemplatePart.Indicator, index, section.Indicators.Index().First(i => i.Item == indicator).Index);
    }

    private static LocalText NameOf(Indicator indicator) => indicator.Name.IsEmpty ? LocalText.Same(indicator.Key) : indicator.Name;

    // four decimals are exact where the weights make 100; "70" for 69.9999 would contradict the warning
    private static decimal Shown(decimal percent) => Math.Round(percent, 4, MidpointRounding.AwayFromZero);
}

/// <summary>Which part of an indicator says how satisfied customers are.</summary>
public static class CustomerSatisfaction
{
    private static readonly string[] words = ["satisfaction", "csat", "nps"];

    /// <summary>
    /// 100 for an indicator whose key, library code or name says satisfaction (surveys and NPS come in as data); otherwise
    /// the share that customers rate themselves.
    /// </summary>
    public static decimal ShareOf(Indicator indicator)
    {
        string[] keys = [indicator.Key, indicator.Origin?.Code ?? ""];
        var named = keys.SelectMany(k => k.Split('-')).Any(k => words.Contains(k, StringComparer.OrdinalIgnoreCase))
            || indicator.Name.En.Contains("satisfaction", StringComparison.OrdinalIgnoreCase)
            || indicator.Name.Zh.Contains("满意", StringComparison.Ordinal);
        return named ? Weights.Whole : indicator.Sources.Where(s => s.Source == Source.Customer && Weights.IsValid(s.Share)).Sum(s => s.Share);
    }
}
