using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Reviews.ControlRoom.Lists;

/// <summary>A participant and how far the reviews on them have come.</summary>
/// <param name="Asked">Reviews of groups, without withdrawn ones.</param>
public sealed record ParticipantProgress(
    int ParticipantId, int CycleId, string Name, string Number, string Department, string? Manager, ParticipantState State, ReviewState? Self, ReviewState? ManagerReview, int Asked, int Submitted, int Open);

/// <summary>Everybody who takes part.</summary>
internal sealed class ParticipantList(IDbContextFactory<PortalDbContext> factory) : RoomList<ParticipantProgress>
{
    public override string Key => "participants";

    public override SortBy DefaultSort => new("name", false);

    public override IReadOnlyList<RoomState> States => [RoomState.All, RoomState.Open, RoomState.Withdrawn];

    public override IReadOnlyList<RoomColumn<ParticipantProgress>> Columns { get; } =
    [
        new("name", () => ControlRoomText.Participant, r => r.Name, Link: r => $"/cycles/{r.CycleId}/people/{r.ParticipantId}"),
        new("number", () => ControlRoomText.Number, r => r.Number),
        new("department", () => ControlRoomText.Department, r => r.Department),
        new("manager", () => ControlRoomText.Manager, r => r.Manager, Shown: false, Sortable: false),
        new("state", () => ControlRoomText.State, r => RoomLabels.Of(r.State), Tag: r => r.State == ParticipantState.Active ? "tag" : "tag warn"),
        new("self", () => ControlRoomText.Phase_SelfReview, r => r.Self is { } s ? ReviewLabels.Of(s) : null, Tag: r => r.Self is { } s ? ReviewLabels.TagOf(s) : null, Sortable: false),
        new("manager-review", () => ControlRoomText.Phase_ManagerReview, r => r.ManagerReview is { } s ? ReviewLabels.Of(s) : null, Tag: r => r.ManagerReview is { } s ? ReviewLabels.TagOf(s) : null, Sortable: false),
        new("others", () => ControlRoomText.OthersSubmitted, r => r.Submitted, (r, _) => RoomLabels.Format(ControlRoomText.OfTotal, r.Submitted, r.Asked), Numeric: true, Sortable: false),
        new("open", () => ControlRoomText.OpenReviews, r => r.Open, Numeric: true),
    ];

    public override async Task<Page<ParticipantProgress>> PageAsync(RoomCycle cycle, RoomFilter filter, Actor actor, CancellationToken cancellation)
    {
        if (!actor.IsHr)
        {
            return new Page<ParticipantProgress>([], 0);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var people = await FilteredAsync(db, cycle, filter, actor, cancellation);
        var total = await people.CountAsync(cancellation);
        return new Page<ParticipantProgress>(await ReadAsync(db, Sorted(db, people, SortOf(filter)).Skip(filter.Skipped).Take(RoomFilter.PageSize), cancellation), total);
    }

    public override async Task<IReadOnlyList<ParticipantProgress>> AllAsync(RoomCycle cycle, RoomFilter filter, Actor actor, CancellationToken cancellation)
    {
        if (!actor.IsHr)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await ReadAsync(db, Sorted(db, await FilteredAsync(db, cycle, filter, actor, cancellation), SortOf(filter)), cancellation);
    }

    private async Task<IQueryable<Participant>> FilteredAsync(PortalDbContext db, RoomCycle cycle, RoomFilter filter, Actor actor, CancellationToken cancellation)
    {
        var own = actor.EmployeeId ?? 0;
        var people = db.Participants.AsNoTracking().Where(p => p.CycleId == cycle.Id && p.EmployeeId != own);
        people = StateOf(filter) switch
        {
            RoomState.Open => people.Where(p => p.State != ParticipantState.Withdrawn && db.Reviews.Any(r => r.ParticipantId == p.Id && (r.State == ReviewState.NotStarted || r.State == ReviewState.Draft || r.State == ReviewState.Reopened))),
            RoomState.Withdrawn => people.Where(p => p.State == ParticipantState.Withdrawn),
            _ => people.Where(p => p.State != ParticipantState.Withdrawn),
        };
        if (Meant(db, filter.Text) is { } meant)
        {
            people = people.Where(p => meant.Contains(p.EmployeeId));
        }

        return await PathAsync(db, filter.DepartmentId, cancellation) is { } path ? people.Where(p => p.DepartmentPath.StartsWith(path)) : people;
    }

    private static IOrderedQueryable<Participant> Sorted(PortalDbContext db, IQueryable<Participant> people, SortBy sort)
    {
        Expression<Func<Participant, object?>> key = sort.Column switch
        {
            "number" => p => p.Number,
            "department" => p => p.DepartmentPath,
            "state" => p => p.State,
            "open" => p => db.Reviews.Count(r => r.ParticipantId == p.Id && (r.State == ReviewState.NotStarted || r.State == ReviewState.Draft || r.State == ReviewState.Reopened)),
            _ => p => p.Name,
        };
        return (sort.Descending ? people.OrderByDescending(key) : people.OrderBy(key)).ThenBy(p => p.Id);
    }

    private static async Task<IReadOnlyList<ParticipantProgress>> ReadAsync(PortalDbContext db, IQueryable<Participant> people, CancellationToken cancellation)
    {
        var rows = await people
            .Select(p => new
            {
                Person = new { p.Id, p.CycleId, p.Name, p.Number, p.DepartmentName, p.DepartmentPath, p.State },
                Manager = db.Employees.Where(e => e.Id == p.ManagerId).Select(e => e.Name).FirstOrDefault(),
                Self = db.Reviews.Where(r => r.ParticipantId == p.Id && r.Relationship == Relationship.Self && r.State != ReviewState.Withdrawn).Select(r => (ReviewState?)r.State).FirstOrDefault(),
                ManagerReview = db.Reviews.Where(r => r.ParticipantId == p.Id && r.Relationship == Relationship.Manager && r.State != ReviewState.Withdrawn && !r.PreviousManager).Select(r => (ReviewState?)r.State).FirstOrDefault(),
                Asked = db.Reviews.Count(r => r.ParticipantId == p.Id && r.Relationship != Relationship.Self && r.Relationship != Relationship.Manager && r.State != ReviewState.Withdrawn),
                Submitted = db.Reviews.Count(r => r.ParticipantId == p.Id && r.Relationship != Relationship.Self && r.Relationship != Relationship.Manager && (r.State == ReviewState.Submitted || r.State == ReviewState.Reopened)),
                Open = db.Reviews.Count(r => r.ParticipantId == p.Id && (r.State == ReviewState.NotStarted || r.State == ReviewState.Draft || r.State == ReviewState.Reopened)),
            })
            .ToListAsync(cancellation);
        var trails = await DepartmentTrails.OfAsync(db, rows.Select(r => r.Person.DepartmentPath).Distinct(), cancellation);
        return rows.ConvertAll(x => new ParticipantProgress(
            x.Person.Id,
            x.Person.CycleId,
            x.Person.Name,
            x.Person.Number,
            trails.Of(x.Person.DepartmentPath, x.Person.DepartmentName),
            x.Manager,
            x.Person.State,
            x.Self,
            x.ManagerReview,
            x.Asked,
            x.Submitted,
            x.Open));
    }
}
