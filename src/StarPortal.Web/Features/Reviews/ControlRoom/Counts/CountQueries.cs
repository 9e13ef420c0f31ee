using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews.ControlRoom.Counts;

/// <summary>How many reviews are where. Withdrawn ones and those of earlier managers are not counted.</summary>
/// <param name="Submitted">With those that were given back: what was handed in counts until it is handed in anew.</param>
/// <param name="Over">Missed or declined.</param>
public sealed record Tally(int Asked, int Submitted, int Open, int Over)
{
    public static Tally Nothing { get; } = new(0, 0, 0, 0);

    /// <summary>Share submitted, in whole per cent rounded down: 100 only when all are in; null when nothing was asked.</summary>
    public int? Percent => Asked == 0 ? null : (int)((long)Submitted * 100 / Asked);

    public static Tally operator +(Tally a, Tally b) => new(a.Asked + b.Asked, a.Submitted + b.Submitted, a.Open + b.Open, a.Over + b.Over);
}

/// <summary>Counts of one department, without those below it, and one kind of review.</summary>
public sealed record CountCell(int DepartmentId, Relationship Relationship, Tally Tally);

public sealed record KindTally(Relationship Kind, Tally Tally);

public sealed record DepartmentNode(int Id, int? ParentId, string Name, string Path);

/// <summary>Everything that is counted in a cycle, small enough to be summed up by every view of it.</summary>
/// <param name="At">UTC.</param>
public sealed record RoomCounts(IReadOnlyList<CountCell> Cells, IReadOnlyList<DepartmentNode> Departments, DateTime At)
{
    public IReadOnlyList<KindTally> Kinds =>
        [.. Cells.GroupBy(c => c.Relationship).OrderBy(g => g.Key).Select(g => new KindTally(g.Key, g.Aggregate(Tally.Nothing, (sum, c) => sum + c.Tally)))];
}

/// <summary>Counts a cycle in one statement; departments and kinds are summed up from its few thousand figures.</summary>
internal sealed class CountQueries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<RoomCounts> OfAsync(RoomCycle cycle, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (!actor.IsHr)
        {
            return new RoomCounts([], [], now);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var own = actor.EmployeeId ?? 0;
        var cells = await db.Participants.AsNoTracking()
            .Where(p => p.CycleId == cycle.Id && p.EmployeeId != own && p.State != ParticipantState.Withdrawn)
            .Join(
                db.Reviews.Where(r => r.State != ReviewState.Withdrawn && !r.PreviousManager),
                p => p.Id,
                r => r.ParticipantId,
                (p, r) => new { p.DepartmentId, r.Relationship, r.State })
            .GroupBy(x => new { x.DepartmentId, x.Relationship })
            .Select(g => new
            {
                g.Key.DepartmentId,
                g.Key.Relationship,
                Asked = g.Count(),
                Submitted = g.Sum(x => x.State == ReviewState.Submitted || x.State == ReviewState.Reopened ? 1 : 0),
                Over = g.Sum(x => x.State == ReviewState.Missed || x.State == ReviewState.Declined ? 1 : 0),
            })
            .ToListAsync(cancellation);
        var departments = await NodesAsync(db, cancellation);
        return new RoomCounts(
            [.. cells.Select(c => new CountCell(c.DepartmentId, c.Relationship, new Tally(c.Asked, c.Submitted, c.Asked - c.Submitted - c.Over, c.Over)))], departments, now);
    }

    /// <summary>Every department, parents first.</summary>
    public async Task<IReadOnlyList<DepartmentNode>> DepartmentsAsync(CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await NodesAsync(db, cancellation);
    }

    private static Task<List<DepartmentNode>> NodesAsync(PortalDbContext db, CancellationToken cancellation) =>
        db.Departments.AsNoTracking().OrderBy(d => d.Path).Select(d => new DepartmentNode(d.Id, d.ParentId, d.Name, d.Path)).ToListAsync(cancellation);
}
