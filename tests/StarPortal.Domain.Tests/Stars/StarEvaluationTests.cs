using StarPortal.Domain.Cycles;
using StarPortal.Domain.Stars;

namespace StarPortal.Domain.Tests.Stars;

public sealed class StarEvaluationTests
{
    [Theory]
    [InlineData(Comparison.AtLeast, 98, 98, true)]
    [InlineData(Comparison.AtLeast, 97.99, 98, false)]
    [InlineData(Comparison.AtMost, 2, 2, true)]
    [InlineData(Comparison.AtMost, 2.01, 2, false)]
    [InlineData(Comparison.Over, 98, 98, false)]
    [InlineData(Comparison.Over, 98.01, 98, true)]
    [InlineData(Comparison.Under, 98, 98, false)]
    [InlineData(Comparison.Under, 97.99, 98, true)]
    [InlineData(Comparison.Equal, 0, 0, true)]
    [InlineData(Comparison.Equal, 1, 0, false)]
    public void Compare_AtTheFigure_IsExact(Comparison comparison, double actual, double needed, bool met) =>
        Assert.Equal(met, StarEvaluation.Compare((decimal)actual, comparison, (decimal)needed));

    [Fact]
    public void Evaluate_HighestLevelWithAllLowerOnesMet_IsReached()
    {
        var definition = Three(Fact(FactKind.TotalScore, 60m), Fact(FactKind.Commendations, 1m), Fact(FactKind.TotalScore, 80m));

        var without = StarEvaluation.Evaluate(definition, SomeFacts.With(total: 95m));
        var with = StarEvaluation.Evaluate(definition, SomeFacts.With(total: 95m, recorded: [SomeFacts.Commended()]));

        Assert.Equal(1, without.Reached);
        Assert.True(without.Level(3)!.Met);
        Assert.Equal(3, with.Reached);
    }

    [Fact]
    public void Evaluate_NotEvenLevelOne_IsZero() => Assert.Equal(0, StarEvaluation.Evaluate(Three(Fact(FactKind.TotalScore, 60m), null, null), SomeFacts.With(total: 59.99m)).Reached);

    [Fact]
    public void Evaluate_NoTotal_HasNoStarButExplainsTheRest()
    {
        var found = StarEvaluation.Evaluate(Three(null, Fact(FactKind.Commendations, 1m), null), SomeFacts.With(total: null, recorded: [SomeFacts.Commended()]));

        Assert.Null(found.Reached);
        Assert.True(found.Level(2)!.Met);
    }

    [Theory]
    [InlineData(2, true, 1)]
    [InlineData(3, false, 3)]
    [InlineData(null, false, 3)]
    public void Evaluate_UnderThreeMonths_IsLevelOne(int? tenure, bool newcomer, int reached)
    {
        var found = StarEvaluation.Evaluate(Three(null, null, null), SomeFacts.With(tenure: tenure));

        Assert.Equal((newcomer, (int?)reached), (found.Newcomer, found.Reached));
    }

    [Theory]
    [InlineData(FactKind.SectionScore, FactGap.NoScore)]
    [InlineData(FactKind.IndicatorScore, FactGap.NoScore)]
    [InlineData(FactKind.ActualValue, FactGap.NoActual)]
    [InlineData(FactKind.ActualPerMonth, FactGap.NoActual)]
    [InlineData(FactKind.TenureMonths, FactGap.NoHireDate)]
    [InlineData(FactKind.RankPercentile, FactGap.NoTotal)]
    [InlineData(FactKind.TotalScore, FactGap.NoTotal)]
    public void Evaluate_MissingFact_IsNeverMetAndNeverZero(FactKind kind, FactGap gap)
    {
        var facts = SomeFacts.With(total: null, tenure: null);
        foreach (var comparison in Enum.GetValues<Comparison>())
        {
            var criterion = new FactCriterion(new FactReference(kind, "x"), comparison, 0m);
            var fact = Assert.IsType<FactExplanation>(StarEvaluation.Evaluate(Three(criterion, null, null), facts).Level(1)!.Criteria);

            Assert.Equal((false, gap, null, null), (fact.Met, fact.Gap, fact.Actual, fact.Distance));
        }
    }

    [Fact]
    public void Evaluate_Distance_IsHowFarToGo()
    {
        var criteria = new AllOf([Fact(FactKind.TotalScore, 98m), Fact(FactKind.Commendations, 3m), new FactCriterion(new(FactKind.ActualValue, "complaints"), Comparison.AtMost, 1m)]);
        var facts = SomeFacts.With(total: 96.4m, actuals: new() { ["complaints"] = 4m }, recorded: [SomeFacts.Commended()]);

        var found = StarEvaluation.Evaluate(Three(criteria, null, null), facts).Level(1)!.Criteria!.Facts().ToList();

        Assert.Equal([1.6m, 2m, 3m], found.Select(f => f.Distance));
        Assert.All(found, f => Assert.False(f.Met));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Evaluate_AtLeastSome_CountsThePartsThatAreMet(int count, bool met)
    {
        var group = new AtLeastOf(count, [Fact(FactKind.TotalScore, 80m), Fact(FactKind.Commendations, 1m), Fact(FactKind.Suggestions, 1m)]);
        var facts = SomeFacts.With(recorded: [SomeFacts.Commended()]);

        Assert.Equal(met, StarEvaluation.Evaluate(Three(group, null, null), facts).Level(1)!.Met);
    }

    [Theory]
    [InlineData(FactWindow.Cycle, "2026-07-01", 1)]
    [InlineData(FactWindow.Cycle, "2026-06-30", 0)]
    [InlineData(FactWindow.Cycle, "2026-09-30", 1)]
    [InlineData(FactWindow.Cycle, "2026-10-01", 0)]
    [InlineData(FactWindow.Year, "2025-10-01", 1)]
    [InlineData(FactWindow.Year, "2025-09-30", 0)]
    [InlineData(FactWindow.Ever, "2001-01-01", 1)]
    [InlineData(FactWindow.Ever, "2026-10-01", 0)]
    public void Facts_Recorded_CountInsideTheirWindowOnly(FactWindow window, string date, int expected)
    {
        var facts = SomeFacts.With(recorded: [SomeFacts.Commended(date)]);

        Assert.Equal(expected, facts.Of(new FactReference(FactKind.Commendations, Window: window), 10).Value);
    }

    [Fact]
    public void Facts_PerMonth_DivideByThePeriodsMonths()
    {
        var facts = SomeFacts.With(actuals: new() { ["complaints"] = 6m });

        Assert.Equal(2m, facts.Of(new FactReference(FactKind.ActualPerMonth, "complaints"), 10).Value);
    }

    [Fact]
    public void Facts_Scores_CompareAsTheyAreShown() =>
        Assert.Equal(98m, SomeFacts.With(sections: new() { ["s"] = 97.995m }).Of(new FactReference(FactKind.SectionScore, "s"), 10).Value);

    // among the best 10 %: the second of twenty is, the third is not
    [Theory]
    [InlineData(2, 20, true)]
    [InlineData(3, 20, false)]
    [InlineData(1, 10, true)]
    [InlineData(2, 19, false)]
    [InlineData(3, 30, true)]
    public void Rank_AtThePercentileLimit_IsExact(int place, int size, bool met)
    {
        var best = new FactCriterion(new FactReference(FactKind.RankPercentile), Comparison.AtMost, 10m);

        Assert.Equal(met, StarEvaluation.Evaluate(Three(best, null, null), SomeFacts.With(rank: new RankPlace(place, size))).Level(1)!.Met);
    }

    [Fact]
    public void Rank_SmallGroup_IsMissing()
    {
        var best = new FactCriterion(new FactReference(FactKind.RankPercentile), Comparison.AtMost, 50m);

        var found = StarEvaluation.Evaluate(Three(best, null, null), SomeFacts.With(rank: new RankPlace(1, 9))).Level(1)!.Criteria!.Facts().Single();

        Assert.Equal((false, FactGap.GroupTooSmall), (found.Met, found.Gap));
    }

    [Fact]
    public void Ranks_Ties_ShareTheBetterPlace()
    {
        var places = StarRanks.Places([(1, 90m), (2, 80m), (3, 80m), (4, 80m), (5, 70m), (6, null)]);

        Assert.Equal([1, 2, 2, 2, 5], new[] { 1, 2, 3, 4, 5 }.Select(id => places[id].Place));
        Assert.All(places.Values, p => Assert.Equal(5, p.Size));
        Assert.False(places.ContainsKey(6));
    }

    [Fact]
    public void Ranks_TieAtTheLimit_TakesEverybodyInIt()
    {
        // 20 people, best 10 % = 2 places; places 2 and 3 are equal, so three people are in
        var places = StarRanks.Places([.. Enumerable.Range(1, 20).Select(i => (i, (decimal?)(i switch { 1 => 99m, 2 or 3 => 95m, _ => 90m - i })))]);

        Assert.Equal([1, 2, 3], places.Where(p => p.Value.Percentile <= 10m).Select(p => p.Key).Order());
    }

    [Fact]
    public void Evaluate_BetterFacts_NeverReachLess()
    {
        var random = new Random(20261121);
        foreach (var preset in StarPresets.All)
        {
            for (var n = 0; n < 500; n++)
            {
                var (total, accuracy, satisfaction, complaints) = (random.Next(50, 100), random.Next(80, 101), random.Next(90, 101), random.Next(0, 9));
                var recorded = Enumerable.Range(0, random.Next(5)).Select(_ => random.Next(3) switch { 0 => SomeFacts.Trained(), 1 => SomeFacts.Commended(), _ => SomeFacts.Adopted() }).ToList();
                var rank = random.Next(1, 21);
                StarFacts Facts(int better) => SomeFacts.With(
                    total + better,
                    12 + better,
                    new() { ["accuracy"] = accuracy + better, ["satisfaction"] = satisfaction + better, ["complaints"] = Math.Max(0, complaints - better) },
                    [.. recorded, .. Enumerable.Range(0, better).SelectMany(_ => new[] { SomeFacts.Trained(), SomeFacts.Commended(), SomeFacts.Adopted() })],
                    new RankPlace(Math.Max(1, rank - better), 20));

                var reached = Enumerable.Range(0, 4).Select(b => StarEvaluation.Evaluate(preset.Definition, Facts(b)).Reached!.Value).ToList();

                Assert.Equal(reached.Order(), reached);
            }
        }
    }

    // the example of the product's description, level by level
    [Theory]
    [InlineData(false, 99, 99, 0, 3, 1, 0)]
    [InlineData(true, 99, 99, 1, 3, 1, 0)]
    [InlineData(true, 89.99, 99, 0, 3, 1, 1)]
    [InlineData(true, 90, 94.99, 0, 3, 1, 2)]
    [InlineData(true, 90, 95, 0, 3, 1, 3)]
    [InlineData(true, 90, 98, 0, 0, 1, 3)]
    [InlineData(true, 90, 98, 0, 1, 1, 4)]
    [InlineData(true, 90, 98, 0, 3, 0, 4)]
    [InlineData(true, 90, 98, 0, 3, 1, 5)]
    public void FiveStarService_LevelByLevel_AsDescribed(bool trained, double accuracy, double satisfaction, int complaints, int commendations, int suggestions, int reached)
    {
        List<RecordedFact> recorded = [.. Enumerable.Repeat(SomeFacts.Commended(), commendations), .. Enumerable.Repeat(SomeFacts.Adopted(), suggestions)];
        if (trained)
        {
            recorded.Add(SomeFacts.Trained());
        }

        var facts = SomeFacts.With(
            actuals: new() { ["accuracy"] = (decimal)accuracy, ["satisfaction"] = (decimal)satisfaction, ["complaints"] = complaints }, recorded: recorded);

        Assert.Equal(reached, StarEvaluation.Evaluate(StarPresets.FiveStarService.Definition, facts).Reached);
    }

    internal static FactCriterion Fact(FactKind kind, decimal least, string key = "") => new(new FactReference(kind, key), Comparison.AtLeast, least);

    internal static StarDefinition Three(Criterion? one, Criterion? two, Criterion? three) => new(
        new("P", ""),
        LocalText.Empty,
        [.. new[] { one, two, three }.Select((c, i) => new StarLevel(i + 1, new($"L{i + 1}", ""), StarPresets.Colour(i + 1), c, [], null))],
        StarPolicy.Default,
        Population.Everybody);
}
