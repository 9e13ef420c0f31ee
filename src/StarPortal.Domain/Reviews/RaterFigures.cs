namespace StarPortal.Domain.Reviews;

/// <summary>What one rater's submitted forms add up to. A form's mean is the mean of its ratings, not-observed ones left out.</summary>
/// <param name="Forms">Forms with at least one rating.</param>
/// <param name="Ratings">Ratings in them.</param>
/// <param name="Sum">Of all ratings, in points of the scale.</param>
/// <param name="SumOfMeans">Of the forms' means.</param>
/// <param name="SumOfSquares">Of the squares of the forms' means.</param>
/// <param name="Lowest">Lowest form's mean.</param>
/// <param name="Highest">Highest form's mean.</param>
/// <param name="LongForms">Forms with at least <see cref="RatingPatterns.Fewest"/> ratings: only these can show a halo.</param>
/// <param name="AlikeForms">Long forms whose ratings are all alike.</param>
public sealed record RaterSums(int Forms, int Ratings, decimal Sum, decimal SumOfMeans, decimal SumOfSquares, decimal Lowest, decimal Highest, int LongForms, int AlikeForms)
{
    public static RaterSums Nothing { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0);
}

/// <summary>
/// How somebody rates, described and not judged: a team may be better than others, and a few forms say little.
/// </summary>
/// <param name="Forms">Forms with at least one rating.</param>
/// <param name="Mean">Mean of the forms' means, in points of the scale; null without forms.</param>
/// <param name="Spread">Standard deviation between the forms' means; null under two forms.</param>
/// <param name="Leniency">Mean less the company's: above 0 is milder than the others.</param>
/// <param name="AlikeForms">Forms whose ratings are all alike, of <paramref name="LongForms"/> that could be.</param>
/// <param name="LongForms">Forms with enough ratings to tell.</param>
/// <param name="SameForEverybody">Enough forms, and all have the same mean.</param>
/// <param name="IsFew">Too few forms to draw any conclusion from.</param>
public sealed record RaterFigures(int Forms, decimal? Mean, decimal? Spread, decimal? Leniency, int AlikeForms, int LongForms, bool SameForEverybody, bool IsFew)
{
    /// <summary>Under so many forms one unusual person decides the figures.</summary>
    public const int Few = 5;

    /// <summary>Figures of one rater beside all raters of the same kind.</summary>
    public static RaterFigures Of(RaterSums own, RaterSums all)
    {
        var mean = MeanOf(own);
        var leniency = mean - MeanOf(all);
        return new RaterFigures(
            own.Forms,
            mean,
            SpreadOf(own),
            leniency,
            own.AlikeForms,
            own.LongForms,
            own.Forms >= RatingPatterns.Fewest && own.Lowest == own.Highest,
            own.Forms < Few);
    }

    private static decimal? MeanOf(RaterSums sums) => sums.Forms == 0 ? null : sums.SumOfMeans / sums.Forms;

    private static decimal? SpreadOf(RaterSums sums)
    {
        if (sums.Forms < 2)
        {
            return null;
        }

        if (sums.Lowest == sums.Highest)
        {
            return 0;
        }

        // what the arithmetic of the database leaves below zero is zero
        var variance = Math.Max(0, (sums.SumOfSquares - (sums.SumOfMeans * sums.SumOfMeans / sums.Forms)) / (sums.Forms - 1));
        return (decimal)Math.Sqrt((double)variance);
    }
}
