using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using StarPortal.Domain;
using StarPortal.Domain.Feedback;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared.Texts;

namespace StarPortal.Web.Shared.Writing;

public sealed partial class KeptForm : IAsyncDisposable
{
    private readonly CancellationTokenSource gone = new();
    private WritingForm? form;
    private ElementReference root;
    private IJSObjectReference? module;
    private IJSObjectReference? browser;
    private IReadOnlyList<Error> errors = [];
    private string owner = "";
    private int restored;
    private bool attached;
    private bool ready;
    private bool busy;
    private bool finished;

    /// <summary>Which form it is; the same for every window of the same person.</summary>
    [Parameter, EditorRequired]
    public string Key { get; set; } = "";

    /// <summary>The fields' names and what they begin with.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyDictionary<string, string> Initial { get; set; } = new Dictionary<string, string>();

    [Parameter, EditorRequired]
    public RenderFragment<KeptForm> ChildContent { get; set; } = null!;

    /// <summary>Names the form for screen readers.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter, EditorRequired]
    public string SubmitLabel { get; set; } = "";

    [Parameter]
    public string Class { get; set; } = "card";

    /// <summary>More buttons beside the first.</summary>
    [Parameter]
    public RenderFragment? Buttons { get; set; }

    /// <summary>Sends what stands there; the use case consumes the draft of <see cref="Version"/>.</summary>
    [Parameter, EditorRequired]
    public Func<KeptForm, Task<Result>> Send { get; set; } = null!;

    /// <summary>It has been sent.</summary>
    [Parameter]
    public EventCallback Sent { get; set; }

    [Inject]
    private WritingStore Store { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    [Inject]
    private ILogger<KeptForm> Log { get; set; } = null!;

    /// <summary>The draft's version; null where nothing was kept.</summary>
    public int? Version => form!.Version;

    public bool IsReady => ready;

    public string this[string name] => form![name];

    private static Error NotSaved => new("Feedback", "SaveFailed");

    internal WrittenField Field(string name) => form!.Field(name);

    private string SaveState => form!.Errors.Count > 0 ? "failed" : form.IsSaving ? "saving" : form.IsChanged ? "unsaved" : form.Conflicts.Any() ? "conflict" : "saved";

    private string Status => SaveState switch
    {
        "failed" => string.Format(CultureInfo.CurrentCulture, WritingText.Failed, ErrorText.For(form!.Errors[0])),
        "saving" => WritingText.Saving,
        "unsaved" => WritingText.Unsaved,
        "conflict" => WritingText.ChangedElsewhere,
        _ => form!.SavedAt is { } at ? string.Format(CultureInfo.CurrentCulture, WritingText.Saved, Formats.Time(at)) : WritingText.New,
    };

    public async ValueTask DisposeAsync()
    {
        if (!finished && form is not null)
        {
            // what the browser has not handed over yet stays there
            await form.FlushAsync();
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

    public async Task WriteAsync(string name, string? text)
    {
        form!.Write(name, text);
        await FlushAsync();
    }

    internal async Task ChooseAsync(string name, bool mine)
    {
        form!.Choose(name, mine);
        await FlushAsync();
    }

    protected override async Task OnInitializedAsync()
    {
        var actor = await Actors.CurrentAsync();
        owner = actor.AccountId.ToString(CultureInfo.InvariantCulture);
        form = new WritingForm(Initial, await Store.ReadAsync(Key, actor, CancellationToken.None), SaveAsync);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (form is null || attached)
        {
            return;
        }

        attached = true;
        while (!await AttachAsync(form))
        {
            // a line that breaks at this very moment swallows the answer: the form waits, and it is tried anew
        }
    }

    /// <returns>False when the browser did not answer in time.</returns>
    private async Task<bool> AttachAsync(WritingForm writing)
    {
        using var patience = BrowserCalls.PatienceUntil(gone.Token);
        try
        {
            module ??= await Script.InvokeAsync<IJSObjectReference>("import", patience.Token, "./" + Assets["js/kept-form.js"]);
            var there = await module.InvokeAsync<IJSObjectReference>("attach", patience.Token, root, $"{owner}.{Key}", writing.Kept);
            var kept = await there.InvokeAsync<KeptField[]>("restored", patience.Token) ?? [];
            (browser, restored) = (there, writing.Restore(kept));
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            // a page that is gone needs no script
            return e is JSDisconnectedException || gone.IsCancellationRequested;
        }

        ready = true;
        StateHasChanged();
        await FlushAsync();
        return true;
    }

    private async Task FlushAsync()
    {
        var saving = form!.FlushAsync();
        if (!saving.IsCompleted)
        {
            StateHasChanged();
        }

        await saving;
        StateHasChanged();
        if (browser is not null && !gone.IsCancellationRequested)
        {
            // after the render, so that the browser compares with what the form shows now; one that is not there keeps its
            // texts and hands them over again once it is back
            await Task.Yield();
            await browser.AskAsync<object>("acknowledge", gone.Token, form.Kept);
        }
    }

    /// <returns>False when the browser does not answer: then it is not known what was typed.</returns>
    private async Task<bool> TakeAndFlushAsync()
    {
        if (finished || form is null)
        {
            return true;
        }

        var answer = browser is null ? new(true, []) : await browser.AskAsync<KeptField[]>("unsaved", gone.Token);
        foreach (var kept in answer.Value ?? [])
        {
            form.Write(kept.Name, kept.Text);
        }

        await FlushAsync();
        return answer.Came;
    }

    private async Task SendAsync()
    {
        (busy, errors) = (true, []);
        try
        {
            var taken = await TakeAndFlushAsync();
            errors = !taken ? [NotSaved] : form!.Errors.Count > 0 ? form.Errors : form.Conflicts.Any() ? [SharedErrors.ChangedElsewhere] : (await Send(this)).Errors;
            if (errors.Count > 0)
            {
                return;
            }

            finished = true;
            if (browser is not null)
            {
                await browser.AskAsync<object>("forget", gone.Token);
            }

            await Sent.InvokeAsync();
        }
        finally
        {
            busy = false;
        }
    }

    private async Task<Result<SavedWriting>> SaveAsync(IReadOnlyList<DraftChange> changes)
    {
        try
        {
            // not cancelled when the page goes away: that is when it matters most
            return await Store.SaveAsync(Key, changes, await Actors.CurrentAsync(CancellationToken.None), CancellationToken.None);
        }
        catch (UnauthorizedAccessException)
        {
            return new Error("Feedback", "SignedOut");
        }
        catch (Exception e)
        {
            LogNotSaved(Log, Key, e);
            return NotSaved;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Draft {Key} could not be kept")]
    private static partial void LogNotSaved(ILogger logger, string key, Exception exception);
}
