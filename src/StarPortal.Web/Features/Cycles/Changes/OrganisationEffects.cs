using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.People;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared.People;

namespace StarPortal.Web.Features.Cycles.Changes;

/// <summary>
/// Compares what an import or an edit would write with what the running cycles keep. Each cycle's participants are read once,
/// however many rows the file has.
/// </summary>
internal sealed class OrganisationEffects(IDbContextFactory<PortalDbContext> factory, TimeProvider clock) : IOrganisationEffects
{
    public async Task<IReadOnlyList<CycleEffects>> ForAsync(IReadOnlyList<RecordChange> changes, Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor) || changes.Count == 0)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var effects = new List<CycleEffects>();
        foreach (var cycle in await RunningAsync(db, cancellation))
        {
            var people = await db.Participants.AsNoTracking().Where(p => p.CycleId == cycle.Id)
                .Select(p => new Kept(p.EmployeeId, p.State, p.ManagerId, p.DepartmentId, p.DepartmentName, p.JobTitle, p.Level))
                .ToDictionaryAsync(p => p.EmployeeId, cancellation);
            var home = await PopulationRoots.ReadAsync(db, cycle.Population, cancellation);
            var today = cycle.Today(now);
            var found = changes.Where(c => c.EmployeeId is null || c.EmployeeId != actor.EmployeeId)
                .SelectMany(c => Compare(c, c.EmployeeId is { } id ? people.GetValueOrDefault(id) : null, cycle, home, today)).ToList();
            if (found.Count > 0)
            {
                effects.Add(new CycleEffects(cycle.Id, cycle.Name, await WordsAsync(db, cycle.Id, found, people, cancellation)));
            }
        }

        return effects;
    }

    public async Task<IReadOnlyList<CycleConcern>> ConcernsAsync(int employeeId, Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor) || !actor.IsHrFor(employeeId))
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var concerns = new List<CycleConcern>();
        foreach (var cycle in await RunningAsync(db, cancellation))
        {
            var people = db.Participants.AsNoTracking().Where(p => p.CycleId == cycle.Id && p.State != ParticipantState.Withdrawn);
            var concern = new CycleConcern(
                cycle.Id,
                cycle.Name,
                await people.AnyAsync(p => p.EmployeeId == employeeId, cancellation),
                await people.CountAsync(p => p.ManagerId == employeeId, cancellation),
                await Open(db, cycle.Id).CountAsync(r => r.ReviewerId == employeeId && people.Any(p => p.Id == r.ParticipantId), cancellation));
            if (concern is not { TakesPart: false, Manages: 0, OpenReviews: 0 })
            {
                concerns.Add(concern);
            }
        }

        return concerns;
    }

    private static Task<List<Cycle>> RunningAsync(PortalDbContext db, CancellationToken cancellation) =>
        db.Cycles.AsNoTracking().Where(c => c.State == CycleState.Running || c.State == CycleState.Calibrating).OrderBy(c => c.Id).ToListAsync(cancellation);

    private static IQueryable<Review> Open(PortalDbContext db, int cycleId) =>
        db.Reviews.AsNoTracking().Where(r => r.CycleId == cycleId && (r.State == ReviewState.NotStarted || r.State == ReviewState.Draft || r.State == ReviewState.Reopened));

    private static IEnumerable<(DifferenceKind Kind, RecordChange Change)> Compare(RecordChange change, Kept? kept, Cycle cycle, PopulationRoots home, DateOnly today)
    {
        var after = change.After;
        var employed = after.LeaveDate is null || after.LeaveDate >= today;
        if (kept is null)
        {
            if (employed && cycle.State == CycleState.Running && home.Takes(change))
            {
                yield return (DifferenceKind.Joined, change);
            }

            yield break;
        }

        if (kept.State != ParticipantState.Active)
        {
            if (kept.State == ParticipantState.Leaver && employed && change.Fields.Contains(PeopleField.LeaveDate))
            {
                yield return (DifferenceKind.Returned, change);
            }

            yield break;
        }

        if (!employed && change.Fields.Contains(PeopleField.LeaveDate))
        {
            yield return (DifferenceKind.Left, change);
        }

        if (after.ManagerId != kept.ManagerId && change.Fields.Contains(PeopleField.Manager))
        {
            yield return (DifferenceKind.Manager, change);
        }

        if (after.DepartmentId != kept.DepartmentId && change.Fields.Contains(PeopleField.Department))
        {
            yield return (DifferenceKind.Department, change);
        }

        if ((after.JobTitle != kept.JobTitle && change.Fields.Contains(PeopleField.JobTitle)) || (after.Level != kept.Level && change.Fields.Contains(PeopleField.Level)))
        {
            yield return (DifferenceKind.Position, change);
        }
    }

    private static async Task<IReadOnlyList<PersonEffect>> WordsAsync(
        PortalDbContext db, int cycleId, List<(DifferenceKind Kind, RecordChange Change)> found, Dictionary<int, Kept> people, CancellationToken cancellation)
    {
        // by groups in the database: a list of ten thousand identifiers is no parameter
        var names = await db.Employees.AsNoTracking().Where(e => db.Participants.Any(p => p.CycleId == cycleId && p.ManagerId == e.Id))
            .Select(e => new { e.Id, e.Name }).ToDictionaryAsync(e => e.Id, e => e.Name, cancellation);
        var departments = await db.Departments.AsNoTracking().ToDictionaryAsync(d => d.Id, d => d.Name, cancellation);
        var about = await Open(db, cycleId).Where(r => r.SubjectId != r.ReviewerId).GroupBy(r => r.SubjectId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        var others = await Open(db, cycleId).Where(r => r.SubjectId != r.ReviewerId).GroupBy(r => r.ReviewerId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        return
        [
            .. found.OrderBy(f => f.Kind).ThenBy(f => f.Change.After.Name, StringComparer.CurrentCulture).ThenBy(f => f.Change.Number, StringComparer.Ordinal).Select(f =>
            {
                var id = f.Change.EmployeeId ?? 0;
                var (before, after) = Words(f.Kind, f.Change, people.GetValueOrDefault(id), names, departments.GetValueOrDefault(f.Change.After.DepartmentId, f.Change.Department));
                return new PersonEffect(f.Kind, f.Change.Number, f.Change.After.Name, before, after, about.GetValueOrDefault(id), others.GetValueOrDefault(id));
            }),
        ];
    }

    private static (string Before, string After) Words(DifferenceKind kind, RecordChange change, Kept? kept, Dictionary<int, string> names, string department) => kind switch
    {
        DifferenceKind.Manager => (kept!.ManagerId is { } manager ? names.GetValueOrDefault(manager, "–") : "–", change.Manager.Length > 0 ? change.Manager : "–"),
        DifferenceKind.Department => (kept!.Department, department),
        DifferenceKind.Position => (Position(kept!.JobTitle, kept.Level), Position(change.After.JobTitle, change.After.Level)),
        DifferenceKind.Left => ("", EmployeeChanges.Day(change.After.LeaveDate)),
        _ => ("", department),
    };

    private static string Position(string title, string level) => title.Length + level.Length == 0 ? "–" : string.Join(" · ", new[] { title, level }.Where(t => t.Length > 0));

    private sealed record Kept(int EmployeeId, ParticipantState State, int? ManagerId, int DepartmentId, string Department, string JobTitle, string Level);
}
