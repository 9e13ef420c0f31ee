using System.Globalization;
using StarPortal.Domain;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Inbox;

namespace StarPortal.Web.Features.Reviews.Delegations;

/// <summary>Somebody asks to be stood in for.</summary>
internal sealed class DelegationInbox(DelegationQueries queries) : IInboxSource
{
    public async Task<IReadOnlyList<InboxItem>> ForAsync(Actor actor, CancellationToken cancellation) =>
        [.. (await queries.WaitingAsync(actor, cancellation)).Select(d => new InboxItem(
            string.Format(CultureInfo.CurrentCulture, ReviewsText.Inbox_Delegation, d.Delegator),
            $"{Formats.Day(d.First)} – {Formats.Day(d.Last)}",
            null,
            ReviewsText.Inbox_Answer,
            "/reviews/delegations"))];
}
