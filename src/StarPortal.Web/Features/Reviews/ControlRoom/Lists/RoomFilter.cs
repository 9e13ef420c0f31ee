using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Reviews.ControlRoom.Lists;

/// <summary>Which of a list's rows are shown; what it means is the list's to say.</summary>
public enum RoomState
{
    All,
    Open,
    Late,
    DueSoon,
    Missed,
    Declined,
    Submitted,
    Withdrawn,
    Over,
}

/// <param name="Text">Part of a name or number.</param>
/// <param name="DepartmentId">This department and everything below it.</param>
public sealed record RoomFilter(string Text = "", int? DepartmentId = null, Relationship? Kind = null, RoomState? State = null, SortBy? Sort = null, int Page = 1, string Columns = "")
{
    public const int PageSize = 25;

    public int Skipped => (Math.Max(1, Page) - 1) * PageSize;

    public static RoomFilter Of(RoomQuery query) => new(
        query.Text ?? "",
        int.TryParse(query.Department, CultureInfo.InvariantCulture, out var department) ? department : null,
        Enum.TryParse<Relationship>(query.Kind, out var kind) && Enum.IsDefined(kind) ? kind : null,
        Enum.TryParse<RoomState>(query.State, out var state) && Enum.IsDefined(state) ? state : null,
        string.IsNullOrEmpty(query.Sort) ? null : new SortBy(query.Sort, query.Descending == "true"),
        int.TryParse(query.Page, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 1_000_000) : 1,
        query.Columns ?? "");

    /// <summary>What the address of the page says.</summary>
    public static RoomFilter Of(NavigationManager navigation)
    {
        var query = QueryHelpers.ParseQuery(navigation.ToAbsoluteUri(navigation.Uri).Query);
        string? Of(string name) => query.TryGetValue(name, out var value) ? value.ToString() : null;
        return RoomFilter.Of(new RoomQuery(Of("text"), Of("department"), Of("kind"), Of("state"), Of("sort"), Of("descending"), Of("page"), Of("columns")));
    }

    /// <summary>The address with this filter in it; what says nothing is left out.</summary>
    public string Address(string path, params (string Name, string? Value)[] more)
    {
        (string Name, string? Value)[] parts =
        [
            .. more,
            ("text", Text),
            ("department", DepartmentId?.ToString(CultureInfo.InvariantCulture)),
            ("kind", Kind?.ToString()),
            ("state", State?.ToString()),
            ("sort", Sort?.Column),
            ("descending", Sort?.Descending == true ? "true" : null),
            ("page", Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null),
            ("columns", Columns),
        ];
        return QueryHelpers.AddQueryString(path, parts.Where(p => !string.IsNullOrEmpty(p.Value)).ToDictionary(p => p.Name, p => p.Value));
    }
}

/// <summary>A filter as it stands in an address.</summary>
public sealed record RoomQuery(string? Text, string? Department, string? Kind, string? State, string? Sort, string? Descending, string? Page, string? Columns);
