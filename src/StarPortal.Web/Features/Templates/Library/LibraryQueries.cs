using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Templates.Library;

/// <param name="Text">Part of a code, name or definition, in either language.</param>
/// <param name="State">Null for both.</param>
public sealed record LibraryFilter(
    string Text = "",
    IndicatorKind? Kind = null,
    IndicatorLayer? Layer = null,
    LibraryKeeper? Keeper = null,
    LibraryState? State = LibraryState.Active);

/// <summary>Where an indicator is used.</summary>
/// <param name="Templates">Templates of which any version holds it.</param>
/// <param name="Published">Published versions that hold it.</param>
/// <param name="Cycles">Running cycles that hold it.</param>
public sealed record LibraryUsage(int Templates, int Published, int Cycles);

/// <param name="Latest">Number of the newest version.</param>
public sealed record LibraryRow(
    string Code,
    LocalText Name,
    IndicatorKind Kind,
    IndicatorLayer Layer,
    LibraryKeeper Keeper,
    LibraryState State,
    int Latest,
    LibraryUsage Usage);

public sealed record LibraryVersionView(int Number, LibraryContent Content, string CreatedBy, DateTime CreatedAt);

/// <param name="Version">Concurrency token.</param>
/// <param name="Versions">The newest first.</param>
/// <param name="UsedBy">The template versions that hold it.</param>
public sealed record LibraryIndicatorView(
    string Code,
    LibraryKeeper Keeper,
    LibraryState State,
    int Version,
    LibraryUsage Usage,
    IReadOnlyList<LibraryVersionView> Versions,
    IReadOnlyList<LibraryUser> UsedBy)
{
    public LibraryVersionView Newest => Versions[0];
}

/// <param name="Holds">The indicator's version that it holds.</param>
public sealed record LibraryUser(int TemplateId, int Number, LocalText Name, TemplateState State, int Holds);

/// <summary>An active indicator as the designer offers it.</summary>
public sealed record LibraryOffer(Indicator Indicator, bool Own);

/// <summary>Reads the indicator library, for HR.</summary>
public sealed class LibraryQueries(IDbContextFactory<PortalDbContext> factory)
{
    public const int PageSize = 25;

    public const int PickSize = 8;

    public async Task<Page<LibraryRow>> ListAsync(LibraryFilter filter, SortBy sort, int page, Actor actor, CancellationToken cancellation)
    {
        if (!TemplateAccess.CanView(actor))
        {
            return new Page<LibraryRow>([], 0);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var indicators = Filtered(db, filter);
        var total = await indicators.CountAsync(cancellation);
        var rows = await Sorted(db, indicators, sort)
            .Skip((Math.Max(1, page) - 1) * PageSize)
            .Take(PageSize)
            .Select(Row(db))
            .ToListAsync(cancellation);
        return new Page<LibraryRow>(rows, total);
    }

    /// <summary>One indicator with its history; null when there is none, or none that this reader may see.</summary>
    public async Task<LibraryIndicatorView?> FindAsync(string code, Actor actor, CancellationToken cancellation)
    {
        if (!TemplateAccess.CanView(actor))
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var head = await db.LibraryIndicators.AsNoTracking()
            .Where(i => i.Code == code)
            .Select(i => new { i.Id, i.Version, Row = new { i.Keeper, i.State } })
            .SingleOrDefaultAsync(cancellation);
        if (head is null)
        {
            return null;
        }

        var usage = await db.LibraryIndicators.AsNoTracking().Where(i => i.Id == head.Id).Select(Row(db)).SingleAsync(cancellation);
        var versions = await db.LibraryIndicatorVersions.AsNoTracking()
            .Where(v => v.LibraryIndicatorId == head.Id)
            .OrderByDescending(v => v.Number)
            .Select(v => new LibraryVersionView(v.Number, v.Content, v.CreatedBy, v.CreatedAt))
            .ToListAsync(cancellation);
        var users = await db.LibraryUses.AsNoTracking()
            .Where(u => u.Code == code)
            .Join(db.TemplateVersions, u => u.TemplateVersionId, v => v.Id, (u, v) => new { v.TemplateId, v.Number, v.Definition, v.State, Holds = u.Number })
            .OrderBy(v => v.TemplateId).ThenByDescending(v => v.Number)
            .ToListAsync(cancellation);
        return new LibraryIndicatorView(
            code,
            head.Row.Keeper,
            head.Row.State,
            head.Version,
            usage.Usage,
            versions,
            [.. users.Select(u => new LibraryUser(u.TemplateId, u.Number, u.Definition.Name, u.State, u.Holds))]);
    }

    /// <summary>Active indicators to take into a template, by name.</summary>
    public async Task<Page<LibraryOffer>> OffersAsync(LibraryFilter filter, int page, Actor actor, CancellationToken cancellation)
    {
        if (!TemplateAccess.CanView(actor))
        {
            return new Page<LibraryOffer>([], 0);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var indicators = Filtered(db, filter with { State = LibraryState.Active });
        var total = await indicators.CountAsync(cancellation);
        var rows = await Sorted(db, indicators, new SortBy("name", false))
            .Skip((Math.Max(1, page) - 1) * PickSize)
            .Take(PickSize)
            .Select(i => new { i.Code, i.Latest, i.Keeper, i.Versions.First(v => v.Number == i.Latest).Content })
            .ToListAsync(cancellation);
        return new Page<LibraryOffer>([.. rows.Select(r => new LibraryOffer(r.Content.ToIndicator(r.Code, r.Latest), r.Keeper == LibraryKeeper.Own))], total);
    }

    /// <summary>Of these origins, those of which the library holds a newer version, with it. Retired indicators are left as they are.</summary>
    public async Task<IReadOnlyDictionary<string, Indicator>> NewerAsync(IReadOnlyCollection<LibraryOrigin> origins, Actor actor, CancellationToken cancellation)
    {
        var codes = origins.Select(o => o.Code).Distinct().ToList();
        if (codes.Count == 0 || !TemplateAccess.CanView(actor))
        {
            return new Dictionary<string, Indicator>();
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var newest = await db.LibraryIndicators.AsNoTracking()
            .Where(i => codes.Contains(i.Code) && i.State == LibraryState.Active)
            .Select(i => new { i.Code, i.Latest, i.Versions.First(v => v.Number == i.Latest).Content })
            .ToListAsync(cancellation);
        return newest
            .Where(n => origins.Any(o => o.Code == n.Code && o.Version < n.Latest))
            .ToDictionary(n => n.Code, n => n.Content.ToIndicator(n.Code, n.Latest));
    }

    private static IQueryable<LibraryIndicator> Filtered(PortalDbContext db, LibraryFilter filter)
    {
        var indicators = db.LibraryIndicators.AsNoTracking();
        if (filter.Text.Trim() is { Length: > 0 } text)
        {
            var pattern = SearchPattern.Contains(text);
            indicators = indicators.Where(i => EF.Functions.Like(i.SearchText, pattern, SearchPattern.Escape));
        }

        indicators = filter.Kind is { } kind ? indicators.Where(i => i.Kind == kind) : indicators;
        indicators = filter.Layer is { } layer ? indicators.Where(i => i.Layer == layer) : indicators;
        indicators = filter.Keeper is { } keeper ? indicators.Where(i => i.Keeper == keeper) : indicators;
        return filter.State is { } state ? indicators.Where(i => i.State == state) : indicators;
    }

    private static IOrderedQueryable<LibraryIndicator> Sorted(PortalDbContext db, IQueryable<LibraryIndicator> indicators, SortBy sort)
    {
        Expression<Func<LibraryIndicator, object?>> key = sort.Column switch
        {
            "kind" => i => i.Kind,
            "layer" => i => i.Layer,
            "keeper" => i => i.Keeper,
            "version" => i => i.Latest,
            "usage" => i => db.TemplateVersions.Where(v => v.LibraryUses.Any(u => u.Code == i.Code)).Select(v => v.TemplateId).Distinct().Count(),
            _ when Formats.IsChinese => i => i.NameZh,
            _ => i => i.NameEn,
        };
        return (sort.Descending ? indicators.OrderByDescending(key) : indicators.OrderBy(key)).ThenBy(i => i.Code);
    }

    private static Expression<Func<LibraryIndicator, LibraryRow>> Row(PortalDbContext db) => i => new LibraryRow(
        i.Code,
        new LocalText(i.NameEn, i.NameZh),
        i.Kind,
        i.Layer,
        i.Keeper,
        i.State,
        i.Latest,
        new LibraryUsage(
            db.TemplateVersions.Where(v => v.LibraryUses.Any(u => u.Code == i.Code)).Select(v => v.TemplateId).Distinct().Count(),
            db.TemplateVersions.Count(v => v.State == TemplateState.Published && v.LibraryUses.Any(u => u.Code == i.Code)),
            db.Cycles.Count(c => (c.State == CycleState.Running || c.State == CycleState.Calibrating)
                && db.TemplateVersions.Any(v => v.Id == c.TemplateVersionId && v.LibraryUses.Any(u => u.Code == i.Code)))));
}
