using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Tests.Templates;

/// <summary>Random but repeatable definitions without an error, using everything that a definition can say.</summary>
internal sealed class RandomDefinitions(int seed)
{
    private static readonly string[] words = ["Accuracy", "A \"quoted\" word", "line\nbreak", "<b>&amp;", "é ü ß", "☆ star", "back\\slash", "tab\t", "👍🏽", "'", "a\u2028b"];
    private static readonly string[] characters = ["准确率", "“引号”", "换行\n", "星级★", "𠀀", "，。、"];
    private static readonly Source[] raters = [Source.Self, Source.Manager, Source.Peer, Source.Report, Source.CrossTeam, Source.Customer];

    // repeatable, not secret
#pragma warning disable CA5394
    private readonly Random random = new(seed);
    private int keys;

    internal TemplateDefinition Next()
    {
        var weights = Weigh(random.Next(1, 5));
        return new TemplateDefinition(
            Text(),
            MaybeText(),
            new RatingScale([.. Enumerable.Range(1, random.Next(3, 8)).Select(v => new RatingPoint(v, v * 10.5m, Text(), Text()))]),
            [.. weights.Select(w => new Section(Key(), Text(), w, [.. Weigh(random.Next(1, 5)).Select(Indicator)]))],
            [.. Enumerable.Range(0, random.Next(4)).Select(_ => Question())])
        {
            ForService = random.Next(2) == 0,
            ForStarProgramme = random.Next(2) == 0,
        };
    }

    private Indicator Indicator(decimal weight)
    {
        var measure = Measure();
        var sources = raters.Where(_ => random.Next(3) == 0).ToList();
        if (measure is not RatingMeasure)
        {
            sources.Add(Source.Data);
        }
        else if (sources.Count == 0)
        {
            sources.Add(Source.Manager);
        }

        return new Indicator(
            Key(),
            Text(),
            MaybeText(),
            OneOf(Enum.GetValues<IndicatorKind>()),
            weight,
            measure,
            measure is RatingMeasure ? "" : OneOf(["%", "min", "", "件"]),
            measure is RatingMeasure ? LocalText.Empty : Text(),
            [.. sources.Zip(Weigh(sources.Count), (s, share) => new SourceShare(s, share))],
            Enumerable.Range(1, random.Next(4)).Where(_ => measure is RatingMeasure).ToDictionary(p => p, _ => Text()))
        {
            Layer = random.Next(3) == 0 ? null : OneOf(Enum.GetValues<IndicatorLayer>()),
            Origin = random.Next(2) == 0 ? null : new LibraryOrigin("accuracy", random.Next(1, 9)),
            GoalLimits = random.Next(3) == 0 ? new GoalLimits(null, null, weight == 0m ? null : 0m, random.Next(2) == 0 ? null : 100m) : null,
        };
    }

    private Measure Measure() => random.Next(6) switch
    {
        0 => new BandsMeasure([new Band(98.5m, 100m), new Band(90m, 70.25m)], random.Next(70)),
        1 => new BandsMeasure([new Band(1m, 100m), new Band(2.000001m, 50m)], 0m, LowerIsBetter: true),
        2 => new LinearMeasure(random.Next(50, 100), random.Next(40), random.Next(100, 200)),
        3 => new CompletionMeasure(random.Next(1, 1000) / 8m, 120.0m),
        4 => random.Next(2) == 0 ? new PassFailMeasure() : new DeductionMeasure(random.Next(1, 50) / 2m, random.Next(5)),
        _ => new RatingMeasure(),
    };

    private OpenQuestion Question() => new(
        Key(),
        Text(),
        [.. raters.Where(r => r == Source.Self || random.Next(2) == 0)],
        random.Next(2) == 0,
        OneOf(Enum.GetValues<AnswerVisibility>()));

    private decimal[] Weigh(int count)
    {
        var cuts = Enumerable.Range(0, count - 1).Select(_ => random.Next(0, 10_001)).Append(0).Append(10_000).Order().ToList();
        return [.. cuts.Zip(cuts.Skip(1), (a, b) => (b - a) / 100m)];
    }

    private string Key() => $"k{++keys}";

    private LocalText Text() => new(OneOf(words), random.Next(4) == 0 ? "" : OneOf(characters));

    private LocalText MaybeText() => random.Next(3) == 0 ? LocalText.Empty : Text();

    private T OneOf<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];
#pragma warning restore CA5394
}
