using Microsoft.AspNetCore.Components;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Goals.Sheets;

public sealed partial class CycleGoalsPage
{
    private GoalStanding? standing;
    private string search = "";
    private bool withoutManager;
    private int page = 1;

    [Parameter]
    public int Id { get; set; }

    [PersistentState]
    public CycleGoalsView? View { get; set; }

    [PersistentState]
    public Page<GoalRow>? Rows { get; set; }

    [PersistentState]
    public int? Me { get; set; }

    [Inject]
    private CycleGoalQueries Queries { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        if (View is not null)
        {
            return;
        }

        var actor = await Actors.CurrentAsync();
        Me = actor.EmployeeId;
        View = await Queries.FindAsync(Id, actor, CancellationToken.None);
        if (View is null)
        {
            Navigation.NotFound();
            return;
        }

        await GoToAsync(1);
    }

    private async Task GoToAsync(int to)
    {
        page = to;
        Rows = await Queries.RowsAsync(Id, new GoalFilter(search, standing, withoutManager, page), await Actors.CurrentAsync(), CancellationToken.None);
    }
}
