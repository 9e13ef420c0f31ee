using Microsoft.AspNetCore.Components;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Stars;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Stars.Standing;

/// <summary>What a cycle does to everybody's stars.</summary>
public sealed partial class CycleStarsPage
{
    private CycleStarFilter filter = CycleStarFilter.Default;
    private string group = "";
    private int page = 1;

    [Parameter]
    public int CycleId { get; set; }

    [PersistentState]
    public CycleStarsView? View { get; set; }

    [Inject]
    private CycleStarQueries Queries { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Sentence => View!.Head.State switch
    {
        CycleState.Closed => StandingText.CycleClosed,
        CycleState.Released => StandingText.CycleReleased,
        _ => StandingText.CycleOpen,
    };

    protected override async Task OnParametersSetAsync()
    {
        if (View?.Head.CycleId == CycleId)
        {
            return;
        }

        var actor = await Actors.CurrentAsync();
        if (await Queries.HeadAsync(CycleId, actor, CancellationToken.None) is not { } head)
        {
            View = null;
            Navigation.NotFound();
            return;
        }

        View = new CycleStarsView(
            head,
            await Queries.DistributionAsync(head, group, actor, CancellationToken.None),
            await Queries.PageAsync(CycleId, filter, page, actor, CancellationToken.None));
    }

    private async Task LoadDistributionAsync() =>
        View = View! with { Distribution = await Queries.DistributionAsync(View.Head, group, await Actors.CurrentAsync(), CancellationToken.None) };

    private async Task FilterAsync(CycleStarFilter changed)
    {
        (filter, page) = (changed, 1);
        await LoadRowsAsync();
    }

    private async Task TurnAsync(int to)
    {
        page = to;
        await LoadRowsAsync();
    }

    private async Task LoadRowsAsync() =>
        View = View! with { Rows = await Queries.PageAsync(CycleId, filter, page, await Actors.CurrentAsync(), CancellationToken.None) };
}

public sealed record CycleStarsView(CycleStarsHead Head, IReadOnlyList<LevelShare> Distribution, Page<CycleStarRow> Rows);
