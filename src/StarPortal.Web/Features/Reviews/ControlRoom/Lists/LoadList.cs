using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Reviews.ControlRoom.Lists;

/// <summary>Somebody who reviews others, and how much they still have to write.</summary>
/// <param name="Heavy">More open reviews than the cycle warns at.</param>
public sealed record ReviewerLoad(int EmployeeId, string Name, string Number, string Department, int Open, int Late, int Submitted, bool Heavy);

/// <summary>Reviewers by what lies before them: who is late and who has too much.</summary>
internal sealed class LoadList(IDbContextFactory<PortalDbContext> factory, TimeProvider clock) : RoomList<ReviewerLoad>
{
    public override string Key => "people";

    public override SortBy DefaultSort => new("open", true);

    public override IReadOnlyList<RoomState> States => [RoomState.Open, RoomState.Late, RoomState.Over, RoomState.All];

    public override IReadOnlyList<RoomColumn<ReviewerLoad>> Columns { get; } =
    [
        new("name", () => ControlRoomText.Reviewer, r => r.Name, Link: r => $"/people/{r.EmployeeId}"),
        new("number", () => ControlRoomText.Number, r => r.Number, Shown: false),
        new("department", () => ControlRoomText.Department, r => r.Department),
        new("open", () => ControlRoomText.OpenReviews, r => r.Open, Numeric: true),
        new("late", () => ControlRoomText.Late, r => r.Late, Numeric: true),
        new("submitted", () => ControlRoomText.Submitted, r => r.Submitted, Numeric: true),
        new("heavy", () => ControlRoomText.Load, r => r.Heavy ? ControlRoomText.TooMuch : "", (r, _) => r.Heavy ? ControlRoomText.TooMuch : "–", Tag: r => r.Heavy ? "tag warn" : null, Sortable: false),
    ];

    public override async Task<Page<ReviewerLoad>> PageAsync(RoomCycle cycle, RoomFilter filter, Actor actor, CancellationToken cancellation)
    {
        if (!actor.IsHr)
        {
            return new Page<ReviewerLoad>([], 0);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var people = await FilteredAsync(db, cycle, filter, actor, cancellation);
        var total = await people.CountAsync(cancellation);
        return new Page<ReviewerLoad>(await ReadAsync(db, cycle, Sorted(people, SortOf(filter)).Skip(filter.Skipped).Take(RoomFilter.PageSize), cancellation), total);
    }

    public override async Task<IReadOnlyList<ReviewerLoad>> AllAsync(RoomCycle cycle, RoomFilter filter, Actor actor, CancellationToken cancellation)
    {
        if (!actor.IsHr)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await ReadAsync(db, cycle, Sorted(await FilteredAsync(db, cycle, filter, actor, cancellation), SortOf(filter)), cancellation);
    }

    /// <summary>Everybody whom the filter means.</summary>
    internal async Task<IQueryable<int>> MeantAsync(PortalDbContext db, RoomCycle cycle, RoomFilter filter, Actor actor, CancellationToken cancellation) =>
        (await FilteredAsync(db, cycle, filter, actor, cancellation)).Select(x => x.EmployeeId);

    private async Task<IQueryable<Raw>> FilteredAsync(PortalDbContext db, RoomCycle cycle, RoomFilter filter, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var (self, manager, others) = (cycle.EndOf(Relationship.Self), cycle.EndOf(Relationship.Manager), cycle.EndOf(Relationship.Peer));
        var loads = RoomReviews.Of(db, cycle.Id, actor).AsNoTracking()
            .GroupBy(r => r.ReviewerId)
            .Select(g => new
            {
                ReviewerId = g.Key,
                Open = g.Sum(r => r.State == ReviewState.NotStarted || r.State == ReviewState.Draft || r.State == ReviewState.Reopened ? 1 : 0),
                Late = g.Sum(r => r.State == ReviewState.Missed
                    || ((r.State == ReviewState.NotStarted || r.State == ReviewState.Draft || r.State == ReviewState.Reopened)
                        && (r.ClosesAt ?? (r.Relationship == Relationship.Self ? self : r.Relationship == Relationship.Manager ? manager : others)) < now)
                    ? 1
                    : 0),
                Submitted = g.Sum(r => r.State == ReviewState.Submitted || r.State == ReviewState.Reopened ? 1 : 0),
            });
        var warning = cycle.Rules.LoadWarning;
        loads = StateOf(filter) switch
        {
            RoomState.Late => loads.Where(x => x.Late > 0),
            RoomState.Over => loads.Where(x => x.Open > warning),
            RoomState.All => loads,
            _ => loads.Where(x => x.Open > 0),
        };
        if (Meant(db, filter.Text) is { } meant)
        {
            loads = loads.Where(x => meant.Contains(x.ReviewerId));
        }

        if (await PathAsync(db, filter.DepartmentId, cancellation) is { } path)
        {
            var within = db.Employees.Where(e => e.Department!.Path.StartsWith(path)).Select(e => e.Id);
            loads = loads.Where(x => within.Contains(x.ReviewerId));
        }

        return loads.Join(
            db.Employees, x => x.ReviewerId, e => e.Id, (x, e) => new Raw { EmployeeId = e.Id, Name = e.Name, Number = e.Number, DepartmentId = e.DepartmentId, Open = x.Open, Late = x.Late, Submitted = x.Submitted });
    }

    private static IOrderedQueryable<Raw> Sorted(IQueryable<Raw> people, SortBy sort)
    {
        Expression<Func<Raw, object?>> key = sort.Column switch
        {
            "name" => x => x.Name,
            "number" => x => x.Number,
            "department" => x => x.DepartmentId,
            "late" => x => x.Late,
            "submitted" => x => x.Submitted,
            _ => x => x.Open,
        };
        return (sort.Descending ? people.OrderByDescending(key) : people.OrderBy(key)).ThenBy(x => x.Name).ThenBy(x => x.EmployeeId);
    }

    private static async Task<IReadOnlyList<ReviewerLoad>> ReadAsync(PortalDbContext db, RoomCycle cycle, IQueryable<Raw> people, CancellationToken cancellation)
    {
        var rows = await people.ToListAsync(cancellation);
        var names = await RoomDepartments.OfAsync(db, rows.Select(r => r.DepartmentId), cancellation);
        return rows.ConvertAll(x => new ReviewerLoad(x.EmployeeId, x.Name, x.Number, names[x.DepartmentId], x.Open, x.Late, x.Submitted, x.Open > cycle.Rules.LoadWarning));
    }

    private sealed record Raw
    {
        public int EmployeeId { get; init; }

        public string Name { get; init; } = "";

        public string Number { get; init; } = "";

        public int DepartmentId { get; init; }

        public int Open { get; init; }

        public int Late { get; init; }

        public int Submitted { get; init; }
    }
}
