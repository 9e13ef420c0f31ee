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
        module = await Script.InvokeAsync<IJSObjectReference>("import", gone.Token, "./" + Assets["js/kept-form.js"]);
        browser = await module.InvokeAsync<IJSObjectReference>("attach", gone.Token, root, $"{owner}.{Key}", form.Kept);
        restored = form.Restore(await browser.InvokeAsync<KeptField[]>("restored", gone.Token) ?? []);
        ready = true;
        StateHasChanged();
        await FlushAsync();
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
        try
        {
            if (browser is not null && !gone.IsCancellationRequested)
            {
                // after the render, so that the browser compares with what the form shows now
                await Task.Yield();
                await browser.InvokeVoidAsync("acknowledge", gone.Token, form.Kept);
            }
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            // the browser keeps its texts and hands them over again once it is back
        }
    }

    private async Task TakeAndFlushAsync()
    {
        if (finished || form is null)
        {
            return;
        }

        if (browser is not null)
        {
            foreach (var kept in await browser.InvokeAsync<KeptField[]>("unsaved", gone.Token) ?? [])
            {
                form.Write(kept.Name, kept.Text);
            }
        }

        await FlushAsync();
    }

    private async Task SendAsync()
    {
        (busy, errors) = (true, []);
        try
        {
            await TakeAndFlushAsync();
            errors = form!.Errors.Count > 0 ? form.Errors : form.Conflicts.Any() ? [SharedErrors.ChangedElsewhere] : (await Send(this)).Errors;
            if (errors.Count > 0)
            {
                return;
            }

            finished = true;
            if (browser is not null)
            {
                await browser.InvokeVoidAsync("forget", gone.Token);
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
            return new Error("Feedback", "SaveFailed");
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Draft {Key} could not be kept")]
    private static partial void LogNotSaved(ILogger logger, string key, Exception exception);
}
