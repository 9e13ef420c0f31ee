namespace StarPortal.Domain.Goals;

/// <summary>A node of the tree as far as progress is concerned.</summary>
/// <param name="KeyResults">Weight and progress (0 to 100) of each.</param>
public sealed record ObjectiveNode(int Id, int? ParentId, ObjectiveState State, decimal Weight, IReadOnlyList<(decimal Weight, decimal Progress)> KeyResults);

/// <summary>How far key results and objectives are, in percent.</summary>
public static class ObjectiveProgress
{
    public const decimal Whole = 100m;

    /// <summary>The way covered from start to target, 0 to 100; start over target means less is better.</summary>
    public static decimal Of(decimal start, decimal target, decimal current) =>
        start == target ? 0m : Math.Clamp((current - start) * Whole / (target - start), 0m, Whole);

    /// <summary>
    /// Progress of every objective: the mean of its key results and of the objectives right below it, each by its weight.
    /// Drafts and dropped objectives do not count for the one above them, nor do those that nothing measures; an objective
    /// with no part that counts has no progress.
    /// </summary>
    public static IReadOnlyDictionary<int, decimal?> RollUp(IReadOnlyCollection<ObjectiveNode> nodes)
    {
        var children = nodes.Where(n => n.ParentId is not null).ToLookup(n => n.ParentId!.Value);
        var done = new Dictionary<int, decimal?>();
        foreach (var root in nodes)
        {
            Visit(root, children, done);
        }

        return done;
    }

    private static decimal? Visit(ObjectiveNode node, ILookup<int, ObjectiveNode> children, Dictionary<int, decimal?> done)
    {
        if (done.TryGetValue(node.Id, out var known))
        {
            return known;
        }

        // no value yet, so that even a circle, which nothing can make, would end
        done[node.Id] = null;
        var parts = node.KeyResults.ToList();
        foreach (var child in children[node.Id].Where(c => c.State is not (ObjectiveState.Draft or ObjectiveState.Dropped)))
        {
            if (Visit(child, children, done) is { } progress)
            {
                parts.Add((child.Weight, progress));
            }
        }

        var weight = parts.Sum(p => p.Weight);
        return done[node.Id] = weight == 0m ? null : parts.Sum(p => p.Weight * p.Progress) / weight;
    }

    /// <summary>Whether <paramref name="id"/> may go under <paramref name="parentId"/>: not under itself or anything below it.</summary>
    /// <param name="parents">The tree as it is: identifier → the one above.</param>
    public static bool MayMove(int id, int? parentId, IReadOnlyDictionary<int, int?> parents)
    {
        var seen = new HashSet<int>();
        for (var above = parentId; above is { } at && seen.Add(at); above = parents.GetValueOrDefault(at))
        {
            if (at == id)
            {
                return false;
            }
        }

        return true;
    }
}
