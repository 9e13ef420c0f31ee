using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Tests.Templates;

/// <summary>Every rule of good practice, at its limits and just past them.</summary>
public sealed class PracticeCheckTests
{
    [Fact]
    public void Warnings_BalancedTemplate_AreNone() => Assert.Empty(TemplateCheck.Warnings(Balanced(), []));

    [Theory]
    [InlineData(1, "FewIndicators")]
    [InlineData(2, "FewIndicators")]
    [InlineData(3, null)]
    [InlineData(8, null)]
    [InlineData(9, "ManyIndicators")]
    [InlineData(20, "ManyIndicators")]
    [InlineData(21, null)]
    public void Count_AtItsLimits(int count, string? code)
    {
        var definition = Of([.. Weights.Evenly(count).Select((w, n) => One($"i-{n}", w))]);

        string[] codes = ["FewIndicators", "ManyIndicators"];
        Assert.Equal(code, Codes(definition).SingleOrDefault(codes.Contains));
        Assert.Equal(count > 20, TemplateCheck.Errors(definition).Any(e => e.Is(TemplateErrors.TooManyIndicators)));
    }

    [Theory]
    [InlineData(69.99, true, true)]
    [InlineData(70, false, false)]
    [InlineData(80, false, false)]
    [InlineData(80.01, true, true)]
    public void PerformanceAndBehaviour_AtTheirLimits(decimal performance, bool warnsPerformance, bool warnsBehaviour)
    {
        var definition = Of(One("a", performance), One("b", 100m - performance, kind: IndicatorKind.Behaviour));

        var warnings = TemplateCheck.Warnings(definition, []);

        Assert.Equal(warnsPerformance, warnings.Any(w => w.Error.Is(TemplateWarnings.PerformanceShare)));
        Assert.Equal(warnsBehaviour, warnings.Any(w => w.Error.Is(TemplateWarnings.BehaviourShare)));
        Assert.All(warnings.Where(w => w.Error.Is(TemplateWarnings.PerformanceShare)), w => Assert.Equal([performance, 70m, 80m], w.Error.Args.Cast<decimal>()));
    }

    [Theory]
    [InlineData(59.99, true)]
    [InlineData(60, false)]
    [InlineData(70, false)]
    [InlineData(80, false)]
    [InlineData(80.01, true)]
    public void Measured_AgainstRated_AtItsLimits(decimal data, bool warns)
    {
        var definition = Of(One("a", 100m, sources: [new(Source.Data, data), new(Source.Manager, 100m - data)]));

        Assert.Equal(warns, Codes(definition).Contains("QuantitativeShare"));
    }

    [Theory]
    [InlineData(50, 30, 20, false)]
    [InlineData(40, 40, 20, false)]
    [InlineData(60, 20, 20, false)]
    [InlineData(60.01, 20, 19.99, true)]
    [InlineData(39.99, 40.01, 20, true)]
    [InlineData(60, 30, 10, false)]
    [InlineData(60, 30.01, 9.99, true)]
    [InlineData(50, 19.99, 30.01, true)]
    public void Layers_AtTheirLimits(decimal core, decimal process, decimal innovation, bool warns)
    {
        var definition = Of(
            One("a", core, layer: IndicatorLayer.Core),
            One("b", process, layer: IndicatorLayer.Process),
            One("c", innovation, layer: IndicatorLayer.Innovation));

        var codes = Codes(definition);

        Assert.Equal(warns, codes.Contains("LayerShares"));
        Assert.DoesNotContain("LayersMissing", codes);
    }

    [Fact]
    public void Layers_OneMissing_SaysHowManyAndJudgesNothing()
    {
        var definition = Of(One("a", 90m, layer: IndicatorLayer.Core), One("b", 10m) with { Layer = null });

        var warning = Assert.Single(TemplateCheck.Warnings(definition, []), w => w.Error.Is(TemplateWarnings.LayersMissing));

        Assert.Equal([1, 2], warning.Error.Args);
        Assert.DoesNotContain("LayerShares", Codes(definition));
    }

    [Theory]
    [InlineData(19.99, true, true)]
    [InlineData(20, true, false)]
    [InlineData(0, false, false)]
    [InlineData(0, true, true)]
    public void Growth_InAStarProgramme_AtItsLimit(decimal growth, bool star, bool warns)
    {
        var definition = Of(One("a", 100m - growth), One("g", growth, kind: IndicatorKind.Growth)) with { ForStarProgramme = star };

        Assert.Equal(warns, Codes(definition).Contains("GrowthShare"));
    }

    [Theory]
    [InlineData(39.99, true, true)]
    [InlineData(40, true, false)]
    [InlineData(50, true, false)]
    [InlineData(50.01, true, true)]
    [InlineData(0, true, true)]
    [InlineData(0, false, false)]
    public void Customers_InServiceRoles_AtTheirLimits(decimal share, bool service, bool warns)
    {
        var rated = Of(One("a", 100m, sources: [new(Source.Data, 100m - share), new(Source.Customer, share)])) with { ForService = service };
        var measured = Of(One("csat-score", share), One("b", 100m - share)) with { ForService = service };

        Assert.Equal(warns, Codes(rated).Contains("CustomerShare"));
        Assert.Equal(warns, Codes(measured).Contains("CustomerShare"));
    }

    [Theory]
    [InlineData("satisfaction", "Any", "", 100)]
    [InlineData("q-csat", "Any", "", 100)]
    [InlineData("nps", "Any", "", 100)]
    [InlineData("a", "Customer Satisfaction", "", 100)]
    [InlineData("a", "Any", "客户满意度", 100)]
    [InlineData("snapshots", "Any", "快照", 0)]
    public void Satisfaction_IsKnownByItsName(string key, string en, string zh, decimal share)
        => Assert.Equal(share, CustomerSatisfaction.ShareOf(One(key, 100m) with { Name = new(en, zh) }));

    [Fact]
    public void Satisfaction_IsKnownByItsLibraryCode()
        => Assert.Equal(100m, CustomerSatisfaction.ShareOf(One("k", 100m) with { Origin = new("customer-satisfaction", 1) }));

    [Theory]
    [InlineData(0, false)]
    [InlineData(9.99, true)]
    [InlineData(10, false)]
    [InlineData(15, false)]
    [InlineData(15.01, true)]
    public void Collaboration_WhenColleaguesRate_AtItsLimits(decimal share, bool warns)
    {
        foreach (var source in new[] { Source.Peer, Source.CrossTeam })
        {
            var definition = Of(One("a", 100m, sources: [new(Source.Data, 100m - share), new(source, share)]));

            Assert.Equal(warns, Codes(definition).Contains("CrossTeamShare"));
        }
    }

    [Fact]
    public void Collaboration_UpwardReviewsAlone_AreNone()
        => Assert.DoesNotContain("CrossTeamShare", Codes(Of(One("a", 100m, sources: [new(Source.Data, 70m), new(Source.Report, 30m)]))));

    [Theory]
    [InlineData(50, false)]
    [InlineData(50.01, true)]
    public void SingleIndicator_OverHalf_IsNamedAtItsPlace(decimal weight, bool warns)
    {
        var definition = Of(One("a", 100m - weight), One("b", weight));

        var warnings = TemplateCheck.Warnings(definition, []).Where(w => w.Error.Is(TemplateWarnings.SingleIndicator)).ToList();

        Assert.Equal(warns ? 1 : 0, warnings.Count);
        Assert.All(warnings, w => Assert.Equal(new TemplatePlace(TemplatePart.Indicator, 0, 1), w.Place));
        Assert.All(warnings, w => Assert.Equal("sections[0].indicators[1]", w.Place.Path));
    }

    [Theory]
    [InlineData(0.80, false)]
    [InlineData(0.81, true)]
    [InlineData(-0.95, false)]
    public void Correlation_AboveFourFifths_IsNamed(decimal coefficient, bool warns)
    {
        var found = TemplateCheck.Warnings(Balanced(), [new("accuracy", "training", coefficient, 42), new("accuracy", "gone", 0.99m, 42)]);

        Assert.Equal(warns, found.Count > 0);
        Assert.All(found, w => Assert.Equal([LocalText.Same("accuracy"), LocalText.Same("training"), coefficient, 42], w.Error.Args));
    }

    [Fact]
    public void Weights_NotYet100_CountInProportion()
    {
        var half = Balanced();
        half = half with { Sections = [.. half.Sections.Select(s => s with { Weight = s.Weight / 2m })] };

        Assert.Empty(TemplateCheck.Warnings(half, []));
    }

    [Fact]
    public void Weights_Nonsense_WarnsOfNoShares()
    {
        foreach (var weight in new[] { -1m, 0m, decimal.MaxValue })
        {
            Assert.DoesNotContain("PerformanceShare", Codes(Of(One("a", weight), One("b", weight))));
        }
    }

    [Fact]
    public void All_ErrorsComeFirst()
    {
        var definition = Of(One("a", 40m)) with { Name = LocalText.Empty };

        var all = TemplateCheck.All(definition, []);

        Assert.False(all[0].IsWarning);
        Assert.True(all[^1].IsWarning);
        Assert.Equal(all.OrderBy(f => f.Severity), all);
    }

    [Fact]
    public void Publish_OverWarnings_Succeeds()
    {
        var version = new TemplateVersion(1, Presets.ThreeSource.Definition);
        Assert.NotEmpty(TemplateCheck.Warnings(version.Definition, []));

        Assert.True(version.Publish(Actor.System("test"), DateTime.UnixEpoch).Succeeded);
    }

    [Theory]
    [InlineData(10, 30, null)]
    [InlineData(20, 20, null)]
    [InlineData(30, 10, "GoalTargetOrder")]
    [InlineData(21, 30, "GoalTargetOutside")]
    [InlineData(0, 30, "GoalTargetFloor")]
    public void GoalLimits_Target_MustHoldTheTemplatesOwn(decimal low, decimal high, string? code)
        => Assert.Equal(code, GoalErrors(One("a", 100m) with { Measure = new CompletionMeasure(20m), GoalLimits = new(low, high, null, null) }));

    [Theory]
    [InlineData(50, 100, null)]
    [InlineData(100, 50, "GoalWeightOrder")]
    [InlineData(50, 99.99, "GoalWeightOutside")]
    [InlineData(50, 100.01, "WeightRange")]
    public void GoalLimits_Weight_MustHoldTheTemplatesOwn(decimal low, decimal high, string? code)
        => Assert.Equal(code, GoalErrors(One("a", 100m) with { GoalLimits = new(null, null, low, high) }));

    [Fact]
    public void GoalLimits_TargetOfAMeasureWithoutOne_IsRefused()
        => Assert.Equal("GoalTargetNone", GoalErrors(One("a", 100m) with { Measure = new PassFailMeasure(), GoalLimits = new(1m, 2m, null, null) }));

    [Theory]
    [InlineData(80, 98, 90, 99, null)]
    [InlineData(30, 10, 5, 20, null)]
    [InlineData(30, 10, 5, 40, "GoalTargetFloor")]
    public void GoalLimits_LinearTarget_NeverMeetsTheFloor(decimal floor, decimal target, decimal low, decimal high, string? code)
        => Assert.Equal(code, GoalErrors(One("a", 100m) with { Measure = new LinearMeasure(floor, target), GoalLimits = new(low, high, null, null) }));

    private static string? GoalErrors(Indicator indicator) => TemplateCheck.Errors(Of(indicator)).SingleOrDefault()?.Code;

    private static List<string> Codes(TemplateDefinition definition) => [.. TemplateCheck.Warnings(definition, []).Select(w => w.Error.Code)];

    private static TemplateDefinition Balanced() => new(
        LocalText.Same("T"),
        LocalText.Empty,
        DefaultScale.Value,
        [
            new("results", LocalText.Same("Results"), 75m,
            [
                One("accuracy", 20m, layer: IndicatorLayer.Process),
                One("satisfaction", 60m),
                One("ideas", 20m, layer: IndicatorLayer.Innovation),
            ]),
            new("conduct", LocalText.Same("Conduct"), 25m,
            [
                One("training", 50m, IndicatorKind.Behaviour, IndicatorLayer.Process, [new(Source.Manager, 100m)]),
                One("together", 50m, IndicatorKind.Behaviour, IndicatorLayer.Process, [new(Source.CrossTeam, 100m)]),
            ]),
        ],
        [])
    {
        ForService = true,
    };

    private static TemplateDefinition Of(params Indicator[] indicators)
        => new(LocalText.Same("T"), LocalText.Empty, DefaultScale.Value, [new("s", LocalText.Same("S"), 100m, indicators)], []);

    private static Indicator One(
        string key,
        decimal weight,
        IndicatorKind kind = IndicatorKind.Performance,
        IndicatorLayer? layer = IndicatorLayer.Core,
        IReadOnlyList<SourceShare>? sources = null)
        => new(
            key,
            LocalText.Same(key),
            LocalText.Empty,
            kind,
            weight,
            new CompletionMeasure(100m),
            "%",
            LocalText.Same("tickets"),
            sources ?? [new(Source.Data, 100m)],
            new Dictionary<int, LocalText>())
        {
            Layer = layer,
        };
}
