using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Reviews.ControlRoom.Actions;
using StarPortal.Web.Features.Reviews.ControlRoom.Lists;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Reviews.ControlRoom;

/// <param name="Late">Reviews past their end, or missed.</param>
/// <param name="Soon">Open reviews that end within three days or have.</param>
/// <param name="People">Who can be reminded today: those who are late, or where nobody is, those whose end is near.</param>
/// <param name="Meant">Which of both.</param>
public sealed record RoomHomeView(int CycleId, int Late, int Soon, int Open, int People, RoomState Meant);

public sealed partial class RoomHomePanel
{
    private IReadOnlyList<Error> errors = [];
    private string? said;
    private bool busy;
    private int? task;

    [PersistentState]
    public RoomHomeView? View { get; set; }

    [Inject]
    private RoomCycles Cycles { get; set; } = null!;

    [Inject]
    private ReviewList Reviews { get; set; } = null!;

    [Inject]
    private ReminderPlan Plan { get; set; } = null!;

    [Inject]
    private RemindReviewers Remind { get; set; } = null!;

    [Inject]
    private StartReminding Start { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    private RoomSelection Selection => new(Reviews.Key, [], new RoomFilter(State: View!.Meant));

    protected override async Task OnInitializedAsync() => View ??= await LoadAsync();

    private async Task ReloadAsync() => View = await LoadAsync();

    private async Task<RoomHomeView?> LoadAsync()
    {
        var actor = await Actors.CurrentAsync();
        if (await Cycles.CurrentAsync(actor, CancellationToken.None) is not { } cycle)
        {
            return null;
        }

        var late = await CountAsync(RoomState.Late);
        var soon = await CountAsync(RoomState.DueSoon);
        var meant = late > 0 ? RoomState.Late : soon > 0 ? RoomState.DueSoon : RoomState.Open;
        var people = await Plan.CountAsync(cycle, new RoomSelection(Reviews.Key, [], new RoomFilter(State: meant)), actor, CancellationToken.None);
        return new RoomHomeView(cycle.Id, late, soon, await CountAsync(RoomState.Open), people, meant);

        Task<int> CountAsync(RoomState state) => Reviews.CountAsync(cycle, new RoomFilter(State: state), actor, CancellationToken.None);
    }

    private async Task RemindAsync()
    {
        busy = true;
        var actor = await Actors.CurrentAsync();
        var many = View!.People > RemindReviewers.AtOnce;
        var sent = many
            ? await Start.RunAsync(View.CycleId, Selection, actor, CancellationToken.None)
            : await Remind.RunAsync(View.CycleId, Selection, actor, CancellationToken.None);
        (errors, busy) = (sent.Errors, false);
        if (sent.Succeeded && many)
        {
            task = sent.Value;
        }
        else if (sent.Succeeded)
        {
            said = RoomLabels.Format(ControlRoomText.RemindedPeople, Formats.Count(sent.Value));
        }

        await ReloadAsync();
    }
}
