using StarPortal.Domain.Reviews;

namespace StarPortal.Domain.Tests.Reviews;

public sealed class RaterFiguresTests
{
    /// <summary>Forms' ratings, then mean, spread, alike and long forms, same for everybody, few.</summary>
    public static TheoryData<int[][], string, string, int, int, bool, bool> Cases => new()
    {
        { [], "-", "-", 0, 0, false, true },
        { [[4, 4]], "4.00", "-", 0, 0, false, true },
        { [[4, 4, 4], [2, 4, 3]], "3.50", "0.71", 1, 2, false, true },
        { [[3, 3, 3], [3, 3, 3], [3, 3, 3]], "3.00", "0.00", 3, 3, true, true },
        { [[3, 4], [4, 3], [3, 4], [3, 4], [4, 3]], "3.50", "0.00", 0, 0, true, false },
        { [[1], [2], [3], [4], [5]], "3.00", "1.58", 0, 0, false, false },
        { [[5, 5, 5], [5, 5, 5]], "5.00", "0.00", 2, 2, false, true },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Figures_OfForms_AreAsComputedByHand(int[][] forms, string mean, string spread, int alike, int longForms, bool same, bool few)
    {
        var sums = Sum(forms);

        var figures = RaterFigures.Of(sums, sums);

        Assert.Equal((mean, spread), (Written(figures.Mean), Written(figures.Spread)));
        Assert.Equal((alike, longForms), (figures.AlikeForms, figures.LongForms));
        Assert.Equal((same, few), (figures.SameForEverybody, figures.IsFew));
        Assert.Equal(forms.Length == 0 ? null : 0m, figures.Leniency);
    }

    [Theory]
    [InlineData(4, 3, "1.00")]
    [InlineData(2, 3, "-1.00")]
    [InlineData(3, 3, "0.00")]
    public void Leniency_IsTheMeanLessTheCompanys(int own, int company, string expected) =>
        Assert.Equal(expected, Written(RaterFigures.Of(Sum([[own]]), Sum([[company]])).Leniency));

    [Fact]
    public void LongForms_CountNoMoreThanShortOnes() =>
        Assert.Equal(3m, RaterFigures.Of(Sum([[5, 5, 5, 5, 5, 5], [1]]), RaterSums.Nothing).Mean);

    [Fact]
    public void Spread_ThatArithmeticLeavesBelowZero_IsZero() =>
        Assert.Equal(0m, RaterFigures.Of(new RaterSums(3, 3, 10, 10m, 33.3333m, 3.3m, 3.4m, 0, 0), RaterSums.Nothing).Spread);

    private static RaterSums Sum(int[][] forms)
    {
        var means = forms.Select(f => (decimal)f.Sum() / f.Length).ToList();
        return new RaterSums(
            forms.Length,
            forms.Sum(f => f.Length),
            forms.Sum(f => f.Sum()),
            means.Sum(),
            means.Sum(m => m * m),
            means.DefaultIfEmpty().Min(),
            means.DefaultIfEmpty().Max(),
            forms.Count(f => f.Length >= RatingPatterns.Fewest),
            forms.Count(f => f.Length >= RatingPatterns.Fewest && f.Distinct().Count() == 1));
    }

    private static string Written(decimal? value) => value is { } v ? Rounding.Score(v).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture) : "-";
}
