using System.Text.Json;
using StarPortal.Domain.Anonymity;
using StarPortal.Domain.Results;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Tests.Results;

/// <summary>What must hold for any template and any input; a failure names its seed.</summary>
public sealed class ScoringPropertiesTests
{
    private const int Cases = 2500;

    // quotients have 28 digits; nothing that anybody sees depends on the last eight
    private const decimal Tiny = 0.00000000000000000001m;

    [Fact]
    public void Compute_AnyInput_StaysWithin0And120() => Always((_, input) =>
    {
        var tree = Scoring.Compute(input);
        Assert.True(tree.Total is null or (>= 0m and <= 120m));
        Assert.Equal(tree.Total is null, tree.Composed is null);
    });

    [Fact]
    public void Compute_AnyInput_EffectiveWeightsMake100OrThePartIsLeftOut() => Always((_, input) =>
    {
        var tree = Scoring.Compute(input);
        Whole(tree.Composed, tree.Sections.Sum(s => s.EffectiveWeight));
        foreach (var section in tree.Sections)
        {
            Whole(section.Score, section.Indicators.Sum(i => i.EffectiveWeight));
            Assert.Equal(section.Score is null, section.LeftOut != LeftOut.No);
            foreach (var indicator in section.Indicators)
            {
                Whole(indicator.Score, indicator.Sources.Sum(s => s.EffectiveShare));
                Assert.All(indicator.Sources, s => Assert.Equal(s.Score is null, s.LeftOut != LeftOut.No));
            }
        }
    });

    [Fact]
    public void Compute_AnyInput_EveryLevelIsTheSumOfWhatTheTreeShows() => Always((_, input) =>
    {
        var tree = Scoring.Compute(input);
        Near(tree.Composed, tree.Sections.Sum(s => s.EffectiveWeight * (s.Score ?? 0m)) / 100m);
        foreach (var section in tree.Sections)
        {
            Near(section.Score, section.Indicators.Sum(i => i.EffectiveWeight * (i.Score ?? 0m)) / 100m);
            foreach (var indicator in section.Indicators)
            {
                Near(indicator.Score, indicator.Sources.Sum(s => s.EffectiveShare * (s.Score ?? 0m)) / 100m);
            }
        }
    });

    [Fact]
    public void Compute_WeightsScaledByAConstant_ChangesNothing() => Always((random, input) =>
    {
        var factor = 1m + random.Below(900);
        var scaled = input.Template with
        {
            Sections =
            [
                .. input.Template.Sections.Select(s => s with
                {
                    Weight = s.Weight * factor,
                    Indicators =
                    [
                        .. s.Indicators.Select(i => i with
                        {
                            Weight = i.Weight * factor,
                            Sources = [.. i.Sources.Select(x => x with { Share = x.Share * factor })],
                        }),
                    ],
                }),
            ],
        };
        Near(Scoring.Compute(input).Total, Scoring.Compute(input with { Template = scaled }).Total);
    });

    [Fact]
    public void Compute_RaisingAnActual_NeverLowersTheTotal() => Always((random, input) =>
    {
        if (input.Actuals.Count > 0)
        {
            var key = random.OneOf([.. input.Actuals.Keys]);
            var raised = input.WithActual(key, input.Actuals[key] + (random.Below(500) / 10m));
            NotLower(Scoring.Compute(input).Total, Scoring.Compute(raised).Total);
        }
    });

    [Fact]
    public void Compute_RaisingARating_NeverLowersTheTotal() => Always((random, input) =>
    {
        if (input.Reviews.Count > 0)
        {
            var chosen = random.OneOf(input.Reviews);
            var key = random.OneOf([.. chosen.Ratings.Keys]);
            var best = input.Template.Scale.Points.Count;
            var raised = chosen with { Ratings = chosen.Ratings.ToDictionary(r => r.Key, r => r.Key == key && r.Value < best ? r.Value + 1 : r.Value) };
            NotLower(
                Scoring.Compute(input).Total,
                Scoring.Compute(input with { Reviews = [.. input.Reviews.Select(r => ReferenceEquals(r, chosen) ? raised : r)] }).Total);
        }
    });

    [Fact]
    public void Compute_ExemptedIndicator_EqualsTheTemplateWithoutIt() => Always((random, input) =>
    {
        var gone = random.OneOf([.. input.Template.Indicators]).Key;
        var without = input.Template with
        {
            Sections =
            [
                .. input.Template.Sections
                    .Select(s => s with { Indicators = [.. s.Indicators.Where(i => i.Key != gone)] })
                    .Where(s => s.Indicators.Count > 0),
            ],
        };
        var exempted = Scoring.Compute(input with { Exempted = new HashSet<string>(input.Exempted) { gone } });
        Assert.Equal(Scoring.Compute(input with { Template = without }).Total, exempted.Total);
    });

    [Fact]
    public void Compute_SectionWithNothing_EqualsTheTemplateWithoutIt() => Always((random, input) =>
    {
        var gone = random.OneOf(input.Template.Sections);
        var keys = gone.Indicators.Select(i => i.Key).ToHashSet();
        var silent = input with
        {
            Actuals = input.Actuals.Where(a => !keys.Contains(a.Key)).ToDictionary(),
            Reviews = [.. input.Reviews.Select(r => r with { Ratings = r.Ratings.Where(x => !keys.Contains(x.Key)).ToDictionary() })],
        };
        var without = input.Template with { Sections = [.. input.Template.Sections.Where(s => s != gone)] };
        Assert.Equal(Scoring.Compute(input with { Template = without }).Total, Scoring.Compute(silent).Total);
    });

    [Fact]
    public void Compute_SourceThatNobodyFed_EqualsTheTemplateWithoutIt() => Always((random, input) =>
    {
        var gone = random.OneOf(Enum.GetValues<Relationship>());
        var silent = input.Keeping(r => r.Relationship != gone);
        var without = input.Template with
        {
            Sections =
            [
                .. input.Template.Sections.Select(s => s with
                {
                    Indicators = [.. s.Indicators.Select(i => i with { Sources = [.. i.Sources.Where(x => x.Source != gone.AsSource())] })],
                }),
            ],
        };
        Assert.Equal(Scoring.Compute(silent with { Template = without }).Total, Scoring.Compute(silent).Total);
    });

    /// <summary>The tree is the same to the last byte whatever a suppressed group wrote, and also when it wrote nothing.</summary>
    [Fact]
    public void Compute_SuppressedGroup_LeavesNoTraceInTheTree()
    {
        var seen = 0;
        Always((random, input) =>
        {
            var visibility = GroupVisibility.Of(input.Reviews.Select(r => r.Relationship), input.Threshold);
            var tree = Written(Scoring.Compute(input));
            bool Hidden(SubmittedReview review) => visibility.Of(review.Relationship) == GroupView.Suppressed;
            seen += input.Reviews.Any(Hidden) ? 1 : 0;

            var others = input with
            {
                Reviews =
                [
                    .. input.Reviews.Select(r => !Hidden(r)
                        ? r
                        : r with { Ratings = r.Ratings.ToDictionary(x => x.Key, _ => (int?)(1 + random.Below(input.Template.Scale.Points.Count))) }),
                ],
            };
            Assert.Equal(tree, Written(Scoring.Compute(others)));
            Assert.Equal(tree, Written(Scoring.Compute(input.Keeping(r => !Hidden(r)))));
        });
        Assert.True(seen > Cases / 4, "The generator hardly makes suppressed groups.");
    }

    [Fact]
    public void Compute_AnonymousMeans_NeverRestOnFewerThanTheThreshold() => Always((_, input) =>
    {
        var tree = Scoring.Compute(input);
        foreach (var source in tree.Sections.SelectMany(s => s.Indicators).SelectMany(i => i.Sources))
        {
            if (source.Source is not (Source.Data or Source.Self or Source.Manager) && source.Score is not null)
            {
                Assert.True(source.Count >= input.Threshold);
            }
        }
    });

    [Fact]
    public void Compute_OrderOfReviews_DoesNotMatter() => Always((_, input) =>
        Near(Scoring.Compute(input).Total, Scoring.Compute(input with { Reviews = [.. input.Reviews.Reverse()] }).Total));

    private static string Written(ScoreTree tree) => JsonSerializer.Serialize(tree);

    private static void Whole(decimal? score, decimal sum)
    {
        if (score is null)
        {
            Assert.Equal(0m, sum);
        }
        else
        {
            Near(100m, sum);
        }
    }

    private static void Near(decimal? a, decimal? b)
    {
        if (a is { } expected)
        {
            Assert.True(b is { } actual && Math.Abs(expected - actual) <= Tiny, $"{a} and {b}");
        }
        else
        {
            Assert.True(b is null or 0m, $"{a} and {b}");
        }
    }

    private static void NotLower(decimal? before, decimal? after)
    {
        Assert.Equal(before is null, after is null);
        Assert.True(before is null || after >= before - Tiny, $"{before} fell to {after}");
    }

    private static void Always(Action<RandomScoring, ScoringInput> property)
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new RandomScoring(seed);
            var input = random.Input();
            try
            {
                property(random, input);
            }
            catch (Exception fault)
            {
                Assert.Fail($"Seed {seed}: {fault.Message}");
            }
        }
    }
}
