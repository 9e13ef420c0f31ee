using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Goals;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Texts;
using StarPortal.Web.Shared.Writing;

namespace StarPortal.Web.Features.Goals.Sheets;

/// <summary>The form of a sheet. An employee's draft is saved two seconds after the last change and when the form goes away.</summary>
public sealed partial class GoalForm : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource gone = new();
    private AfterPause saving = null!;
    private List<GoalDraft> drafts = [];
    private IReadOnlyList<Error> errors = [];
    private IReadOnlyList<Error> saveErrors = [];
    private GoalSheetView? theirs;
    private DateTime? savedAt;
    private string reason = "";
    private bool changing;
    private bool unsaved;
    private bool busy;
    private int? version;

    [Parameter, EditorRequired]
    public GoalSheetView View { get; set; } = null!;

    /// <summary>The sheet stands elsewhere now and is to be shown anew.</summary>
    [Parameter]
    public EventCallback Done { get; set; }

    /// <summary>What is stored is not what was shown; what is being typed stays.</summary>
    [Parameter]
    public EventCallback<GoalSheetView> Refreshed { get; set; }

    [Inject]
    private GoalQueries Queries { get; set; } = null!;

    [Inject]
    private SaveGoals Save { get; set; } = null!;

    [Inject]
    private ProposeGoals Propose { get; set; } = null!;

    [Inject]
    private ChangeGoals ChangeThem { get; set; } = null!;

    [Inject]
    private ConfirmGoals ConfirmThem { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private ILogger<GoalForm> Log { get; set; } = null!;

    private bool CanWrite => View.Row.IsOpen && ((View.Side == GoalSide.Employee && View.Row.State is null or GoalSheetState.Open) || changing);

    private bool CanConfirm => View.Row.IsOpen && View.Side is { } side && View.Row.WaitsFor == side;

    private string Status => saveErrors.Count > 0 ? GoalWords.Fill(GoalsText.StatusFailed, ErrorText.For(saveErrors[0]))
        : unsaved ? GoalsText.StatusUnsaved
        : savedAt is { } at ? GoalWords.Fill(GoalsText.StatusSaved, Formats.Time(at))
        : GoalsText.StatusNew;

    public async ValueTask DisposeAsync()
    {
        saving.Stop();
        if (unsaved && theirs is null)
        {
            await SaveAsync();
        }

        await gone.CancelAsync();
    }

    protected override void OnInitialized()
    {
        saving = new AfterPause(Pause, Clock, () => InvokeAsync(async () =>
        {
            await SaveAsync();
            StateHasChanged();
        }));
        drafts = [.. View.Indicators.Select(i => new GoalDraft(i))];
        (savedAt, version) = (View.SavedAt, View.Version);
    }

    private decimal? Sum(GoalSectionView section) =>
        drafts.Where(d => section.Indicators.Any(i => i.Key == d.Indicator.Key)).Aggregate((decimal?)0m, (sum, d) => sum + d.Counted);

    private string SumLine(GoalSectionView section) => Sum(section) switch
    {
        Weights.Whole => GoalWords.Fill(GoalsText.SumRight, Formats.Percent(Weights.Whole)),
        { } sum when sum > Weights.Whole => GoalWords.Fill(GoalsText.SumOver, Formats.Percent(sum), Formats.Percent(sum - Weights.Whole)),
        { } sum => GoalWords.Fill(GoalsText.SumUnder, Formats.Percent(sum), Formats.Percent(Weights.Whole - sum)),
        null => GoalsText.SumUnreadable,
    };

    private void Changed()
    {
        unsaved = true;
        if (View.Side == GoalSide.Employee && theirs is null)
        {
            saving.Begin();
        }
    }

    private Result<IReadOnlyList<GoalEntry>> Read()
    {
        var read = drafts.ConvertAll(d => d.Read());
        List<Error> faults = [.. read.Where(r => r.Failed).SelectMany(r => r.Errors)];
        return faults.Count > 0 ? Result<IReadOnlyList<GoalEntry>>.Fail(faults) : Result<IReadOnlyList<GoalEntry>>.Of(read.ConvertAll(r => r.Value));
    }

    private async Task SaveNowAsync()
    {
        saving.Stop();
        await SaveAsync();
    }

    /// <summary>One save at a time; what is typed meanwhile is saved by the next.</summary>
    private async Task SaveAsync()
    {
        if (busy || !CanWrite || View.Side != GoalSide.Employee)
        {
            return;
        }

        var read = Read();
        saveErrors = read.Errors;
        if (read.Failed)
        {
            return;
        }

        busy = true;
        unsaved = false;
        try
        {
            var saved = await Save.RunAsync(new GoalSeen(View.Row.ParticipantId, version), read.Value, await Actors.CurrentAsync(), CancellationToken.None);
            saveErrors = saved.Errors;
            if (saved.Failed)
            {
                unsaved = true;
                await LookForOthersAsync(saved.Error);
                return;
            }

            (version, savedAt) = (saved.Value.Version, saved.Value.SavedAt);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // the form keeps what was typed and says so; the next change or the button tries again
            LogNotSaved(Log, View.Row.ParticipantId, e);
            (unsaved, saveErrors) = (true, [GoalErrors.SaveFailed]);
        }
        finally
        {
            busy = false;
        }

        if (unsaved && saveErrors.Count == 0 && !gone.IsCancellationRequested)
        {
            // typed while the save was under way
            Changed();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Goals of participant {ParticipantId} could not be saved")]
    private static partial void LogNotSaved(ILogger logger, int participantId, Exception exception);

    private Task ProposeAsync() => FinishAsync(async (seen, entries, actor) => await Propose.RunAsync(seen, entries, actor, CancellationToken.None));

    private Task ChangeAsync() => FinishAsync(async (seen, entries, actor) => await ChangeThem.RunAsync(seen, entries, reason, actor, CancellationToken.None));

    private Task ConfirmAsync() => FinishAsync(async (seen, _, actor) => await ConfirmThem.RunAsync(seen, actor, CancellationToken.None));

    private async Task FinishAsync(Func<GoalSeen, IReadOnlyList<GoalEntry>, Actor, Task<Result<GoalKept>>> act)
    {
        saving.Stop();
        if (busy)
        {
            return;
        }

        var read = Read();
        errors = read.Errors;
        if (read.Failed)
        {
            return;
        }

        busy = true;
        try
        {
            var done = await act(new GoalSeen(View.Row.ParticipantId, version), read.Value, await Actors.CurrentAsync());
            errors = done.Errors;
            if (done.Succeeded)
            {
                unsaved = false;
                await Done.InvokeAsync();
                return;
            }

            await LookForOthersAsync(done.Error);
        }
        finally
        {
            busy = false;
        }
    }

    /// <summary>Somebody was quicker: both are shown, and going on is a decision.</summary>
    private async Task LookForOthersAsync(Error error)
    {
        if (!error.Is(SharedErrors.ChangedElsewhere) && !error.Is(GoalErrors.PhaseNotOpen) && !error.Is(GoalErrors.NotOpen))
        {
            return;
        }

        theirs = await Queries.SheetAsync(View.Row.ParticipantId, await Actors.CurrentAsync(), CancellationToken.None);
        if (theirs is not null)
        {
            await Refreshed.InvokeAsync(theirs);
        }
    }

    private async Task KeepMineAsync()
    {
        version = theirs!.Version;
        theirs = null;
        errors = [];
        if (View.Side == GoalSide.Employee)
        {
            await SaveNowAsync();
        }
    }

    private IEnumerable<(string Name, string Mine, string Stored)> Differences(GoalSheetView stored) =>
        from draft in drafts
        let other = stored.Indicators.First(i => i.Key == draft.Indicator.Key)
        let mine = Said(draft.Target, draft.Weight, draft.Words, draft.KeyResultId)
        let said = new GoalDraft(other)
        let others = Said(said.Target, said.Weight, said.Words, said.KeyResultId)
        where mine != others
        select (GoalWords.Of(draft.Indicator.Name), mine, others);

    private string Said(string target, string weight, string words, int? keyResult) =>
        string.Join(
            " · ",
            ((string[])[target.Length > 0 ? $"{GoalsText.MyTarget} {target}" : "", $"{GoalsText.MyWeight} {weight}", View.KeyResults.FirstOrDefault(k => k.Id == keyResult)?.Title ?? "", words])
                .Where(t => t.Length > 0));
}
