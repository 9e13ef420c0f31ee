using StarPortal.Domain;
using StarPortal.Web.Features.Home;
using StarPortal.Web.Shared.Inbox;

namespace StarPortal.Web.Tests.Home;

public sealed class InboxTests
{
    private static readonly DateTime Now = new(2026, 11, 23, 9, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Inbox_OfSeveralSources_IsSortedByDueDateUndatedLast()
    {
        var inbox = new Inbox([new Fixed(Item("b", Now.AddDays(2)), Item("none", null)), new Fixed(Item("late", Now.AddDays(-1)), Item("a", Now.AddDays(2))), new Fixed()]);

        var items = await inbox.ForAsync(Actors.Hr, TestContext.Current.CancellationToken);

        Assert.Equal(["late", "a", "b", "none"], items.Select(i => i.Title));
    }

    private static InboxItem Item(string title, DateTime? due) => new(title, "", due, "Open", "/" + title);

    private sealed class Fixed(params InboxItem[] items) : IInboxSource
    {
        public Task<IReadOnlyList<InboxItem>> ForAsync(Actor actor, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<InboxItem>>(items);
    }
}
