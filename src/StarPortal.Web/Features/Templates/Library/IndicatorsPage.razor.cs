using Microsoft.AspNetCore.Components;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Templates.Library;

public sealed partial class IndicatorsPage
{
    private string text = "";
    private IndicatorKind? kind;
    private IndicatorLayer? layer;
    private LibraryKeeper? keeper;
    private LibraryState? state = LibraryState.Active;
    private SortBy sort = new("name", false);
    private int page = 1;

    [PersistentState]
    public Page<LibraryRow>? View { get; set; }

    [Inject]
    private LibraryQueries Queries { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        if (View is null)
        {
            await ShowAsync(1);
        }
    }

    private async Task ShowAsync(int to)
    {
        page = to;
        View = await Queries.ListAsync(new LibraryFilter(text, kind, layer, keeper, state), sort, page, await Actors.CurrentAsync(), CancellationToken.None);
    }

    private Task SortAsync(SortBy by)
    {
        sort = by;
        return ShowAsync(1);
    }
}
