namespace StarPortal.Domain;

/// <summary>A text that people write in one or both of the product's languages.</summary>
public sealed record LocalText(string En, string Zh)
{
    public static LocalText Empty { get; } = new("", "");

    public bool IsEmpty => string.IsNullOrWhiteSpace(En) && string.IsNullOrWhiteSpace(Zh);

    public static LocalText Same(string text) => new(text, text);

    /// <summary>The text for a language name such as <c>zh-CN</c> or <c>en-US</c>; the other language when that one is missing.</summary>
    public string For(string language)
    {
        var (first, second) = language.StartsWith("zh", StringComparison.Ordinal) ? (Zh, En) : (En, Zh);
        return string.IsNullOrWhiteSpace(first) ? second : first;
    }
}
