using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Results;

/// <summary>Where HR computes, looks at what is missing, and releases.</summary>
public sealed partial class CycleResultsPage : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private IReadOnlyList<Error> errors = [];
    private IReadOnlyList<Error> releaseErrors = [];
    private CycleResultFilter filter = CycleResultFilter.Default;
    private int page = 1;
    private MissingKind? missingKind;
    private int missingPage = 1;
    private int? taskId;

    [Parameter]
    public int CycleId { get; set; }

    [PersistentState]
    public PageView? View { get; set; }

    [Inject]
    private CycleResultQueries Queries { get; set; } = null!;

    [Inject]
    private MissingInputQueries MissingQueries { get; set; } = null!;

    [Inject]
    private StartComputing Start { get; set; } = null!;

    [Inject]
    private AcknowledgeMissingInputs Acknowledge { get; set; } = null!;

    [Inject]
    private ReleaseResults Release { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Title => ResultLabels.Fill(ResultsText.PageTitle, View!.Head.Name);

    private bool IsComputing => View!.Head.RunningTaskId is not null;

    private bool NothingComputed => View!.Head.NotComputed == View.Head.Participants;

    // what is missing and what would be released is known once everybody is computed
    private bool IsWaiting => IsComputing || View!.Head.NotComputed > 0;

    private string Computed => View!.Head.ComputedAt is { } at
        ? ResultLabels.Fill(ResultsText.LastComputed, Formats.Moment(at))
        : NothingComputed ? ResultsText.NeverComputed : "";

    public void Dispose() => gone.Cancel();

    protected override async Task OnParametersSetAsync()
    {
        if (View?.Head.CycleId != CycleId)
        {
            await LoadAsync();
        }

        taskId ??= View?.Head.RunningTaskId;
    }

    private async Task LoadAsync()
    {
        var actor = await Actors.CurrentAsync(gone.Token);
        if (await Queries.HeadAsync(CycleId, actor, gone.Token) is not { } head)
        {
            View = null;
            Navigation.NotFound();
            return;
        }

        View = new PageView(
            head,
            await Queries.PageAsync(head, filter, page, actor, gone.Token),
            head.IsOpen ? await MissingQueries.PageAsync(CycleId, missingKind, missingPage, actor, gone.Token) : null);
    }

    private async Task ReloadAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private async Task ComputeAsync()
    {
        releaseErrors = [];
        var started = await Start.RunAsync(CycleId, await Actors.CurrentAsync(gone.Token), gone.Token);
        errors = started.Errors;
        if (started.Succeeded)
        {
            taskId = started.Value;
            View = View! with { Head = View.Head with { RunningTaskId = taskId } };
        }
    }

    private async Task AcknowledgeAsync()
    {
        errors = (await Acknowledge.RunAsync(CycleId, await Actors.CurrentAsync(gone.Token), gone.Token)).Errors;
        await LoadAsync();
    }

    private async Task ReleaseAsync()
    {
        releaseErrors = (await Release.RunAsync(CycleId, await Actors.CurrentAsync(gone.Token), gone.Token)).Errors;
        await LoadAsync();
    }

    private async Task FilterAsync(CycleResultFilter changed)
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
        View = View! with { Rows = await Queries.PageAsync(View.Head, filter, page, await Actors.CurrentAsync(gone.Token), gone.Token) };

    private async Task FilterMissingAsync(MissingKind? kind)
    {
        (missingKind, missingPage) = (kind, 1);
        await LoadMissingAsync();
    }

    private async Task TurnMissingAsync(int to)
    {
        missingPage = to;
        await LoadMissingAsync();
    }

    private async Task LoadMissingAsync() =>
        View = View! with { Missing = await MissingQueries.PageAsync(CycleId, missingKind, missingPage, await Actors.CurrentAsync(gone.Token), gone.Token) };

    public sealed record PageView(CycleResultsHead Head, Page<CycleResultRow> Rows, MissingInputPage? Missing);
}
