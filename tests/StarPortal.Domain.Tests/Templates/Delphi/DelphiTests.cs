using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Tests.Templates;

public sealed class DelphiTests
{
    private static readonly DateTime now = new(2026, 11, 23, 8, 0, 0, DateTimeKind.Utc);
    private static readonly Actor hr = new(1, 7, "Helen HR", Roles.HR);

    /// <summary>Values; median, lower and upper quartile, lowest, highest (linear between neighbours).</summary>
    [Theory]
    [InlineData("40", "40 40 40 40 40")]
    [InlineData("30 50", "40 35 45 30 50")]
    [InlineData("10 20 60", "20 15 40 10 60")]
    [InlineData("10 20 30 40", "25 17.5 32.5 10 40")]
    [InlineData("50 10 40 30 20", "30 20 40 10 50")]
    [InlineData("33.33 33.34 33.33", "33.33 33.33 33.335 33.33 33.34")]
    [InlineData("0 0 0 100", "0 0 25 0 100")]
    [InlineData("1 2 3 4 5 6", "3.5 2.25 4.75 1 6")]
    public void Spread_OfProposals(string values, string expected)
    {
        var spread = DelphiStatistics.Spread("k", Numbers(values));

        Assert.Equal(Numbers(expected), new[] { spread.Median, spread.LowerQuartile, spread.UpperQuartile, spread.Lowest, spread.Highest });
    }

    [Theory]
    [InlineData("60 25 15", "60 25 15")]
    [InlineData("30 30 30", "33.34 33.33 33.33")]
    [InlineData("50 30 30", "45.46 27.27 27.27")]
    [InlineData("10 10 10 10 10 10", "16.67 16.67 16.67 16.67 16.66 16.66")]
    [InlineData("0 0", "50 50")]
    [InlineData("0 25", "0 100")]
    [InlineData("33.335 33.335 33.33", "33.34 33.33 33.33")]
    public void Outcome_MakesExactly100(string medians, string expected) => Assert.Equal(Numbers(expected), Weights.Proportionally(Numbers(medians)));

    [Fact]
    public void Normalise_AnyMedians_SumsTo100AndKeepsTheOrder()
    {
#pragma warning disable CA5394 // repeatable, not secret
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var medians = Enumerable.Range(0, random.Next(2, 20)).Select(_ => random.Next(0, 10_001) / 100m).ToList();

            var weights = Weights.Proportionally(medians);

            Assert.Equal(100m, weights.Sum());
            Assert.All(weights, w => Assert.True(Weights.IsValid(w)));
            for (var i = 1; i < weights.Count && medians.Sum() > 0m; i++)
            {
                Assert.False(medians[i] > medians[i - 1] && weights[i] < weights[i - 1]);
            }

            Assert.Equal(weights, Weights.Proportionally(medians));
        }
#pragma warning restore CA5394
    }

    [Fact]
    public void Panel_TwoRounds_SumsUpEachAndAppliesTheLast()
    {
        var draft = new TemplateVersion(1, Presets.ThreeSource.Definition);
        var panel = Open(draft, null, 1, 2, 3, 4);

        Propose(panel, 1, 60, 25, 15);
        Propose(panel, 2, 50, 25, 25);
        Propose(panel, 3, 40, 40, 20);
        Assert.True(panel.CloseRound(now).Succeeded);
        Assert.Equal(3, panel.Rounds[0].Count);
        Assert.Equal([50m, 25m, 20m], panel.Rounds[0].Summary.Select(s => s.Median));
        Assert.True(panel.Propose(1, Weights3(60, 25, 15), "", now).Error.Is(DelphiErrors.RoundClosed));
        Assert.True(panel.Apply(draft, now).Error.Is(DelphiErrors.StillOpen));

        Assert.True(panel.OpenNextRound(null, now).Succeeded);
        Assert.True(panel.OpenNextRound(null, now).Error.Is(DelphiErrors.RoundOpen));
        foreach (var member in (int[])[1, 2, 3, 4])
        {
            Propose(panel, member, 50, 30, 20);
        }

        Assert.True(panel.Close(now).Succeeded);
        var applied = panel.Apply(draft, now).Value;
        Assert.Equal([50m, 30m, 20m], applied.Sections.Select(s => s.Weight));
        Assert.Equal(now, panel.AppliedAt);
        Assert.True(panel.Close(now).Error.Is(DelphiErrors.PanelClosed));
    }

    [Fact]
    public void Outcome_OfOneSection_GoesIntoItsIndicatorsOnly()
    {
        var draft = new TemplateVersion(1, Presets.ThreeSource.Definition);
        var panel = Open(draft, "results", 1, 2, 3);
        foreach (var member in (int[])[1, 2, 3])
        {
            Assert.True(panel.Propose(member, new Dictionary<string, decimal> { ["accuracy"] = 30m, ["satisfaction"] = 50m, ["complaints"] = 20m }, "", now).Succeeded);
        }

        Assert.True(panel.Close(now).Succeeded);

        var applied = panel.Apply(draft, now).Value;
        Assert.Equal([30m, 50m, 20m], applied.Sections[0].Indicators.Select(i => i.Weight));
        Assert.Equal(draft.Definition.Sections[1], applied.Sections[1]);
    }

    [Fact]
    public void Round_WithFewerThanThree_IsNotSummedUp()
    {
        var draft = new TemplateVersion(1, Presets.ThreeSource.Definition);
        var panel = Open(draft, null, 1, 2, 3);
        Propose(panel, 1, 60, 25, 15);
        Propose(panel, 2, 50, 25, 25);

        Assert.True(panel.Close(now).Succeeded);

        Assert.Empty(panel.Rounds[0].Summary);
        Assert.Equal(2, panel.Rounds[0].Count);
        Assert.True(panel.Apply(draft, now).Error.Is(DelphiErrors.NoOutcome));
    }

    [Theory]
    [InlineData(60, 25, 14.99, nameof(DelphiErrors.NotWhole))]
    [InlineData(60, 25.001, 14.999, nameof(DelphiErrors.WeightWrong))]
    [InlineData(120, -20, 0, nameof(DelphiErrors.WeightWrong))]
    public void Propose_NotExactly100_IsRefused(double a, double b, double c, string code)
    {
        var panel = Open(new TemplateVersion(1, Presets.ThreeSource.Definition), null, 1, 2, 3);

        var answer = panel.Propose(1, Weights3((decimal)a, (decimal)b, (decimal)c), "", now);

        Assert.Equal("Delphi" + code, answer.Error.Code);
        Assert.Empty(panel.Rounds[0].Proposals);
    }

    [Fact]
    public void Propose_ByAStrangerOrForOtherParts_IsRefused()
    {
        var panel = Open(new TemplateVersion(1, Presets.ThreeSource.Definition), null, 1, 2, 3);

        Assert.True(panel.Propose(9, Weights3(60, 25, 15), "", now).Error.Is(DelphiErrors.NotFound));
        Assert.True(panel.Propose(1, new Dictionary<string, decimal> { ["results"] = 100m }, "", now).Error.Is(DelphiErrors.OtherItems));
        Assert.True(panel.Propose(1, new Dictionary<string, decimal> { ["results"] = 60m, ["manager"] = 25m, ["others"] = 15m }, "", now).Error.Is(DelphiErrors.OtherItems));
    }

    [Fact]
    public void Propose_Twice_ReplacesTheFirst()
    {
        var panel = Open(new TemplateVersion(1, Presets.ThreeSource.Definition), null, 1, 2, 3);
        Propose(panel, 1, 60, 25, 15);
        Propose(panel, 1, 20, 20, 60);

        Assert.Equal(20m, Assert.Single(panel.Rounds[0].Proposals).Weights[0].Weight);
    }

    [Fact]
    public void Apply_DraftOfAnotherShapeOrPublished_IsRefused()
    {
        var draft = new TemplateVersion(1, Presets.ThreeSource.Definition);
        var panel = Open(draft, null, 1, 2, 3);
        foreach (var member in (int[])[1, 2, 3])
        {
            Propose(panel, member, 50, 30, 20);
        }

        Assert.True(panel.Close(now).Succeeded);
        Assert.True(draft.Edit(Presets.ThreeSource.Definition with { Sections = [.. Presets.ThreeSource.Definition.Sections.Take(2)] }).Succeeded);
        Assert.True(panel.Apply(draft, now).Error.Is(DelphiErrors.ShapeChanged));
        Assert.True(draft.Edit(Presets.ThreeSource.Definition).Succeeded);
        Assert.True(draft.Publish(hr, now).Succeeded);
        Assert.True(panel.Apply(draft, now).Error.Is(TemplateErrors.Frozen));
    }

    [Fact]
    public void Open_TooFewOrNothingToWeigh_IsRefused()
    {
        var definition = Presets.ThreeSource.Definition;
        Assert.True(DelphiPanel.Open(DelphiSubject.Of(1, definition, null)!, "", [1, 2, 2], null, hr, now).Error.Is(DelphiErrors.MemberCount));
        var single = DelphiSubject.Of(1, Presets.ServiceStaff.Definition, "customers")!;
        Assert.True(DelphiPanel.Open(single, "", [1, 2, 3], null, hr, now).Error.Is(DelphiErrors.NothingToWeigh));
        Assert.True(DelphiPanel.Open(DelphiSubject.Of(1, definition, null)!, "", [1, 2, 3], now, hr, now).Error.Is(DelphiErrors.DuePassed));
        Assert.Null(DelphiSubject.Of(1, definition, "nothing"));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(9, null)]
    [InlineData(10, 1)]
    public void Pearson_OfALine_IsOneFromTenPairsOn(int count, int? expected)
        => Assert.Equal(expected, Correlation.Pearson([.. Enumerable.Range(1, count).Select(i => ((decimal)i, (i * 2m) + 5m))]));

    [Fact]
    public void Pearson_KnownFigures()
    {
        (decimal, decimal)[] pairs = [(43, 99), (21, 65), (25, 79), (42, 75), (57, 87), (59, 81), (43, 99), (21, 65), (25, 79), (42, 75), (57, 87), (59, 81)];
        Assert.Equal(0.5298m, Correlation.Pearson(pairs));
        Assert.Equal(-1m, Correlation.Pearson([.. Enumerable.Range(1, 12).Select(i => ((decimal)i, -i / 3m))]));
        Assert.Null(Correlation.Pearson([.. Enumerable.Range(1, 12).Select(i => ((decimal)i, 7m))]));
    }

    private static DelphiPanel Open(TemplateVersion draft, string? section, params int[] members)
        => DelphiPanel.Open(DelphiSubject.Of(draft.Id, draft.Definition, section)!, "Why?", members, now.AddDays(7), hr, now).Value;

    private static void Propose(DelphiPanel panel, int member, decimal results, decimal manager, decimal peers)
        => Assert.True(panel.Propose(member, Weights3(results, manager, peers), "because", now).Succeeded);

    private static Dictionary<string, decimal> Weights3(decimal results, decimal manager, decimal peers)
        => new() { ["results"] = results, ["manager"] = manager, ["peers"] = peers };

    private static decimal[] Numbers(string text) => [.. text.Split(' ').Select(n => decimal.Parse(n, System.Globalization.CultureInfo.InvariantCulture))];
}
