namespace StarPortal.Domain.Anonymity;

/// <summary>How many people of a group have a total from <paramref name="From"/> up to, but not including, <paramref name="To"/>; the last bucket includes its end.</summary>
public sealed record TotalBucket(decimal From, decimal To, int People);

/// <summary>The totals of a group as a histogram from which nobody's total can be derived.</summary>
public static class TotalDistribution
{
    /// <summary>Smaller groups have no histogram.</summary>
    public const int LeastPeople = 10;

    private const decimal Width = 10m;

    /// <summary>
    /// Buckets of ten points, joined with their neighbours until each holds nobody, or at least
    /// <paramref name="threshold"/> people, whose totals the reader does not know: taking away the known ones leaves
    /// nobody singled out.
    /// </summary>
    /// <param name="others">Totals of people that the reader does not know.</param>
    /// <param name="known">Totals that the reader may look up: their own, their reports'.</param>
    /// <returns>Empty for a group that is too small.</returns>
    public static IReadOnlyList<TotalBucket> Of(IReadOnlyList<decimal> others, IReadOnlyList<decimal> known, int threshold)
    {
        if (others.Count + known.Count < LeastPeople || others.Count < threshold)
        {
            return [];
        }

        var all = others.Concat(known).ToList();
        var first = decimal.Floor(all.Min() / Width) * Width;
        var buckets = new List<(TotalBucket Bucket, int Others)>();
        for (var from = first; from <= all.Max(); from += Width)
        {
            var inside = new Func<decimal, bool>(t => t >= from && t < from + Width);
            buckets.Add((new TotalBucket(from, from + Width, all.Count(inside)), others.Count(inside)));
        }

        return Join(buckets, threshold);
    }

    private static IReadOnlyList<TotalBucket> Join(List<(TotalBucket Bucket, int Others)> buckets, int threshold)
    {
        var joined = new List<(TotalBucket Bucket, int Others)>();
        foreach (var next in buckets)
        {
            if (joined.Count > 0 && TooFew(joined[^1].Others, threshold))
            {
                joined[^1] = Union(joined[^1], next);
            }
            else
            {
                joined.Add(next);
            }
        }

        while (joined.Count > 1 && TooFew(joined[^1].Others, threshold))
        {
            joined[^2] = Union(joined[^2], joined[^1]);
            joined.RemoveAt(joined.Count - 1);
        }

        return [.. joined.Select(j => j.Bucket)];
    }

    private static bool TooFew(int others, int threshold) => others > 0 && others < threshold;

    private static (TotalBucket Bucket, int Others) Union((TotalBucket Bucket, int Others) a, (TotalBucket Bucket, int Others) b) =>
        (new TotalBucket(a.Bucket.From, b.Bucket.To, a.Bucket.People + b.Bucket.People), a.Others + b.Others);
}
