namespace StarPortal.Domain.Reviews;

/// <summary>
/// Patterns of ratings that are worth a second look before handing in. None of them is a fault: somebody may well be
/// equally good at everything, and a team equally good at one thing.
/// </summary>
public static class RatingPatterns
{
    /// <summary>Ratings in one form, and people with the same row, from which on a pattern says something.</summary>
    public const int Fewest = 3;

    /// <summary>Every rated item of one form has the same rating (the halo of a first impression).</summary>
    public static bool AllAlike(IEnumerable<AnswerContent> answers)
    {
        var ratings = answers.Select(a => a.Rating).OfType<int>().ToList();
        return ratings.Count >= Fewest && ratings.Distinct().Count() == 1;
    }

    /// <summary>
    /// The number of people, the one at hand among them, who were all given exactly the same ratings by one writer; null
    /// when somebody was rated differently, or there are too few to tell. Reviews without any rating say nothing.
    /// </summary>
    public static int? SameForEverybody(IEnumerable<AnswerContent> mine, IEnumerable<IEnumerable<AnswerContent>> others)
    {
        var own = Ratings(mine);
        var rated = others.Select(Ratings).Where(r => r.Count > 0).ToList();
        return own.Count > 0 && rated.Count + 1 >= Fewest && rated.TrueForAll(r => r.Count == own.Count && own.All(o => r.TryGetValue(o.Key, out var there) && there == o.Value))
            ? rated.Count + 1
            : null;
    }

    private static Dictionary<string, int> Ratings(IEnumerable<AnswerContent> answers) =>
        answers.Where(a => a.Rating is not null).ToDictionary(a => a.ItemKey, a => a.Rating!.Value);
}
