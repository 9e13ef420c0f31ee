using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Cycles.Progress;

public sealed partial class PeoplePanel
{
    private IReadOnlyList<Error> errors = [];
    private PersonProgress? asked;
    private string search = "";
    private string reason = "";
    private bool onlyWaiting;
    private bool writers;
    private int page = 1;
    private bool focusReason;
    private ElementReference reasonBox;

    [Parameter, EditorRequired]
    public int CycleId { get; set; }

    [Parameter]
    public bool Running { get; set; }

    [PersistentState]
    public Page<PersonProgress>? People { get; set; }

    private Page<LateWriter>? Writers { get; set; }

    [Inject]
    private ProgressQueries Queries { get; set; } = null!;

    [Inject]
    private UnlockManagerReview Unlock { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        if (People is null)
        {
            await LoadAsync();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (focusReason)
        {
            focusReason = false;
            await reasonBox.FocusAsync();
        }
    }

    private static RenderFragment StateTag(ReviewState? state) => builder =>
    {
        if (state is { } value)
        {
            builder.OpenElement(0, "span");
            builder.AddAttribute(1, "class", value switch
            {
                ReviewState.Submitted => "tag good",
                ReviewState.Missed or ReviewState.Declined => "tag bad",
                _ => "tag",
            });
            builder.AddContent(2, CycleWords.Of(value));
            builder.CloseElement();
        }
        else
        {
            builder.AddContent(3, "–");
        }
    };

    private bool CanUnlock(PersonProgress row) =>
        Running
        && row.Self is ReviewState.NotStarted or ReviewState.Draft or ReviewState.Reopened
        && row.Manager is ReviewState.NotStarted or ReviewState.Draft;

    private void Ask(PersonProgress row)
    {
        errors = [];
        reason = "";
        asked = row;
        // the question stands above the list: take the reader there
        focusReason = true;
    }

    private async Task UnlockAsync()
    {
        var done = await Unlock.RunAsync(asked!.ParticipantId, reason, await Actors.CurrentAsync(), CancellationToken.None);
        errors = done.Errors;
        if (done.Succeeded)
        {
            asked = null;
            await LoadAsync();
        }
    }

    private Task GoToAsync(int to)
    {
        page = to;
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        var actor = await Actors.CurrentAsync();
        if (writers)
        {
            Writers = await Queries.WritersAsync(CycleId, search, page, actor, CancellationToken.None);
        }
        else
        {
            People = await Queries.PeopleAsync(CycleId, new ProgressFilter(search, null, onlyWaiting, page), actor, CancellationToken.None);
        }
    }
}
