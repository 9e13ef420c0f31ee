using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Reviews.ControlRoom.Actions;

public sealed partial class RemindPanel
{
    private const int Shown = 100;
    private IReadOnlyList<Error> errors = [];
    private ReminderPreview? preview;
    private ElementReference heading;
    private bool busy;
    private int? task;

    [Parameter, EditorRequired]
    public int CycleId { get; set; }

    [Parameter, EditorRequired]
    public string CycleName { get; set; } = "";

    [Parameter, EditorRequired]
    public RoomSelection Selection { get; set; } = null!;

    /// <summary>Sent, or under way to its end; with what is to be said.</summary>
    [Parameter]
    public EventCallback<string> Finished { get; set; }

    [Parameter]
    public EventCallback Left { get; set; }

    [Inject]
    private ReminderPlan Plan { get; set; } = null!;

    [Inject]
    private RemindReviewers Remind { get; set; } = null!;

    [Inject]
    private StartReminding Start { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    protected override async Task OnInitializedAsync() => preview = await Plan.PreviewAsync(CycleId, Selection, await Actors.CurrentAsync(), CancellationToken.None);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await heading.FocusAsync();
        }
    }

    /// <summary>What a person with so many reviews reads, in a language.</summary>
    private string Sentence(string language, int reviews)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        return string.Format(culture, ControlRoomText.Resources.GetString(nameof(ControlRoomText.Notice_Reminder), culture)!, reviews, CycleName);
    }

    private async Task SendAsync()
    {
        busy = true;
        var actor = await Actors.CurrentAsync();
        if (preview!.People.Count > RemindReviewers.AtOnce)
        {
            var queued = await Start.RunAsync(CycleId, Selection, actor, CancellationToken.None);
            (errors, busy) = (queued.Errors, false);
            task = queued.Succeeded ? queued.Value : null;
            return;
        }

        var sent = await Remind.RunAsync(CycleId, Selection, actor, CancellationToken.None);
        (errors, busy) = (sent.Errors, false);
        if (sent.Succeeded)
        {
            await Finished.InvokeAsync(RoomLabels.Format(ControlRoomText.RemindedPeople, Formats.Count(sent.Value)));
        }
    }

    private Task TaskEndedAsync(LongTaskState state) =>
        state == LongTaskState.Succeeded ? Finished.InvokeAsync(RoomLabels.Format(ControlRoomText.RemindedPeople, Formats.Count(preview!.People.Count))) : Task.CompletedTask;
}
