using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared.Inbox;

namespace StarPortal.Web.Features.Home;

public sealed record HomeView(IReadOnlyList<InboxItem> Items, IReadOnlyList<CycleTimeline> Timelines);

/// <summary>What waits for the signed-in person, then the features' panels that are for them, then where their cycles are.</summary>
public sealed partial class HomePage
{
    private readonly List<HomePanel> panels = [];

    [PersistentState]
    public HomeView? View { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private IEnumerable<HomePanel> AllPanels { get; set; } = null!;

    [Inject]
    private IAuthorizationService Authorization { get; set; } = null!;

    [Inject]
    private Inbox Inbox { get; set; } = null!;

    [Inject]
    private TimelineQueries Timelines { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    private string Sentence => View?.Items.Count switch
    {
        null => "",
        0 => HomeText.NothingSentence,
        1 => HomeText.OneSentence,
        { } count => string.Format(CultureInfo.CurrentCulture, HomeText.ManySentence, count),
    };

    protected override async Task OnInitializedAsync()
    {
        var user = (await Authentication).User;
        foreach (var panel in AllPanels.OrderBy(p => p.Order))
        {
            if (panel.Policy is null || (await Authorization.AuthorizeAsync(user, panel.Policy)).Succeeded)
            {
                panels.Add(panel);
            }
        }

        if (View is null)
        {
            var actor = await Actors.CurrentAsync();
            View = new HomeView(await Inbox.ForAsync(actor, CancellationToken.None), await Timelines.ForAsync(actor, CancellationToken.None));
        }
    }
}
