using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.JSInterop;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Reviews.ControlRoom.Actions;
using StarPortal.Web.Features.Reviews.ControlRoom.Counts;
using StarPortal.Web.Features.Reviews.ControlRoom.Lists;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Reviews.ControlRoom;

/// <summary>What the control room shows of a cycle.</summary>
/// <param name="At">UTC; when it was counted.</param>
public sealed record RoomView(RoomCycle Cycle, IReadOnlyList<KindTally> Kinds, HeatMap Map, DateTime At);

public sealed partial class ControlRoomPage
{
    private readonly CancellationTokenSource gone = new();
    private readonly RoomPick pick = new();
    private RoomFilter filter = new();
    private RoomFilter? picked;
    private IReadOnlyList<RoomDepartment> departments = [];
    private RoomCounts? counts;
    private (int? Department, bool ByPhase)? mapped;
    private bool byPhase;
    private bool live = true;
    private int revision;
    private ElementReference root;
    private IJSObjectReference? module;
    private DotNetObjectReference<ControlRoomPage>? self;

    [Parameter]
    public int Id { get; set; }

    [PersistentState]
    public RoomView? View { get; set; }

    [Inject]
    private RoomCycles Cycles { get; set; } = null!;

    [Inject]
    private CountQueries Counts { get; set; } = null!;

    [Inject]
    private ReviewList Reviews { get; set; } = null!;

    [Inject]
    private LoadList Loads { get; set; } = null!;

    [Inject]
    private ParticipantList People { get; set; } = null!;

    [Inject]
    private ManagerList Managers { get; set; } = null!;

    [Inject]
    private GroupList Groups { get; set; } = null!;

    [Inject]
    private ShortList Shorts { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    private static IReadOnlyList<(string Key, string Title)> Tabs =>
    [
        ("overview", ControlRoomText.Tab_overview),
        ("reviews", ControlRoomText.Tab_reviews),
        ("people", ControlRoomText.Tab_people),
        ("participants", ControlRoomText.Tab_participants),
        ("managers", ControlRoomText.Tab_managers),
        ("groups", ControlRoomText.Tab_groups),
        ("short", ControlRoomText.Tab_short),
    ];

    private string Shown { get; set; } = "overview";

    /// <summary>On other tabs the department only filters.</summary>
    private int? MapOf => Shown == "overview" ? filter.DepartmentId : null;

    private RoomSelection Selection => new(Shown, [.. pick.Ids], pick.All ? filter : null);

    /// <summary>Called by the browser every few seconds while somebody looks and nobody types, ticks or has a menu open.</summary>
    [JSInvokable]
    public async Task RefreshAsync()
    {
        if (!live || !pick.IsEmpty || View is null || gone.IsCancellationRequested)
        {
            return;
        }

        await LoadAsync();
        revision++;
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        try
        {
            if (module is not null)
            {
                await module.InvokeVoidAsync("stop", root);
                await module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // the browser is gone, and the clock with it
        }

        self?.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        Read(Navigation.ToAbsoluteUri(Navigation.Uri));
        if (View?.Cycle.Id != Id)
        {
            await LoadAsync();
        }
        else if (mapped is { } before && before != (MapOf, byPhase))
        {
            // the first look was counted by another instance of this page
            counts ??= await Counts.OfAsync(View.Cycle, await Actors.CurrentAsync(gone.Token), gone.Token);
            View = View with { Map = HeatMap.Of(counts, MapOf, byPhase) };
        }

        mapped = (MapOf, byPhase);
        if (View is null)
        {
            Navigation.NotFound();
        }
        else if (departments.Count == 0)
        {
            departments = RoomDepartment.Choices(await Counts.DepartmentsAsync(gone.Token), filter.DepartmentId);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && View is not null)
        {
            module = await Script.InvokeAsync<IJSObjectReference>("import", "./Features/Reviews/ControlRoom/ControlRoomPage.razor.js");
            self = DotNetObjectReference.Create(this);
            await module.InvokeVoidAsync("watch", root, self);
        }
    }

    /// <summary>The address says everything that is chosen, so that it can be kept and sent on.</summary>
    private void Read(Uri address)
    {
        var query = QueryHelpers.ParseQuery(address.Query);
        var view = query.GetValueOrDefault("view").ToString();
        var shown = Tabs.FirstOrDefault(t => t.Key == view, Tabs[0]).Key;
        filter = RoomFilter.Of(Navigation);
        byPhase = query.GetValueOrDefault("by") == "phase";
        var meant = filter with { Page = 1, Columns = "", Sort = null };
        if (shown != Shown || meant != picked)
        {
            // what was ticked belonged to other rows
            pick.Clear();
        }

        (Shown, picked) = (shown, meant);
    }

    private async Task LoadAsync()
    {
        var actor = await Actors.CurrentAsync(gone.Token);
        if (await Cycles.FindAsync(Id, actor, gone.Token) is not { } cycle)
        {
            View = null;
            return;
        }

        counts = await Counts.OfAsync(cycle, actor, gone.Token);
        View = new RoomView(cycle, counts.Kinds, HeatMap.Of(counts, MapOf, byPhase), counts.At);
    }

    private Task GoAsync(RoomFilter to)
    {
        Navigation.NavigateTo(to.Address($"/cycles/{Id}/control-room", ("view", Shown)), replace: true);
        return Task.CompletedTask;
    }

    private string HeatAddress(int? department, bool? phases = null)
    {
        var by = phases ?? byPhase ? "phase" : null;
        return new RoomFilter(DepartmentId: department).Address(string.Create(CultureInfo.InvariantCulture, $"/cycles/{Id}/control-room"), ("by", by));
    }

    private async Task DoneAsync()
    {
        pick.Clear();
        await LoadAsync();
        revision++;
    }
}
