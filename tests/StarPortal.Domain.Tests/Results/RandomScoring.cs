using StarPortal.Domain.Results;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Tests.Results;

/// <summary>Random but repeatable templates and inputs. Every measure is "higher is better", every rating scale ascends.</summary>
internal sealed class RandomScoring(int seed)
{
    private static readonly Source[] raters = [Source.Self, Source.Manager, Source.Peer, Source.Report, Source.CrossTeam, Source.Customer];

    // repeatable, not secret
#pragma warning disable CA5394
    private readonly Random random = new(seed);

    internal ScoringInput Input()
    {
        var template = ATemplate.Of([.. Weigh(random.Next(1, 5)).Select((w, s) => Section(s, w))]) with { Scale = Scale() };
        return new ScoringInput(
            template,
            random.Next(3, 5),
            template.Indicators.Where(i => i.NeedsActual && random.Next(6) > 0).ToDictionary(i => i.Key, _ => random.Next(-50, 1600) / 10m),
            [.. Reviews(template)],
            template.Indicators.Where(_ => random.Next(12) == 0).Select(i => i.Key).ToHashSet(),
            [.. Enumerable.Range(0, random.Next(3)).Select(_ => new AppliedAdjustment(random.Next(-80, 80) / 10m, "reason", "approver"))]);
    }

    internal int Below(int limit) => random.Next(limit);

    internal T OneOf<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    /// <summary>Weights of two decimals that make 100; some are 0.</summary>
    private decimal[] Weigh(int count)
    {
        var cuts = Enumerable.Range(0, count - 1).Select(_ => random.Next(0, 10_001)).Append(0).Append(10_000).Order().ToList();
        return [.. cuts.Zip(cuts.Skip(1), (a, b) => (b - a) / 100m)];
    }

    private Section Section(int section, decimal weight)
        => ATemplate.Section($"s{section}", weight, [.. Weigh(random.Next(1, 5)).Select((w, i) => Indicator($"s{section}-i{i}", w))]);

    private Indicator Indicator(string key, decimal weight)
    {
        var sources = raters.Where(_ => random.Next(2) == 0).ToList();
        var measured = sources.Count == 0 || random.Next(3) == 0;
        if (measured)
        {
            sources.Add(Source.Data);
        }

        var shares = Weigh(sources.Count);
        return ATemplate.Indicator(key, weight, measured ? Measure() : new RatingMeasure(), [.. sources.Zip(shares, (s, share) => new SourceShare(s, share))]);
    }

    private Measure Measure() => random.Next(4) switch
    {
        0 => ATemplate.AccuracyBands,
        1 => new LinearMeasure(random.Next(0, 80), random.Next(81, 150), random.Next(100, 150)),
        2 => new CompletionMeasure(random.Next(1, 300) / 3m),
        _ => new PassFailMeasure(),
    };

    private RatingScale Scale()
    {
        var count = random.Next(3, 8);
        return new RatingScale([.. Enumerable.Range(1, count).Select(v => new RatingPoint(v, Math.Round(100m * v / count, 2), LocalText.Same($"{v}"), LocalText.Same($"{v}")))]);
    }

    private IEnumerable<SubmittedReview> Reviews(TemplateDefinition template)
    {
        foreach (var relationship in Enum.GetValues<Relationship>())
        {
            var count = relationship == Relationship.Self ? random.Next(2) : relationship == Relationship.Manager ? random.Next(3) : random.Next(6);
            for (var n = 0; n < count; n++)
            {
                yield return new SubmittedReview(
                    relationship,
                    template.Indicators.ToDictionary(i => i.Key, _ => random.Next(8) == 0 ? (int?)null : random.Next(1, template.Scale.Points.Count + 1)));
            }
        }
    }
#pragma warning restore CA5394
}
