using StarPortal.Domain;
using StarPortal.Domain.Results;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Results;

/// <summary>One indicator as self, manager and groups rate it.</summary>
internal sealed record ComparedIndicator(string Key, LocalText Name, IReadOnlyList<ComparedScore> Scores)
{
    public decimal? Of(Source source) => Scores.FirstOrDefault(s => s.Source == source)?.Score;
}

internal sealed record ComparedScore(Source Source, decimal Score);

/// <summary>Takes the ratings out of a computation tree, which holds only what may be shown.</summary>
internal static class SideBySide
{
    public static IReadOnlyList<ComparedIndicator> Of(ScoreTree tree) =>
    [
        .. tree.Sections.SelectMany(s => s.Indicators)
            .Select(i => new ComparedIndicator(i.Key, i.Name,
            [
                .. i.Sources.Where(s => s.Source != Source.Data && s.Score is not null).OrderBy(s => s.Source).Select(s => new ComparedScore(s.Source, s.Score!.Value)),
            ]))
            .Where(i => i.Scores.Count > 0),
    ];
}
