using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Cycles.Actuals;

public sealed partial class ActualsBoard
{
    private IReadOnlyList<Error> errors = [];
    private (int Participant, string Key)? chosen;
    private ActualImportReport? preview;
    private PastedBlock? block;
    private ActualMatrix? matrix;
    private ElementReference pasteTitle;
    private bool focusPaste;
    private string search = "";
    private string source = "";
    private string note = "";
    private string indicator = "";
    private int? department;
    private int? manager;
    private bool missingFirst = true;
    private bool onlyMissing;
    private int page = 1;
    private int revision;

    [Parameter, EditorRequired]
    public ActualsView View { get; set; } = null!;

    /// <summary>The view as it is after a value was written here.</summary>
    [Parameter]
    public EventCallback<ActualsView> ViewChanged { get; set; }

    [PersistentState]
    public Page<ActualRow>? Rows { get; set; }

    [Inject]
    private ActualQueries Queries { get; set; } = null!;

    [Inject]
    private PasteActuals Paste { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    private IReadOnlyList<ActualColumn> Shown => indicator.Length == 0 ? View.Columns : [.. View.Columns.Where(c => c.Key == indicator)];

    protected override async Task OnInitializedAsync()
    {
        if (Rows is null)
        {
            await GoToAsync(1);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (focusPaste && preview is not null)
        {
            focusPaste = false;
            await pasteTitle.FocusAsync();
        }
    }

    private async Task GoToAsync(int to)
    {
        if (matrix is not null && !await matrix.LeaveAsync())
        {
            return;
        }

        (page, chosen) = (to, null);
        var filter = new ActualFilter(search, missingFirst, page, department, manager, indicator, onlyMissing);
        Rows = await Queries.RowsAsync(View.CycleId, filter, await Actors.CurrentAsync(), CancellationToken.None);
        // an open cell of the rows before must not stand in one of these
        revision++;
    }

    private async Task ReloadAsync()
    {
        if (await Queries.FindAsync(View.CycleId, await Actors.CurrentAsync(), CancellationToken.None) is { } view)
        {
            await ViewChanged.InvokeAsync(view);
        }

        await GoToAsync(page);
    }

    /// <summary>Rows keep their order while somebody works in them; only the figures change.</summary>
    private async Task Take(ActualRow row)
    {
        var old = Rows!.Rows.FirstOrDefault(r => r.ParticipantId == row.ParticipantId);
        Rows = Rows with { Rows = [.. Rows.Rows.Select(r => r.ParticipantId == row.ParticipantId ? row : r)] };
        var columns = View.Columns.Select(c => c with { Present = c.Present + Has(row, c) - Has(old, c) });
        await ViewChanged.InvokeAsync(View with { Columns = [.. columns] });

        static int Has(ActualRow? row, ActualColumn column) => row?.Values.Any(v => v.IndicatorKey == column.Key) == true ? 1 : 0;
    }

    private Task PreviewAsync(PastedBlock pasted)
    {
        block = pasted;
        return PasteAsync(dryRun: true);
    }

    private async Task PasteAsync(bool dryRun)
    {
        var paste = new ActualPaste(
            View.CycleId, block!.Text, [.. Rows!.Rows.Skip(block.Row).Select(r => r.Number)], [.. Shown.Skip(block.Column).Select(c => c.Key)], dryRun)
        {
            Source = source,
            Note = note,
            Confirmed = dryRun ? null : preview?.Stamp,
        };
        var done = await Paste.RunAsync(paste, CultureInfo.CurrentCulture, await Actors.CurrentAsync(), CancellationToken.None);
        preview = done.Succeeded ? done.Value : null;
        if (done.Failed && !dryRun && done.Error.Is(SharedErrors.ChangedElsewhere))
        {
            await PasteAsync(dryRun: true);
        }

        errors = done.Errors;
        focusPaste = preview is not null;
        if (preview is { Written: true })
        {
            await ReloadAsync();
        }
    }

    private void LeavePaste() => (preview, block) = (null, null);
}
