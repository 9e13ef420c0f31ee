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

    /// <summary>
    /// The same for a report that is passed on: each bucket holds nobody, or enough people whoever reads it with their own
    /// figure and their reports' in hand.
    /// </summary>
    /// <param name="figures">Totals, levels or the like.</param>
    /// <param name="threshold">Fewest people in a bucket.</param>
    /// <param name="width">Of a bucket before it is joined with its neighbours.</param>
    /// <returns>Empty for a group that is too small.</returns>
    public static IReadOnlyList<TotalBucket> ForEverybody(IReadOnlyCollection<KnownFigure> figures, int threshold, decimal width = Width)
    {
        if (figures.Count < LeastPeople)
        {
            return [];
        }

        var slots = figures.GroupBy(f => decimal.Floor(f.Value / width)).ToDictionary(g => g.Key, g => g.ToList());
        var joined = new List<(decimal From, decimal To, Crowd Crowd)>();
        for (var slot = slots.Keys.Min(); slot <= slots.Keys.Max(); slot++)
        {
            var crowd = new Crowd();
            slots.GetValueOrDefault(slot, []).ForEach(f => crowd.Add(f.EmployeeId, f.ManagerId));
            joined.Add((slot * width, (slot + 1) * width, crowd));
            while (joined.Count > 1 && !joined[^2].Crowd.IsEmptyOrEnough(threshold))
            {
                JoinLast(joined);
            }
        }

        while (joined.Count > 1 && !joined[^1].Crowd.IsEmptyOrEnough(threshold))
        {
            JoinLast(joined);
        }

        return joined is [var only] && !only.Crowd.IsEnough(threshold) ? [] : [.. joined.Select(j => new TotalBucket(j.From, j.To, j.Crowd.People))];
    }

    private static void JoinLast(List<(decimal From, decimal To, Crowd Crowd)> joined)
    {
        joined[^2].Crowd.Add(joined[^1].Crowd);
        joined[^2] = (joined[^2].From, joined[^1].To, joined[^2].Crowd);
        joined.RemoveAt(joined.Count - 1);
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
