using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using StarPortal.Domain;
using StarPortal.Domain.Jobs;
using StarPortal.Domain.People;
using StarPortal.Domain.People.Import;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.People;
using StarPortal.Web.Shared.Spreadsheets;

namespace StarPortal.Web.Features.People.Import;

public enum ImportStep
{
    File,
    Columns,
    Check,
    Done,
}

/// <summary>
/// File → columns → check → import. Before the confirmation the file lives in this circuit only and nothing is written; then
/// it is a long task, which this page shows also to whoever comes back to it.
/// </summary>
public sealed partial class ImportPage : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private Dictionary<PeopleField, int> columns = [];
    private IReadOnlyList<Error> errors = [];
    private ImportStep step;
    private string fileName = "";
    private SheetTable? table;
    private string mappingName = "";
    private bool wholeCompany;
    private DateOnly? leftOn;
    private PeopleImportPlan? plan;
    private IReadOnlyList<CycleEffects>? effects;
    private PeopleImportRow? begun;
    private string? busy;
    private ElementReference body;
    private ImportStep shown;

    [Inject]
    private ImportPeople Import { get; set; } = null!;

    [Inject]
    private StartPeopleImport Start { get; set; } = null!;

    [Inject]
    private PeopleImportQueries Imports { get; set; } = null!;

    [Inject]
    private IOrganisationEffects Cycles { get; set; } = null!;

    [Inject]
    private ImportMappings Mappings { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    private IEnumerable<(ImportStep Step, string Title)> Steps =>
    [
        (ImportStep.File, PeopleText.StepFile),
        (ImportStep.Columns, PeopleText.StepColumns),
        (ImportStep.Check, PeopleText.StepCheck),
        (ImportStep.Done, PeopleText.StepDone),
    ];

    private bool IsRunning => begun is { State: LongTaskState.Queued or LongTaskState.Running };

    private string Consequence => plan switch
    {
        { Problems.Count: > 0 } => string.Format(CultureInfo.CurrentCulture, PeopleText.FixFirst, Formats.Count(plan.Problems.Count)),
        { ChangesNothing: true } => PeopleText.NothingToDo,
        { Counts: var c } => string.Format(CultureInfo.CurrentCulture, PeopleText.WillImport, Formats.Count(c.Added), Formats.Count(c.Changed), Formats.Count(c.Left), Formats.Count(c.Departments)),
        _ => "",
    };

    // an import that has begun is carried to its end even when the page is left
    public void Dispose() => gone.Cancel();

    protected override async Task OnInitializedAsync()
    {
        begun = await Imports.RunningAsync(await Actors.CurrentAsync(gone.Token), gone.Token);
        step = begun is null ? step : ImportStep.Done;
    }

    // the button that was pressed is gone: reading goes on where the new step begins
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (shown != step)
        {
            shown = step;
            await body.FocusAsync();
        }
    }

    private bool IsReachable(ImportStep place) => busy is null && place switch
    {
        ImportStep.Done => begun is not null,
        ImportStep.File => !IsRunning,
        _ => table is not null && begun is null,
    };

    private async Task GoAsync(ImportStep place)
    {
        errors = [];
        if (place == ImportStep.Check && plan is null)
        {
            await CheckAsync();
            return;
        }

        step = place;
    }

    private async Task ReadAsync(InputFileChangeEventArgs change)
    {
        (errors, plan, begun) = ([], null, null);
        fileName = change.File.Name;
        if (change.File.Size > SpreadsheetReader.LargestFile)
        {
            errors = [SpreadsheetErrors.TooLarge.With(fileName, SpreadsheetReader.LargestFile / 1024 / 1024)];
            return;
        }

        await WorkAsync(PeopleText.Reading, async () =>
        {
            await using var stream = change.File.OpenReadStream(SpreadsheetReader.LargestFile, gone.Token);
            // off the circuit's own thread: a large file must not stop the page
            var read = await Task.Run(() => SpreadsheetReader.ReadAsync(stream, fileName, gone.Token), gone.Token);
            errors = read.Errors;
            table = read.Succeeded ? read.Value : null;
            if (table is null)
            {
                return;
            }

            var saved = await Mappings.FindAsync(table.Header, await Actors.CurrentAsync(gone.Token), gone.Token);
            columns = new Dictionary<PeopleField, int>(saved?.Columns ?? ColumnGuess.Guess(table.Header));
            mappingName = saved?.Name ?? "";
            step = ImportStep.Columns;
        });
    }

    private void SetColumn((PeopleField Field, int? Column) choice)
    {
        plan = null;
        if (choice.Column is { } column)
        {
            columns[choice.Field] = column;
        }
        else
        {
            columns.Remove(choice.Field);
        }
    }

    private Task CheckAsync() => WorkAsync(PeopleText.Checking, async () =>
    {
        plan = null;
        errors = PeopleImportPlan.CheckColumns(columns).Errors;
        if (errors.Count > 0 || !await KeepMappingAsync())
        {
            step = ImportStep.Columns;
            return;
        }

        var actor = await Actors.CurrentAsync(gone.Token);
        var answer = await Task.Run(() => Import.CheckAsync(Command(null), actor, gone.Token), gone.Token);
        errors = answer.Errors;
        if (answer.Succeeded)
        {
            var checkedPlan = answer.Value;
            effects = checkedPlan.Problems.Count > 0 ? [] : await Task.Run(() => Cycles.ForAsync(ImportEffects.Of(checkedPlan), actor, gone.Token), gone.Token);
            (plan, step) = (checkedPlan, ImportStep.Check);
        }
    });

    private async Task<bool> KeepMappingAsync()
    {
        if (mappingName.Trim().Length > 0)
        {
            errors = (await Mappings.SaveAsync(mappingName, PeopleMapping.Of(table!.Header, columns), await Actors.CurrentAsync(gone.Token), gone.Token)).Errors;
        }

        return errors.Count == 0;
    }

    private Task ImportAsync() => WorkAsync(PeopleText.Importing, async () =>
    {
        var actor = await Actors.CurrentAsync(gone.Token);
        var started = await Start.RunAsync(Command(plan!.Counts), actor, CancellationToken.None);
        errors = started.Errors;
        if (started.Succeeded)
        {
            begun = await Imports.FindAsync(started.Value, actor, gone.Token);
            (step, plan) = (ImportStep.Done, null);
        }
    });

    private async Task EndedAsync()
    {
        begun = await Imports.FindAsync(begun!.Id, await Actors.CurrentAsync(gone.Token), gone.Token);
        table = begun is { FinishedAt: null } ? table : null;
    }

    /// <summary>It was not brought in: what is in the circuit still is checked again.</summary>
    private Task CheckAnewAsync()
    {
        begun = null;
        return CheckAsync();
    }

    private ImportPeopleCommand Command(ImportCounts? confirmed) =>
        new(fileName, table!, new Dictionary<PeopleField, int>(columns), wholeCompany ? leftOn ?? DateOnly.FromDateTime(Formats.ToLocal(Formats.Now)) : null, confirmed);

    private async Task WorkAsync(string words, Func<Task> work)
    {
        if (busy is not null)
        {
            // the second of two quick clicks
            return;
        }

        busy = words;
        StateHasChanged();
        await Task.Yield();
        try
        {
            await work();
        }
        finally
        {
            busy = null;
        }
    }

    private async Task DownloadAsync()
    {
        await using var module = await Js.InvokeAsync<IJSObjectReference>("import", gone.Token, "/js/download.js");
        using var stream = new DotNetStreamReference(new MemoryStream(ImportProblemFile.Csv(plan!.Problems)));
        await module.InvokeVoidAsync("save", gone.Token, "problems.csv", SpreadsheetWriter.CsvType, stream);
    }

    private void Restart() => (step, table, plan, begun, fileName, errors) = (ImportStep.File, null, null, null, "", []);
}
