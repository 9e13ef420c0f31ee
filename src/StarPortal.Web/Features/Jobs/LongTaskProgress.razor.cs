using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Jobs.Acts;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Jobs;

public sealed partial class LongTaskProgress
{
    private readonly CancellationTokenSource away = new();
    private LongTaskStatus? status;
    private int watched;

    [Parameter, EditorRequired]
    public int TaskId { get; set; }

    /// <summary>What is being done, for example "Launching".</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>Offers to end it half-way, where what is done can be gone on with later.</summary>
    [Parameter]
    public bool Cancellable { get; set; }

    /// <summary>Called once when the task has ended, well or not.</summary>
    [Parameter]
    public EventCallback<LongTaskState> Finished { get; set; }

    [Inject]
    private LongTaskQueries Queries { get; set; } = null!;

    [Inject]
    private CancelLongTask Cancelling { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private string Sentence => status switch
    {
        { State: LongTaskState.Succeeded } => JobsText.Done,
        { CancelRequested: true } => JobsText.Cancelling,
        { State: LongTaskState.Queued, NextAttemptAt: { } next } => string.Format(CultureInfo.CurrentCulture, JobsText.TriedAgainAt, Formats.Time(next)),
        { State: LongTaskState.Queued } => JobsText.Queued,
        { Total: > 0 } s => $"{StepOf(s)}{string.Format(CultureInfo.CurrentCulture, JobsText.Progress, Formats.Count(s.Done), Formats.Count(s.Total))}",
        _ => JobsText.Working,
    };

    private string Failure => TaskLabels.Failure(status!.FailureCode);

    public void Dispose()
    {
        away.Cancel();
        away.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (watched != TaskId)
        {
            watched = TaskId;
            await LoadAsync();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await WatchAsync(away.Token);
        }
    }

    private async Task WatchAsync(CancellationToken gone)
    {
        var told = 0;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), Clock);
        try
        {
            do
            {
                if (told == TaskId)
                {
                    continue;
                }

                await LoadAsync();
                StateHasChanged();
                if (status is { IsOver: true } end)
                {
                    told = TaskId;
                    await Finished.InvokeAsync(end.State);
                }
            }
            while (await timer.WaitForNextTickAsync(gone));
        }
        catch (OperationCanceledException)
        {
            // the page was left; the task goes on
        }
    }

    private static string StepOf(LongTaskStatus task) => TaskLabels.Step(task.Step) is { Length: > 0 } step ? $"{step}: " : "";

    private async Task CancelAsync()
    {
        // one that has ended meanwhile tells so itself
        await Cancelling.RunAsync(TaskId, await Actors.CurrentAsync(), CancellationToken.None);
        await LoadAsync();
    }

    private async Task LoadAsync() => status = await Queries.FindAsync(TaskId, await Actors.CurrentAsync(), CancellationToken.None);
}
