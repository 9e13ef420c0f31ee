namespace StarPortal.Domain.Stars;

/// <summary>Places by total. Equal totals share the better place, so that nobody is worse off for being equal.</summary>
public static class StarRanks
{
    /// <param name="totals">By participant, as stored: rounded to two decimals. People without a total are not ranked.</param>
    public static IReadOnlyDictionary<int, RankPlace> Places(IReadOnlyCollection<(int Id, decimal? Total)> totals)
    {
        var ranked = totals.Where(t => t.Total is not null).OrderByDescending(t => t.Total).ToList();
        var places = new Dictionary<int, RankPlace>(ranked.Count);
        var place = 0;
        for (var i = 0; i < ranked.Count; i++)
        {
            if (i == 0 || ranked[i].Total != ranked[i - 1].Total)
            {
                place = i + 1;
            }

            places[ranked[i].Id] = new RankPlace(place, ranked.Count);
        }

        return places;
    }
}
