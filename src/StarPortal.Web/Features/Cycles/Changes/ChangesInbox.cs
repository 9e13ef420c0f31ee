using StarPortal.Domain;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Inbox;

namespace StarPortal.Web.Features.Cycles.Changes;

/// <summary>Tells HR that the organisation changed and cycles wait for a decision about it.</summary>
internal sealed class ChangesInbox(ChangeQueries queries) : IInboxSource
{
    public async Task<IReadOnlyList<InboxItem>> ForAsync(Actor actor, CancellationToken cancellation) =>
    [
        .. (await queries.WaitingAsync(actor, cancellation)).Select(w => new InboxItem(
            ChangesText.InboxTitle,
            CycleWords.Format(w.Count == 1 ? ChangesText.InboxOne : ChangesText.InboxMany, Formats.Count(w.Count), w.Name),
            null,
            ChangesText.InboxAction,
            FormattableString.Invariant($"/cycles/{w.CycleId}/changes"))),
    ];
}
