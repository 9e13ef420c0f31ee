using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Feedback;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Feedback;

/// <summary>The links of a campaign, to be found by the number on a card and revoked.</summary>
public sealed partial class CampaignLinks
{
    private IReadOnlyList<Error> errors = [];
    private FeedbackLinkState? state;
    private string search = "";
    private int page = 1;

    [Parameter, EditorRequired]
    public CampaignView Campaign { get; set; } = null!;

    [PersistentState]
    public Page<LinkRow>? View { get; set; }

    [Inject]
    private FeedbackQueries Queries { get; set; } = null!;

    [Inject]
    private RevokeLinks Revoke { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    protected override async Task OnInitializedAsync() => View ??= await LoadAsync();

    private Task SearchAsync() => TurnAsync(1);

    private async Task TurnAsync(int to)
    {
        page = to;
        View = await LoadAsync();
    }

    private async Task RevokeAsync(int link)
    {
        errors = (await Revoke.RunAsync(link, await Actors.CurrentAsync(), CancellationToken.None)).Errors;
        View = await LoadAsync();
    }

    private async Task<Page<LinkRow>> LoadAsync() => await Queries.LinksAsync(Campaign.Id, search, state, page, await Actors.CurrentAsync(), CancellationToken.None);
}
