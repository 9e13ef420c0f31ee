using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Reviews.ControlRoom.Lists;

/// <summary>A participant's group of reviewers that lacks some.</summary>
/// <param name="Possible">Submitted, and those that can still come.</param>
/// <param name="Needed">The threshold or the least number of reviewers.</param>
public sealed record GroupShortage(int ParticipantId, int CycleId, string Name, string Number, string Department, string? Manager, Relationship Relationship, int Asked, int Submitted, int Possible, int Needed);

/// <summary>What the two lists of groups share: columns, order, and how rows are read.</summary>
internal abstract class GroupListBase(IDbContextFactory<PortalDbContext> factory) : RoomList<GroupShortage>
{
    protected static readonly Relationship[] Groups = [Relationship.Peer, Relationship.Report, Relationship.CrossTeam, Relationship.Customer];

    public override SortBy DefaultSort => new("name", false);

    public override IReadOnlyList<RoomColumn<GroupShortage>> Columns { get; } =
    [
        new("name", () => ControlRoomText.Participant, r => r.Name, Link: r => $"/cycles/{r.CycleId}/people/{r.ParticipantId}"),
        new("number", () => ControlRoomText.Number, r => r.Number, Shown: false),
        new("department", () => ControlRoomText.Department, r => r.Department),
        new("manager", () => ControlRoomText.Manager, r => r.Manager, (r, _) => RoomLabels.OrDash(r.Manager)),
        new("kind", () => ControlRoomText.Group, r => ReviewLabels.Of(r.Relationship)),
        new("asked", () => ControlRoomText.Asked, r => r.Asked, Numeric: true),
        new("submitted", () => ControlRoomText.Submitted, r => r.Submitted, Numeric: true),
        new("possible", () => ControlRoomText.Possible, r => r.Possible, Numeric: true),
        new("needed", () => ControlRoomText.Needed, r => r.Needed, Numeric: true, Sortable: false),
    ];

    public override async Task<Page<GroupShortage>> PageAsync(RoomCycle cycle, RoomFilter filter, Actor actor, CancellationToken cancellation)
    {
        if (!actor.IsHr)
        {
            return new Page<GroupShortage>([], 0);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var groups = Lacking(db, cycle, filter, await PeopleAsync(db, cycle, filter, actor, cancellation));
        var total = await groups.CountAsync(cancellation);
        return new Page<GroupShortage>(await ReadAsync(db, cycle, Sorted(groups, SortOf(filter)).Skip(filter.Skipped).Take(RoomFilter.PageSize), cancellation), total);
    }

    public override async Task<IReadOnlyList<GroupShortage>> AllAsync(RoomCycle cycle, RoomFilter filter, Actor actor, CancellationToken cancellation)
    {
        if (!actor.IsHr)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await ReadAsync(db, cycle, Sorted(Lacking(db, cycle, filter, await PeopleAsync(db, cycle, filter, actor, cancellation)), SortOf(filter)), cancellation);
    }

    protected abstract IQueryable<Raw> Lacking(PortalDbContext db, RoomCycle cycle, RoomFilter filter, IQueryable<Participant> people);

    protected abstract int Needed(RoomCycle cycle, Relationship group);

    private static async Task<IQueryable<Participant>> PeopleAsync(PortalDbContext db, RoomCycle cycle, RoomFilter filter, Actor actor, CancellationToken cancellation)
    {
        var own = actor.EmployeeId ?? 0;
        var people = db.Participants.AsNoTracking().Where(p => p.CycleId == cycle.Id && p.EmployeeId != own && p.State != ParticipantState.Withdrawn);
        if (Meant(db, filter.Text) is { } meant)
        {
            people = people.Where(p => meant.Contains(p.EmployeeId));
        }

        return await PathAsync(db, filter.DepartmentId, cancellation) is { } path ? people.Where(p => p.DepartmentPath.StartsWith(path)) : people;
    }

    private static IOrderedQueryable<Raw> Sorted(IQueryable<Raw> groups, SortBy sort)
    {
        Expression<Func<Raw, object?>> key = sort.Column switch
        {
            "number" => x => x.Number,
            "department" => x => x.Path,
            "manager" => x => x.ManagerId,
            "kind" => x => x.Relationship,
            "asked" => x => x.Asked,
            "submitted" => x => x.Submitted,
            "possible" => x => x.Possible,
            _ => x => x.Name,
        };
        return (sort.Descending ? groups.OrderByDescending(key) : groups.OrderBy(key)).ThenBy(x => x.ParticipantId).ThenBy(x => x.Relationship);
    }

    private async Task<IReadOnlyList<GroupShortage>> ReadAsync(PortalDbContext db, RoomCycle cycle, IQueryable<Raw> groups, CancellationToken cancellation)
    {
        var rows = await groups.ToListAsync(cancellation);
        var managers = rows.Select(r => r.ManagerId).OfType<int>().Distinct().ToList();
        var names = await db.Employees.AsNoTracking().Where(e => managers.Contains(e.Id)).ToDictionaryAsync(e => e.Id, e => e.Name, cancellation);
        var trails = await DepartmentTrails.OfAsync(db, rows.Select(r => r.Path).Distinct(), cancellation);
        return rows.ConvertAll(x => new GroupShortage(
            x.ParticipantId,
            cycle.Id,
            x.Name,
            x.Number,
            trails.Of(x.Path, x.Department),
            x.ManagerId is { } manager ? names.GetValueOrDefault(manager) : null,
            x.Relationship,
            x.Asked,
            x.Submitted,
            x.Possible,
            Needed(cycle, x.Relationship)));
    }

    protected sealed record Raw
    {
        public int ParticipantId { get; init; }

        public string Name { get; init; } = "";

        public string Number { get; init; } = "";

        public string Department { get; init; } = "";

        public string Path { get; init; } = "";

        public int? ManagerId { get; init; }

        public Relationship Relationship { get; init; }

        public int Asked { get; init; }

        public int Submitted { get; init; }

        public int Possible { get; init; }
    }
}

/// <summary>Groups that will not be shown: too few were asked, or too few can still come.</summary>
internal sealed class GroupList(IDbContextFactory<PortalDbContext> factory) : GroupListBase(factory)
{
    public override string Key => "groups";

    public override IReadOnlyList<Relationship> Kinds(RoomCycle cycle) => Groups;

    protected override int Needed(RoomCycle cycle, Relationship group) => cycle.Threshold;

    protected override IQueryable<Raw> Lacking(PortalDbContext db, RoomCycle cycle, RoomFilter filter, IQueryable<Participant> people)
    {
        var reviews = db.Reviews.Where(r => r.State != ReviewState.Withdrawn);
        reviews = filter.Kind is { } kind && Groups.Contains(kind)
            ? reviews.Where(r => r.Relationship == kind)
            : reviews.Where(r => r.Relationship != Relationship.Self && r.Relationship != Relationship.Manager);
        var threshold = cycle.Threshold;
        return people
            .Join(reviews, p => p.Id, r => r.ParticipantId, (p, r) => new { p.Id, r.Relationship, r.State })
            .GroupBy(x => new { x.Id, x.Relationship })
            .Select(g => new
            {
                g.Key.Id,
                g.Key.Relationship,
                Asked = g.Count(),
                Submitted = g.Sum(x => x.State == ReviewState.Submitted || x.State == ReviewState.Reopened ? 1 : 0),
                Possible = g.Sum(x => x.State == ReviewState.Missed || x.State == ReviewState.Declined ? 0 : 1),
            })
            .Where(x => x.Possible < threshold)
            .Join(db.Participants, x => x.Id, p => p.Id, (x, p) => new Raw
            {
                ParticipantId = p.Id,
                Name = p.Name,
                Number = p.Number,
                Department = p.DepartmentName,
                Path = p.DepartmentPath,
                ManagerId = p.ManagerId,
                Relationship = x.Relationship,
                Asked = x.Asked,
                Submitted = x.Submitted,
                Possible = x.Possible,
            });
    }
}

/// <summary>Participants with fewer reviewers of a group than the cycle asks for; whoever declined is none.</summary>
internal sealed class ShortList(IDbContextFactory<PortalDbContext> factory) : GroupListBase(factory)
{
    public override string Key => "short";

    public override bool NeedsKind => true;

    public override IReadOnlyList<Relationship> Kinds(RoomCycle cycle) => [.. cycle.Required.Select(g => g.Group)];

    protected override int Needed(RoomCycle cycle, Relationship group) => cycle.Rules.Of(group).Minimum;

    protected override IQueryable<Raw> Lacking(PortalDbContext db, RoomCycle cycle, RoomFilter filter, IQueryable<Participant> people)
    {
        var kinds = Kinds(cycle);
        var kind = filter.Kind is { } chosen && kinds.Contains(chosen) ? chosen : kinds is [var first, ..] ? first : default;
        var least = kinds.Count == 0 ? 0 : Needed(cycle, kind);
        return people
            .Select(p => new Raw
            {
                ParticipantId = p.Id,
                Name = p.Name,
                Number = p.Number,
                Department = p.DepartmentName,
                Path = p.DepartmentPath,
                ManagerId = p.ManagerId,
                Relationship = kind,
                Asked = db.Reviews.Count(r => r.ParticipantId == p.Id && r.Relationship == kind && r.State != ReviewState.Withdrawn && r.State != ReviewState.Declined),
                Submitted = db.Reviews.Count(r => r.ParticipantId == p.Id && r.Relationship == kind && (r.State == ReviewState.Submitted || r.State == ReviewState.Reopened)),
                Possible = db.Reviews.Count(r => r.ParticipantId == p.Id && r.Relationship == kind && r.State != ReviewState.Withdrawn && r.State != ReviewState.Declined && r.State != ReviewState.Missed),
            })
            .Where(x => x.Asked < least);
    }
}
