using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Tests.Templates;

public sealed class PresetTests
{
    /// <summary>Preset, indicator, percent of the whole: the figures of the design.</summary>
    public static TheoryData<string, string, string> Figures()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var (preset, figures) in new (string, string)[]
        {
            ("three-source", "accuracy 24 satisfaction 24 complaints 12 professionalism 12.5 initiative 12.5 collaboration 7.5 responsiveness 7.5"),
            ("five-star-service", "satisfaction 42 accuracy 14 complaints 7 response 7 learning 10 knowledge-sharing 10 cross-team 10"),
            ("community-operations", "follower-growth 15 new-customers 10 event-participation 15 content-interaction 10 sales 15 problem-response 10 cross-team 10 culture-fit 15"),
            ("operations-assistant", "goal-completion 30 accuracy 20 on-time-delivery 20 satisfaction 15 collaboration 9 innovation 6"),
            ("service-staff", "satisfaction 45 response 15 completion-accuracy 10 service-quality 15 communication 15"),
            ("small-team", "goal-completion 32 on-time-delivery 24 satisfaction 24 innovation 20"),
        })
        {
            foreach (var pair in figures.Split(' ').Chunk(2))
            {
                data.Add(preset, pair[0], pair[1]);
            }
        }

        return data;
    }

    public static TheoryData<string> Keys() => [.. Presets.All.Select(p => p.Key)];

    [Theory, MemberData(nameof(Figures))]
    public void Indicator_OfAPreset_WeighsWhatTheDesignSays(string preset, string indicator, string percent)
        => Assert.Equal(decimal.Parse(percent, System.Globalization.CultureInfo.InvariantCulture), Share(Presets.Find(preset)!.Definition, indicator));

    [Theory]
    [InlineData("three-source", "results 60 manager 25 peers 15")]
    [InlineData("five-star-service", "service-results 70 growth 20 working-together 10")]
    [InlineData("community-operations", "community-growth 25 community-activity 25 community-business 25 behaviour 25")]
    [InlineData("operations-assistant", "results 50 efficiency 20 user-value 15 collaboration-innovation 15")]
    [InlineData("service-staff", "customers 45 handling 25 conduct 30")]
    [InlineData("small-team", "core 80 innovation-section 20")]
    public void Sections_OfAPreset_WeighWhatTheDesignSays(string preset, string figures)
        => Assert.Equal(figures, string.Join(' ', Presets.Find(preset)!.Definition.Sections.Select(s => FormattableString.Invariant($"{s.Key} {s.Weight:0.##}"))));

    [Theory, MemberData(nameof(Keys))]
    public void Preset_AsItShips_CanBePublished(string key) => Assert.Empty(TemplateCheck.Errors(Presets.Find(key)!.Definition));

    [Theory, MemberData(nameof(Keys))]
    public void Preset_AsItShips_IsCompleteInBothLanguages(string key)
    {
        var definition = Presets.Find(key)!.Definition;

        Assert.True(definition.Questions.Count >= 2);
        Assert.All(Texts(definition), t => Assert.True(t.En.Trim().Length > 0 && t.Zh.Trim().Length > 0, t.ToString()));
        foreach (var indicator in definition.Indicators)
        {
            Assert.NotNull(indicator.Layer);
            Assert.Equal(indicator.Measure is RatingMeasure, indicator.DataSource.IsEmpty);
            Assert.Equal(indicator.Measure is RatingMeasure ? definition.Scale.Points.Count : 0, indicator.Anchors.Count);
            var general = GeneralIndicators.Get(indicator.Origin!.Code);
            Assert.Equal(general.Edition, indicator.Origin.Version);
        }
    }

    [Fact]
    public void FiveStarService_HoldsTheFactsOfItsStarLevels()
    {
        var definition = Presets.FiveStarService.Definition;

        var accuracy = Assert.IsType<BandsMeasure>(definition.FindIndicator("accuracy")!.Measure);
        Assert.Equal([new(98m, 100m), new(95m, 85m), new(90m, 70m)], accuracy.Bands);
        Assert.Equal(40m, accuracy.Otherwise);
        Assert.Equal(new LinearMeasure(80m, 98m), definition.FindIndicator("satisfaction")!.Measure);
        Assert.Equal(new DeductionMeasure(25m, 0m), definition.FindIndicator("complaints")!.Measure);
        Assert.Equal(new LinearMeasure(30m, 10m), definition.FindIndicator("response")!.Measure);
        Assert.True(definition is { ForService: true, ForStarProgramme: true });
    }

    [Fact]
    public void CommunityOperations_HasSeventyFivePercentPerformance()
    {
        var definition = Presets.CommunityOperations.Definition;

        Assert.Equal(75m, definition.Indicators.Where(i => i.Kind == IndicatorKind.Performance).Sum(i => Share(definition, i.Key)));
        Assert.Equal(25m, definition.Indicators.Where(i => i.Kind == IndicatorKind.Behaviour).Sum(i => Share(definition, i.Key)));
        Assert.Equal([Source.Self, Source.Manager, Source.Peer, Source.CrossTeam], definition.FindIndicator("cross-team")!.Sources.Select(s => s.Source));
        Assert.Equal(100m, definition.FindIndicator("culture-fit")!.Sources.Single(s => s.Source == Source.Manager).Share);
    }

    [Fact]
    public void SmallTeam_HasThreeCoreIndicatorsAndOneInnovation()
        => Assert.Equal([3, 1], Presets.SmallTeam.Definition.Sections.Select(s => s.Indicators.Count));

    private static decimal Share(TemplateDefinition definition, string key)
        => definition.Sections.SelectMany(s => s.Indicators.Where(i => i.Key == key).Select(i => s.Weight * i.Weight / 100m)).Single();

    private static IEnumerable<LocalText> Texts(TemplateDefinition definition) =>
    [
        definition.Name,
        definition.Purpose,
        .. definition.Sections.Select(s => s.Name),
        .. definition.Questions.Select(q => q.Text),
        .. definition.Indicators.SelectMany(i => i.Anchors.Values.Append(i.Name).Append(i.Definition)),
        .. definition.Indicators.Where(i => i.Measure is not RatingMeasure).Select(i => i.DataSource),
    ];
}
