using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Shared;

#pragma warning disable CA1304, CA1311 // the database lowers, not this program

namespace StarPortal.Web.Features.Cycles.Changes;

/// <param name="Kind">Null for all kinds.</param>
/// <param name="Page">1 upwards.</param>
public sealed record DifferenceFilter(DifferenceKind? Kind = null, string Search = "", int Page = 1);

/// <summary>A question that waits for HR.</summary>
/// <param name="ParticipantId">Null for somebody who does not take part.</param>
/// <param name="Version">Of the participant.</param>
/// <param name="Before">What the cycle says, in words.</param>
/// <param name="After">What the organisation says.</param>
public sealed record DifferenceRow(DifferenceKind Kind, int EmployeeId, int? ParticipantId, int Version, string Number, string Name, string Before, string After);

public sealed record DifferenceCount(DifferenceKind Kind, int Count);

/// <summary>A hand-over whose cut-off is to come.</summary>
public sealed record PlannedRow(int Id, int Version, int ParticipantId, string Name, string From, string To, DateTime At, string Reason);

/// <param name="ParticipantId">Null for somebody who does not take part.</param>
public sealed record ChangeRow(int EmployeeId, int? ParticipantId, string Name, ParticipantChangeKind Kind, string Before, string After, string Reason, string By, DateTime At);

/// <param name="Changeable">The cycle is in a state in which people can still change.</param>
public sealed record ChangesView(int CycleId, string Name, CycleState State, string TimeZone, bool Changeable, IReadOnlyList<DifferenceCount> Counts, IReadOnlyList<PlannedRow> Planned);

/// <summary>Reads what waits for a decision about people in a cycle, and what was decided.</summary>
public sealed class ChangeQueries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <returns>Null when there is no such cycle, it never ran, or the actor may not see it.</returns>
    public async Task<ChangesView?> FindAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await ScopeAsync(db, cycleId, actor, cancellation) is not { } scope)
        {
            return null;
        }

        var cycle = await db.Cycles.AsNoTracking().Where(c => c.Id == cycleId).Select(c => new { c.Name, c.TimeZone }).SingleAsync(cancellation);
        var planned = await (
            from c in db.ManagerChanges.AsNoTracking()
            join p in db.Participants on c.ParticipantId equals p.Id
            where c.CycleId == cycleId && c.State == ManagerChangeState.Planned && p.EmployeeId != scope.Own
            orderby c.At, c.Id
            select new PlannedRow(
                c.Id,
                c.Version,
                p.Id,
                p.Name,
                db.Employees.Where(e => e.Id == c.FromId).Select(e => e.Name).FirstOrDefault() ?? "–",
                db.Employees.Where(e => e.Id == c.ToId).Select(e => e.Name).FirstOrDefault() ?? "–",
                c.At,
                c.Reason)).Take(200).ToListAsync(cancellation);
        var kinds = Differences.KindsIn(scope.State);
        return new ChangesView(cycleId, cycle.Name, scope.State, cycle.TimeZone, kinds.Count > 0, await CountAsync(db, scope, cancellation), planned);
    }

    public async Task<Page<DifferenceRow>> DifferencesAsync(int cycleId, DifferenceFilter filter, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await ScopeAsync(db, cycleId, actor, cancellation) is not { } scope)
        {
            return new Page<DifferenceRow>([], 0);
        }

        var kinds = Differences.KindsIn(scope.State).Where(k => filter.Kind is null || filter.Kind == k).ToList();
        if (kinds.Count == 0)
        {
            return new Page<DifferenceRow>([], 0);
        }

        var found = kinds.Select(k => Differences.Of(db, scope, k)).Aggregate((all, next) => all.Concat(next))
            .Join(db.Employees, f => f.EmployeeId, e => e.Id, (f, e) => new { f.Kind, f.EmployeeId, f.ParticipantId, e.Name, e.Number });
        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var pattern = SearchPattern.Contains(filter.Search);
            found = found.Where(f => EF.Functions.Like(f.Name.ToLower(), pattern, "\\") || EF.Functions.Like(f.Number.ToLower(), pattern, "\\"));
        }

        var total = await found.CountAsync(cancellation);
        var page = await found.OrderBy(f => f.Name).ThenBy(f => f.EmployeeId).ThenBy(f => f.Kind).Skip((filter.Page - 1) * PageSize).Take(PageSize).ToListAsync(cancellation);
        var ids = page.Select(f => f.EmployeeId).Distinct().ToList();
        var facts = await PersonFacts.ReadAsync(db, cycleId, ids, cancellation);
        return new Page<DifferenceRow>(
            [
                .. page.Select(f =>
                {
                    var person = facts[f.EmployeeId];
                    var (before, after) = person.Words((DifferenceKind)f.Kind);
                    return new DifferenceRow((DifferenceKind)f.Kind, f.EmployeeId, f.ParticipantId == 0 ? null : f.ParticipantId, person.Version, f.Number, f.Name, before, after);
                }),
            ],
            total);
    }

    public async Task<Page<ChangeRow>> HistoryAsync(int cycleId, int page, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await ScopeAsync(db, cycleId, actor, cancellation) is not { } scope)
        {
            return new Page<ChangeRow>([], 0);
        }

        var lines = db.ParticipantChanges.AsNoTracking().Where(c => c.CycleId == cycleId && c.EmployeeId != scope.Own);
        var total = await lines.CountAsync(cancellation);
        var rows = await lines.OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Skip((page - 1) * PageSize).Take(PageSize)
            .Join(db.Employees, c => c.EmployeeId, e => e.Id, (c, e) => new { Line = c, e.Name, ParticipantId = db.Participants.Where(p => p.CycleId == cycleId && p.EmployeeId == e.Id).Select(p => (int?)p.Id).FirstOrDefault() })
            .OrderByDescending(c => c.Line.At).ThenByDescending(c => c.Line.Id)
            .ToListAsync(cancellation);
        return new Page<ChangeRow>(
            [.. rows.Select(r => new ChangeRow(r.Line.EmployeeId, r.ParticipantId, r.Name, r.Line.Kind, r.Line.Before, r.Line.After, r.Line.Reason, r.Line.By, r.Line.At))], total);
    }

    /// <summary>Cycles in which the organisation's changes wait for HR, with how many.</summary>
    public async Task<IReadOnlyList<(int CycleId, string Name, int Count)>> WaitingAsync(Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor))
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var cycles = await db.Cycles.AsNoTracking().Where(c => c.State == CycleState.Running || c.State == CycleState.Calibrating).OrderBy(c => c.Id).ToListAsync(cancellation);
        var waiting = new List<(int, string, int)>();
        foreach (var cycle in cycles)
        {
            var count = (await CountAsync(db, ScopeOf(cycle, actor), cancellation)).Sum(c => c.Count);
            if (count > 0)
            {
                waiting.Add((cycle.Id, cycle.Name, count));
            }
        }

        return waiting;
    }

    private static async Task<IReadOnlyList<DifferenceCount>> CountAsync(PortalDbContext db, DifferenceScope scope, CancellationToken cancellation)
    {
        var counts = new List<DifferenceCount>();
        foreach (var kind in Differences.KindsIn(scope.State))
        {
            counts.Add(new DifferenceCount(kind, await Differences.Of(db, scope, kind).CountAsync(cancellation)));
        }

        return counts;
    }

    private async Task<DifferenceScope?> ScopeAsync(PortalDbContext db, int cycleId, Actor actor, CancellationToken cancellation)
    {
        var cycle = CycleAccess.CanManage(actor) ? await db.Cycles.AsNoTracking().SingleOrDefaultAsync(c => c.Id == cycleId && c.LaunchedAt != null, cancellation) : null;
        return cycle is null ? null : ScopeOf(cycle, actor);
    }

    private DifferenceScope ScopeOf(Cycle cycle, Actor actor) =>
        new(cycle.Id, cycle.State, cycle.Population, cycle.Today(clock.GetUtcNow().UtcDateTime), actor.EmployeeId ?? 0);
}
