namespace StarPortal.Domain.Stars;

/// <summary>How many people of a group hold a level, against what is advised.</summary>
/// <param name="Percent">Of the group, rounded to two decimals; 0 in an empty group.</param>
/// <param name="GuidancePercent">At most this share; null where nothing is advised.</param>
/// <param name="Most">At most so many people; null without guidance, or where the group is too small for it.</param>
public sealed record LevelShare(int Level, int People, decimal Percent, decimal? GuidancePercent, int? Most)
{
    /// <summary>How many people more the guidance has room for; negative: how many are too many. Null without guidance.</summary>
    public int? Room => Most - People;
}

/// <summary>
/// The levels of a group against their guidance. A share of p % of n people is at most ⌊n × p ÷ 100⌋ people: a part of a
/// person is none, so that a guidance is never exceeded by rounding. Groups under ten have no guidance at all: one person
/// would decide about a tenth or more.
/// </summary>
public static class StarDistribution
{
    /// <summary>Smaller groups are not compared with the guidance.</summary>
    public const int LeastPeople = 10;

    /// <param name="levels">Of the programme, in any order.</param>
    /// <param name="people">How many of the group hold each level; a level that is missing is held by nobody.</param>
    /// <returns>From the highest level down.</returns>
    public static IReadOnlyList<LevelShare> Of(IReadOnlyList<StarLevel> levels, IReadOnlyDictionary<int, int> people)
    {
        var total = levels.Sum(l => people.GetValueOrDefault(l.Number));
        return
        [
            .. levels.OrderByDescending(l => l.Number).Select(l =>
            {
                var count = people.GetValueOrDefault(l.Number);
                return new LevelShare(
                    l.Number,
                    count,
                    total == 0 ? 0 : Rounding.Score(count * 100m / total),
                    l.GuidancePercent,
                    total >= LeastPeople && l.GuidancePercent is { } guidance ? (int)decimal.Floor(total * guidance / 100m) : null);
            }),
        ];
    }
}
