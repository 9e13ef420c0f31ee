using StarPortal.Domain.Anonymity;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Results;

/// <summary>The lowest level of <see cref="Scoring"/>: what each source says about one indicator, under the group rules.</summary>
/// <remarks>
/// For anonymous groups the reason for a missing score is always <see cref="LeftOut.UnderThreshold"/>, also when nobody
/// answered: "none" would tell that each of them ticked "not observed". A tree thus looks exactly as if the answers of a
/// suppressed group did not exist.
/// </remarks>
internal sealed class SourceScoring(ScoringInput input)
{
    private readonly Dictionary<Source, GroupView> views = Views(GroupVisibility.Of(input.Reviews.Select(r => r.Relationship), input.Threshold));

    private readonly Dictionary<Source, List<SubmittedReview>> reviews = BySource(input.Reviews);

    private bool HasRolledUp => views.ContainsValue(GroupView.RolledUp);

    internal static SourceScore Missing(SourceShare source, LeftOut why)
        => new(source.Source, source.Share, 0m, null, null, "", null, why);

    /// <summary>One score per source in the template's order; rolled-up groups appear once, as <see cref="Source.Colleagues"/>.</summary>
    internal IReadOnlyList<SourceScore> Of(Indicator indicator)
    {
        List<SourceShare> rolledUp = HasRolledUp ? [.. indicator.Sources.Where(s => IsRolledUp(s.Source))] : [];
        var scores = new List<SourceScore>(indicator.Sources.Count);
        foreach (var source in indicator.Sources)
        {
            if (!IsRolledUp(source.Source))
            {
                scores.Add(Single(indicator, source));
            }
            else if (source == rolledUp[0])
            {
                scores.Add(Colleagues(indicator, rolledUp));
            }
        }

        return scores;
    }

    private SourceScore Single(Indicator indicator, SourceShare source) => source.Source switch
    {
        Source.Data => Data(indicator, source),
        Source.Self or Source.Manager => Mean(source, Ratings(indicator, source.Source), 1, LeftOut.NoRating),
        _ when IsVisible(source.Source) => Mean(source, Ratings(indicator, source.Source), input.Threshold, LeftOut.UnderThreshold),
        _ => Missing(source, LeftOut.UnderThreshold),
    };

    private SourceScore Data(Indicator indicator, SourceShare source)
        => input.Actuals.TryGetValue(indicator.Key, out var actual)
            ? new SourceScore(Source.Data, source.Share, 0m, indicator.Measure.Score(actual), actual, indicator.Unit, null, LeftOut.No)
            : Missing(source, LeftOut.NoActual);

    // A source of share 0 never counts, so its ratings stay out of a mean that does.
    private SourceScore Colleagues(Indicator indicator, List<SourceShare> rolledUp)
    {
        var counting = rolledUp.Where(s => s.Share > 0m).ToList();
        var ratings = (counting.Count > 0 ? counting : rolledUp).SelectMany(s => Ratings(indicator, s.Source)).ToList();
        var union = new SourceShare(Source.Colleagues, rolledUp.Sum(s => s.Share));
        return Mean(union, ratings, input.Threshold, LeftOut.UnderThreshold);
    }

    private static SourceScore Mean(SourceShare source, List<decimal> ratings, int atLeast, LeftOut otherwise)
        => ratings.Count < atLeast
            ? Missing(source, otherwise)
            : new SourceScore(source.Source, source.Share, 0m, ratings.Sum() / ratings.Count, null, "", ratings.Count, LeftOut.No);

    private List<decimal> Ratings(Indicator indicator, Source source)
    {
        if (!reviews.TryGetValue(source, out var here))
        {
            return [];
        }

        var scores = new List<decimal>(here.Count);
        foreach (var review in here)
        {
            if (review.Ratings.GetValueOrDefault(indicator.Key) is { } value)
            {
                scores.Add(input.Template.Scale.ScoreOf(value)
                    ?? throw new InvalidOperationException($"Rating {value} of '{indicator.Key}' is no point of the scale."));
            }
        }

        return scores;
    }

    private bool IsVisible(Source source) => views.GetValueOrDefault(source, GroupView.Suppressed) == GroupView.Visible;

    private bool IsRolledUp(Source source) => views.GetValueOrDefault(source, GroupView.Suppressed) == GroupView.RolledUp;

    /// <summary>Of the anonymous groups; other sources are in none.</summary>
    private static Dictionary<Source, GroupView> Views(GroupVisibility visibility) => GroupVisibility.AnonymousGroups.ToDictionary(g => g.AsSource(), visibility.Of);

    private static Dictionary<Source, List<SubmittedReview>> BySource(IReadOnlyList<SubmittedReview> reviews)
    {
        var found = new Dictionary<Source, List<SubmittedReview>>();
        foreach (var review in reviews)
        {
            var source = review.Relationship.AsSource();
            if (!found.TryGetValue(source, out var here))
            {
                found[source] = here = [];
            }

            here.Add(review);
        }

        return found;
    }
}
