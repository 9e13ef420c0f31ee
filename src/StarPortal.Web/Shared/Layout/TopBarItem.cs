namespace StarPortal.Web.Shared.Layout;

/// <summary>A feature's part of the bar at the top; registered by the feature as a singleton.</summary>
/// <param name="Component">A component without required parameters.</param>
/// <param name="Policy">Who sees it.</param>
public sealed record TopBarItem(int Order, Type Component, string Policy);
