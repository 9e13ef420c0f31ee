namespace StarPortal.Web.Shared;

/// <summary>A pattern for <c>EF.Functions.Like(x.ToLower(), pattern, SearchPattern.Escape)</c> that means the same on both databases.</summary>
public static class SearchPattern
{
    public const string Escape = "\\";

    /// <summary>Anything that contains the text, whatever its case; what the reader types is never a wildcard.</summary>
    public static string Contains(string text) => $"%{Plain(text)}%";

    private static string Plain(string text) => text.Trim().ToLowerInvariant()
        .Replace(Escape, Escape + Escape, StringComparison.Ordinal)
        .Replace("%", Escape + "%", StringComparison.Ordinal)
        .Replace("_", Escape + "_", StringComparison.Ordinal);
}
