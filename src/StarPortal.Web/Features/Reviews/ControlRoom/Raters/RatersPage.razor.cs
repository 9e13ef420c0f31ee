using Microsoft.AspNetCore.Components;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Reviews.ControlRoom.Counts;
using StarPortal.Web.Features.Reviews.ControlRoom.Lists;

namespace StarPortal.Web.Features.Reviews.ControlRoom.Raters;

public sealed record CompanyLine(Relationship Kind, RaterFigures Figures);

public sealed record RatersView(RoomCycle Cycle, IReadOnlyList<CompanyLine> Company);

public sealed partial class RatersPage
{
    private RoomFilter filter = new();
    private IReadOnlyList<RoomDepartment> departments = [];

    [Parameter]
    public int Id { get; set; }

    [PersistentState]
    public RatersView? View { get; set; }

    [Inject]
    private RoomCycles Cycles { get; set; } = null!;

    [Inject]
    private CountQueries Counts { get; set; } = null!;

    [Inject]
    private RaterList Raters { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        filter = RoomFilter.Of(Navigation);
        if (View?.Cycle.Id != Id)
        {
            var actor = await Actors.CurrentAsync();
            View = await Cycles.FindAsync(Id, actor, CancellationToken.None) is { } cycle
                ? new RatersView(cycle, [.. (await Raters.CompanyAsync(cycle, actor, CancellationToken.None)).Select(k => new CompanyLine(k.Kind, k.Figures))])
                : null;
        }

        if (View is null)
        {
            Navigation.NotFound();
        }
        else if (departments.Count == 0)
        {
            departments = RoomDepartment.Choices(await Counts.DepartmentsAsync(CancellationToken.None), filter.DepartmentId);
        }
    }

    private void Go(RoomFilter to) => Navigation.NavigateTo(to.Address($"/cycles/{Id}/raters"), replace: true);
}
