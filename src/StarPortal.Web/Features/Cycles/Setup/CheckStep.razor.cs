using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Features.Identity;

namespace StarPortal.Web.Features.Cycles.Setup;

public sealed partial class CheckStep
{
    private CheckView? check;
    private IReadOnlyList<Error> errors = [];
    private int? taskId;
    private bool launching;
    private bool sure;
    private bool busy;

    [Parameter, EditorRequired]
    public SetupView View { get; set; } = null!;

    /// <summary>The cycle has been published.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    [Inject]
    private CheckQueries Checks { get; set; } = null!;

    [Inject]
    private CycleQueries Queries { get; set; } = null!;

    [Inject]
    private PublishCycle Publish { get; set; } = null!;

    [Inject]
    private LaunchCycle Launch { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        var actor = await Actors.CurrentAsync();
        check = await Checks.CheckAsync(View.Id, actor, CancellationToken.None);
        if (await Queries.FindAsync(View.Id, actor, CancellationToken.None) is { LaunchTaskId: { } task } cycle)
        {
            (taskId, launching) = (task, cycle.LaunchActive);
        }
    }

    private async Task PublishAsync()
    {
        busy = true;
        errors = (await Publish.RunAsync(View.Id, View.Version, await Actors.CurrentAsync(), CancellationToken.None)).Errors;
        (busy, sure) = (false, false);
        await Changed.InvokeAsync();
    }

    private async Task LaunchAsync()
    {
        busy = true;
        var task = await Launch.RunAsync(View.Id, View.Version, await Actors.CurrentAsync(), CancellationToken.None);
        (busy, sure) = (false, false);
        errors = task.Errors;
        if (task.Succeeded)
        {
            (taskId, launching) = (task.Value, true);
        }
    }

    private async Task LaunchedAsync(LongTaskState state)
    {
        launching = false;
        if (state == LongTaskState.Succeeded)
        {
            Navigation.NavigateTo($"/cycles/{View.Id}");
        }
        else
        {
            await Changed.InvokeAsync();
        }
    }
}
