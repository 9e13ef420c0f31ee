using StarPortal.Domain;

namespace StarPortal.Web.Shared.Components;

/// <summary>A text in both languages while somebody types it.</summary>
public sealed class TextDraft
{
    public string En { get; set; } = "";

    public string Zh { get; set; } = "";

    public static TextDraft From(LocalText text) => new() { En = text.En, Zh = text.Zh };

    public LocalText ToText() => new(En.Trim(), Zh.Trim());
}
