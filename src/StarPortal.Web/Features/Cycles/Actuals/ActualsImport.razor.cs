using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using StarPortal.Domain;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared.Spreadsheets;

namespace StarPortal.Web.Features.Cycles.Actuals;

public sealed partial class ActualsImport
{
    private const int Samples = 3;
    private const string ValuesOf = "of:";

    private IReadOnlyList<Error> errors = [];
    private ActualImportReport? report;
    private ActualMapping? mapping;
    private SheetTable? table;
    private string file = "";

    [Parameter, EditorRequired]
    public int CycleId { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<ActualColumn> Columns { get; set; } = [];

    [Parameter]
    public EventCallback Imported { get; set; }

    [Inject]
    private ImportActuals Import { get; set; } = null!;

    [Inject]
    private ActualMappings Mappings { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    private IEnumerable<(string Value, string Label)> Choices =>
    [
        .. Enum.GetValues<ActualColumnUse>().Where(u => u != ActualColumnUse.ValuesOf).Select(u => (u.ToString(), CycleWords.Of(u))),
        .. Columns.Select(c => (ValuesOf + c.Key, CycleWords.Format(CyclesText.ValuesOfIndicator, CycleWords.Of(c.Name)))),
    ];

    private static string Value(ActualColumnRole role) => role.Use == ActualColumnUse.ValuesOf ? ValuesOf + role.Key : role.Use.ToString();

    private string Sample(int place) => string.Join(" · ", table!.Rows.Select(r => r[place]).Where(c => c.Length > 0).Take(Samples));

    private async Task ReadAsync(InputFileChangeEventArgs chosen)
    {
        (report, table, mapping, file) = (null, null, null, chosen.File.Name);
        if (chosen.File.Size > SpreadsheetReader.LargestFile)
        {
            errors = [SpreadsheetErrors.TooLarge.With(file, SpreadsheetReader.LargestFile / 1024 / 1024)];
            return;
        }

        await using var stream = chosen.File.OpenReadStream(SpreadsheetReader.LargestFile + 1L);
        // off the circuit's own thread: a large file must not stop the page
        var read = await Task.Run(() => SpreadsheetReader.ReadAsync(stream, file, CancellationToken.None));
        errors = read.Errors;
        if (read.Failed)
        {
            return;
        }

        var actor = await Actors.CurrentAsync();
        var guessed = await Import.GuessAsync(CycleId, read.Value, await Mappings.LoadAsync(actor, CancellationToken.None), actor, CancellationToken.None);
        errors = guessed.Errors;
        if (guessed.Succeeded)
        {
            (table, mapping) = (read.Value, guessed.Value);
            await CheckAsync();
        }
    }

    private async Task ChooseAsync(int place, string? value)
    {
        var role = value?.StartsWith(ValuesOf, StringComparison.Ordinal) == true
            ? new ActualColumnRole(ActualColumnUse.ValuesOf, value[ValuesOf.Length..])
            : new ActualColumnRole(Enum.TryParse<ActualColumnUse>(value, out var use) ? use : ActualColumnUse.None);
        mapping = mapping!.With(place, role);
        await CheckAsync();
    }

    /// <summary>A choice of columns that fits is remembered and tried at once.</summary>
    private async Task CheckAsync()
    {
        report = null;
        errors = mapping!.Check().Errors;
        if (errors.Count == 0)
        {
            await RunAsync(dryRun: true);
        }
    }

    private async Task RunAsync(bool dryRun)
    {
        var actor = await Actors.CurrentAsync();
        var culture = CultureInfo.CurrentCulture;
        var import = new ActualImport(CycleId, table!, file, dryRun) { Mapping = mapping, Confirmed = dryRun ? null : report?.Stamp };
        var done = await Task.Run(() => Import.RunAsync(import, culture, actor, CancellationToken.None));
        errors = done.Errors;
        report = done.Succeeded ? done.Value : null;
        if (done.Failed && !dryRun && done.Error.Is(SharedErrors.ChangedElsewhere))
        {
            // what the person confirmed is no longer what would happen
            await RunAsync(dryRun: true);
            errors = done.Errors;
        }
        else if (report is { Written: true })
        {
            await Mappings.RememberAsync(table!.Header, mapping!, actor, CancellationToken.None);
            (table, mapping) = (null, null);
            await Imported.InvokeAsync();
        }
    }
}
