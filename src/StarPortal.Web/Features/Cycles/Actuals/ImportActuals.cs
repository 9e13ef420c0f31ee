using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Cycles;
using StarPortal.Domain;
using StarPortal.Domain.Audit;

namespace StarPortal.Web.Features.Cycles.Actuals;

/// <param name="Source">Where the values come from, for rows that do not say; usually the file's name.</param>
/// <param name="DryRun">Only say what would happen.</param>
public sealed record ActualImport(int CycleId, SheetTable Table, string Source, bool DryRun)
{
    /// <summary>Null guesses by the headings.</summary>
    public ActualMapping? Mapping { get; init; }

    /// <summary>Why, for rows that do not say.</summary>
    public string Note { get; init; } = "";

    /// <summary>Of the dry run that the person confirmed; null writes whatever the table says.</summary>
    public string? Confirmed { get; init; }
}

/// <summary>Takes in a table of actual values, of a file or pasted: all of it or nothing.</summary>
public sealed class ImportActuals(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <summary>Which column is what, by its heading and by what the person chose before.</summary>
    public async Task<Result<ActualMapping>> GuessAsync(
        int cycleId, SheetTable table, IReadOnlyDictionary<string, ActualColumnRole> remembered, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var sheet = await ActualSheet.LoadAsync(db, cycleId, actor, cancellation);
        return sheet.Failed ? Result<ActualMapping>.Fail(sheet.Errors) : ActualMapping.Guess(table.Header, sheet.Value, remembered);
    }

    public async Task<Result<ActualImportReport>> RunAsync(ActualImport import, CultureInfo culture, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await ActualScope.OfAsync(db, import.CycleId, actor, cancellation) is null)
        {
            return Domain.Cycles.CycleErrors.NotFound;
        }

        try
        {
            return import.DryRun
                ? await ImportAsync(db, import, culture, actor, cancellation)
                : await db.WriteAsync(
                    async () =>
                    {
                        await db.LockCycleAsync(import.CycleId, cancellation);
                        return await ImportAsync(db, import, culture, actor, cancellation);
                    },
                    cancellation);
        }
        catch (DbUpdateException)
        {
            return SharedErrors.ChangedElsewhere;
        }
    }

    private async Task<Result<ActualImportReport>> ImportAsync(PortalDbContext db, ActualImport import, CultureInfo culture, Actor actor, CancellationToken cancellation)
    {
        var sheet = await ActualSheet.LoadAsync(db, import.CycleId, actor, cancellation);
        if (sheet.Failed)
        {
            return Result<ActualImportReport>.Fail(sheet.Errors);
        }

        var mapping = import.Mapping ?? ActualMapping.Guess(import.Table.Header, sheet.Value, null);
        var (cells, faults) = new ActualTable(import.Table, mapping, sheet.Value, culture).Read();
        var plan = await ActualPlan.BuildAsync(db, sheet.Value, cells, faults, actor, cancellation);
        var report = plan.Report(written: !import.DryRun && !plan.HasErrors);
        if (!report.Written)
        {
            return report;
        }

        if (import.Confirmed is { } seen && seen != report.Stamp)
        {
            return SharedErrors.ChangedElsewhere;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var outcome = await db.WriteActualsAsync(import.CycleId, plan.Writes(import.Source, import.Note), actor, now, cancellation);
        if (outcome.WroteAnything)
        {
            db.Audit(
                actor,
                new AuditNote("Cycles.ActualsImported", "Cycle", import.CycleId, Reason: import.Note, Details: FormattableString.Invariant($"{import.Source}: {outcome.Added} added, {outcome.Changed} changed")),
                now);
        }

        return report;
    }
}
