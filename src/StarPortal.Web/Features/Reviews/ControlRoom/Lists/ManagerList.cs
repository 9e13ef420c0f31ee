using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Reviews.ControlRoom.Lists;

/// <summary>How far a manager's team has come: its own reviews and those on it.</summary>
/// <param name="Team">Members on whom somebody was asked to write.</param>
/// <param name="Asked">All reviews on the team.</param>
public sealed record ManagerProgress(int EmployeeId, string Name, string Number, string Department, int Team, int Asked, int Submitted, int SelfOpen, int ManagerOpen, int OthersOpen)
{
    public int? Percent => Asked == 0 ? null : (int)((long)Submitted * 100 / Asked);
}

/// <summary>Progress by manager.</summary>
internal sealed class ManagerList(IDbContextFactory<PortalDbContext> factory) : RoomList<ManagerProgress>
{
    public override string Key => "managers";

    public override SortBy DefaultSort => new("manager-open", true);

    public override IReadOnlyList<RoomState> States => [RoomState.All, RoomState.Open];

    public override IReadOnlyList<RoomColumn<ManagerProgress>> Columns { get; } =
    [
        new("name", () => ControlRoomText.Manager, r => r.Name, Link: r => $"/people/{r.EmployeeId}"),
        new("number", () => ControlRoomText.Number, r => r.Number, Shown: false),
        new("department", () => ControlRoomText.Department, r => r.Department),
        new("team", () => ControlRoomText.Team, r => r.Team, Numeric: true),
        new("share", () => ControlRoomText.ShareSubmitted, r => r.Percent, (r, _) => RoomLabels.Percent(r.Percent), Numeric: true),
        new("asked", () => ControlRoomText.Asked, r => r.Asked, Numeric: true, Shown: false),
        new("submitted", () => ControlRoomText.Submitted, r => r.Submitted, Numeric: true, Shown: false),
        new("self-open", () => ControlRoomText.SelfOpen, r => r.SelfOpen, Numeric: true),
        new("manager-open", () => ControlRoomText.ManagerOpen, r => r.ManagerOpen, Numeric: true),
        new("others-open", () => ControlRoomText.OthersOpen, r => r.OthersOpen, Numeric: true),
    ];

    public override async Task<Page<ManagerProgress>> PageAsync(RoomCycle cycle, RoomFilter filter, Actor actor, CancellationToken cancellation)
    {
        if (!actor.IsHr)
        {
            return new Page<ManagerProgress>([], 0);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var managers = await FilteredAsync(db, cycle, filter, actor, cancellation);
        var total = await managers.CountAsync(cancellation);
        return new Page<ManagerProgress>(await ReadAsync(db, Sorted(managers, SortOf(filter)).Skip(filter.Skipped).Take(RoomFilter.PageSize), cancellation), total);
    }

    public override async Task<IReadOnlyList<ManagerProgress>> AllAsync(RoomCycle cycle, RoomFilter filter, Actor actor, CancellationToken cancellation)
    {
        if (!actor.IsHr)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await ReadAsync(db, Sorted(await FilteredAsync(db, cycle, filter, actor, cancellation), SortOf(filter)), cancellation);
    }

    private async Task<IQueryable<Raw>> FilteredAsync(PortalDbContext db, RoomCycle cycle, RoomFilter filter, Actor actor, CancellationToken cancellation)
    {
        var own = actor.EmployeeId ?? 0;
        var people = db.Participants.AsNoTracking().Where(p => p.CycleId == cycle.Id && p.EmployeeId != own && p.ManagerId != null && p.State != ParticipantState.Withdrawn);
        if (Meant(db, filter.Text) is { } meant)
        {
            people = people.Where(p => meant.Contains(p.ManagerId!.Value));
        }

        if (await PathAsync(db, filter.DepartmentId, cancellation) is { } path)
        {
            people = people.Where(p => p.DepartmentPath.StartsWith(path));
        }

        var managers = people
            .Join(
                db.Reviews.Where(r => r.State != ReviewState.Withdrawn && !r.PreviousManager),
                p => p.Id,
                r => r.ParticipantId,
                (p, r) => new
                {
                    ManagerId = p.ManagerId!.Value,
                    ParticipantId = p.Id,
                    r.Relationship,
                    IsIn = r.State == ReviewState.Submitted || r.State == ReviewState.Reopened ? 1 : 0,
                    IsOpen = r.State == ReviewState.NotStarted || r.State == ReviewState.Draft || r.State == ReviewState.Reopened ? 1 : 0,
                })
            .GroupBy(x => x.ManagerId)
            .Select(g => new
            {
                ManagerId = g.Key,
                Team = g.Select(x => x.ParticipantId).Distinct().Count(),
                Asked = g.Count(),
                Submitted = g.Sum(x => x.IsIn),
                SelfOpen = g.Sum(x => x.Relationship == Relationship.Self ? x.IsOpen : 0),
                ManagerOpen = g.Sum(x => x.Relationship == Relationship.Manager ? x.IsOpen : 0),
                Open = g.Sum(x => x.IsOpen),
            });
        if (StateOf(filter) == RoomState.Open)
        {
            managers = managers.Where(m => m.Open > 0);
        }

        return managers.Join(db.Employees, m => m.ManagerId, e => e.Id, (m, e) => new Raw
        {
            EmployeeId = e.Id,
            Name = e.Name,
            Number = e.Number,
            DepartmentId = e.DepartmentId,
            Team = m.Team,
            Asked = m.Asked,
            Submitted = m.Submitted,
            SelfOpen = m.SelfOpen,
            ManagerOpen = m.ManagerOpen,
            OthersOpen = m.Open - m.SelfOpen - m.ManagerOpen,
        });
    }

    private static IOrderedQueryable<Raw> Sorted(IQueryable<Raw> managers, SortBy sort)
    {
        Expression<Func<Raw, object?>> key = sort.Column switch
        {
            "name" => x => x.Name,
            "number" => x => x.Number,
            "department" => x => x.DepartmentId,
            "team" => x => x.Team,
            "share" => x => x.Asked == 0 ? 0 : x.Submitted * 10_000 / x.Asked,
            "asked" => x => x.Asked,
            "submitted" => x => x.Submitted,
            "self-open" => x => x.SelfOpen,
            "others-open" => x => x.OthersOpen,
            _ => x => x.ManagerOpen,
        };
        return (sort.Descending ? managers.OrderByDescending(key) : managers.OrderBy(key)).ThenBy(x => x.Name).ThenBy(x => x.EmployeeId);
    }

    private static async Task<IReadOnlyList<ManagerProgress>> ReadAsync(PortalDbContext db, IQueryable<Raw> managers, CancellationToken cancellation)
    {
        var rows = await managers.ToListAsync(cancellation);
        var names = await RoomDepartments.OfAsync(db, rows.Select(r => r.DepartmentId), cancellation);
        return rows.ConvertAll(x => new ManagerProgress(x.EmployeeId, x.Name, x.Number, names[x.DepartmentId], x.Team, x.Asked, x.Submitted, x.SelfOpen, x.ManagerOpen, x.OthersOpen));
    }

    private sealed record Raw
    {
        public int EmployeeId { get; init; }

        public string Name { get; init; } = "";

        public string Number { get; init; } = "";

        public int DepartmentId { get; init; }

        public int Team { get; init; }

        public int Asked { get; init; }

        public int Submitted { get; init; }

        public int SelfOpen { get; init; }

        public int ManagerOpen { get; init; }

        public int OthersOpen { get; init; }
    }
}
