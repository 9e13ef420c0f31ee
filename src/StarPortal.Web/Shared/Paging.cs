namespace StarPortal.Web.Shared;

/// <summary>Order of a list: a column's own key and its direction.</summary>
public sealed record SortBy(string Column, bool Descending);

/// <summary>One page of a list and how many rows there are in all.</summary>
public sealed record Page<T>(IReadOnlyList<T> Rows, int Total);
