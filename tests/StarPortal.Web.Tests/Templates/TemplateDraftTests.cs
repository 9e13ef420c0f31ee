using System.Text.Json;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Templates.Designer;

namespace StarPortal.Web.Tests.Templates;

public sealed class TemplateDraftTests
{
    [Fact]
    public void From_AnyDefinition_ComesBackUnchanged()
    {
        Measure[] measures =
        [
            new BandsMeasure([new(2m, 100m), new(5m, 60m)], 10m, LowerIsBetter: true),
            new LinearMeasure(30m, 10m, 110m),
            new CompletionMeasure(200m, 150m),
            new DeductionMeasure(2.5m, 1m),
            new PassFailMeasure(),
        ];
        var preset = Presets.ThreeSource.Definition;
        var measured = preset.Sections[0].Indicators[0];
        var definition = preset with
        {
            ForService = true,
            ForStarProgramme = true,
            Sections =
            [
                preset.Sections[0] with { Indicators = [.. measures.Select((m, n) => measured with
                {
                    Key = $"m-{n}",
                    Measure = m,
                    Weight = 20m,
                    Layer = (IndicatorLayer)(n % 3),
                    Origin = new("library-one", 3),
                    GoalLimits = new(1m, null, 5.5m, 30m),
                })] },
                .. preset.Sections.Skip(1),
            ],
            Questions = [preset.Questions[0] with { Required = true, Visibility = AnswerVisibility.HrOnly, AskedOf = [Source.Customer] }],
        };

        var back = TemplateDraft.From(definition).ToDefinition();

        Assert.Equal(JsonSerializer.Serialize(definition), JsonSerializer.Serialize(back));
    }

    [Fact]
    public void ThreeSource_MadeFromNothing_CanBePublished()
    {
        var draft = TemplateDraft.From(Presets.Empty(new("Ours", "")));
        var preset = Presets.ThreeSource.Definition;
        foreach (var wanted in preset.Sections)
        {
            var section = draft.AddSection();
            (section.Name.En, section.Weight) = (wanted.Name.En, wanted.Weight);
            foreach (var goal in wanted.Indicators)
            {
                var indicator = draft.AddIndicator(section);
                (indicator.Name.En, indicator.Weight) = (goal.Name.En, goal.Weight);
                indicator.Measure.Kind = MeasureDraft.From(goal.Measure).Kind;
                indicator.FollowMeasure();
                indicator.DataSource.En = goal.DataSource.En;
            }
        }

        DraftKeys.Follow(draft);

        var definition = draft.ToDefinition();
        Assert.Empty(TemplateCheck.Errors(definition));
        Assert.Equal(["results", "managers-view", "peers-view"], definition.Sections.Select(s => s.Key));
        Assert.Equal([new SourceShare(Source.Data, 100m)], definition.Sections[0].Indicators[0].Sources);
        Assert.Equal([new SourceShare(Source.Self, 0m), new SourceShare(Source.Manager, 100m)], definition.Sections[1].Indicators[0].Sources);
    }

    [Fact]
    public void AddSection_TakesWhatIsStillMissing()
    {
        var draft = new TemplateDraft();
        Assert.Equal(100m, draft.AddSection().Weight);
        draft.Sections[0].Weight = 33.33m;
        Assert.Equal(66.67m, draft.AddSection().Weight);
        Assert.Equal(0m, draft.AddSection().Weight);
    }

    [Fact]
    public void FollowMeasure_BackToRating_NeedsNoData()
    {
        var indicator = new IndicatorDraft();
        indicator.Use(Source.Manager, 100m);
        indicator.Measure.Kind = MeasureKind.Linear;
        indicator.FollowMeasure();
        Assert.Equal([Source.Data], indicator.Shares.Where(s => s.Used).Select(s => s.Source));

        indicator.Measure.Kind = MeasureKind.Rating;
        indicator.FollowMeasure();

        Assert.Equal(0m, indicator.ShareSum);
    }

    [Fact]
    public void FollowMeasure_WithOtherCountingSources_KeepsThem()
    {
        var indicator = new IndicatorDraft();
        indicator.Use(Source.Peer, 30m);
        indicator.Measure.Kind = MeasureKind.Completion;

        indicator.FollowMeasure();

        Assert.Equal([(Source.Data, 70m), (Source.Peer, 30m)], indicator.Shares.Where(s => s.Used).Select(s => (s.Source, s.Share!.Value)));
    }

    [Theory]
    [InlineData("Customer satisfaction (CSAT)", "customer-satisfaction-csat")]
    [InlineData("Manager's view", "managers-view")]
    [InlineData("  --  ", "")]
    [InlineData("准确率", "")]
    [InlineData("Q3 / R&D", "q3-r-d")]
    public void KeyFrom_Name_IsReadable(string name, string key) => Assert.Equal(key, DraftKeys.From(name));

    [Fact]
    public void Keys_SameNameTwice_GetNumbers()
    {
        var draft = new TemplateDraft();
        draft.AddSection().Name.En = "Results";
        draft.AddSection().Name.En = "Results";
        draft.AddQuestion().Text.En = "Results";

        DraftKeys.Follow(draft);
        DraftKeys.Follow(draft);

        Assert.Equal(["results", "results-2"], draft.Sections.Select(s => s.Key));
        Assert.Equal("results-3", draft.Questions[0].Key);
    }

    [Fact]
    public void Keys_OfAnEarlierVersion_StayWhateverTheNameBecomes()
    {
        var draft = TemplateDraft.From(Presets.ThreeSource.Definition);
        draft.Sections[0].Name.En = "Outcomes";

        DraftKeys.Follow(draft);

        Assert.Equal("results", draft.Sections[0].Key);
    }
}
