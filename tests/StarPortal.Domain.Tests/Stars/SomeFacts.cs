using StarPortal.Domain.Stars;

namespace StarPortal.Domain.Tests.Stars;

/// <summary>Facts with valid defaults: the third quarter, nothing recorded, five years of service.</summary>
internal static class SomeFacts
{
    public static StarFacts With(
        decimal? total = 90m,
        int? tenure = 60,
        Dictionary<string, decimal>? actuals = null,
        IReadOnlyList<RecordedFact>? recorded = null,
        RankPlace? rank = null,
        Dictionary<string, decimal>? sections = null,
        Dictionary<string, decimal>? indicators = null) => new(
            new DateOnly(2026, 7, 1),
            new DateOnly(2026, 9, 30),
            total,
            sections ?? [],
            indicators ?? [],
            actuals ?? [],
            tenure,
            recorded ?? [],
            rank is null ? [] : new Dictionary<RankGroup, RankPlace> { [RankGroup.Everybody] = rank });

    public static RecordedFact Trained(string date = "2025-01-10") => new(StarFactKind.Training, StarPresets.BasicTraining, DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture));

    public static RecordedFact Commended(string date = "2026-08-01") => new(StarFactKind.Commendation, "", DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture));

    public static RecordedFact Adopted(string date = "2026-08-01") => new(StarFactKind.Suggestion, "", DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture));
}
