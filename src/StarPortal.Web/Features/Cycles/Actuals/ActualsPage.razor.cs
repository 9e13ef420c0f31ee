using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Cycles.Actuals;

public sealed partial class ActualsPage
{
    private IReadOnlyList<Error> errors = [];
    private EditModel? editing;
    private ElementReference valueBox;
    private string search = "";
    private bool missingFirst = true;
    private bool focusValue;
    private int page = 1;

    [Parameter]
    public int Id { get; set; }

    [PersistentState]
    public ActualsView? View { get; set; }

    [PersistentState]
    public Page<ActualRow>? Rows { get; set; }

    [Inject]
    private ActualQueries Queries { get; set; } = null!;

    [Inject]
    private SetActual Set { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        if (View is null)
        {
            await ReloadAsync();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (focusValue)
        {
            focusValue = false;
            await valueBox.FocusAsync();
        }
    }

    private string? Origin(ActualCellView? cell) => cell is null
        ? null
        : string.Join(" · ", ((string[])[cell.Source, cell.Note, cell.EnteredBy, Formats.Moment(cell.EnteredAt)]).Where(t => t.Length > 0));

    private void BeginAsync(ActualRow row, ActualColumn column, ActualCellView? cell)
    {
        errors = [];
        editing = new EditModel(row.ParticipantId, row.Name, column.Key, CycleWords.Of(column.Name), column.Unit, column.PassFail, cell?.Version)
        {
            Value = cell?.Value.ToString("0.########", CultureInfo.CurrentCulture) ?? "",
            Source = cell?.Source ?? CycleWords.Of(column.Source),
            Note = cell?.Note ?? "",
        };
        focusValue = true;
    }

    private async Task SaveAsync()
    {
        var edit = editing!;
        var entry = new ActualEntry(edit.ParticipantId, edit.Key, edit.Value, edit.Source, edit.Note, edit.Version);
        var saved = await Set.RunAsync(entry, CultureInfo.CurrentCulture, await Actors.CurrentAsync(), CancellationToken.None);
        errors = saved.Errors;
        if (saved.Succeeded)
        {
            editing = null;
        }

        await ReloadAsync();
        if (saved.Failed && saved.Error.Is(SharedErrors.ChangedElsewhere))
        {
            await ShowPresentAsync(edit);
        }
    }

    /// <summary>Somebody else was faster: both values are seen, and saving once more is a decision.</summary>
    private async Task ShowPresentAsync(EditModel edit)
    {
        var cell = await Queries.CellAsync(edit.ParticipantId, edit.Key, await Actors.CurrentAsync(), CancellationToken.None);
        edit.Version = cell?.Version;
        edit.Present = cell is null ? CyclesText.Missing : $"{Formats.Number(cell.Value)} ({Origin(cell)})";
    }

    private async Task GoToAsync(int to)
    {
        page = to;
        Rows = await Queries.RowsAsync(Id, new ActualFilter(search, missingFirst, page), await Actors.CurrentAsync(), CancellationToken.None);
    }

    private async Task ReloadAsync()
    {
        View = await Queries.FindAsync(Id, await Actors.CurrentAsync(), CancellationToken.None);
        if (View is null)
        {
            Navigation.NotFound();
            return;
        }

        await GoToAsync(page);
    }

    private sealed class EditModel(int participantId, string person, string key, string indicator, string unit, bool passFail, int? version)
    {
        public int ParticipantId => participantId;

        public string Person => person;

        public string Key => key;

        public string Indicator => indicator;

        public string Unit => unit.Length > 0 ? $"({unit})" : "";

        public bool PassFail => passFail;

        public int? Version { get; set; } = version;

        /// <summary>What somebody else has entered meanwhile.</summary>
        public string? Present { get; set; }

        public string Value { get; set; } = "";

        public string Source { get; set; } = "";

        public string Note { get; set; } = "";
    }
}
