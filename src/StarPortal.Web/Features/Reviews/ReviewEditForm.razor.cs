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
    private CancellationTokenSource? waiting;
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
        await CancelWaitAsync();
        if (!finished)
        {
            // the circuit may be going down: what it still knows is saved, what it does not know is in the browser
            await editor.FlushAsync();
        }

        await gone.CancelAsync();
        gone.Dispose();
        try
        {
            if (browser is not null)
            {
                await browser.InvokeVoidAsync("detach");
                await browser.DisposeAsync();
            }

            if (module is not null)
            {
                await module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // the browser is gone already
        }
    }

    protected override void OnInitialized() => editor = new ReviewEditor(View, SendAsync);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        module = await Script.InvokeAsync<IJSObjectReference>("import", gone.Token, "./" + Assets["js/review-form.js"]);
        var actor = await Actors.CurrentAsync(gone.Token);
        browser = await module.InvokeAsync<IJSObjectReference>("attach", gone.Token, root, actor.AccountId, View.Id, editor.Saved);
        restored = editor.Restore(await browser.InvokeAsync<KeptAnswer[]>("restored", gone.Token) ?? []);
        keepsNothing = await browser.InvokeAsync<bool>("keepsNothing", gone.Token);
        ready = true;
        StateHasChanged();
        await FlushAsync();
        await browser.InvokeVoidAsync("arrive", gone.Token);
    }

    private static string Text(string sentence, params object[] values) => string.Format(CultureInfo.CurrentCulture, sentence, values);

    private bool IsAnswered(string key)
    {
        var content = editor[key].Current;
        return View.Questions.Any(q => q.Key == key) ? !string.IsNullOrWhiteSpace(content.Text) : content.Rating is not null || content.NotObserved;
    }

    private bool NeedsComment(string key) =>
        View.ExtremesNeedComment && View.IsExtreme(editor[key].Current.Rating) && string.IsNullOrWhiteSpace(editor[key].Current.Text);

    private async Task RateAsync(string key, int? rating)
    {
        if (rating is { } value)
        {
            editor.Rate(key, value);
        }
        else
        {
            editor.MarkNotObserved(key);
        }

        await CancelWaitAsync();
        waiting = CancellationTokenSource.CreateLinkedTokenSource(gone.Token);
        _ = SaveAfterPauseAsync(waiting.Token);
    }

    private async Task SaveAfterPauseAsync(CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(Pause, Clock, cancellation);
            await InvokeAsync(FlushAsync);
        }
        catch (OperationCanceledException)
        {
            // another rating came, or everything was saved before
        }
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
            await browser.InvokeVoidAsync("settle", gone.Token, key);
        }

        await FlushAsync();
    }

    private async Task CancelWaitAsync()
    {
        if (waiting is not null)
        {
            await waiting.CancelAsync();
            waiting.Dispose();
            waiting = null;
        }
    }

    private async Task<bool> FlushAsync()
    {
        await CancelWaitAsync();
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

        try
        {
            await Task.Yield();
            return await browser.InvokeAsync<KeptAnswer[]>("acknowledge", gone.Token, editor.Saved, editor.ConflictKeys);
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            // the browser keeps its texts and hands them over again once it is back
            return null;
        }
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
            return new Error("Reviews", "SaveFailed");
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
    private async Task TakeFromBrowserAsync()
    {
        if (browser is null)
        {
            return;
        }

        foreach (var kept in await browser.InvokeAsync<KeptAnswer[]>("unsaved", gone.Token) ?? [])
        {
            editor.Take(kept);
        }
    }

    private async Task AskToSubmitAsync()
    {
        submitErrors = [];
        await TakeFromBrowserAsync();
        var saved = await FlushAsync();
        missing = [.. View.ItemKeys.Where(k => !IsAnswered(k) && IsRequired(k))];
        submitErrors = !saved ? editor.Errors : editor.ConflictKeys.Any() ? [new Error("Reviews", "UnresolvedConflict")] : [];
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
            await TakeFromBrowserAsync();
            if (!await FlushAsync())
            {
                submitErrors = editor.Errors;
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
        await CancelWaitAsync();
        await Finished.InvokeAsync();
    }

    private async Task FocusCommentAsync(string key)
    {
        if (browser is not null)
        {
            await browser.InvokeVoidAsync("focusComment", gone.Token, key);
        }
    }

    private async Task FocusAsync(string key)
    {
        if (browser is not null)
        {
            await browser.InvokeVoidAsync("focusItem", gone.Token, key);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Review {ReviewId} could not be saved")]
    private static partial void LogNotSaved(ILogger logger, int reviewId, Exception exception);
}
