using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Cycles;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Cycles.Actuals;

public enum ActualLineKind
{
    New,
    Changed,
    Unchanged,
}

/// <summary>What would become of one value of a file or a pasted block.</summary>
public sealed record ActualLine(int Row, string Number, string Name, LocalText Indicator, decimal? Before, decimal After, ActualLineKind Kind);

/// <summary>
/// What a file or a pasted block did or would do; nothing is written while there are errors.
/// </summary>
/// <param name="Lines">The first ones, new and changed before unchanged.</param>
/// <param name="Stamp">Of everything that would be written: confirming another one is refused.</param>
public sealed record ActualImportReport(int Added, int Changed, int Unchanged, IReadOnlyList<RowError> Errors, bool Written, IReadOnlyList<ActualLine> Lines, string Stamp);

/// <summary>Compares values that somebody brings with those that are stored.</summary>
internal sealed class ActualPlan
{
    private const int ShownLines = 300;
    private readonly List<Change> changes = [];
    private readonly List<RowError> errors;

    private ActualPlan(IEnumerable<RowError> faults) => errors = [.. faults];

    public bool HasErrors => errors.Count > 0;

    public int Changes => changes.Count(c => c.Kind != ActualLineKind.Unchanged);

    public static async Task<ActualPlan> BuildAsync(
        PortalDbContext db, ActualSheet sheet, IReadOnlyList<ActualCell> cells, IReadOnlyList<RowError> faults, Actor actor, CancellationToken cancellation)
    {
        var plan = new ActualPlan(faults);
        var people = await db.Participants.AsNoTracking().Where(p => p.CycleId == sheet.CycleId && p.State != ParticipantState.Withdrawn)
            .Select(p => new Person(p.Id, p.EmployeeId, p.Number, p.Name)).ToDictionaryAsync(p => p.Number, StringComparer.OrdinalIgnoreCase, cancellation);
        var known = await db.ActualValues.AsNoTracking().Where(a => db.Participants.Any(p => p.Id == a.ParticipantId && p.CycleId == sheet.CycleId))
            .Select(a => new Stored(a.ParticipantId, a.IndicatorKey, a.Value, a.Source, a.Note, a.Version))
            .ToDictionaryAsync(a => (a.ParticipantId, a.Key), cancellation);
        plan.Compare(sheet, cells, people, known, actor);
        return plan;
    }

    public ActualImportReport Report(bool written) => new(
        changes.Count(c => c.Kind == ActualLineKind.New),
        changes.Count(c => c.Kind == ActualLineKind.Changed),
        changes.Count(c => c.Kind == ActualLineKind.Unchanged),
        [.. errors.OrderBy(e => e.Row)],
        written,
        [.. changes.OrderBy(c => c.Kind == ActualLineKind.Unchanged).ThenBy(c => c.Cell.Row).Take(ShownLines)
            .Select(c => new ActualLine(c.Cell.Row, c.Person.Number, c.Person.Name, c.Cell.Indicator.Name, c.Old?.Value, c.Cell.Value, c.Kind))],
        Stamp());

    /// <param name="source">For lines that name none.</param>
    /// <param name="note">For lines that say nothing.</param>
    public IReadOnlyList<ActualWrite> Writes(string source, string note) =>
    [
        .. changes.Where(c => c.Kind != ActualLineKind.Unchanged).Select(c => new ActualWrite(
            c.Person.Id, c.Person.EmployeeId, c.Cell.Indicator.Key, c.Cell.Value,
            c.Cell.Source.Length > 0 ? c.Cell.Source : source.Length > 0 || c.Old is not null ? source : CycleWords.Of(c.Cell.Indicator.DataSource), c.Cell.Note.Length > 0 ? c.Cell.Note : note) { Seen = new ActualSeen(c.Old?.Version) }),
    ];

    private void Compare(ActualSheet sheet, IReadOnlyList<ActualCell> cells, Dictionary<string, Person> people, Dictionary<(int, string), Stored> known, Actor actor)
    {
        var seen = new HashSet<(int, string)>();
        foreach (var cell in cells)
        {
            if (!people.TryGetValue(cell.Number, out var person))
            {
                errors.Add(new RowError(cell.Row, "", cell.Number, ActualErrors.UnknownParticipant.With(cell.Number)));
            }
            else if (!CycleAccess.CanEnterActual(actor, person.EmployeeId, sheet.Scope.Has(cell.Indicator.Key)))
            {
                errors.Add(new RowError(cell.Row, "", cell.Number, ActualErrors.OwnValue));
            }
            else if (!seen.Add((person.Id, cell.Indicator.Key)))
            {
                errors.Add(new RowError(cell.Row, CycleWords.Of(cell.Indicator.Name), cell.Number, ActualErrors.ValueTwice.With(cell.Number, cell.Indicator.Name)));
            }
            else
            {
                changes.Add(new Change(person, cell, known.GetValueOrDefault((person.Id, cell.Indicator.Key))));
            }
        }
    }

    private string Stamp()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var change in changes)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{change.Person.Id} {change.Cell.Indicator.Key} {change.Old?.Version} {change.Cell.Value}\n")));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private sealed record Person(int Id, int EmployeeId, string Number, string Name);

    private sealed record Stored(int ParticipantId, string Key, decimal Value, string Source, string Note, int Version);

    private sealed record Change(Person Person, ActualCell Cell, Stored? Old)
    {
        // the same value from a file that names no source or note says nothing new: the list taken out and back in changes nothing
        public ActualLineKind Kind =>
            Old is null ? ActualLineKind.New
            : Old.Value == Cell.Value && (Cell.Source.Length == 0 || Old.Source == Cell.Source) && (Cell.Note.Length == 0 || Old.Note == Cell.Note) ? ActualLineKind.Unchanged
            : ActualLineKind.Changed;
    }
}
