using StarPortal.Domain;
using StarPortal.Web.Shared.Inbox;

namespace StarPortal.Web.Features.Home;

/// <summary>Everything that waits for a person, from all features: what is due first comes first, what has no date last.</summary>
public sealed class Inbox(IEnumerable<IInboxSource> sources)
{
    public async Task<IReadOnlyList<InboxItem>> ForAsync(Actor actor, CancellationToken cancellation)
    {
        var parts = await Task.WhenAll(sources.Select(s => s.ForAsync(actor, cancellation)));
        return [.. parts.SelectMany(p => p).OrderBy(i => i.DueAt ?? DateTime.MaxValue).ThenBy(i => i.Title, StringComparer.CurrentCulture)];
    }
}
