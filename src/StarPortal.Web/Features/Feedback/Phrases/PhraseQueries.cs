using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Feedback;
using StarPortal.Web.Features.Feedback.Notes;
using StarPortal.Web.Shared;

#pragma warning disable CA1304, CA1311 // the database lowers, not this program

namespace StarPortal.Web.Features.Feedback.Phrases;

/// <param name="Shipped">Came with the product.</param>
public sealed record PhraseRow(int Id, string IndicatorCode, LocalText? Indicator, PhraseKind Kind, LocalText Text, bool Shipped, bool Retired, int Version);

/// <param name="Indicator">Null for any; empty for phrases of no indicator.</param>
/// <param name="Shipped">Null for both.</param>
public sealed record PhraseFilter(string Search = "", string? Indicator = null, PhraseKind? Kind = null, bool? Shipped = null, bool Retired = false);

/// <summary>The phrase library, for HR.</summary>
public sealed class PhraseQueries(IDbContextFactory<PortalDbContext> factory)
{
    public const int PageSize = 20;

    public async Task<Page<PhraseRow>> PageAsync(PhraseFilter filter, int page, Actor actor, CancellationToken cancellation)
    {
        if (!NoteAccess.CanManagePhrases(actor))
        {
            return new Page<PhraseRow>([], 0);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var phrases = db.Phrases.AsNoTracking().Where(p => p.Retired == filter.Retired);
        phrases = filter.Indicator is { } code ? phrases.Where(p => p.IndicatorCode == code) : phrases;
        phrases = filter.Kind is { } kind ? phrases.Where(p => p.Kind == kind) : phrases;
        phrases = filter.Shipped is { } shipped ? phrases.Where(p => (p.ShippedCode != null) == shipped) : phrases;
        if (filter.Search.Trim().Length > 0)
        {
            var pattern = SearchPattern.Contains(filter.Search);
            phrases = phrases.Where(p => EF.Functions.Like(p.En.ToLower(), pattern, "\\") || EF.Functions.Like(p.Zh.ToLower(), pattern, "\\"));
        }

        var total = await phrases.CountAsync(cancellation);
        var found = await phrases.OrderBy(p => p.IndicatorCode).ThenBy(p => p.Kind).ThenBy(p => p.Id).Skip((Math.Max(1, page) - 1) * PageSize).Take(PageSize).ToListAsync(cancellation);
        var names = await NoteQueries.IndicatorNamesAsync(db, [.. found.Select(p => p.IndicatorCode)], cancellation);
        return new Page<PhraseRow>(
            [.. found.Select(p => new PhraseRow(p.Id, p.IndicatorCode, names.GetValueOrDefault(p.IndicatorCode), p.Kind, p.Text, p.ShippedCode is not null, p.Retired, p.Version))], total);
    }
}
