using StarPortal.Domain.Results;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;
using static StarPortal.Domain.Tests.Results.ATemplate;

namespace StarPortal.Domain.Tests.Results;

/// <summary>A table of cases on the worked example and on small templates: what is missing, what rolls up, what is clamped.</summary>
public sealed class ScoringTests
{
    private static readonly TemplateDefinition oneRated = Of(Section("s", 100m, Rated("i", 100m, From(Source.Manager, 60m), From(Source.Peer, 30m), From(Source.Report, 10m))));

    /// <summary>A change to the worked example and the total that must follow; worked out by hand from the domain page.</summary>
    public static TheoryData<string, ScoringInput, decimal?> Totals()
    {
        var worked = WorkedInput;
        return new()
        {
            { "as it is", worked, 79.57m },
            { "bonus", worked.Adjusted(3m), 82.57m },
            { "deduction", worked.Adjusted(-3.5m), 76.07m },
            { "two that cancel out", worked.Adjusted(4m, -4m), 79.57m },
            { "bonus over the limit", worked.Adjusted(8m, 8m), 89.57m },
            { "deduction over the limit", worked.Adjusted(-30m), 69.57m },
            { "limit holds for the sum, not for each", worked.Adjusted(15m, -12m), 82.57m },
            // (0.4·85 + 0.2·75)/0.6 = 81.667; 0.6·81.667 + 17.5 + 12 = 78.5
            { "satisfaction missing", worked.WithoutActual("satisfaction"), 78.50m },
            // (0.4·86.111 + 0.2·75)/0.6 = 82.407; 49.444 + 17.5 + 12
            { "accuracy missing", worked.WithoutActual("accuracy"), 78.94m },
            // only complaints: 75 → 45 + 17.5 + 12
            { "one actual of three", worked.WithoutActual("accuracy").WithoutActual("satisfaction"), 74.50m },
            // (25·70 + 15·80)/40
            { "no actual at all", worked with { Actuals = new Dictionary<string, decimal>() }, 73.75m },
            // (60·83.444 + 15·80)/75
            { "no manager review", worked.Keeping(r => r.Relationship != Relationship.Manager), 82.76m },
            // the same as two peers: nobody can tell the difference
            { "no peer", worked.Keeping(r => r.Relationship != Relationship.Peer), 79.49m },
            { "no review at all", worked.Keeping(_ => false), 83.44m },
            { "only the manager", worked.Keeping(r => r.Relationship == Relationship.Manager) with { Actuals = new Dictionary<string, decimal>() }, 70.00m },
            { "nothing", worked.Keeping(_ => false) with { Actuals = new Dictionary<string, decimal>() }, null },
            { "nothing, with a bonus", worked.Keeping(_ => false).Adjusted(5m) with { Actuals = new Dictionary<string, decimal>() }, null },
            { "all results exempted", worked.Exempting("accuracy", "satisfaction", "complaints"), 73.75m },
            { "everything exempted", worked.Exempting([.. WorkedExample.Indicators.Select(i => i.Key)]), null },
            { "an unknown key exempted", worked.Exempting("nonsense"), 79.57m },
            // professionalism only: 80 → 50.067 + 20 + 12
            { "initiative not observed", worked.Keeping(r => r.Relationship != Relationship.Manager).Plus(Review(Relationship.Manager, ("professionalism", 4), ("initiative", null))), 82.07m },
            { "manager observed nothing", worked.Keeping(r => r.Relationship != Relationship.Manager).Plus(Review(Relationship.Manager)), 82.76m },
            // two manager reviews: professionalism (80+60)/2, initiative (60+100)/2 → 75
            { "two manager reviews", worked.Plus(Review(Relationship.Manager, ("professionalism", 3), ("initiative", 5))), 80.82m },
            // threshold 5 with four peers
            { "higher threshold", worked with { Threshold = 5 }, 79.49m },
            { "threshold met exactly", worked with { Threshold = 4 }, 79.57m },
            // a self review that nobody asked for on these indicators
            { "ratings not asked for", worked.Plus(Review(Relationship.Self, ("professionalism", 1), ("accuracy", 1))), 79.57m },
            { "an open question among the ratings", worked.Plus(Review(Relationship.Manager, ("strengths", null))), 79.57m },
            // results 83.444 capped parts: satisfaction 120, accuracy 100, complaints 100 → 108
            { "over 100", worked.WithActual("accuracy", 100m).WithActual("satisfaction", 110m).WithActual("complaints", 0m), 94.30m },
            { "all the worst", Worst(worked), 17.60m },
            { "not below zero", Worst(worked).Keeping(_ => false).WithActual("accuracy", 0m).Exempting("accuracy").Adjusted(-10m), 0m },
        };
    }

    [Theory, MemberData(nameof(Totals))]
    public void Compute_ChangeToTheWorkedExample_GivesTheTotal(string change, ScoringInput input, decimal? expected)
    {
        var tree = Scoring.Compute(input);

        Assert.True(expected == tree.RoundedTotal(), $"{change}: {tree.RoundedTotal()} instead of {expected}");
    }

    [Fact]
    public void Compute_CappedAt120_WhateverTheBonus()
    {
        var template = Of(Section("s", 100m, Data("i", 100m, new CompletionMeasure(10m, 200m))));

        var tree = Scoring.Compute(Input(template).WithActual("i", 19m).Adjusted(10m));

        Assert.Equal(120m, tree.Total);
        Assert.Equal(190m, tree.Composed);
    }

    [Fact]
    public void Compute_OneSourceMissing_SpreadsItsShareInProportion()
    {
        var input = Input(oneRated, [Review(Relationship.Manager, ("i", 5)), .. Group(Relationship.Peer, "i", 3, 3, 3)]);

        var indicator = Scoring.Compute(input).Indicator("i");

        // 60 : 30 without the reports → 2/3 and 1/3
        Assert.Equal(86.67m, Rounding.Score(indicator.Score!.Value));
        Assert.Equal(66.67m, Rounding.Score(indicator.By(Source.Manager).EffectiveShare));
        Assert.Equal(33.33m, Rounding.Score(indicator.By(Source.Peer).EffectiveShare));
        Assert.Equal(new SourceScore(Source.Report, 10m, 0m, null, null, "", null, LeftOut.UnderThreshold), indicator.By(Source.Report));
    }

    [Fact]
    public void Compute_SmallGroupsTogetherReachTheThreshold_CountAsColleagues()
    {
        var input = Input(oneRated, [Review(Relationship.Manager, ("i", 5)), .. Group(Relationship.Peer, "i", 2, 3), .. Group(Relationship.Report, "i", 4)]);

        var indicator = Scoring.Compute(input).Indicator("i");

        Assert.Equal([Source.Manager, Source.Colleagues], indicator.Sources.Select(s => s.Source));
        Assert.Equal(new SourceScore(Source.Colleagues, 40m, 40m, 60m, null, "", 3, LeftOut.No), indicator.By(Source.Colleagues));
        Assert.Equal(84m, indicator.Score);
    }

    [Fact]
    public void Compute_LargeGroupBesideSmallOnes_StaysOnItsOwn()
    {
        var template = Of(Section("s", 100m, Rated("i", 100m, From(Source.Peer, 50m), From(Source.Report, 30m), From(Source.CrossTeam, 20m))));
        var input = Input(
            template,
            [.. Group(Relationship.Peer, "i", 5, 5, 5), .. Group(Relationship.Report, "i", 1, 1), .. Group(Relationship.CrossTeam, "i", 3)]);

        var indicator = Scoring.Compute(input).Indicator("i");

        Assert.Equal([Source.Peer, Source.Colleagues], indicator.Sources.Select(s => s.Source));
        Assert.Equal(50m, indicator.By(Source.Colleagues).EffectiveShare);
        Assert.Equal(66.67m, Rounding.Score(indicator.Score!.Value));
    }

    [Fact]
    public void Compute_CustomersUnderTheThreshold_NeverRollUp()
    {
        var template = Of(Section("s", 100m, Rated("i", 100m, From(Source.Peer, 50m), From(Source.Customer, 50m))));
        var input = Input(template, [.. Group(Relationship.Peer, "i", 4, 4), .. Group(Relationship.Customer, "i", 1, 1)]);

        var tree = Scoring.Compute(input);

        Assert.Null(tree.Total);
        Assert.All(tree.Indicator("i").Sources, s => Assert.Equal((null, null, 0m), (s.Score, s.Count, s.EffectiveShare)));
    }

    [Fact]
    public void Compute_TooFewObservedOneIndicator_LeavesThatSourceOutThere()
    {
        var template = Of(Section("s", 100m, Rated("a", 50m, From(Source.Manager, 50m), From(Source.Peer, 50m)), Rated("b", 50m, From(Source.Manager, 50m), From(Source.Peer, 50m))));
        var input = Input(
            template,
            Review(Relationship.Manager, ("a", 3), ("b", 3)),
            Review(Relationship.Peer, ("a", 5), ("b", 1)),
            Review(Relationship.Peer, ("a", 5), ("b", 1)),
            Review(Relationship.Peer, ("a", null), ("b", 1)));

        var tree = Scoring.Compute(input);

        Assert.Equal(60m, tree.Indicator("a").Score);
        Assert.Equal(LeftOut.UnderThreshold, tree.Indicator("a").By(Source.Peer).LeftOut);
        Assert.Null(tree.Indicator("a").By(Source.Peer).Count);
        Assert.Equal(40m, tree.Indicator("b").Score);
    }

    [Fact]
    public void Compute_NobodyOfAGroupObserved_LooksLikeTooFew()
    {
        var input = Input(oneRated, [Review(Relationship.Manager, ("i", 4)), .. Group(Relationship.Peer, "i", null, null, null)]);

        var peers = Scoring.Compute(input).Indicator("i").By(Source.Peer);

        Assert.Equal(LeftOut.UnderThreshold, peers.LeftOut);
    }

    [Fact]
    public void Compute_ShareZero_IsShownAndNeverCounts()
    {
        var template = Of(Section("s", 100m, Rated("i", 100m, From(Source.Self, 0m), From(Source.Manager, 100m))));

        var both = Scoring.Compute(Input(template, Review(Relationship.Self, ("i", 5)), Review(Relationship.Manager, ("i", 2))));
        var selfOnly = Scoring.Compute(Input(template, Review(Relationship.Self, ("i", 5))));

        Assert.Equal(40m, both.Total);
        Assert.Equal((100m, 0m), (both.Indicator("i").By(Source.Self).Score, both.Indicator("i").By(Source.Self).EffectiveShare));
        Assert.Null(selfOnly.Total);
        Assert.Equal(LeftOut.NothingInside, selfOnly.Indicator("i").LeftOut);
        Assert.Equal(100m, selfOnly.Indicator("i").By(Source.Self).Score);
        Assert.Equal(LeftOut.NoRating, selfOnly.Indicator("i").By(Source.Manager).LeftOut);
    }

    [Fact]
    public void Compute_ShareZeroAmongRolledUpGroups_StaysOutOfTheMean()
    {
        var template = Of(Section("s", 100m, Rated("i", 100m, From(Source.Peer, 50m), From(Source.CrossTeam, 50m), From(Source.Report, 0m))));
        var input = Input(
            template,
            [.. Group(Relationship.Peer, "i", 3, 3), .. Group(Relationship.CrossTeam, "i", 3), .. Group(Relationship.Report, "i", 5, 5)]);

        var colleagues = Scoring.Compute(input).Indicator("i").By(Source.Colleagues);

        Assert.Equal((60m, 3), (colleagues.Score, colleagues.Count));
    }

    [Fact]
    public void Compute_WeightZero_IsShownAndNeverCounts()
    {
        var template = Of(
            Section("counts", 100m, Data("a", 100m, new PassFailMeasure()), Data("b", 0m, new PassFailMeasure())),
            Section("informs", 0m, Data("c", 100m, new PassFailMeasure())));

        var tree = Scoring.Compute(Input(template).WithActual("a", 1m).WithActual("b", 0m).WithActual("c", 0m));
        var without = Scoring.Compute(Input(template).WithActual("b", 1m).WithActual("c", 1m));

        Assert.Equal(100m, tree.Total);
        Assert.Equal(0m, tree.Of("informs").Score);
        Assert.Null(without.Total);
    }

    [Fact]
    public void Compute_ThirdsAsWeights_AddUpWithoutDrift()
    {
        var template = Of(Section(
            "s", 100m, Data("a", 33.33m, new PassFailMeasure()), Data("b", 33.33m, new PassFailMeasure()), Data("c", 33.34m, new PassFailMeasure())));

        var all = Scoring.Compute(Input(template).WithActual("a", 1m).WithActual("b", 1m).WithActual("c", 1m));
        var two = Scoring.Compute(Input(template).WithActual("a", 1m).WithActual("c", 0m));

        Assert.Equal(100m, all.Total);
        Assert.Equal(49.99m, two.RoundedTotal());
    }

    [Fact]
    public void Compute_DataAndRatingsOnOneIndicator_EachByItsOwnRule()
    {
        var template = Of(Section("s", 100m, Indicator("i", 100m, new LinearMeasure(0m, 50m), From(Source.Data, 70m), From(Source.Manager, 30m))));

        var tree = Scoring.Compute(Input(template, Review(Relationship.Manager, ("i", 4))).WithActual("i", 25m));

        Assert.Equal(59m, tree.Total);
        Assert.Equal((25m, "%"), (tree.Indicator("i").By(Source.Data).Actual, tree.Indicator("i").By(Source.Data).Unit));
    }

    [Fact]
    public void Compute_RatingOutsideTheScale_IsABug()
        => Assert.Throws<InvalidOperationException>(() => Scoring.Compute(Input(oneRated, Review(Relationship.Manager, ("i", 6)))));

    [Fact]
    public void Compute_ThresholdUnderThree_IsABug()
        => Assert.Throws<ArgumentOutOfRangeException>(() => Scoring.Compute(WorkedInput with { Threshold = 2 }));

    [Theory]
    [InlineData("79.565", "79.57")]
    [InlineData("79.564999", "79.56")]
    [InlineData("-0.005", "-0.01")]
    [InlineData("0.005", "0.01")]
    [InlineData("0.015", "0.02")]
    [InlineData("79.56499999999999999999999999", "79.57")]
    [InlineData("79.56499999999999", "79.56")]
    public void Score_Halves_AreRoundedAwayFromZero(string exact, string expected)
        => Assert.Equal(
            decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture),
            Rounding.Score(decimal.Parse(exact, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Compute_SumOfThirdsEndingInAHalf_RoundsAsOnPaper()
    {
        // three means of a third each: 200/3 + 0.015 in all would lose its half in 28 digits without settling
        var template = Of(Section(
            "s",
            100m,
            Data("a", 50m, new LinearMeasure(0m, 3m)),
            Data("b", 50m, new LinearMeasure(0m, 3m))));

        var tree = Scoring.Compute(Input(template).WithActual("a", 1m).WithActual("b", 1.0003m));

        // 100/3 + 0.01/2 = 33.33833… ; and with b at 2.0003: 50.005 exactly
        Assert.Equal(33.34m, tree.RoundedTotal());
        Assert.Equal(50.01m, Scoring.Compute(Input(template).WithActual("a", 1m).WithActual("b", 2.0003m)).RoundedTotal());
    }

    private static ScoringInput Worst(ScoringInput input)
        => input.WithActual("accuracy", 0m).WithActual("satisfaction", 0m).WithActual("complaints", 9m) with
        {
            Reviews =
            [
                Review(Relationship.Manager, ("professionalism", 1), ("initiative", 1)),
                .. Enumerable.Range(0, 3).Select(_ => Review(Relationship.Peer, ("collaboration", 1), ("responsiveness", 1))),
            ],
        };
}
