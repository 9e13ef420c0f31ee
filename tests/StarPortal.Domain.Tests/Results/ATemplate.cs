using StarPortal.Domain.Results;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Tests.Results;

/// <summary>Short forms for templates and inputs in tests.</summary>
internal static class ATemplate
{
    internal static readonly BandsMeasure AccuracyBands =
        new([new Band(98m, 100m), new Band(95m, 85m), new Band(90m, 70m)], 40m);

    internal static RatingScale FivePoints { get; } = new(
    [
        .. Enumerable.Range(1, 5).Select(v => new RatingPoint(v, v * 20m, LocalText.Same($"Point {v}"), LocalText.Same($"Anchor {v}"))),
    ]);

    internal static TemplateDefinition Of(params Section[] sections)
        => new(LocalText.Same("Test"), LocalText.Empty, FivePoints, sections, []);

    internal static Section Section(string key, decimal weight, params Indicator[] indicators)
        => new(key, LocalText.Same(key), weight, indicators);

    internal static Indicator Data(string key, decimal weight, Measure measure)
        => Indicator(key, weight, measure, new SourceShare(Source.Data, 100m));

    internal static Indicator Rated(string key, decimal weight, params SourceShare[] sources)
        => Indicator(key, weight, new RatingMeasure(), sources);

    internal static Indicator Indicator(string key, decimal weight, Measure measure, params SourceShare[] sources)
        => new(
            key,
            LocalText.Same(key),
            LocalText.Same("What it means"),
            IndicatorKind.Performance,
            weight,
            measure,
            "%",
            LocalText.Same("ticket system"),
            sources,
            new Dictionary<int, LocalText>());

    internal static SourceShare From(Source source, decimal share) => new(source, share);

    /// <summary>The worked example of the domain page.</summary>
    internal static TemplateDefinition WorkedExample { get; } = Of(
        Section(
            "results",
            60m,
            Data("accuracy", 40m, AccuracyBands),
            Data("satisfaction", 40m, new LinearMeasure(80m, 98m)),
            Data("complaints", 20m, new DeductionMeasure(25m, 0m))),
        Section(
            "manager",
            25m,
            Rated("professionalism", 50m, From(Source.Manager, 100m)),
            Rated("initiative", 50m, From(Source.Manager, 100m))),
        Section(
            "peers",
            15m,
            Rated("collaboration", 50m, From(Source.Peer, 100m)),
            Rated("responsiveness", 50m, From(Source.Peer, 100m))));

    internal static ScoringInput WorkedInput { get; } = new(
        WorkedExample,
        3,
        new Dictionary<string, decimal> { ["accuracy"] = 96.4m, ["satisfaction"] = 95.5m, ["complaints"] = 1m },
        [
            Review(Relationship.Manager, ("professionalism", 4), ("initiative", 3)),
            Review(Relationship.Peer, ("collaboration", 4), ("responsiveness", 5)),
            Review(Relationship.Peer, ("collaboration", 3), ("responsiveness", 4)),
            Review(Relationship.Peer, ("collaboration", 4), ("responsiveness", 4)),
            Review(Relationship.Peer, ("collaboration", 5), ("responsiveness", 3)),
        ],
        new HashSet<string>(),
        []);

    internal static SubmittedReview Review(Relationship relationship, params (string Key, int? Rating)[] ratings)
        => new(relationship, ratings.ToDictionary(r => r.Key, r => r.Rating));

    /// <summary>Reviews of one relationship that rate one indicator.</summary>
    internal static SubmittedReview[] Group(Relationship relationship, string key, params int?[] ratings)
        => [.. ratings.Select(r => Review(relationship, (key, r)))];

    internal static ScoringInput Input(TemplateDefinition template, params SubmittedReview[] reviews)
        => new(template, 3, new Dictionary<string, decimal>(), reviews, new HashSet<string>(), []);

    internal static ScoringInput WithActual(this ScoringInput input, string key, decimal actual)
        => input with { Actuals = new Dictionary<string, decimal>(input.Actuals) { [key] = actual } };

    internal static ScoringInput WithoutActual(this ScoringInput input, string key)
        => input with { Actuals = input.Actuals.Where(a => a.Key != key).ToDictionary() };

    internal static ScoringInput Exempting(this ScoringInput input, params string[] keys)
        => input with { Exempted = new HashSet<string>(keys) };

    internal static ScoringInput Adjusted(this ScoringInput input, params decimal[] points)
        => input with { Adjustments = [.. points.Select(p => new AppliedAdjustment(p, "reason", "approver"))] };

    internal static ScoringInput Keeping(this ScoringInput input, Func<SubmittedReview, bool> keep)
        => input with { Reviews = [.. input.Reviews.Where(keep)] };

    internal static ScoringInput Plus(this ScoringInput input, params SubmittedReview[] reviews)
        => input with { Reviews = [.. input.Reviews, .. reviews] };

    internal static decimal? RoundedTotal(this ScoreTree tree)
        => tree.Total is { } total ? Rounding.Score(total) : null;

    internal static SectionScore Of(this ScoreTree tree, string section) => tree.Sections.Single(s => s.Key == section);

    internal static IndicatorScore Indicator(this ScoreTree tree, string key)
        => tree.Sections.SelectMany(s => s.Indicators).Single(i => i.Key == key);

    internal static SourceScore By(this IndicatorScore indicator, Source source) => indicator.Sources.Single(s => s.Source == source);
}
