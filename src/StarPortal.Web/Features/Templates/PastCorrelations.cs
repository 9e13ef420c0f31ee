using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Templates;

/// <summary>
/// How the past scores of a template's indicators went together, over released cycles: two that always rise and fall
/// together count the same thing twice. An indicator is found again by its key and measure.
/// </summary>
public sealed class PastCorrelations(IDbContextFactory<PortalDbContext> factory)
{
    /// <summary>The newest results say enough; more would only make the designer wait.</summary>
    private const int MostResults = 2000;

    /// <summary>Every pair that can be told, the closest first. Only aggregates leave this method.</summary>
    public async Task<IReadOnlyList<IndicatorPair>> ForAsync(TemplateDefinition definition, CancellationToken cancellation)
    {
        var indicators = definition.Indicators.DistinctBy(i => i.Key).ToList();
        if (indicators.Count < 2)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var cycles = await SimilarCyclesAsync(db, indicators, cancellation);
        if (cycles.Count == 0)
        {
            return [];
        }

        var trees = await db.ParticipantResults.AsNoTracking()
            .Where(r => cycles.Contains(r.CycleId))
            .OrderByDescending(r => r.Id)
            .Take(MostResults)
            .SelectMany(r => r.Versions.Where(v => v.Number == r.CurrentNumber).Select(v => v.Tree))
            .ToListAsync(cancellation);
        var keys = indicators.ConvertAll(i => i.Key);
        var people = trees.ConvertAll(t => t.Sections.SelectMany(s => s.Indicators)
            .Where(i => i.Score is not null && keys.Contains(i.Key))
            .DistinctBy(i => i.Key)
            .ToDictionary(i => i.Key, i => i.Score!.Value));
        return [.. Pairs(keys, people).OrderByDescending(p => Math.Abs(p.Correlation)).ThenBy(p => p.KeyA, StringComparer.Ordinal)];
    }

    // a key alone may mean something else in another template: the kind of measure has to agree as well
    private static async Task<List<int>> SimilarCyclesAsync(PortalDbContext db, List<Indicator> indicators, CancellationToken cancellation)
    {
        var released = await db.Cycles.AsNoTracking()
            .Where(c => (c.State == CycleState.Released || c.State == CycleState.Closed) && c.TemplateVersionId != null)
            .Select(c => new { c.Id, c.TemplateVersionId })
            .ToListAsync(cancellation);
        var versions = released.ConvertAll(c => c.TemplateVersionId!.Value).Distinct().ToList();
        var definitions = await db.TemplateVersions.AsNoTracking()
            .Where(v => versions.Contains(v.Id))
            .Select(v => new { v.Id, v.Definition })
            .ToListAsync(cancellation);
        var similar = definitions
            .Where(d => indicators.Count(i => d.Definition.FindIndicator(i.Key) is { } past && past.Measure.GetType() == i.Measure.GetType()) >= 2)
            .Select(d => d.Id)
            .ToHashSet();
        return [.. released.Where(c => similar.Contains(c.TemplateVersionId!.Value)).Select(c => c.Id)];
    }

    private static IEnumerable<IndicatorPair> Pairs(List<string> keys, List<Dictionary<string, decimal>> people)
    {
        for (var a = 0; a < keys.Count; a++)
        {
            for (var b = a + 1; b < keys.Count; b++)
            {
                var scores = people.Where(p => p.ContainsKey(keys[a]) && p.ContainsKey(keys[b])).Select(p => (p[keys[a]], p[keys[b]])).ToList();
                if (Correlation.Pearson(scores) is { } correlation)
                {
                    yield return new IndicatorPair(keys[a], keys[b], correlation, scores.Count);
                }
            }
        }
    }
}
