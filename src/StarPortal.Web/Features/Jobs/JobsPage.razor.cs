using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Jobs.Acts;

namespace StarPortal.Web.Features.Jobs;

public sealed partial class JobsPage : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    /// <summary>Nothing under way: looked at every so many beats.</summary>
    private const int Quiet = 5;

    private readonly CancellationTokenSource gone = new();
    private IReadOnlyList<Error> errors = [];
    private string said = "";
    private Actor? actor;
    private long latest;

    /// <summary>Jobs and tasks as they stood when last looked at.</summary>
    [PersistentState]
    public JobsView? View { get; set; }

    [Inject]
    private JobQueries Queries { get; set; } = null!;

    [Inject]
    private JobPlans Plans { get; set; } = null!;

    [Inject]
    private RunJobNow Running { get; set; } = null!;

    [Inject]
    private PauseJob Pausing { get; set; } = null!;

    [Inject]
    private CancelLongTask Cancelling { get; set; } = null!;

    [Inject]
    private RepeatLongTask Repeating { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    // not disposed: what still comes back asks for its token
    public void Dispose() => gone.Cancel();

    protected override async Task OnInitializedAsync()
    {
        View ??= await Queries.ViewAsync(await Actors.CurrentAsync(gone.Token), gone.Token);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        using var timer = new PeriodicTimer(Beat, Clock);
        try
        {
            for (var beat = 1; await timer.WaitForNextTickAsync(gone.Token); beat++)
            {
                if (View?.IsBusy == true || beat % Quiet == 0)
                {
                    await LoadAsync();
                    StateHasChanged();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // the page was left
        }
    }

    private async Task ActAsync(Func<Task<Result>> act, string sentence)
    {
        actor = await Actors.CurrentAsync(gone.Token);
        var done = await act();
        errors = done.Errors;
        said = done.Succeeded ? sentence : "";
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        View = await Queries.ViewAsync(await Actors.CurrentAsync(gone.Token), gone.Token);
        latest = View?.Jobs.Max(j => j.StartedAt)?.Ticks ?? 0;
    }
}
