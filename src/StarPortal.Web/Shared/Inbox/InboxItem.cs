using StarPortal.Domain;

namespace StarPortal.Web.Shared.Inbox;

/// <summary>Something that waits for the person: one line and one button on the home page.</summary>
/// <param name="Title">What waits, for example "Your self review".</param>
/// <param name="Context">For example the cycle's name.</param>
/// <param name="DueAt">UTC; null when nothing is due.</param>
/// <param name="ActionLabel">The button's text.</param>
/// <param name="Href">Where the button leads.</param>
public sealed record InboxItem(string Title, string Context, DateTime? DueAt, string ActionLabel, string Href);

/// <summary>A feature's contribution to the task inbox. Registered by the feature, read by the home page.</summary>
public interface IInboxSource
{
    Task<IReadOnlyList<InboxItem>> ForAsync(Actor actor, CancellationToken cancellation);
}

/// <summary>A feature's part of the home page below the inbox, for example HR's progress of the running cycle.</summary>
/// <param name="Component">A component without required parameters.</param>
/// <param name="Policy">Who sees it; null for everybody.</param>
public sealed record HomePanel(int Order, Type Component, string? Policy = null);
