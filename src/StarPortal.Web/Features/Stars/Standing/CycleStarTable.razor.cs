using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain.Stars;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Stars.Standing;

public sealed partial class CycleStarTable
{
    private string search = "";
    private string change = "";
    private string level = "";
    private string department = "";
    private int? open;
    private StarExplanation? explanation;

    [Parameter, EditorRequired]
    public CycleStarsHead Head { get; set; } = null!;

    [Parameter, EditorRequired]
    public Page<CycleStarRow> Rows { get; set; } = new([], 0);

    [Parameter, EditorRequired]
    public CycleStarFilter Filter { get; set; } = CycleStarFilter.Default;

    [Parameter]
    public EventCallback<CycleStarFilter> FilterChanged { get; set; }

    [Parameter]
    public int Page { get; set; } = 1;

    [Parameter]
    public EventCallback<int> PageChanged { get; set; }

    [Inject]
    private CycleStarQueries Queries { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    private Task SearchAsync() => FilterChanged.InvokeAsync(Filter with
    {
        Search = search,
        Change = Enum.TryParse<StarChange>(change, out var chosen) ? chosen : null,
        Level = int.TryParse(level, CultureInfo.InvariantCulture, out var number) ? number : null,
        Department = department,
    });

    private Task SortAsync(SortBy sort) => FilterChanged.InvokeAsync(Filter with { Sort = sort });

    private async Task ExplainAsync(int participantId)
    {
        open = open == participantId ? null : participantId;
        explanation = open is null ? null : await Queries.ExplainAsync(Head.CycleId, participantId, await Actors.CurrentAsync(), CancellationToken.None);
    }
}
