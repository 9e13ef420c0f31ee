using System.Text.Json;
using StarPortal.Domain.Anonymity;
using StarPortal.Domain.Results;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;
using StarPortal.Domain.Tests.Results;

namespace StarPortal.Domain.Tests.Anonymity;

/// <summary>
/// Somebody who knows the total, the template with its weights, shares and scale, every figure and text that is shown, and
/// their own answers, tries to learn an answer that is not shown. A failure names its seed.
/// </summary>
public sealed class AttackerTests
{
    private const int Cycles = 3000;

    private const int SolvedCycles = 400;

    private static readonly OpenQuestion[] questions =
    [
        new("q-all", LocalText.Same("?"), [Source.Self, Source.Manager, Source.Peer, Source.Report, Source.CrossTeam, Source.Customer], false, AnswerVisibility.ParticipantAndManager),
        new("q-peers", LocalText.Same("?"), [Source.Peer], false, AnswerVisibility.ParticipantAndManager),
        new("q-manager", LocalText.Same("?"), [Source.Peer, Source.Report], false, AnswerVisibility.ManagerOnly),
    ];

    /// <summary>
    /// Whatever the hidden people answered, everything anybody is shown is the same to the last byte: every other answer is
    /// as possible as the true one, so there is nothing to be solved.
    /// </summary>
    [Fact]
    public void HiddenAnswers_ChangedAtWill_ChangeNothingThatAnybodySees()
    {
        var changed = 0;
        Always(Cycles, (random, input) =>
        {
            var reviews = Reviews(random, input);
            var hidden = Hidden(input);
            var before = SeenByAll(input, reviews);
            var other = reviews.ConvertAll(r => r with { Ratings = new(r.Ratings), Texts = new(r.Texts) });
            for (var i = 0; i < reviews.Count; i++)
            {
                foreach (var indicator in input.Template.Indicators.Where(k => hidden.Contains((i, k.Key)) && other[i].Ratings[k.Key] is not null))
                {
                    other[i].Ratings[indicator.Key] = 1 + random.Below(input.Template.Scale.Points.Count);
                    changed++;
                }

                if (GroupVisibility.Of(reviews.Select(r => r.Relationship), input.Threshold).Of(reviews[i].Relationship) == GroupView.Suppressed)
                {
                    foreach (var key in other[i].Texts.Keys.ToList())
                    {
                        other[i].Texts[key] = random.Below(2) == 0 ? "" : $"other {random.Below(1_000_000)}";
                    }
                }
            }

            Assert.Equal(before, SeenByAll(input with { Reviews = [.. other.Select(r => r.Rated)] }, other));
        });
        Assert.True(changed > Cycles, "The generator hides hardly anything.");
    }

    /// <summary>Nor does it matter whether the hidden people answered at all, in which order, or who of them did.</summary>
    [Fact]
    public void SuppressedGroups_LeftOutAltogether_AndAnyOrder_LookTheSame() => Always(Cycles, (random, input) =>
    {
        var reviews = Reviews(random, input);
        var groups = GroupVisibility.Of(reviews.Select(r => r.Relationship), input.Threshold);
        var before = SeenByAll(input, reviews);

        var without = reviews.FindAll(r => groups.Of(r.Relationship) != GroupView.Suppressed);
        Assert.Equal(before, SeenByAll(input with { Reviews = [.. without.Select(r => r.Rated)] }, without));

        var shuffled = reviews.OrderBy(_ => random.Below(1_000_000)).ToList();
        Assert.Equal(
            JsonSerializer.Serialize(Feedback(ResultReader.Participant, input, reviews)),
            JsonSerializer.Serialize(Feedback(ResultReader.Participant, input, shuffled)));
    });

    /// <summary>
    /// The solver: how every published figure moves with every single answer is measured on the program itself, then all
    /// figures are combined. What remains always rests on at least the threshold of people whom the reader does not know.
    /// </summary>
    [Theory]
    [InlineData(Relationship.Self)]
    [InlineData(Relationship.Manager)]
    public void PublishedFigures_SolvedByParticipantOrManager_NeverIsolateFewerThanTheThreshold(Relationship attacker) => Always(SolvedCycles, (_, input) =>
    {
        var known = Enumerable.Range(0, input.Reviews.Count).Where(i => input.Reviews[i].Relationship == attacker).ToHashSet();
        foreach (var isolated in Isolated(input, known))
        {
            var named = isolated.Where(v => input.Reviews[v.Review].Relationship is Relationship.Self or Relationship.Manager).ToList();
            Assert.True(named.Count == isolated.Count || isolated.Count - named.Count >= input.Threshold, $"{isolated.Count} answers isolated");
        }
    });

    /// <summary>
    /// A member of a group to whom somebody shows the report: knows one answer more than they should. Still no single answer
    /// of another person can be solved, and none of a hidden group is touched at all.
    /// </summary>
    [Theory]
    [InlineData(Relationship.Peer)]
    [InlineData(Relationship.Report)]
    [InlineData(Relationship.CrossTeam)]
    [InlineData(Relationship.Customer)]
    public void PublishedFigures_SolvedByAMemberOfAGroup_NeverIsolateOneOtherPerson(Relationship attacker) => Always(SolvedCycles, (_, input) =>
    {
        var own = Enumerable.Range(0, input.Reviews.Count).FirstOrDefault(i => input.Reviews[i].Relationship == attacker, -1);
        var hidden = Hidden(input);
        foreach (var isolated in Isolated(input, own < 0 ? [] : [own]))
        {
            var others = isolated.Where(v => input.Reviews[v.Review].Relationship is not (Relationship.Self or Relationship.Manager)).ToList();
            Assert.True(others.Count == 0 || others.Count >= input.Threshold - 1, $"{others.Count} answers isolated");
            Assert.DoesNotContain(others, v => hidden.Contains((v.Review, v.Item)));
        }
    });

    /// <summary>Guards the tests above: a report that publishes small groups is found out by the same solver.</summary>
    [Fact]
    public void Solver_TwoNestedMeans_IsolatesTheDifference()
    {
        var isolated = LinearAttack.Solve([[1, 1, 1, 1], [1, 1, 1, 0]]);

        Assert.Contains(isolated, i => i is [3]);
        Assert.Single(LinearAttack.Solve([[1, 1, 1, 1], [2, 2, 2, 2]]));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(Relationship.Self, true)]
    [InlineData(Relationship.Manager, true)]
    [InlineData(Relationship.Peer, false)]
    [InlineData(Relationship.Report, false)]
    [InlineData(Relationship.CrossTeam, false)]
    [InlineData(Relationship.Customer, false)]
    public void MayRead_WhoeverWroteInAGroup_DoesNotReadItsResult(Relationship? own, bool expected) => Assert.Equal(expected, ResultVisibility.MayRead(own));

    /// <summary>Departments and their parts: what is left between any shown ones is nobody, or enough.</summary>
    [Fact]
    public void Statistics_NestedDepartments_NeverDifferByFew()
    {
        for (var seed = 0; seed < Cycles; seed++)
        {
            var random = new RandomScoring(seed);
            var own = Tree(random);
            var groups = own.Keys.Select(p => new StatisticsGroup(p, own.Where(o => o.Key.StartsWith(p, StringComparison.Ordinal)).Sum(o => o.Value))).ToList();
            var least = 3 + random.Below(10);

            var shown = StatisticsVisibility.Shown(groups, least);

            var people = own.SelectMany(o => Enumerable.Repeat(o.Key, o.Value)).ToList();
            var isolated = LinearAttack.Solve(shown.Select(s => people.Select(p => p.StartsWith(s, StringComparison.Ordinal) ? 1d : 0d).ToArray()));
            Assert.All(isolated, i => Assert.True(i.Length >= least, $"Seed {seed}: {i.Length} people under {least}"));
            var all = groups.Find(g => g.Path == "/1/")!;
            Assert.Equal(all.People >= least, shown.Contains("/1/"));
        }
    }

    [Fact]
    public void Statistics_DepartmentWithOnePersonOutsideItsTeams_ShowsFewerTeams()
    {
        StatisticsGroup[] groups = [new("/1/", 31), new("/1/2/", 10), new("/1/3/", 20)];

        Assert.Equal(["/1/", "/1/3/"], StatisticsVisibility.Shown(groups).Order());
        Assert.Equal(["/1/", "/1/2/", "/1/3/"], StatisticsVisibility.Shown([new("/1/", 30), .. groups.Skip(1)]).Order());
        Assert.Empty(StatisticsVisibility.Shown([new("/1/", 9)]));
    }

    private static string SeenByAll(ScoringInput input, List<Written> reviews) => JsonSerializer.Serialize(new
    {
        Tree = Scoring.Compute(input),
        Feedback = Enum.GetValues<ResultReader>().Select(r => Feedback(r, input, reviews)),
        Named = Enum.GetValues<ResultReader>().Select(r => AttributedAnswers.Of(r, Domain.Cycles.ReviewRules.Default, input.Template, [])),
    });

    private static VisibleFeedback Feedback(ResultReader reader, ScoringInput input, List<Written> reviews) => ResultVisibility.Of(
        reader, input.Template with { Questions = questions }, input.Threshold, 7, reviews.ConvertAll(r => new SubmittedTexts(r.Relationship, r.Texts)));

    private static List<Written> Reviews(RandomScoring random, ScoringInput input) =>
    [
        .. input.Reviews.Select((r, i) => new Written(
            r.Relationship,
            new Dictionary<string, int?>(r.Ratings),
            input.Template.Indicators.Select(k => k.Key).Concat(questions.Select(q => q.Key)).ToDictionary(k => k, k => random.Below(3) == 0 ? "" : $"{i} on {k}"))),
    ];

    /// <summary>
    /// Answers that stand in no shown figure: those of suppressed groups, and those on an indicator that fewer than the
    /// threshold of the shown set rated. Told from the definition, not from the code under test.
    /// </summary>
    private static HashSet<(int Review, string Item)> Hidden(ScoringInput input)
    {
        var groups = GroupVisibility.Of(input.Reviews.Select(r => r.Relationship), input.Threshold);
        var hidden = new HashSet<(int, string)>();
        foreach (var indicator in input.Template.Indicators)
        {
            for (var i = 0; i < input.Reviews.Count; i++)
            {
                var mine = input.Reviews[i].Relationship;
                if (!GroupVisibility.AnonymousGroups.Contains(mine))
                {
                    continue;
                }

                var set = groups.ShownAs(mine);
                var raters = input.Reviews.Count(r => groups.ShownAs(r.Relationship) == set && indicator.IsRatedBy(r.Relationship.AsSource()) && r.Ratings.GetValueOrDefault(indicator.Key) is not null);
                if (set is null || raters < input.Threshold)
                {
                    hidden.Add((i, indicator.Key));
                }
            }
        }

        return hidden;
    }

    /// <summary>Groups of unknown answers that the published figures isolate.</summary>
    private static List<List<(int Review, string Item)>> Isolated(ScoringInput input, HashSet<int> known)
    {
        var unknown = (from i in Enumerable.Range(0, input.Reviews.Count)
                       where !known.Contains(i)
                       from k in input.Template.Indicators
                       where input.Reviews[i].Ratings.GetValueOrDefault(k.Key) is not null
                       select (Review: i, Item: k.Key)).ToList();
        var figures = Figures(Scoring.Compute(input));
        var moved = unknown.ConvertAll(v => Figures(Scoring.Compute(Moved(input, v.Review, v.Item))));
        Assert.All(moved, m => Assert.Equal(figures.Count, m.Count));
        var rows = Enumerable.Range(0, figures.Count).Select(f => moved.Select(m => (double)(m[f] - figures[f])).ToArray());
        return LinearAttack.Solve(rows).ConvertAll(i => i.Select(v => unknown[v]).ToList());
    }

    // the total before adjustments and clamping tells more than the total: the total follows from it
    private static List<decimal> Figures(ScoreTree tree) =>
    [
        .. new[] { tree.Composed }
            .Concat(tree.Sections.SelectMany(s => new[] { s.Score, s.EffectiveWeight }))
            .Concat(tree.Sections.SelectMany(s => s.Indicators).SelectMany(i => new[] { i.Score, i.EffectiveWeight }))
            .Concat(tree.Sections.SelectMany(s => s.Indicators).SelectMany(i => i.Sources).SelectMany(s => new[] { s.Score, s.EffectiveShare, s.Count }))
            .OfType<decimal>(),
    ];

    private static ScoringInput Moved(ScoringInput input, int review, string item)
    {
        var ratings = new Dictionary<string, int?>(input.Reviews[review].Ratings);
        ratings[item] += ratings[item] == 1 ? 1 : -1;
        return input with { Reviews = [.. input.Reviews.Select((r, i) => i == review ? r with { Ratings = ratings } : r)] };
    }

    /// <summary>People directly in each department of a random tree.</summary>
    private static Dictionary<string, int> Tree(RandomScoring random)
    {
        var own = new Dictionary<string, int> { ["/1/"] = random.Below(30) };
        for (var id = 2; id < 4 + random.Below(12); id++)
        {
            own[$"{random.OneOf([.. own.Keys])}{id}/"] = random.Below(25);
        }

        return own;
    }

    private static void Always(int cycles, Action<RandomScoring, ScoringInput> property)
    {
        for (var seed = 0; seed < cycles; seed++)
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

    private sealed record Written(Relationship Relationship, Dictionary<string, int?> Ratings, Dictionary<string, string> Texts)
    {
        public SubmittedReview Rated => new(Relationship, Ratings);
    }
}
