using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Spreadsheets;

#pragma warning disable CA1304, CA1311 // the database lowers, not this program

namespace StarPortal.Web.Features.Reviews.ControlRoom.Lists;

/// <param name="Value">For a file: text, number or day.</param>
/// <param name="Text">For the page; null writes the value.</param>
/// <param name="Link">Where the cell leads.</param>
/// <param name="Tag">Class of a tag around the text.</param>
/// <param name="Shown">Without being chosen.</param>
public sealed record RoomColumn<TRow>(
    string Key,
    Func<string> Title,
    Func<TRow, object?> Value,
    Func<TRow, Formats, string>? Text = null,
    Func<TRow, string?>? Link = null,
    Func<TRow, string?>? Tag = null,
    bool Numeric = false,
    bool Shown = true,
    bool Sortable = true);

/// <summary>A list as a file needs it, whatever its rows are.</summary>
public interface IRoomList
{
    /// <summary>Its name in addresses.</summary>
    string Key { get; }

    Task<SheetContent> SheetAsync(RoomCycle cycle, RoomFilter filter, Actor actor, CancellationToken cancellation);
}

/// <summary>One of the control room's lists: its columns, and how a page or all of it is read.</summary>
public abstract class RoomList<TRow> : IRoomList
{
    public abstract string Key { get; }

    /// <summary>The first one cannot be left out.</summary>
    public abstract IReadOnlyList<RoomColumn<TRow>> Columns { get; }

    /// <summary>What may be chosen as state; the first holds when nothing is. Empty where there is nothing to choose.</summary>
    public virtual IReadOnlyList<RoomState> States => [];

    public abstract SortBy DefaultSort { get; }

    /// <summary>Kinds of review to choose from; empty where the list knows none.</summary>
    public virtual IReadOnlyList<Relationship> Kinds(RoomCycle cycle) => [];

    /// <summary>One kind must be chosen; the first holds when none is.</summary>
    public virtual bool NeedsKind => false;

    public abstract Task<Page<TRow>> PageAsync(RoomCycle cycle, RoomFilter filter, Actor actor, CancellationToken cancellation);

    public abstract Task<IReadOnlyList<TRow>> AllAsync(RoomCycle cycle, RoomFilter filter, Actor actor, CancellationToken cancellation);

    public IReadOnlyList<RoomColumn<TRow>> Chosen(string keys)
    {
        var chosen = keys.Split(',', StringSplitOptions.RemoveEmptyEntries);
        return chosen.Length == 0 ? [.. Columns.Where(c => c.Shown)] : [.. Columns.Where((c, i) => i == 0 || chosen.Contains(c.Key))];
    }

    public async Task<SheetContent> SheetAsync(RoomCycle cycle, RoomFilter filter, Actor actor, CancellationToken cancellation)
    {
        var columns = Chosen(filter.Columns);
        var rows = await AllAsync(cycle, filter, actor, cancellation);
        return new SheetContent(Key, [.. columns.Select(c => c.Title())], rows.Select(r => (IReadOnlyList<object?>)[.. columns.Select(c => c.Value(r))]));
    }

    protected SortBy SortOf(RoomFilter filter) => filter.Sort is { } sort && Columns.Any(c => c.Sortable && c.Key == sort.Column) ? sort : DefaultSort;

    protected RoomState StateOf(RoomFilter filter) => filter.State is { } state && States.Contains(state) ? state : States is [var first, ..] ? first : default;

    /// <summary>People whom a text means; null when there is none.</summary>
    protected static IQueryable<int>? Meant(PortalDbContext db, string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var pattern = SearchPattern.Contains(text);
        return db.Employees.Where(e => EF.Functions.Like(e.Name.ToLower(), pattern, "\\") || EF.Functions.Like(e.Number.ToLower(), pattern, "\\")).Select(e => e.Id);
    }

    /// <summary>The department's path, or one that nothing begins with.</summary>
    protected static async Task<string?> PathAsync(PortalDbContext db, int? department, CancellationToken cancellation) =>
        department is { } id ? await db.Departments.Where(d => d.Id == id).Select(d => d.Path).SingleOrDefaultAsync(cancellation) ?? "-" : null;
}
