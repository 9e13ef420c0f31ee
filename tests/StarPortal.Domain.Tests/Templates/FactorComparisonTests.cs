using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Tests.Templates;

public sealed class FactorComparisonTests
{
    /// <summary>Judgements in the order 1–2, 1–3 … 2–3 …: <c>&gt;</c> more, <c>=</c> equal, <c>&lt;</c> less; and the weights that follow.</summary>
    public static TheoryData<int, string, decimal[]> Tables() => new()
    {
        { 1, "", [100m] },
        { 2, ">", [75m, 25m] },
        { 2, "=", [50m, 50m] },
        { 2, "<", [25m, 75m] },
        { 3, "===", [33.34m, 33.33m, 33.33m] },
        { 3, ">>>", [55.56m, 33.33m, 11.11m] },
        { 3, "><=", [33.33m, 22.22m, 44.45m] },
        { 3, ">><", [55.56m, 11.11m, 33.33m] },
        { 4, ">>>>>>", [43.75m, 31.25m, 18.75m, 6.25m] },
        { 4, "======", [25m, 25m, 25m, 25m] },
        { 4, "=>>>>=", [37.5m, 37.5m, 12.5m, 12.5m] },
    };

    [Theory, MemberData(nameof(Tables))]
    public void Weights_FollowTheJudgements(int count, string judgements, decimal[] weights)
    {
        var comparison = Judged(count, judgements);

        Assert.True(comparison.IsComplete);
        Assert.Equal(100m, comparison.ToWeights().Sum());
        Assert.Equal(weights, comparison.ToWeights());
    }

    [Theory]
    [InlineData(3, ">>>", null)]
    [InlineData(3, "===", null)]
    [InlineData(3, "=>>", null)]
    [InlineData(3, "><>", "0>1>2")]
    [InlineData(3, "<><", "0>2>1")]
    [InlineData(3, ">=>", "0>1>2")]
    [InlineData(3, ">==", null)]
    [InlineData(4, ">><>>>", "0>1>3 0>2>3")]
    public void Circles_AreNamedOnce(int count, string judgements, string? circles)
    {
        var found = Judged(count, judgements).Circles().Select(c => $"{c.First}>{c.Second}>{c.Third}");

        Assert.Equal(circles ?? "", string.Join(' ', found));
    }

    [Fact]
    public void Judgement_SeenFromTheOtherSide_IsMirrored()
    {
        var comparison = new FactorComparison(3);
        Assert.Equal(3, comparison.Pairs.Count());
        Assert.Equal(0, comparison.Judged);

        comparison[2, 0] = Importance.More;
        comparison[1, 1] = Importance.More;

        Assert.Equal(Importance.Less, comparison[0, 2]);
        Assert.Null(comparison[1, 1]);
        Assert.Equal(1, comparison.Judged);
        Assert.False(comparison.IsComplete);
        Assert.Equal([1, 1, 3], Enumerable.Range(0, 3).Select(comparison.PointsOf));
    }

    [Fact]
    public void Weights_AnyJudgements_MakeExactly100AndNeverZero()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var comparison = new FactorComparison(random.Next(1, FactorComparison.MostFactors + 1));
            foreach (var (first, second) in comparison.Pairs)
            {
                comparison[first, second] = (Importance)random.Next(3);
            }

            var weights = comparison.ToWeights();
            Assert.Equal(100m, weights.Sum());
            Assert.All(weights, w => Assert.True(w > 0m && Weights.IsValid(w)));
            Assert.Equal(comparison.Count * comparison.Count, Enumerable.Range(0, comparison.Count).Sum(comparison.PointsOf));
        }
    }

    private static FactorComparison Judged(int count, string judgements)
    {
        var comparison = new FactorComparison(count);
        foreach (var ((first, second), judgement) in comparison.Pairs.Zip(judgements))
        {
            comparison[first, second] = judgement switch { '>' => Importance.More, '<' => Importance.Less, _ => Importance.Equal };
        }

        return comparison;
    }
}
