using Microsoft.AspNetCore.Components;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared.Cycles;

namespace StarPortal.Web.Features.Reviews.ControlRoom.People;

/// <summary>HR's page of one participant: facts, what features add, and the whole history. Every look is on record.</summary>
public sealed partial class ParticipantPage
{
    [Parameter]
    public int CycleId { get; set; }

    [Parameter]
    public int ParticipantId { get; set; }

    [PersistentState]
    public ParticipantView? View { get; set; }

    [PersistentState]
    public IReadOnlyList<HistoryLine>? History { get; set; }

    [Inject]
    private ParticipantQueries Queries { get; set; } = null!;

    [Inject]
    private HistoryQueries Histories { get; set; } = null!;

    [Inject]
    private RecordParticipantLook Look { get; set; } = null!;

    [Inject]
    private IEnumerable<ParticipantPanel> Panels { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private Dictionary<string, object> PanelParameters => new()
    {
        ["ParticipantId"] = ParticipantId,
        ["Changed"] = EventCallback.Factory.Create(this, LoadAsync),
    };

    protected override async Task OnParametersSetAsync()
    {
        if (View?.Id == ParticipantId)
        {
            return;
        }

        await LoadAsync();
        if (View is null)
        {
            Navigation.NotFound();
            return;
        }

        await Look.RunAsync(View.Id, View.EmployeeId, await Actors.CurrentAsync(), CancellationToken.None);
    }

    private async Task LoadAsync()
    {
        var actor = await Actors.CurrentAsync();
        View = await Queries.FindAsync(CycleId, ParticipantId, actor, CancellationToken.None);
        History = View is null ? [] : await Histories.OfAsync(CycleId, ParticipantId, actor, CancellationToken.None);
    }
}
