using StarPortal.Domain;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Inbox;

namespace StarPortal.Web.Features.Stars.Facts;

/// <summary>Records that wait for a decision, as one line.</summary>
internal sealed class FactsInbox(FactQueries queries) : IInboxSource
{
    public async Task<IReadOnlyList<InboxItem>> ForAsync(Actor actor, CancellationToken cancellation)
    {
        var waiting = await queries.WaitingAsync(actor, cancellation);
        return waiting == 0
            ? []
            : [new InboxItem(FactsText.InboxTitle, string.Format(System.Globalization.CultureInfo.CurrentCulture, FactsText.InboxCount, Formats.Count(waiting)), null, FactsText.InboxAction, "/stars/facts?state=Proposed")];
    }
}
