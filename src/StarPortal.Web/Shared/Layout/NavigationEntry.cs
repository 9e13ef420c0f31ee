namespace StarPortal.Web.Shared.Layout;

/// <summary>Groups of the left navigation, in this order.</summary>
public enum NavigationGroup
{
    Mine,
    Organisation,
    Hr,
    Administration,
}

/// <summary>One entry of the left navigation; a feature registers its own as a singleton.</summary>
/// <param name="Href">Path without a leading slash; empty for the home page.</param>
/// <param name="Icon">Name in the Material Symbols font that Radzen brings.</param>
/// <param name="Label">Read anew on each render, in the reader's language.</param>
/// <param name="Policy">Policy that hides it from others; null for everybody signed in.</param>
public sealed record NavigationEntry(NavigationGroup Group, int Order, string Href, string Icon, Func<string> Label, string? Policy = null);
