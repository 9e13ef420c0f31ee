using System.Globalization;
using StarPortal.Domain;
using StarPortal.Web.Shared.Inbox;

namespace StarPortal.Web.Features.Reviews.Reopening;

/// <summary>Requests to reopen a review wait for HR.</summary>
internal sealed class ReopeningInbox(ReopeningQueries queries) : IInboxSource
{
    public async Task<IReadOnlyList<InboxItem>> ForAsync(Actor actor, CancellationToken cancellation) =>
        [.. (await queries.WaitingAsync(actor, cancellation)).Select(w => new InboxItem(
            string.Format(CultureInfo.CurrentCulture, ReviewsText.Inbox_Reopenings, w.Count), w.Name, null, ReviewsText.Inbox_Answer, $"/cycles/{w.CycleId}/reopenings"))];
}
