using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using StarPortal.Domain;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Cycles.Actuals;

/// <summary>A block that was pasted, and the cell that had the focus.</summary>
public sealed record PastedBlock(string Text, int Row, int Column);

public sealed partial class ActualMatrix : IAsyncDisposable
{
    private ElementReference root;
    private ElementReference box;
    private IJSObjectReference? module;
    private DotNetObjectReference<ActualMatrix>? self;
    private (int Row, int Column)? editing;
    private (int Row, int Column)? focus;
    private bool focusBox;
    private string text = "";
    private string before = "";
    private int? version;
    private Task<bool>? keeping;
    private Error? error;
    private string? present;

    [Parameter, EditorRequired]
    public int CycleId { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<ActualColumn> Columns { get; set; } = [];

    [Parameter, EditorRequired]
    public IReadOnlyList<ActualRow> Rows { get; set; } = [];

    [Parameter]
    public bool Locked { get; set; }

    /// <summary>Source of what is entered here; empty takes the indicator's own for a first value and leaves that of a later one.</summary>
    [Parameter]
    public string Source { get; set; } = "";

    /// <summary>Why, for everything entered here.</summary>
    [Parameter]
    public string Note { get; set; } = "";

    [Parameter]
    public EventCallback<(ActualRow Row, ActualColumn Column)> Details { get; set; }

    /// <summary>A participant's row, read again after a value was written.</summary>
    [Parameter]
    public EventCallback<ActualRow> Written { get; set; }

    [Parameter]
    public EventCallback<PastedBlock> Pasted { get; set; }

    [Inject]
    private SetActual Set { get; set; } = null!;

    [Inject]
    private ActualQueries Queries { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [JSInvokable]
    public Task PasteAsync(string block, int row, int column)
    {
        editing = null;
        return Locked ? Task.CompletedTask : Pasted.InvokeAsync(new PastedBlock(block, row, column));
    }

    /// <summary>The focus went out of an open cell: what was typed in it is kept like after Enter, only the focus stays where it went.</summary>
    [JSInvokable]
    public Task LeaveAsync(int row, int column) => editing == (row, column) ? LeaveAsync() : Task.CompletedTask;

    /// <summary>Closes the open cell and keeps what was typed in it.</summary>
    /// <returns>False when it could not be kept: the cell stays open and says why.</returns>
    public async Task<bool> LeaveAsync()
    {
        // over somebody else's value only Enter or Tab decides
        var kept = editing is null || (present is null && await KeepAsync());
        StateHasChanged();
        return kept;
    }

    public async ValueTask DisposeAsync()
    {
        self?.Dispose();
        try
        {
            if (module is not null)
            {
                await module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // the window is gone
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            self = DotNetObjectReference.Create(this);
            module = await Script.InvokeAsync<IJSObjectReference>("import", "./Features/Cycles/Actuals/ActualMatrix.razor.js");
            await module.InvokeVoidAsync("attach", root, self);
        }

        if (focusBox)
        {
            focusBox = false;
            await box.FocusAsync();
        }
        else if (focus is { } cell && module is not null)
        {
            focus = null;
            await module.InvokeVoidAsync("focusCell", root, cell.Row, cell.Column);
        }
    }

    private bool Typed => editing is not null && text.Trim() != before;

    private static bool IsExempted(ActualRow row, ActualColumn column) => row.Exempted.Contains(column.Key);

    private static string Label(ActualRow row, ActualColumn column) => $"{row.Name}, {CycleWords.Of(column.Name)}";

    private static string Shown(ActualRow row, ActualColumn column, ActualCellView? cell) =>
        IsExempted(row, column) ? CyclesText.Exempted : cell is null ? CyclesText.Missing : Formats.Number(cell.Value);

    private string? Origin(ActualCellView? cell) => cell is null
        ? null
        : string.Join(" · ", ((string[])[cell.Source, cell.Note, cell.EnteredBy, Formats.Moment(cell.EnteredAt)]).Where(t => t.Length > 0));

    private async Task BeginAsync(int row, int column)
    {
        // going to another cell keeps what was typed in this one
        if (editing is not null && !await KeepAsync())
        {
            focusBox = true;
            return;
        }

        Open(row, column);
    }

    private void Open(int row, int column)
    {
        var cell = Rows[row].Values.FirstOrDefault(v => v.IndicatorKey == Columns[column].Key);
        before = text = cell?.Value.ToString("0.########", CultureInfo.CurrentCulture) ?? "";
        (editing, version, error, present, focusBox) = ((row, column), cell?.Version, null, null, true);
    }

    private async Task KeyAsync(KeyboardEventArgs key)
    {
        switch (key.Key)
        {
            case "Escape":
                (focus, editing, error, present) = (editing, null, null, null);
                break;
            case "Enter" or "Tab" when editing is { } at:
                if (await KeepAsync())
                {
                    Move(at, key.Key == "Enter" ? (key.ShiftKey ? -1 : 1, 0) : (0, key.ShiftKey ? -1 : 1));
                }
                else
                {
                    focusBox = true;
                }

                break;
        }
    }

    /// <summary>To the next cell that can be entered; at the end the last one keeps the focus.</summary>
    private void Move((int Row, int Column) from, (int Down, int Right) step)
    {
        var (row, column) = from;
        do
        {
            (row, column) = (row + step.Down, column + step.Right);
            if (column < 0 || column >= Columns.Count)
            {
                (row, column) = (row + step.Right, step.Right > 0 ? 0 : Columns.Count - 1);
            }
        }
        while (row >= 0 && row < Rows.Count && Rows[row].Own);

        if (row >= 0 && row < Rows.Count)
        {
            Open(row, column);
        }
        else
        {
            focus = from;
        }
    }
}
