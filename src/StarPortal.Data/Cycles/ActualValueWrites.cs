using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;

namespace StarPortal.Data.Cycles;

/// <summary>One actual value to be written.</summary>
/// <param name="ParticipantId">Of the cycle that is written to.</param>
/// <param name="EmployeeId">The participant's employee, whom the audit entry concerns.</param>
/// <param name="IndicatorKey">A data indicator of the cycle's template; the caller has checked that it is.</param>
/// <param name="Value">Null takes the value away.</param>
/// <param name="Source">Where the value comes from; empty says nothing about it.</param>
/// <param name="Note">Why; empty says nothing about it.</param>
public sealed record ActualWrite(int ParticipantId, int EmployeeId, string IndicatorKey, decimal? Value, string Source, string Note)
{
    /// <summary>An empty source or note is meant: it replaces what is stored also beside an unchanged value.</summary>
    public bool Exact { get; init; }

    /// <summary>What the writer saw there; when something else is stored by now, nothing is written. Null does not look.</summary>
    public ActualSeen? Seen { get; init; }
}

/// <summary>The value that a person saw before writing.</summary>
/// <param name="Version">Null when there was none.</param>
public readonly record struct ActualSeen(int? Version);

/// <summary>What became of values that were written.</summary>
public sealed record ActualWriteOutcome(int Added, int Changed, int Unchanged, int Removed)
{
    public bool WroteAnything => Added + Changed + Removed > 0;
}

/// <summary>The one way in which actual values are written: by hand, pasted, from a file, through the API, from feedback or key results.</summary>
public static class ActualValueWrites
{
    /// <summary>What the columns hold; longer words are cut.</summary>
    public const int LongestSource = 200;

    // up to here the participants are named in the query; beyond, the whole cycle is read
    private const int FewParticipants = 500;

    /// <summary>
    /// Holds the cycle until the write ends and says whether its values may be written now; to be called inside
    /// <see cref="PortalDbContext.WriteAsync{T}"/> before <see cref="WriteActualsAsync"/>.
    /// </summary>
    public static async Task<Result> HoldActualsAsync(this PortalDbContext db, int cycleId, CancellationToken cancellation) =>
        await db.HoldCycleAsync(cycleId, cancellation) is null ? CycleErrors.NotFound : await db.CheckActualWindowAsync(cycleId, cancellation);

    /// <summary>Whether a cycle's values may be written now, as far as is known without holding it.</summary>
    public static async Task<Result> CheckActualWindowAsync(this PortalDbContext db, int cycleId, CancellationToken cancellation)
    {
        var found = await db.Cycles.AsNoTracking().Where(c => c.Id == cycleId)
            .Select(c => new
            {
                c.State,
                Phase = c.Phases.Where(p => p.Kind == PhaseKind.DataCollection).Select(p => (PhaseState?)p.State).FirstOrDefault(),
                Unlocked = c.ActualsUnlockedAt != null,
            }).SingleOrDefaultAsync(cancellation);
        return found is null ? CycleErrors.NotFound : ActualWindow.Check(found.State, found.Phase, found.Unlocked);
    }

    /// <summary>
    /// Writes values with their history and the audit entries, one per participant. What is stored already is left alone.
    /// Only inside a write transaction that holds the cycle (<see cref="HoldActualsAsync"/>).
    /// </summary>
    /// <param name="db">The context, in a write transaction.</param>
    /// <param name="cycleId">Of which all participants are.</param>
    /// <param name="entries">At most one per participant and indicator.</param>
    /// <param name="actor">Who writes.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DbUpdateException">Somebody else wrote one of the values in the same moment.</exception>
    public static async Task<ActualWriteOutcome> WriteActualsAsync(
        this PortalDbContext db, int cycleId, IReadOnlyList<ActualWrite> entries, Actor actor, DateTime now, CancellationToken cancellation)
    {
        var stored = await StoredAsync(db, cycleId, entries, cancellation);
        var added = new List<ActualValue>();
        var history = new List<ActualValueChange>();
        var lines = new Dictionary<int, List<(ActualWrite Entry, decimal? Before)>>();
        var (changed, unchanged, removed) = (0, 0, 0);
        foreach (var entry in entries)
        {
            var found = stored.GetValueOrDefault((entry.ParticipantId, entry.IndicatorKey));
            if (entry.Seen is { } seen && seen.Version != found?.Version)
            {
                throw new DbUpdateConcurrencyException("An actual value was changed elsewhere.");
            }

            var before = found?.Value;
            switch (found, entry.Value)
            {
                case (null, null):
                    unchanged++;
                    continue;
                case (not null, null):
                    db.ActualValues.Remove(found);
                    removed++;
                    break;
                case (null, { } value):
                    var fresh = new ActualValue(entry.ParticipantId, entry.IndicatorKey);
                    fresh.Set(value, Short(entry.Source), entry.Note.Trim(), actor, now);
                    added.Add(fresh);
                    break;
                case ({ } old, { }) when IsSame(old, entry):
                    unchanged++;
                    continue;
                case ({ } old, { } value):
                    old.Set(value, entry.Source.Length == 0 && !entry.Exact ? old.Source : Short(entry.Source), entry.Note.Trim(), actor, now);
                    changed++;
                    break;
            }

            history.Add(new ActualValueChange(entry.ParticipantId, entry.IndicatorKey, before, entry.Value, Short(entry.Source), entry.Note.Trim(), actor, now));
            if (!lines.TryGetValue(entry.ParticipantId, out var own))
            {
                lines.Add(entry.ParticipantId, own = []);
            }

            own.Add((entry, before));
        }

        foreach (var own in lines.Values)
        {
            db.Audit(actor, Note(own), now);
        }

        // first what collides with others, then what nobody else can have written
        await db.SaveChangesAsync(cancellation);
        await db.InsertAsync(added, null, cancellation);
        await db.InsertAsync(history, null, cancellation);
        return new ActualWriteOutcome(added.Count, changed, unchanged, removed);
    }

    /// <summary>A value as the audit trail writes it.</summary>
    public static string Text(decimal? value) => value?.ToString("0.########", CultureInfo.InvariantCulture) ?? "–";

    private static async Task<Dictionary<(int, string), ActualValue>> StoredAsync(
        PortalDbContext db, int cycleId, IReadOnlyList<ActualWrite> entries, CancellationToken cancellation)
    {
        var ids = entries.Select(e => e.ParticipantId).Distinct().ToList();
        var values = ids.Count <= FewParticipants
            ? db.ActualValues.Where(a => ids.Contains(a.ParticipantId))
            : db.ActualValues.Where(a => db.Participants.Any(p => p.Id == a.ParticipantId && p.CycleId == cycleId));
        return await values.ToDictionaryAsync(a => (a.ParticipantId, a.IndicatorKey), cancellation);
    }

    /// <summary>A file that is taken out and back in, or a system that sends its values again, changes nothing.</summary>
    private static bool IsSame(ActualValue old, ActualWrite entry) =>
        old.Value == entry.Value
        && ((entry.Source.Length == 0 && !entry.Exact) || old.Source == Short(entry.Source))
        && ((entry.Note.Length == 0 && !entry.Exact) || old.Note == entry.Note.Trim());

    private static AuditNote Note(List<(ActualWrite Entry, decimal? Before)> own)
    {
        var first = own[0].Entry;
        var notes = own.Select(o => o.Entry.Note.Trim()).Where(n => n.Length > 0).Distinct().ToList();
        var details = own.Select(o => $"{o.Entry.IndicatorKey}: {Text(o.Before)} → {Text(o.Entry.Value)}");
        return new AuditNote("Cycles.ActualSet", "Participant", first.ParticipantId, first.EmployeeId, string.Join("; ", notes), string.Join("; ", details));
    }

    private static string Short(string source)
    {
        var text = source.Trim();
        return text.Length <= LongestSource ? text : text[..LongestSource];
    }
}
