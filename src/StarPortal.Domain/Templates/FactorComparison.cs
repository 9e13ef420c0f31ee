namespace StarPortal.Domain.Templates;

/// <summary>How much the first of two things matters beside the second.</summary>
public enum Importance
{
    Less,
    Equal,
    More,
}

/// <summary>Three things whose judgements contradict one another: the first matters more than the second, that more than the third, and that not less than the first.</summary>
public sealed record JudgementCircle(int First, int Second, int Third);

/// <summary>
/// The pairwise comparison that weights come from: of every two things somebody says which matters more. More counts 2,
/// equal 1, less 0; every thing also counts 1 for itself, so that the least important one still weighs something.
/// </summary>
public sealed class FactorComparison
{
    /// <summary>More things than this make more pairs than anybody judges with care.</summary>
    public const int MostFactors = 12;

    private readonly Importance?[,] judgements;

    /// <param name="count">How many things are compared.</param>
    public FactorComparison(int count)
    {
        Count = count;
        judgements = new Importance?[count, count];
    }

    public int Count { get; }

    /// <summary>Every pair once, the earlier thing first.</summary>
    public IEnumerable<(int First, int Second)> Pairs
        => Enumerable.Range(0, Count).SelectMany(i => Enumerable.Range(i + 1, Count - i - 1).Select(j => (i, j)));

    public int Judged => Pairs.Count(p => this[p.First, p.Second] is not null);

    public bool IsComplete => Pairs.All(p => this[p.First, p.Second] is not null);

    /// <summary>The judgement on a pair, seen from <paramref name="first"/>; null while nobody has judged. Setting one sets its mirror.</summary>
    public Importance? this[int first, int second]
    {
        get => judgements[first, second];
        set
        {
            if (first != second)
            {
                judgements[first, second] = value;
                judgements[second, first] = Mirrored(value);
            }
        }
    }

    /// <summary>Points of one thing: 1 for itself, 2, 1 or 0 for each judged pair.</summary>
    public int PointsOf(int factor)
        => 1 + Enumerable.Range(0, Count).Sum(other => other == factor ? 0 : this[factor, other] switch
        {
            Importance.More => 2,
            Importance.Equal => 1,
            _ => 0,
        });

    /// <summary>Exactly 100 together, by largest remainder. Meaningful once every pair is judged.</summary>
    public IReadOnlyList<decimal> ToWeights() => Weights.Proportionally([.. Enumerable.Range(0, Count).Select(i => (decimal)PointsOf(i))]);

    /// <summary>
    /// Judgements that go round: a beats b, b beats c, yet c beats a or is called its equal. Each circle once, beginning
    /// with the thing from which it reads "more, more".
    /// </summary>
    public IReadOnlyList<JudgementCircle> Circles()
    {
        var circles = new List<JudgementCircle>();
        foreach (var (a, b) in Pairs)
        {
            for (var c = b + 1; c < Count; c++)
            {
                if (Circle(a, b, c) is { } circle)
                {
                    circles.Add(circle);
                }
            }
        }

        return circles;
    }

    private JudgementCircle? Circle(int a, int b, int c)
    {
        (int, int, int)[] ways = [(a, b, c), (b, c, a), (c, a, b), (a, c, b), (c, b, a), (b, a, c)];
        foreach (var (first, second, third) in ways)
        {
            if (this[first, second] == Importance.More && this[second, third] == Importance.More && this[third, first] is Importance.More or Importance.Equal)
            {
                return new(first, second, third);
            }
        }

        return null;
    }

    private static Importance? Mirrored(Importance? judgement) => judgement switch
    {
        Importance.Less => Importance.More,
        Importance.More => Importance.Less,
        _ => judgement,
    };
}
