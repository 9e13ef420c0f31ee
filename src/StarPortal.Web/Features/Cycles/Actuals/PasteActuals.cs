using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Cycles;
using StarPortal.Domain;
using StarPortal.Domain.Audit;

namespace StarPortal.Web.Features.Cycles.Actuals;

/// <summary>A block of cells as a spreadsheet program puts it on the clipboard.</summary>
/// <param name="Text">Rows by line ends, columns by tabulators.</param>
/// <param name="Numbers">The participants from the focused row on, as the person sees them.</param>
/// <param name="Keys">The indicators from the focused column on.</param>
public sealed record ActualPaste(int CycleId, string Text, IReadOnlyList<string> Numbers, IReadOnlyList<string> Keys, bool DryRun)
{
    public string Source { get; init; } = "";

    public string Note { get; init; } = "";

    /// <inheritdoc cref="ActualImport.Confirmed"/>
    public string? Confirmed { get; init; }
}

/// <summary>
/// Takes in a pasted block: a table with a heading row and a column of numbers goes by them, bare values go to the cells from
/// the focused one on. All of it or nothing.
/// </summary>
public sealed class PasteActuals(IDbContextFactory<PortalDbContext> factory, ImportActuals import, TimeProvider clock)
{
    public async Task<Result<ActualImportReport>> RunAsync(ActualPaste paste, CultureInfo culture, Actor actor, CancellationToken cancellation)
    {
        var block = ClipboardBlock.Read(paste.Text);
        if (block.Count == 0)
        {
            return ActualErrors.NothingPasted;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var sheet = await ActualSheet.LoadAsync(db, paste.CycleId, actor, cancellation);
        if (sheet.Failed)
        {
            return Result<ActualImportReport>.Fail(sheet.Errors);
        }

        var table = new SheetTable(block[0].Cells, [.. block.Skip(1)]);
        if (ActualMapping.Guess(table.Header, sheet.Value, null).Check().Succeeded)
        {
            return await import.RunAsync(
                new ActualImport(paste.CycleId, table, paste.Source, paste.DryRun) { Note = paste.Note, Confirmed = paste.Confirmed }, culture, actor, cancellation);
        }

        try
        {
            return paste.DryRun
                ? await WriteAsync(db, sheet.Value, block, paste, culture, actor, cancellation)
                : await db.WriteAsync(
                    async () =>
                    {
                        var open = await db.HoldActualsAsync(paste.CycleId, cancellation);
                        return open.Failed ? Result<ActualImportReport>.Fail(open.Errors) : await WriteAsync(db, sheet.Value, block, paste, culture, actor, cancellation);
                    },
                    cancellation);
        }
        catch (DbUpdateException)
        {
            return SharedErrors.ChangedElsewhere;
        }
    }

    private async Task<Result<ActualImportReport>> WriteAsync(
        PortalDbContext db, ActualSheet sheet, IReadOnlyList<SheetRow> block, ActualPaste paste, CultureInfo culture, Actor actor, CancellationToken cancellation)
    {
        var width = block.Max(r => r.Cells.Count);
        if (block.Count > paste.Numbers.Count || width > paste.Keys.Count)
        {
            return ActualErrors.BlockTooLarge.With(block.Count, width, paste.Numbers.Count, paste.Keys.Count);
        }

        var (cells, faults) = Cells(sheet, block, paste, culture);
        var plan = await ActualPlan.BuildAsync(db, sheet, cells, faults, actor, cancellation);
        var report = plan.Report(written: !paste.DryRun && !plan.HasErrors);
        if (report.Written && paste.Confirmed is { } seen && seen != report.Stamp)
        {
            return SharedErrors.ChangedElsewhere;
        }

        if (report.Written && plan.Changes > 0)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var outcome = await db.WriteActualsAsync(paste.CycleId, plan.Writes(paste.Source, paste.Note), actor, now, cancellation);
            db.Audit(
                actor,
                new AuditNote("Cycles.ActualsPasted", "Cycle", paste.CycleId, Reason: paste.Note, Details: FormattableString.Invariant($"{outcome.Added} added, {outcome.Changed} changed")),
                now);
        }

        return report;
    }

    private static (List<ActualCell> Cells, List<RowError> Faults) Cells(ActualSheet sheet, IReadOnlyList<SheetRow> block, ActualPaste paste, CultureInfo culture)
    {
        var (cells, faults) = (new List<ActualCell>(), new List<RowError>());
        for (var row = 0; row < block.Count; row++)
        {
            for (var column = 0; column < block[row].Cells.Count; column++)
            {
                // an empty cell leaves what is there
                var text = block[row].Cells[column];
                if (text.Length == 0)
                {
                    continue;
                }

                if (sheet.Find(paste.Keys[column]) is not { } indicator)
                {
                    faults.Add(new RowError(row + 1, paste.Keys[column], text, ActualErrors.UnknownIndicator.With(paste.Keys[column])));
                    continue;
                }

                var value = ActualTable.Number(text, formula: false, indicator, culture);
                if (value.Failed)
                {
                    faults.Add(new RowError(row + 1, CycleWords.Of(indicator.Name), text, value.Error));
                }
                else
                {
                    cells.Add(new ActualCell(row + 1, paste.Numbers[row], indicator, value.Value, "", ""));
                }
            }
        }

        return (cells, faults);
    }
}
