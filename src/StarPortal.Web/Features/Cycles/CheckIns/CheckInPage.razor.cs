using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Feedback;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Writing;

namespace StarPortal.Web.Features.Cycles.CheckIns;

public sealed partial class CheckInPage
{
    private static readonly Dictionary<string, string> Blank = new() { ["status"] = "", ["progress"] = "", ["next"] = "" };
    private static readonly Dictionary<string, string> NoComment = new() { ["comment"] = "" };
    private int written;

    [Parameter]
    public int ParticipantId { get; set; }

    [PersistentState]
    public CheckInView? View { get; set; }

    [Inject]
    private CheckInQueries Queries { get; set; } = null!;

    [Inject]
    private ShareCheckIn Share { get; set; } = null!;

    [Inject]
    private ConfirmCheckIn Confirm { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        if (View is null)
        {
            await LoadAsync();
        }

        if (View is null)
        {
            Navigation.NotFound();
        }
    }

    private async Task LoadAsync() => View = await Queries.FindAsync(ParticipantId, await Actors.CurrentAsync(), CancellationToken.None);

    private async Task SentAsync()
    {
        await LoadAsync();
        written++;
    }

    private async Task<Result> SendAsync(KeptForm form)
    {
        var content = new CheckInContent(Enum.TryParse<CheckInStatus>(form["status"], out var status) && Enum.IsDefined(status) ? status : null, form["progress"], form["next"]);
        return await Share.RunAsync(new(ParticipantId, content, form.Key, form.Version), await Actors.CurrentAsync(), CancellationToken.None);
    }

    private async Task<Result> ConfirmAsync(CheckInRow row, KeptForm form) =>
        await Confirm.RunAsync(new(row.Id, form["comment"], row.Version, form.Key, form.Version), await Actors.CurrentAsync(), CancellationToken.None);
}
