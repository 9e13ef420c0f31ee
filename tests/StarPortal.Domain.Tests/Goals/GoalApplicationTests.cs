using StarPortal.Domain.Goals;
using StarPortal.Domain.Results;
using StarPortal.Domain.Templates;
using StarPortal.Domain.Tests.Results;

namespace StarPortal.Domain.Tests.Goals;

/// <summary>Personal targets and weights in a score.</summary>
public sealed class GoalApplicationTests
{
    [Theory]
    [InlineData(null, null, null, "79.57")] // no goal: the worked example itself
    [InlineData(98, 40, 40, "79.57")] // the template's own figures
    [InlineData(95, null, null, "83.70")] // satisfaction (95.5 − 80) / (95 − 80) = 103.33 instead of 86.11
    [InlineData(null, 50, 30, "79.50")] // accuracy 85 counts for more than satisfaction 86.11
    [InlineData(95, 30, 50, "84.80")]
    [InlineData(90, null, null, "87.70")] // 155 % of the way is capped at 120
    public void Compute_WithGoals_CountsPersonalFigures(int? target, int? accuracy, int? satisfaction, string total)
    {
        List<GoalEntry> goals = [new("accuracy", null, accuracy), new("satisfaction", target, satisfaction)];

        var tree = Scoring.Compute(ATemplate.WorkedInput with { Template = GoalApplication.Apply(AGoal.Template, goals) });

        Assert.Equal(total, tree.RoundedTotal()!.Value.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Compute_WithGoals_TellsWhichFiguresArePersonal()
    {
        var tree = Scoring.Compute(ATemplate.WorkedInput with
        {
            Template = GoalApplication.Apply(AGoal.Template, [new("accuracy", null, 45m), new("satisfaction", 95m, 35m), new("complaints", null, 20m)]),
        });

        Assert.Equal(new PersonalGoal(40m, null, null), tree.Indicator("accuracy").Personal);
        Assert.Equal(45m, tree.Indicator("accuracy").Weight);
        Assert.Equal(new PersonalGoal(40m, 95m, 98m), tree.Indicator("satisfaction").Personal);
        Assert.Null(tree.Indicator("complaints").Personal);
        Assert.Null(tree.Indicator("collaboration").Personal);
    }

    [Fact]
    public void Compute_ExemptedIndicatorWithGoal_StillTellsOfIt()
    {
        var tree = Scoring.Compute((ATemplate.WorkedInput with { Template = GoalApplication.Apply(AGoal.Template, [new("satisfaction", 95m, null)]) }).Exempting("satisfaction"));

        Assert.Equal(LeftOut.Exempted, tree.Indicator("satisfaction").LeftOut);
        Assert.NotNull(tree.Indicator("satisfaction").Personal);
    }

    [Fact]
    public void Apply_NoGoals_IsTheTemplateItself() => Assert.Same(AGoal.Template, GoalApplication.Apply(AGoal.Template, []));

    [Fact]
    public void Apply_GoalsBeyondTheLimits_IsABug() =>
        Assert.Throws<InvalidOperationException>(() => GoalApplication.Apply(AGoal.Template, [new("satisfaction", 60m, null)]));

    [Fact]
    public void Compute_AnyGoals_EqualsATemplateWithThoseFigures()
    {
        for (var seed = 1; seed <= 1_000; seed++)
        {
            var random = new RandomScoring(seed);
            var input = random.Input();
            var free = input.Template with { Sections = [.. input.Template.Sections.Select(Freed)] };
            var goals = new List<GoalEntry>();
            var drawn = free with { Sections = [.. free.Sections.Select(s => Drawn(s, random, goals))] };

            var applied = Scoring.Compute(input with { Template = GoalApplication.Apply(free, goals) });
            var direct = Scoring.Compute(input with { Template = drawn });

            Assert.True(applied.Total == direct.Total, $"seed {seed}: {applied.Total} is not {direct.Total}");
            Assert.Equal(
                direct.Sections.SelectMany(s => s.Indicators).Select(i => (i.Key, i.Weight, i.EffectiveWeight, i.Score)),
                applied.Sections.SelectMany(s => s.Indicators).Select(i => (i.Key, i.Weight, i.EffectiveWeight, i.Score)));
        }
    }

    private static Section Freed(Section section) => section with
    {
        Indicators = [.. section.Indicators.Select(i => i with { GoalLimits = new GoalLimits(-1_000m, 1_000m, 0m, 100m) })],
    };

    /// <summary>The section with other figures, and the goals that say the same.</summary>
    private static Section Drawn(Section section, RandomScoring random, List<GoalEntry> goals)
    {
        var left = 100m;
        var drawn = new List<Indicator>();
        for (var i = 0; i < section.Indicators.Count; i++)
        {
            var indicator = section.Indicators[i];
            var weight = i == section.Indicators.Count - 1 ? left : random.Below((int)left + 1);
            left -= weight;
            var (measure, target) = indicator.Measure switch
            {
                LinearMeasure linear when linear.Floor + 1 + random.Below(90) is var aim => ((Measure)(linear with { Target = aim }), (decimal?)aim),
                CompletionMeasure completion when 1 + random.Below(90) is var aim => (completion with { Target = aim }, aim),
                var other => (other, null),
            };
            goals.Add(new GoalEntry(indicator.Key, target, weight));
            drawn.Add(indicator with { Weight = weight, Measure = measure });
        }

        return section with { Indicators = drawn };
    }
}
