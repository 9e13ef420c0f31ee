using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Cycles;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Cycles.Actuals;

/// <param name="Source">Where the values come from, for rows that do not say; usually the file's name.</param>
/// <param name="DryRun">Only say what would happen.</param>
public sealed record ActualImport(int CycleId, SheetTable Table, string Source, bool DryRun);

/// <summary>What an import did or would do; nothing is written while there are errors.</summary>
public sealed record ActualImportReport(int Added, int Changed, int Unchanged, IReadOnlyList<RowError> Errors, bool Written);

/// <summary>Takes in a file of actual values: all of it or nothing.</summary>
public sealed class ImportActuals(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result<ActualImportReport>> RunAsync(ActualImport import, CultureInfo culture, Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor))
        {
            return CycleErrors.NotFound;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
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
        var sheet = await ActualSheet.LoadAsync(db, import.CycleId, cancellation);
        if (sheet.Failed)
        {
            return Result<ActualImportReport>.Fail(sheet.Errors);
        }

        var (cells, faults) = new ActualTable(import.Table, sheet.Value, import.Source, culture).Read();
        var errors = faults.ToList();
        var people = await db.Participants.AsNoTracking().Where(p => p.CycleId == import.CycleId && p.State != ParticipantState.Withdrawn)
            .Select(p => new Person(p.Id, p.EmployeeId, p.Number)).ToDictionaryAsync(p => p.Number, StringComparer.OrdinalIgnoreCase, cancellation);
        var known = await db.ActualValues.Where(a => db.Participants.Any(p => p.Id == a.ParticipantId && p.CycleId == import.CycleId))
            .ToDictionaryAsync(a => (a.ParticipantId, a.IndicatorKey), cancellation);
        var changes = Compare(cells, people, known, actor, errors);
        var report = new ActualImportReport(
            changes.Count(c => c.Old is null),
            changes.Count(c => c.IsChange),
            changes.Count(c => c.IsSame),
            [.. errors.OrderBy(e => e.Row)],
            Written: !import.DryRun && errors.Count == 0);
        if (report.Written)
        {
            await WriteAsync(db, changes, import, actor, cancellation);
        }

        return report;
    }

    private static List<Change> Compare(
        IReadOnlyList<ActualCell> cells, Dictionary<string, Person> people, Dictionary<(int, string), ActualValue> known, Actor actor, List<RowError> errors)
    {
        var changes = new List<Change>();
        var seen = new HashSet<(int, string)>();
        foreach (var cell in cells)
        {
            if (!people.TryGetValue(cell.Number, out var person))
            {
                errors.Add(new RowError(cell.Row, "", cell.Number, ActualErrors.UnknownParticipant.With(cell.Number)));
            }
            else if (!CycleAccess.CanEnterActuals(actor, person.EmployeeId))
            {
                errors.Add(new RowError(cell.Row, "", cell.Number, CycleErrors.OwnCase));
            }
            else if (!seen.Add((person.Id, cell.Indicator.Key)))
            {
                errors.Add(new RowError(cell.Row, cell.Indicator.Key, cell.Number, ActualErrors.ValueTwice.With(cell.Number, cell.Indicator.Name)));
            }
            else
            {
                changes.Add(new Change(person, cell, known.GetValueOrDefault((person.Id, cell.Indicator.Key))));
            }
        }

        return changes;
    }

    private async Task WriteAsync(PortalDbContext db, List<Change> changes, ActualImport import, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        List<ActualWrite> writes =
        [
            .. changes.Where(c => !c.IsSame)
                .Select(c => new ActualWrite(c.Person.Id, c.Person.EmployeeId, c.Cell.Indicator.Key, c.Cell.Value, c.Cell.Source, c.Cell.Note)),
        ];
        var outcome = await db.WriteActualsAsync(import.CycleId, writes, actor, now, cancellation);
        db.Audit(
            actor,
            new AuditNote("Cycles.ActualsImported", "Cycle", import.CycleId, Details: FormattableString.Invariant($"{import.Source}: {outcome.Added} added, {outcome.Changed} changed")),
            now);
    }

    private sealed record Person(int Id, int EmployeeId, string Number);

    private sealed record Change(Person Person, ActualCell Cell, ActualValue? Old)
    {
        // the same value from a file that names no source or
        // note says nothing new: the list taken out and back in changes nothing
        public bool IsSame => Old is not null
            && Old.Value == Cell.Value
            && (!Cell.HasSource || Old.Source == Cell.Source)
            && (Cell.Note.Length == 0 || Old.Note == Cell.Note);

        public bool IsChange => Old is not null && !IsSame;
    }
}
