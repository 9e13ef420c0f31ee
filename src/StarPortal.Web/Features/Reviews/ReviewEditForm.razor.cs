using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using StarPortal.Domain;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Reviews.Compare;
using StarPortal.Web.Features.Reviews.Warnings;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Reviews;
using StarPortal.Web.Shared.Texts;
using StarPortal.Web.Shared.Writing;

namespace StarPortal.Web.Features.Reviews;

/// <summary>
/// The form while it is written: ratings are saved two seconds after the last one, texts when the browser hands them
/// over (two seconds of silence, leaving the field, leaving the page).
/// </summary>
public sealed partial class ReviewEditForm : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource gone = new();
    private ReviewEditor editor = null!;
    private AfterPause pause = null!;
    private ElementReference root;
    private IJSObjectReference? module;
    private IJSObjectReference? browser;
    private IReadOnlyList<string> missing = [];
    private IReadOnlyList<Error> submitErrors = [];
    private IReadOnlyList<CommentWarning> warnings = [];
    private IReadOnlyList<string> patterns = [];
    private RatedRow? suggestions;
    private int restored;
    private bool keepsNothing;
    private bool ready;
    private bool asking;
    private bool submitting;
    private bool finished;

    [Parameter, EditorRequired]
    public ReviewView View { get; set; } = null!;

    /// <summary>The review has been submitted or declined.</summary>
    [Parameter]
    public EventCallback Finished { get; set; }

    [Inject]
    private SaveReviewDraft Save { get; set; } = null!;

    [Inject]
    private CommentWarnings Warnings { get; set; } = null!;

    [Inject]
    private OwnRatingsQueries OwnRatings { get; set; } = null!;

    [Inject]
    private SubmitReview Submit { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private ILogger<ReviewEditForm> Log { get; set; } = null!;

    private static Error NotSaved => new("Reviews", "SaveFailed");

    private IReadOnlyList<string> StillMissing => [.. missing.Where(k => !IsAnswered(k))];

    private string SaveState => editor.Errors.Count > 0 ? "failed" : editor.IsSaving ? "saving" : editor.IsToSave ? "unsaved" : editor.ConflictKeys.Any() ? "conflict" : "saved";

    /// <summary>Rated at an end of the scale, and no word about it where the cycle asks for one.</summary>
    private IReadOnlyList<string> Bare => [.. View.Sections.SelectMany(s => s.Items.Select(i => i.Key)).Where(NeedsComment)];

    private EvidenceAbout About =>
        new(View.Id, View.CycleId, View.ParticipantId, View.Relationship, View.ReviewerId, View.Subject.EmployeeId, View.PeriodStart, View.PeriodEnd);

    /// <summary>Read out: only what needs the person; that every sentence is being saved would be chatter.</summary>
    private string Announced => SaveState is "failed" or "conflict" ? Status : "";

    private string Status => SaveState switch
    {
        "failed" => Text(ReviewsText.StatusFailed, ErrorText.For(editor.Errors[0])),
        "saving" => ReviewsText.StatusSaving,
        "unsaved" => ReviewsText.StatusUnsaved,
        "conflict" => ReviewsText.ChangedElsewhereTitle,
        _ => editor.SavedAt is { } at ? Text(ReviewsText.StatusSaved, Formats.Time(at)) : ReviewsText.StatusNew,
    };

    public async ValueTask DisposeAsync()
    {
        pause.Stop();
        if (!finished)
        {
            // the circuit may be going down: what it still knows is saved, what it does not know is in the browser
            await editor.FlushAsync();
        }

        await gone.CancelAsync();
        if (browser is not null)
        {
            await browser.LeaveAsync("detach");
        }

        if (module is not null)
        {
            await module.LeaveAsync();
        }
    }

    protected override void OnInitialized() =>
        (editor, pause) = (new ReviewEditor(View, SendAsync), new AfterPause(Pause, Clock, () => InvokeAsync(FlushAsync)));

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        while (!await AttachAsync())
        {
            // a line that breaks at this very moment swallows the answer: the form waits, and it is tried anew
        }
    }

    /// <returns>False when the browser did not answer in time.</returns>
    private async Task<bool> AttachAsync()
    {
        var actor = await Actors.CurrentAsync(gone.Token);
        using var patience = BrowserCalls.PatienceUntil(gone.Token);
        try
        {
            module ??= await Script.InvokeAsync<IJSObjectReference>("import", patience.Token, "./" + Assets["js/review-form.js"]);
            var attached = await module.InvokeAsync<IJSObjectReference>("attach", patience.Token, root, actor.AccountId, View.Id, editor.Saved);
            var kept = await attached.InvokeAsync<KeptAnswer[]>("restored", patience.Token) ?? [];
            keepsNothing = await attached.InvokeAsync<bool>("keepsNothing", patience.Token);
            (browser, restored) = (attached, editor.Restore(kept));
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            // a page that is gone needs no script
            return e is JSDisconnectedException || gone.IsCancellationRequested;
        }

        ready = true;
        StateHasChanged();
        await FlushAsync();
        await browser.AskAsync<object>("arrive", gone.Token);
        return true;
    }

    private static string Text(string sentence, params object[] values) => string.Format(CultureInfo.CurrentCulture, sentence, values);

    private bool IsAnswered(string key)
    {
        var content = editor[key].Current;
        return View.Questions.Any(q => q.Key == key) ? !string.IsNullOrWhiteSpace(content.Text) : content.Rating is not null || content.NotObserved;
    }

    private bool NeedsComment(string key) =>
        View.ExtremesNeedComment && View.IsExtreme(editor[key].Current.Rating) && string.IsNullOrWhiteSpace(editor[key].Current.Text);

    private void Rate(string key, int? rating)
    {
        if (rating is { } value)
        {
            editor.Rate(key, value);
        }
        else
        {
            editor.MarkNotObserved(key);
        }

        pause.Begin();
    }

    private async Task WriteAsync(string key, string? text)
    {
        editor.Write(key, text);
        await FlushAsync();
    }

    private async Task ChooseAsync(string key, ConflictChoice choice)
    {
        editor.Choose(key, choice);
        StateHasChanged();
        await Task.Yield();
        if (browser is not null)
        {
            await browser.AskAsync<object>("settle", gone.Token, key);
        }

        await FlushAsync();
    }

    private async Task<bool> FlushAsync()
    {
        pause.Stop();
        var saving = editor.FlushAsync();
        if (!saving.IsCompleted)
        {
            StateHasChanged();
        }

        var saved = await saving;
        StateHasChanged();
        // what another window saved may have covered what was being typed here: both are shown then
        return await AcknowledgeAsync() is { Length: > 0 } covered && editor.Restore(covered) > 0 ? await FlushAsync() : saved;
    }

    /// <summary>After the render, so that the browser compares with what the form shows now.</summary>
    private async Task<KeptAnswer[]?> AcknowledgeAsync()
    {
        if (browser is null || gone.IsCancellationRequested)
        {
            return null;
        }

        await Task.Yield();
        // one that is not there keeps its texts and hands them over again once it is back
        return (await browser.AskAsync<KeptAnswer[]>("acknowledge", gone.Token, editor.Saved, editor.ConflictKeys)).Value;
    }

    private async Task<Result<SavedDraft>> SendAsync(IReadOnlyList<AnswerChange> changes)
    {
        try
        {
            // not cancelled when the page goes away: that is when it matters most
            return await Save.RunAsync(new SaveReviewDraftCommand(View.Id, changes), await Actors.CurrentAsync(CancellationToken.None), CancellationToken.None);
        }
        catch (UnauthorizedAccessException)
        {
            return new Error("Reviews", "SignedOut");
        }
        catch (Exception e)
        {
            LogNotSaved(Log, View.Id, e);
            return NotSaved;
        }
    }

    private async Task BeforeLeavingAsync(LocationChangingContext context)
    {
        if (!finished)
        {
            await TakeFromBrowserAsync();
            await FlushAsync();
        }
    }

    /// <summary>What was typed this very moment and has not been handed over yet.</summary>
    /// <returns>False when the browser does not answer: then it is not known what was typed.</returns>
    private async Task<bool> TakeFromBrowserAsync()
    {
        if (browser is null)
        {
            return true;
        }

        var answer = await browser.AskAsync<KeptAnswer[]>("unsaved", gone.Token);
        foreach (var kept in answer.Value ?? [])
        {
            editor.Take(kept);
        }

        return answer.Came;
    }

    private async Task AskToSubmitAsync()
    {
        submitErrors = [];
        var taken = await TakeFromBrowserAsync();
        var saved = await FlushAsync();
        missing = [.. View.ItemKeys.Where(k => !IsAnswered(k) && IsRequired(k))];
        submitErrors = !taken ? [NotSaved] : !saved ? editor.Errors : editor.ConflictKeys.Any() ? [new Error("Reviews", "UnresolvedConflict")] : [];
        warnings = await Warnings.ForAsync(View.Id, [.. editor.Contents], await Actors.CurrentAsync(gone.Token), gone.Token);
        patterns = await PatternsAsync();
        asking = true;
    }

    /// <summary>Ratings that are worth a second look, in words; they keep nobody from submitting.</summary>
    private async Task<IReadOnlyList<string>> PatternsAsync()
    {
        var mine = editor.Contents.ToList();
        var found = new List<string>();
        if (RatingPatterns.AllAlike(mine))
        {
            found.Add(ReviewsText.PatternAlike);
        }

        if (View is { OnBehalf: false } and not { Relationship: Relationship.Self }
            && await OwnRatings.FindAsync(View.CycleId, View.Relationship, await Actors.CurrentAsync(gone.Token), gone.Token) is { } own
            && RatingPatterns.SameForEverybody(mine, own.Rows.Where(r => r.ReviewId != View.Id).Select(r => r.Answers)) is { } people)
        {
            found.Add(Text(ReviewsText.PatternSame, people));
        }

        return found;
    }

    private bool IsRequired(string key) => View.Questions.FirstOrDefault(q => q.Key == key)?.Required ?? true;

    private async Task SubmitAsync()
    {
        submitting = true;
        try
        {
            if (!await TakeFromBrowserAsync() || !await FlushAsync())
            {
                submitErrors = editor.Errors.Count > 0 ? editor.Errors : [NotSaved];
                return;
            }

            var result = await Submit.RunAsync(new SubmitReviewCommand(View.Id, editor.Version), await Actors.CurrentAsync(gone.Token), gone.Token);
            if (result.Failed && !result.Error.Is(ReviewErrors.AlreadySubmitted))
            {
                // what another window saved is shown now; the person looks and submits again
                submitErrors = result.Errors;
                await editor.RefreshAsync();
                await AcknowledgeAsync();
                return;
            }

            await FinishAsync();
        }
        finally
        {
            submitting = false;
        }
    }

    private async Task FinishAsync()
    {
        finished = true;
        pause.Stop();
        await Finished.InvokeAsync();
    }

    private async Task FocusCommentAsync(string key)
    {
        if (browser is not null)
        {
            await browser.AskAsync<object>("focusComment", gone.Token, key);
        }
    }

    private async Task FocusAsync(string key)
    {
        if (browser is not null)
        {
            await browser.AskAsync<object>("focusItem", gone.Token, key);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Review {ReviewId} could not be saved")]
    private static partial void LogNotSaved(ILogger logger, int reviewId, Exception exception);
}
