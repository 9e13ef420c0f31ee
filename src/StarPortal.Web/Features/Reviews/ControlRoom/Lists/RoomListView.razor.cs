using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Reviews.ControlRoom.Lists;

public sealed partial class RoomListView<TRow> : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private (RoomFilter Filter, int Revision)? loaded;
    private string text = "";

    [Parameter, EditorRequired]
    public RoomCycle Cycle { get; set; } = null!;

    [Parameter, EditorRequired]
    public RoomList<TRow> List { get; set; } = null!;

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter, EditorRequired]
    public RoomFilter Filter { get; set; } = new();

    [Parameter]
    public EventCallback<RoomFilter> FilterChanged { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<RoomDepartment> Departments { get; set; } = [];

    /// <summary>Reads again when it changes.</summary>
    [Parameter]
    public int Revision { get; set; }

    /// <summary>A row's number for tick boxes; without it there are none.</summary>
    [Parameter]
    public Func<TRow, int>? KeyOf { get; set; }

    [Parameter]
    public RoomPick? Pick { get; set; }

    [Parameter]
    public EventCallback PickChanged { get; set; }

    /// <summary>What can be done with the picked ones; given how many match the filter.</summary>
    [Parameter]
    public RenderFragment<int>? Actions { get; set; }

    [PersistentState]
    public Page<TRow>? Rows { get; set; }

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    private bool CanPick => KeyOf is not null && Pick is not null;

    private IReadOnlyList<RoomColumn<TRow>> Shown => List.Chosen(Filter.Columns);

    private SortBy Sort => Filter.Sort ?? List.DefaultSort;

    public void Dispose() => gone.Cancel();

    protected override async Task OnParametersSetAsync()
    {
        if (loaded is null)
        {
            text = Filter.Text;
        }

        var wanted = (Filter with { Columns = "" }, Revision);
        if (loaded == wanted || (loaded is null && Rows is not null))
        {
            loaded ??= wanted;
            return;
        }

        loaded = wanted;
        Rows = await List.PageAsync(Cycle, Filter, await Actors.CurrentAsync(gone.Token), gone.Token);
    }

    private Task SearchAsync() => ShowAsync(Filter with { Text = text.Trim() });

    private Task ShowAsync(RoomFilter filter) => FilterChanged.InvokeAsync(filter with { Page = 1 });

    private Task ToggleColumnAsync(RoomColumn<TRow> column)
    {
        var keys = Shown.Contains(column) ? Shown.Where(c => c != column) : List.Columns.Where(c => c == column || Shown.Contains(c));
        return FilterChanged.InvokeAsync(Filter with { Columns = string.Join(',', keys.Select(c => c.Key)) });
    }

    private bool IsPicked(TRow row) => Pick!.All || Pick.Ids.Contains(KeyOf!(row));

    private Task ToggleAsync(TRow row)
    {
        Pick!.Toggle(KeyOf!(row), Rows!.Rows.Select(KeyOf));
        return PickChanged.InvokeAsync();
    }

    private Task TogglePageAsync()
    {
        Pick!.TogglePage(Rows!.Rows.Select(KeyOf!));
        return PickChanged.InvokeAsync();
    }

    private string Label(TRow row) => string.Join(", ", Shown.Take(2).Select(c => TextOf(c, row)));

    private string TextOf(RoomColumn<TRow> column, TRow row) =>
        column.Text?.Invoke(row, Formats) ?? (column.Value(row) switch { null => "–", int number => Formats.Count(number), var other => Convert.ToString(other, CultureInfo.CurrentCulture) ?? "" });

    private string ExportAddress(string kind) => (Filter with { Page = 1 }).Address($"/cycles/{Cycle.Id}/control-room/{List.Key}.{kind}");
}
