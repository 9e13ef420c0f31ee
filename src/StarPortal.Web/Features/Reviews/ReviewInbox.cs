using System.Globalization;
using StarPortal.Domain;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared.Inbox;

namespace StarPortal.Web.Features.Reviews;

/// <summary>Reviews that wait to be written.</summary>
internal sealed class ReviewInbox(MyReviewQueries queries) : IInboxSource
{
    public async Task<IReadOnlyList<InboxItem>> ForAsync(Actor actor, CancellationToken cancellation) =>
        [.. (await queries.MineAsync(actor, onlyOpen: true, cancellation)).Where(r => r.IsToDo).Select(Item)];

    private static InboxItem Item(ReviewRow row) => new(
        row.Relationship == Relationship.Self
            ? ReviewsText.InboxSelf
            : string.Format(CultureInfo.CurrentCulture, ReviewsText.InboxOther, row.SubjectName, ReviewLabels.Of(row.Relationship)),
        row.OnBehalfOf is { } reviewer ? string.Format(CultureInfo.CurrentCulture, ReviewsText.InboxBehalf, row.CycleName, reviewer)
            : row.SubmitStop is null ? row.CycleName : string.Format(CultureInfo.CurrentCulture, ReviewsText.InboxWaiting, row.CycleName),
        row.Deadline,
        row.State == ReviewState.NotStarted ? ReviewsText.Start : ReviewsText.Continue,
        $"/reviews/{row.Id}");
}
