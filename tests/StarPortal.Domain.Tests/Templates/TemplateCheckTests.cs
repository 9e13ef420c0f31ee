using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Tests.Templates;

public sealed class TemplateCheckTests
{
    private static readonly TemplateDefinition good = Presets.ThreeSource.Definition;

    /// <summary>One change to a good definition, and the one error and place that must follow.</summary>
    public static TheoryData<string, TemplateDefinition, Error, TemplatePlace> Faults()
    {
        var data = new TheoryData<string, TemplateDefinition, Error, TemplatePlace>();
        Headings(data);
        Scales(data);
        Sections(data);
        Sources(data);
        Measures(data);
        Questions(data);
        return data;
    }

    [Theory, MemberData(nameof(Faults))]
    public void Faults_OneThingWrong_NamesItAndItsPlace(string change, TemplateDefinition definition, Error error, TemplatePlace place)
    {
        var fault = Assert.Single(TemplateCheck.Faults(definition));

        Assert.True(fault.Error.Is(error), $"{change}: {fault.Error}");
        Assert.Equal(place, fault.Place);
    }

    [Fact]
    public void Errors_Presets_AreNone() => Assert.All(Presets.All, p => Assert.Empty(TemplateCheck.Errors(p.Definition)));

    [Fact]
    public void Errors_ThreeSource_IsCompleteInBothLanguages()
    {
        var texts = good.Indicators.SelectMany(i => i.Anchors.Values.Append(i.Name).Append(i.Definition))
            .Concat(good.Sections.Select(s => s.Name))
            .Concat(good.Questions.Select(q => q.Text))
            .Concat(good.Scale.Points.SelectMany(p => new[] { p.Label, p.Anchor }))
            .Append(good.Name)
            .Append(good.Purpose);

        Assert.All(texts, t => Assert.True(t.En.Length > 0 && t.Zh.Length > 0));
        var rated = good.Indicators.Where(i => i.Measure is RatingMeasure).ToList();
        Assert.Equal(4, rated.Count);
        Assert.All(rated, i => Assert.Equal([1, 2, 3, 4, 5], i.Anchors.Keys.Order()));
        Assert.All(rated, i => Assert.Contains(new SourceShare(Source.Self, 0m), i.Sources));
    }

    [Fact]
    public void Faults_EmptyDefinition_AsksForASection()
    {
        var faults = TemplateCheck.Faults(Presets.Empty(new("New", "")));

        Assert.True(Assert.Single(faults).Error.Is(TemplateErrors.NoSection));
    }

    [Fact]
    public void Publish_WithFaults_StaysADraftAndListsAll()
    {
        var version = new TemplateVersion(1, good with { Name = LocalText.Empty, Sections = [] });

        var answer = version.Publish(Actor.System("test"), DateTime.UnixEpoch);

        Assert.Equal(2, answer.Errors.Count);
        Assert.Equal(TemplateState.Draft, version.State);
    }

    [Fact]
    public void Edit_Published_IsRefused()
    {
        var version = new TemplateVersion(1, good);
        Assert.True(version.Publish(Actor.System("test"), DateTime.UnixEpoch).Succeeded);

        Assert.True(version.Edit(good).Error.Is(TemplateErrors.Frozen));
        Assert.True(version.Publish(Actor.System("test"), DateTime.UnixEpoch).Error.Is(TemplateErrors.Frozen));
    }

    [Fact]
    public void StartDraft_WithADraft_IsRefused()
    {
        var template = new FormTemplate("t");
        Assert.Equal(1, template.StartDraft(good).Value.Number);

        Assert.True(template.StartDraft(good).Error.Is(TemplateErrors.DraftExists));
    }

    private static void Headings(TheoryData<string, TemplateDefinition, Error, TemplatePlace> data)
    {
        var place = new TemplatePlace(TemplatePart.Heading);
        data.Add("no name", good with { Name = new(" ", "") }, TemplateErrors.NameMissing, place);
        data.Add("long name", good with { Name = new("n", new string('长', 201)) }, TemplateErrors.TextTooLong, place);
        data.Add("long purpose", good with { Purpose = new(new string('p', 2001), "") }, TemplateErrors.TextTooLong, place);
    }

    private static void Scales(TheoryData<string, TemplateDefinition, Error, TemplatePlace> data)
    {
        var points = good.Scale.Points;
        void Add(string change, Error error, params RatingPoint[] scale)
            => data.Add(change, good with { Scale = new(scale) }, error, new TemplatePlace(TemplatePart.Scale));

        Add("two points", TemplateErrors.ScaleSize, points[0], points[1]);
        Add("eight points", TemplateErrors.ScaleSize, [.. Enumerable.Range(1, 8).Select(v => points[0] with { Value = v, Score = v * 10m })]);
        Add("values twice", TemplateErrors.ScaleValues, points[0], points[1] with { Value = 1 }, points[2]);
        Add("values descending", TemplateErrors.ScaleValues, points[2], points[1], points[0]);
        Add("value zero", TemplateErrors.ScaleValues, points[0] with { Value = 0 }, points[1], points[2]);
        Add("equal scores", TemplateErrors.ScaleScores, points[0], points[1] with { Score = 20m }, points[2]);
        Add("score over 100", TemplateErrors.ScaleScores, points[0], points[1], points[2] with { Score = 100.01m });
        Add("score under 0", TemplateErrors.ScaleScores, points[0] with { Score = -1m }, points[1], points[2]);
        Add("no label", TemplateErrors.PointLabelMissing, points[0], points[1] with { Label = LocalText.Empty }, points[2]);
        Add("no anchor", TemplateErrors.PointAnchorMissing, points[0], points[1] with { Anchor = new("", " ") }, points[2]);
        Add("long anchor", TemplateErrors.TextTooLong, points[0], points[1] with { Anchor = LocalText.Same(new string('a', 2001)) }, points[2]);
    }

    private static void Sections(TheoryData<string, TemplateDefinition, Error, TemplatePlace> data)
    {
        var sections = good.Sections;
        var all = new TemplatePlace(TemplatePart.Sections);
        var second = new TemplatePlace(TemplatePart.Section, 1);
        TemplateDefinition Second(Func<Section, Section> edit) => good with { Sections = [sections[0], edit(sections[1]), sections[2]] };

        data.Add("no sections", good with { Sections = [] }, TemplateErrors.NoSection, all);
        data.Add("99.99", Second(s => s with { Weight = 24.99m }), TemplateErrors.SectionWeights, all);
        data.Add("100.01", Second(s => s with { Weight = 25.01m }), TemplateErrors.SectionWeights, all);
        data.Add("no name", Second(s => s with { Name = LocalText.Empty }), TemplateErrors.SectionNameMissing, second);
        data.Add("no indicators", Second(s => s with { Indicators = [] }), TemplateErrors.NoIndicator, second);
        data.Add("bad key", Second(s => s with { Key = "Manager's" }), TemplateErrors.KeyFormat, second);
        data.Add("key twice", Second(s => s with { Key = "results" }), TemplateErrors.KeyTwice, second);
        data.Add("indicator weights", Second(s => s with { Indicators = [s.Indicators[0]] }), TemplateErrors.IndicatorWeights, second);
        var split = good with
        {
            Sections = [sections[0] with { Weight = 60.005m }, sections[1] with { Weight = 24.995m }, sections[2]],
        };
        Assert.Equal(2, TemplateCheck.Faults(split).Count(f => f.Error.Is(TemplateErrors.WeightRange)));
        var many = sections[2].Indicators[0];
        data.Add(
            "26 indicators",
            good with { Sections = [.. sections.Take(2), sections[2] with { Indicators = [.. Weights.Evenly(21).Select((w, i) => many with { Key = $"i-{i}", Weight = w })] }] },
            TemplateErrors.TooManyIndicators,
            all);
    }

    private static void Sources(TheoryData<string, TemplateDefinition, Error, TemplatePlace> data)
    {
        void Measured(string change, Error error, Func<Indicator, Indicator> edit) => data.Add(change, With(0, 0, edit), error, new(TemplatePart.Indicator, 0, 0));
        void Rated(string change, Error error, Func<Indicator, Indicator> edit) => data.Add(change, With(1, 1, edit), error, new(TemplatePart.Indicator, 1, 1));

        Rated("no name", TemplateErrors.IndicatorNameMissing, i => i with { Name = LocalText.Empty });
        Rated("no source", TemplateErrors.SourceShares, i => i with { Sources = [] });
        Rated("99.99", TemplateErrors.SourceShares, i => i with { Sources = [new(Source.Manager, 99.99m)] });
        Rated("twice", TemplateErrors.SourceTwice, i => i with { Sources = [new(Source.Manager, 60m), new(Source.Manager, 40m)] });
        Rated("colleagues", TemplateErrors.SourceUnknown, i => i with { Sources = [new(Source.Colleagues, 100m)] });
        Rated("minus", TemplateErrors.WeightRange, i => i with { Sources = [new(Source.Manager, 110m), new(Source.Self, -10m)] });
        Rated("measure unused", TemplateErrors.MeasureWithoutData, i => i with { Measure = new PassFailMeasure() });
        Rated("long anchor", TemplateErrors.TextTooLong, i => i with { Anchors = new Dictionary<int, LocalText> { [1] = new(new string('a', 2001), "") } });
        Rated("key of another section", TemplateErrors.KeyTwice, i => i with { Key = "accuracy" });
        Measured("data without measure", TemplateErrors.DataWithoutMeasure, i => i with { Measure = new RatingMeasure() });
        Measured("no data source", TemplateErrors.DataSourceMissing, i => i with { DataSource = new(" ", "") });
        Measured("long unit", TemplateErrors.TextTooLong, i => i with { Unit = new string('u', 21) });
    }

    private static void Measures(TheoryData<string, TemplateDefinition, Error, TemplatePlace> data)
    {
        void Add(string change, Error error, Measure measure) => data.Add(change, With(0, 0, i => i with { Measure = measure }), error, new(TemplatePart.Indicator, 0, 0));

        Add("no bands", TemplateErrors.BandsMissing, new BandsMeasure([], 0m));
        Add("ascending bands", TemplateErrors.BandsDescending, new BandsMeasure([new(90m, 70m), new(95m, 85m)], 0m));
        Add("bands twice", TemplateErrors.BandsDescending, new BandsMeasure([new(90m, 70m), new(90m, 60m)], 0m));
        Add("descending limits", TemplateErrors.BandsAscending, new BandsMeasure([new(5m, 70m), new(2m, 100m)], 0m, LowerIsBetter: true));
        Add("limits twice", TemplateErrors.BandsAscending, new BandsMeasure([new(5m, 100m), new(5m, 80m)], 0m, LowerIsBetter: true));
        Add("score over 120", TemplateErrors.BandScores, new BandsMeasure([new(5m, 121m)], 0m));
        Add("otherwise below 0", TemplateErrors.BandScores, new BandsMeasure([new(5m, 100m)], -1m));
        Add("floor is target", TemplateErrors.FloorIsTarget, new LinearMeasure(80m, 80.0m));
        Add("cap under 100", TemplateErrors.CapRange, new LinearMeasure(80m, 98m, 99.99m));
        Add("cap over 200", TemplateErrors.CapRange, new CompletionMeasure(10m, 200.01m));
        Add("target 0", TemplateErrors.TargetNotPositive, new CompletionMeasure(0m));
        Add("target below 0", TemplateErrors.TargetNotPositive, new CompletionMeasure(-1m));
        Add("per unit 0", TemplateErrors.PerUnitNotPositive, new DeductionMeasure(0m, 0m));
        Add("allowance below 0", TemplateErrors.AllowanceNegative, new DeductionMeasure(25m, -1m));
        Add("too fine", TemplateErrors.NumberTooFine, new LinearMeasure(0.0000001m, 1m));
        Add("too large", TemplateErrors.NumberTooFine, new CompletionMeasure(1_000_000_000_001m));
    }

    private static void Questions(TheoryData<string, TemplateDefinition, Error, TemplatePlace> data)
    {
        void Add(string change, Error error, Func<OpenQuestion, OpenQuestion> edit)
            => data.Add(change, good with { Questions = [good.Questions[0], edit(good.Questions[1])] }, error, new(TemplatePart.Question, 1));

        Add("no text", TemplateErrors.QuestionTextMissing, q => q with { Text = LocalText.Empty });
        Add("nobody", TemplateErrors.QuestionAskedOfNobody, q => q with { AskedOf = [] });
        Add("data", TemplateErrors.QuestionAskedOfNobody, q => q with { AskedOf = [Source.Data] });
        Add("key of an indicator", TemplateErrors.KeyTwice, q => q with { Key = "accuracy" });
        Add("empty key", TemplateErrors.KeyFormat, q => q with { Key = "" });
        Add("long text", TemplateErrors.TextTooLong, q => q with { Text = new(new string('t', 2001), "") });
    }

    private static TemplateDefinition With(int section, int indicator, Func<Indicator, Indicator> edit)
        => good with
        {
            Sections =
            [
                .. good.Sections.Select((s, at) => at != section
                    ? s
                    : s with { Indicators = [.. s.Indicators.Select((i, position) => position == indicator ? edit(i) : i)] }),
            ],
        };
}
