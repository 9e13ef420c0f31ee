using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Cycles.Actuals;

public sealed partial class ActualPanel
{
    private IReadOnlyList<Error> errors = [];
    private ActualDetail? detail;
    private ElementReference title;
    private bool focusTitle;
    private string text = "";
    private string source = "";
    private string note = "";
    private string? present;

    [Parameter, EditorRequired]
    public int CycleId { get; set; }

    [Parameter, EditorRequired]
    public int ParticipantId { get; set; }

    [Parameter, EditorRequired]
    public string IndicatorKey { get; set; } = "";

    [Parameter]
    public EventCallback<ActualRow> Written { get; set; }

    [Parameter]
    public EventCallback Closed { get; set; }

    [Inject]
    private ActualQueries Queries { get; set; } = null!;

    [Inject]
    private SetActual Set { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        await LoadAsync();
        (text, source, note) = (
            detail?.Value?.Value.ToString("0.########", CultureInfo.CurrentCulture) ?? "",
            detail?.Value?.Source ?? (detail is null ? "" : CycleWords.Of(detail.DefaultSource)),
            detail?.Value?.Note ?? "");
        focusTitle = true;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (focusTitle && detail is not null)
        {
            focusTitle = false;
            await title.FocusAsync();
        }
    }

    private static string Number(decimal? value) => value is { } number ? Formats.Number(number) : "–";

    private async Task LoadAsync() => detail = await Queries.DetailAsync(ParticipantId, IndicatorKey, await Actors.CurrentAsync(), CancellationToken.None);

    private async Task SaveAsync()
    {
        var entry = new ActualEntry(ParticipantId, IndicatorKey, text, source, note, detail!.Value?.Version);
        var saved = await Set.RunAsync(entry, CultureInfo.CurrentCulture, await Actors.CurrentAsync(), CancellationToken.None);
        var elsewhere = saved.Failed && saved.Error.Is(SharedErrors.ChangedElsewhere);
        errors = elsewhere ? [] : saved.Errors;
        present = null;
        if (saved.Succeeded || elsewhere)
        {
            await ChangedAsync();
        }

        if (elsewhere)
        {
            // what was typed stays; saving once more is a decision
            var theirs = detail?.Value;
            present = theirs is null ? CyclesText.Missing : $"{Formats.Number(theirs.Value)} ({theirs.Source} · {theirs.EnteredBy})";
        }
    }

    private async Task ChangedAsync()
    {
        await LoadAsync();
        if (await Queries.RowAsync(CycleId, ParticipantId, await Actors.CurrentAsync(), CancellationToken.None) is { } row)
        {
            await Written.InvokeAsync(row);
        }
    }
}
