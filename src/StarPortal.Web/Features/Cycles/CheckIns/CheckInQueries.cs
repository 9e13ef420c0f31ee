using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Feedback;
using StarPortal.Web.Shared;

#pragma warning disable CA1304, CA1311 // the database lowers, not this program

namespace StarPortal.Web.Features.Cycles.CheckIns;

/// <param name="CanConfirm">The reader is the employee and has not confirmed it.</param>
public sealed record CheckInRow(
    int Id, CheckInStatus Status, string Progress, string NextSteps, string Author, DateTime SharedAt, DateTime? ReadAt, string Comment, int Version, bool CanConfirm);

/// <param name="IsSubject">The reader is the employee.</param>
/// <param name="MayWrite">The reader is the manager; whether now is another matter.</param>
/// <param name="IsOpen">Now is the time for it.</param>
/// <param name="OpensAt">When the phase opens; null when the calendar has none.</param>
/// <param name="Rows">The newest first.</param>
public sealed record CheckInView(
    int ParticipantId, string Name, string JobTitle, string Cycle, bool IsSubject, bool MayWrite, bool IsOpen, DateTime? OpensAt, DateTime? ClosesAt, IReadOnlyList<CheckInRow> Rows);

/// <param name="Status">Of the newest; null for nobody's.</param>
public sealed record CheckInLine(int ParticipantId, string Number, string Name, string Department, string? Manager, CheckInStatus? Status, DateTime? SharedAt, DateTime? ReadAt);

/// <summary>HR's view of a cycle: who is without one. No texts.</summary>
public sealed record CheckInOverview(string Cycle, int People, int Missing, int Unread);

public sealed record MyCheckIn(int ParticipantId, string Cycle, CheckInStatus Status, DateTime SharedAt, bool Read);

public sealed class CheckInQueries(IDbContextFactory<PortalDbContext> factory)
{
    public const int PageSize = 25;

    /// <summary>Null for who has nothing to do with it.</summary>
    public async Task<CheckInView?> FindAsync(int participantId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var found = await (from p in db.Participants.AsNoTracking()
                           join c in db.Cycles on p.CycleId equals c.Id
                           where p.Id == participantId && p.State != ParticipantState.Withdrawn && c.State != CycleState.Draft && c.State != CycleState.Published && c.State != CycleState.Cancelled
                           select new { p.Id, p.EmployeeId, p.ManagerId, p.State, p.Name, p.JobTitle, Cycle = c.Name, CycleState = c.State, CycleId = c.Id }).SingleOrDefaultAsync(cancellation);
        if (found is null)
        {
            return null;
        }

        var rows = await (from c in db.CheckIns.AsNoTracking()
                          join a in db.Employees on c.AuthorId equals a.Id
                          where c.ParticipantId == participantId
                          orderby c.SharedAt descending, c.Id descending
                          select new { CheckIn = c, Author = a.Name }).ToListAsync(cancellation);
        var readable = rows.Where(r => CheckInAccess.CanRead(actor, found.EmployeeId, found.ManagerId, r.CheckIn.AuthorId)).ToList();
        var writes = CheckInAccess.CanWrite(actor, found.ManagerId, found.EmployeeId, found.State);
        if (readable.Count == 0 && !writes && !CheckInAccess.CanRead(actor, found.EmployeeId, found.ManagerId, 0))
        {
            return null;
        }

        var phase = await db.CyclePhases.AsNoTracking().SingleOrDefaultAsync(p => p.CycleId == found.CycleId && p.Kind == PhaseKind.MidTermCheck, cancellation);
        return new CheckInView(
            found.Id, found.Name, found.JobTitle, found.Cycle, actor.EmployeeId == found.EmployeeId, writes, CheckInAccess.IsOpen(found.CycleState, phase?.State), phase?.OpensAt, phase?.ClosesAt,
            [
                .. readable.Select(r => new CheckInRow(
                    r.CheckIn.Id, r.CheckIn.Status, r.CheckIn.Progress, r.CheckIn.NextSteps, r.Author, r.CheckIn.SharedAt, r.CheckIn.ReadAt, r.CheckIn.Comment, r.CheckIn.Version,
                    r.CheckIn.ReadAt is null && CheckInAccess.CanConfirm(actor, r.CheckIn.EmployeeId))),
            ]);
    }

    /// <summary>The reader's own, the newest of each cycle that is not closed.</summary>
    public async Task<IReadOnlyList<MyCheckIn>> MineAsync(Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var me = actor.EmployeeId;
        var rows = await (from c in db.CheckIns.AsNoTracking()
                          join y in db.Cycles on c.CycleId equals y.Id
                          where c.EmployeeId == me && y.State != CycleState.Closed && y.State != CycleState.Cancelled
                          orderby c.SharedAt descending
                          select new MyCheckIn(c.ParticipantId, y.Name, c.Status, c.SharedAt, c.ReadAt != null)).ToListAsync(cancellation);
        return [.. rows.DistinctBy(r => r.ParticipantId)];
    }

    /// <summary>Null for a cycle that is not there, and for everybody but HR.</summary>
    public async Task<CheckInOverview?> OverviewAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var name = CheckInAccess.CanOverlook(actor) ? await db.Cycles.Where(c => c.Id == cycleId).Select(c => c.Name).SingleOrDefaultAsync(cancellation) : null;
        if (name is null)
        {
            return null;
        }

        var people = People(db, cycleId, actor);
        return new CheckInOverview(
            name,
            await people.CountAsync(cancellation),
            await people.CountAsync(p => !db.CheckIns.Any(c => c.ParticipantId == p.Id), cancellation),
            await people.CountAsync(p => db.CheckIns.Any(c => c.ParticipantId == p.Id) && !db.CheckIns.Any(c => c.ParticipantId == p.Id && c.ReadAt != null), cancellation));
    }

    /// <param name="missing">Only those who are without one.</param>
    public async Task<Page<CheckInLine>> PageAsync(int cycleId, bool missing, string search, int page, Actor actor, CancellationToken cancellation)
    {
        if (!CheckInAccess.CanOverlook(actor))
        {
            return new Page<CheckInLine>([], 0);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var people = People(db, cycleId, actor);
        people = missing ? people.Where(p => !db.CheckIns.Any(c => c.ParticipantId == p.Id)) : people;
        if (search.Trim().Length > 0)
        {
            var pattern = SearchPattern.Contains(search);
            people = people.Where(p => EF.Functions.Like(p.Name.ToLower(), pattern, "\\") || EF.Functions.Like(p.Number.ToLower(), pattern, "\\")
                || EF.Functions.Like(p.DepartmentName.ToLower(), pattern, "\\") || db.Employees.Any(m => m.Id == p.ManagerId && EF.Functions.Like(m.Name.ToLower(), pattern, "\\")));
        }

        var total = await people.CountAsync(cancellation);
        var rows = await people.OrderBy(p => p.Name).ThenBy(p => p.Id).Skip((Math.Max(1, page) - 1) * PageSize).Take(PageSize)
            .Select(p => new
            {
                p.Id,
                p.Number,
                p.Name,
                p.DepartmentName,
                Manager = db.Employees.Where(m => m.Id == p.ManagerId).Select(m => m.Name).FirstOrDefault(),
                Last = db.CheckIns.Where(c => c.ParticipantId == p.Id).OrderByDescending(c => c.SharedAt).ThenByDescending(c => c.Id).Select(c => new { c.Status, c.SharedAt, c.ReadAt }).FirstOrDefault(),
            })
            .ToListAsync(cancellation);
        return new Page<CheckInLine>([.. rows.Select(r => new CheckInLine(r.Id, r.Number, r.Name, r.DepartmentName, r.Manager, r.Last?.Status, r.Last?.SharedAt, r.Last?.ReadAt))], total);
    }

    /// <summary>HR never acts as HR on their own case: the reader's own line is not among them.</summary>
    private static IQueryable<Participant> People(PortalDbContext db, int cycleId, Actor actor)
    {
        var me = actor.EmployeeId;
        return db.Participants.AsNoTracking().Where(p => p.CycleId == cycleId && p.State == ParticipantState.Active && (me == null || p.EmployeeId != me));
    }
}
