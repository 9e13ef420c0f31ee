using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Feedback;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Shared.Phrases;

/// <summary>An indicator to choose.</summary>
public sealed record IndicatorOption(string Code, LocalText Name);

/// <summary>A phrase to begin with.</summary>
public sealed record PhraseOffer(int Id, PhraseKind Kind, LocalText Text);

/// <summary>What somebody who writes is offered: the library's indicators and the phrases on them.</summary>
public sealed class PhraseOffers(IDbContextFactory<PortalDbContext> factory)
{
    private const int Most = 40;

    public async Task<IReadOnlyList<IndicatorOption>> IndicatorsAsync(CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.LibraryIndicators.AsNoTracking().Where(i => i.State == LibraryState.Active).OrderBy(i => i.Kind).ThenBy(i => i.Code)
            .Select(i => new IndicatorOption(i.Code, new LocalText(i.NameEn, i.NameZh))).ToListAsync(cancellation);
    }

    /// <param name="indicatorCode">Code in the library; one without phrases of its own, or none, gets those of any indicator.</param>
    /// <param name="kind">Strength or improvement.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<IReadOnlyList<PhraseOffer>> ForAsync(string indicatorCode, PhraseKind kind, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var phrases = db.Phrases.AsNoTracking().Where(p => !p.Retired && p.Kind == kind);
        var own = await phrases.AnyAsync(p => p.IndicatorCode == indicatorCode, cancellation);
        return await phrases.Where(p => !own || p.IndicatorCode == indicatorCode || p.IndicatorCode == "").OrderBy(p => p.IndicatorCode).ThenBy(p => p.Id).Take(Most)
            .Select(p => new PhraseOffer(p.Id, p.Kind, new LocalText(p.En, p.Zh))).ToListAsync(cancellation);
    }
}
