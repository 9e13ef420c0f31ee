using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Tests.Templates;

public sealed class TemplateComparisonTests
{
    private static readonly TemplateDefinition start = Presets.ThreeSource.Definition;

    [Fact]
    public void Same_HasNoDifference()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            Assert.Empty(TemplateComparison.Of(new RandomDefinitions(seed).Next(), new RandomDefinitions(seed).Next()));
        }
    }

    [Fact]
    public void Weight_Changed_ShowsBothFigures()
    {
        var change = Assert.Single(TemplateComparison.Of(start, Edit("accuracy", i => i with { Weight = 35m })));

        Assert.Equal((ChangeKind.Changed, TemplatePart.Indicator, "accuracy"), (change.Kind, change.Part, change.Key));
        Assert.Equal(new FieldChange(ChangedField.Weight, new PercentValue(40m), new PercentValue(35m)), Assert.Single(change.Fields));
        Assert.Equal("Results", change.Within!.En);
    }

    [Fact]
    public void Indicator_EveryField_IsCompared()
    {
        var accuracy = start.FindIndicator("accuracy")!;
        var other = new Indicator(
            "accuracy",
            new("Precision", "精度"),
            new("Else", "其他"),
            IndicatorKind.Growth,
            1m,
            new BandsMeasure([new(98m, 100m), new(95m, 85m), new(90m, 71m)], 40m),
            "%",
            new("Elsewhere", "别处"),
            [new SourceShare(Source.Data, 90m), new SourceShare(Source.Manager, 10m)],
            new Dictionary<int, LocalText> { [2] = new("Two", "二") })
        {
            Layer = IndicatorLayer.Innovation,
            GoalLimits = new GoalLimits(1m, 2m, null, null),
        };

        var fields = TemplateComparison.OfIndicator(accuracy, other);

        Assert.Equal(
            [
                ChangedField.Name, ChangedField.Weight, ChangedField.Definition, ChangedField.Kind, ChangedField.Layer, ChangedField.Measure,
                ChangedField.DataSource, ChangedField.Sources, ChangedField.Anchor, ChangedField.GoalLimits, ChangedField.Origin,
            ],
            fields.Select(f => f.Field));
        Assert.Equal(2, fields.Single(f => f.Field == ChangedField.Anchor).Point);
        Assert.Null(fields.Single(f => f.Field == ChangedField.Origin).After);
    }

    [Fact]
    public void Indicator_InAnotherSection_IsMovedNotRemovedAndAdded()
    {
        var responsiveness = start.FindIndicator("responsiveness")!;
        var after = start with
        {
            Sections =
            [
                start.Sections[0],
                start.Sections[1] with { Indicators = [.. start.Sections[1].Indicators, responsiveness] },
                start.Sections[2] with { Indicators = [start.Sections[2].Indicators[0]] },
            ],
        };

        var change = Assert.Single(TemplateComparison.Of(start, after));

        Assert.Equal((ChangeKind.Moved, "responsiveness", "Peers' view", "Manager's view"), (change.Kind, change.Key, change.MovedFrom!.En, change.Within!.En));
    }

    [Fact]
    public void Order_OneTakenToTheFront_IsOneMove()
    {
        var results = start.Sections[0];
        var after = start with { Sections = [results with { Indicators = [results.Indicators[2], results.Indicators[0], results.Indicators[1]] }, .. start.Sections.Skip(1)] };

        var change = Assert.Single(TemplateComparison.Of(start, after));

        Assert.Equal((ChangeKind.Moved, "complaints"), (change.Kind, change.Key));
        Assert.Null(change.MovedFrom);
        Assert.Empty(change.Fields);
    }

    [Fact]
    public void AddedAndRemoved_AreSaidOnceAndMoveNothing()
    {
        var results = start.Sections[0];
        var fresh = GeneralIndicators.Take("rework", 20m);
        var after = start with { Sections = [results with { Indicators = [fresh, .. results.Indicators.Skip(1)] }, .. start.Sections.Skip(1)] };

        var changes = TemplateComparison.Of(start, after);

        Assert.Equal([(ChangeKind.Added, "rework"), (ChangeKind.Removed, "accuracy")], changes.Select(c => (c.Kind, c.Key)));
        Assert.Equal(new PercentValue(20m), changes[0].Fields.Single().After);
        Assert.Equal(new PercentValue(40m), changes[1].Fields.Single().Before);
    }

    [Fact]
    public void Section_Removed_NamesItsIndicatorsToo()
    {
        var changes = TemplateComparison.Of(start, start with { Sections = [.. start.Sections.Take(2)] });

        Assert.Equal(["peers", "collaboration", "responsiveness"], changes.Select(c => c.Key));
        Assert.All(changes, c => Assert.Equal(ChangeKind.Removed, c.Kind));
    }

    [Fact]
    public void HeadingScaleAndQuestions_AreCompared()
    {
        var after = start with
        {
            Purpose = new("Because", "因为"),
            ForService = true,
            Scale = new RatingScale([.. start.Scale.Points.Take(4), start.Scale.Points[4] with { Score = 99m }, new RatingPoint(6, 100m, new("Six", "六"), new("Six", "六"))]),
            Questions = [start.Questions[1], start.Questions[0] with { Required = true, AskedOf = [Source.Self] }],
        };

        var changes = TemplateComparison.Of(start, after);

        Assert.Equal([ChangedField.Purpose, ChangedField.ForService], changes[0].Fields.Select(f => f.Field));
        Assert.Equal([("5", ChangeKind.Changed), ("6", ChangeKind.Added)], changes.Where(c => c.Part == TemplatePart.Scale).Select(c => (c.Key, c.Kind)));
        Assert.Equal([ChangedField.AskedOf, ChangedField.Required], changes.Single(c => c.Key == "strengths").Fields.Select(f => f.Field));
        Assert.Single(changes, c => c.Part == TemplatePart.Question && c.Kind == ChangeKind.Moved);
    }

    [Fact]
    public void Reversed_Swaps()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var (a, b) = (new RandomDefinitions(seed).Next(), new RandomDefinitions(seed + 1000).Next());

            var there = TemplateComparison.Of(a, b);
            var back = TemplateComparison.Of(b, a);

            Assert.Equal(there.Count(c => c.Kind == ChangeKind.Added), back.Count(c => c.Kind == ChangeKind.Removed));
            Assert.Equal(there.Count(c => c.Kind == ChangeKind.Removed), back.Count(c => c.Kind == ChangeKind.Added));
        }
    }

    private static TemplateDefinition Edit(string key, Func<Indicator, Indicator> edit) => start with
    {
        Sections = [.. start.Sections.Select(s => s with { Indicators = [.. s.Indicators.Select(i => i.Key == key ? edit(i) : i)] })],
    };
}
