using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Reviews;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Database;

#pragma warning disable CA1304, CA1311 // the database lowers, not this program

namespace StarPortal.Web.Features.Cycles.Progress;

/// <summary>How many reviews of a kind are where.</summary>
/// <param name="Waiting">Neither submitted nor over.</param>
/// <param name="Over">Missed or declined.</param>
public sealed record RelationshipProgress(Relationship Relationship, int Total, int Submitted, int Waiting, int Over);

public sealed record DepartmentProgress(int DepartmentId, string Name, int Participants, int Reviews, int Submitted, int Waiting);

/// <param name="Peers">Reviews of groups, without withdrawn ones.</param>
public sealed record PersonProgress(
    int ParticipantId, int EmployeeId, string Number, string Name, string Department, ReviewState? Self, ReviewState? Manager, int? ManagerId, bool Unlocked, int Peers, int PeersSubmitted);

/// <summary>Somebody who still has reviews to write.</summary>
public sealed record LateWriter(int EmployeeId, string Number, string Name, string Department, int Waiting, int Submitted);

/// <param name="OnlyWaiting">Only participants with a review that somebody still has to write.</param>
public sealed record ProgressFilter(string Search = "", int? DepartmentId = null, bool OnlyWaiting = false, int Page = 1);

/// <summary>
/// How far a cycle has come, counted in SQL. HR's own case is in none of the counts: numbers that move when a colleague
/// hands in, next to the list of those who have not, would tell HR who wrote about them.
/// </summary>
public sealed class ProgressQueries(IDbContextFactory<PortalDbContext> factory)
{
    public const int PageSize = 25;

    public async Task<IReadOnlyList<RelationshipProgress>> RelationshipsAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor))
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var counts = await Reviews(db, cycleId, actor)
            .Counting()
            .GroupBy(r => new { r.Relationship, r.State })
            .Select(g => new { g.Key.Relationship, g.Key.State, Count = g.Count() })
            .ToListAsync(cancellation);
        return
        [
            .. counts.GroupBy(c => c.Relationship).OrderBy(g => g.Key).Select(g => new RelationshipProgress(
                g.Key,
                g.Sum(c => c.Count),
                g.Where(c => c.State == ReviewState.Submitted).Sum(c => c.Count),
                g.Where(c => c.State is ReviewState.NotStarted or ReviewState.Draft or ReviewState.Reopened).Sum(c => c.Count),
                g.Where(c => c.State is ReviewState.Missed or ReviewState.Declined).Sum(c => c.Count))),
        ];
    }

    /// <summary>Departments with the most waiting reviews first.</summary>
    public async Task<Page<DepartmentProgress>> DepartmentsAsync(int cycleId, int page, int size, Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor))
        {
            return new Page<DepartmentProgress>([], 0);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var people = await People(db, cycleId, actor)
            .GroupBy(p => p.DepartmentId)
            .Select(g => new { DepartmentId = g.Key, Name = g.Max(p => p.DepartmentName)!, Path = g.Max(p => p.DepartmentPath)!, Count = g.Count() })
            .ToListAsync(cancellation);
        var reviews = await Reviews(db, cycleId, actor)
            .Counting()
            .Join(db.Participants, r => r.ParticipantId, p => p.Id, (r, p) => new { p.DepartmentId, r.State })
            .GroupBy(x => x.DepartmentId)
            .Select(g => new
            {
                DepartmentId = g.Key,
                Total = g.Count(),
                Submitted = g.Sum(x => x.State == ReviewState.Submitted ? 1 : 0),
                Waiting = g.Sum(x => x.State == ReviewState.NotStarted || x.State == ReviewState.Draft || x.State == ReviewState.Reopened ? 1 : 0),
            })
            .ToDictionaryAsync(x => x.DepartmentId, cancellation);
        // one row per department and what was counted: small enough to order here
        var rows = people.Select(p =>
        {
            var r = reviews.GetValueOrDefault(p.DepartmentId);
            return (p.Path, Row: new DepartmentProgress(p.DepartmentId, p.Name, p.Count, r?.Total ?? 0, r?.Submitted ?? 0, r?.Waiting ?? 0));
        }).OrderByDescending(d => d.Row.Waiting).ThenBy(d => d.Row.Name, StringComparer.Ordinal).ToList();
        var shown = rows.Skip((page - 1) * size).Take(size).ToList();
        var trails = await DepartmentTrails.OfAsync(db, shown.Select(d => d.Path), cancellation);
        return new Page<DepartmentProgress>([.. shown.Select(d => d.Row with { Name = trails.Of(d.Path, d.Row.Name) })], rows.Count);
    }

    public async Task<Page<PersonProgress>> PeopleAsync(int cycleId, ProgressFilter filter, Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor))
        {
            return new Page<PersonProgress>([], 0);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var people = Filtered(db, People(db, cycleId, actor), filter);
        var total = await people.CountAsync(cancellation);
        var page = await people.OrderBy(p => p.Name).ThenBy(p => p.Id).Skip((filter.Page - 1) * PageSize).Take(PageSize).ToListAsync(cancellation);
        var ids = page.Select(p => p.Id).ToList();
        var reviews = await db.Reviews.AsNoTracking().Where(r => ids.Contains(r.ParticipantId)).Counting()
            .OrderBy(r => r.Id)
            .Select(r => new { r.ParticipantId, r.Relationship, r.State }).ToListAsync(cancellation);
        var byPerson = reviews.ToLookup(r => r.ParticipantId);
        var trails = await DepartmentTrails.OfAsync(db, page.Select(p => p.DepartmentPath), cancellation);
        return new Page<PersonProgress>(
            [
                .. page.Select(p =>
                {
                    var own = byPerson[p.Id].ToList();
                    var groups = own.Where(r => r.Relationship is not (Relationship.Self or Relationship.Manager)).ToList();
                    return new PersonProgress(
                        p.Id,
                        p.EmployeeId,
                        p.Number,
                        p.Name,
                        trails.Of(p.DepartmentPath, p.DepartmentName),
                        own.FirstOrDefault(r => r.Relationship == Relationship.Self)?.State,
                        own.LastOrDefault(r => r.Relationship == Relationship.Manager)?.State,
                        p.ManagerId,
                        p.ManagerReviewUnlocked,
                        groups.Count,
                        groups.Count(r => r.State == ReviewState.Submitted));
                }),
            ],
            total);
    }

    /// <summary>Who still has to write, those with the most first.</summary>
    public async Task<Page<LateWriter>> WritersAsync(int cycleId, string search, int page, Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor))
        {
            return new Page<LateWriter>([], 0);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var writers = Reviews(db, cycleId, actor)
            .GroupBy(r => r.ReviewerId)
            .Select(g => new
            {
                ReviewerId = g.Key,
                Waiting = g.Sum(r => r.State == ReviewState.NotStarted || r.State == ReviewState.Draft || r.State == ReviewState.Reopened ? 1 : 0),
                Submitted = g.Sum(r => r.State == ReviewState.Submitted ? 1 : 0),
            })
            .Where(w => w.Waiting > 0)
            .Join(db.Employees, w => w.ReviewerId, e => e.Id, (w, e) => new { e.Id, e.Number, e.Name, Department = e.Department!.Name, e.Department.Path, w.Waiting, w.Submitted });
        if (!string.IsNullOrWhiteSpace(search))
        {
            var pattern = SearchPattern.Contains(search);
            writers = writers.Where(w => EF.Functions.Like(w.Name.ToLower(), pattern, "\\") || EF.Functions.Like(w.Number.ToLower(), pattern, "\\"));
        }

        var total = await writers.CountAsync(cancellation);
        var rows = await writers.OrderByDescending(w => w.Waiting).ThenBy(w => w.Name).ThenBy(w => w.Id)
            .Skip((page - 1) * PageSize).Take(PageSize)
            .ToListAsync(cancellation);
        var trails = await DepartmentTrails.OfAsync(db, rows.Select(w => w.Path), cancellation);
        return new Page<LateWriter>([.. rows.Select(w => new LateWriter(w.Id, w.Number, w.Name, trails.Of(w.Path, w.Department), w.Waiting, w.Submitted))], total);
    }

    private static IQueryable<Participant> People(PortalDbContext db, int cycleId, Actor actor)
    {
        var own = actor.EmployeeId ?? 0;
        return db.Participants.AsNoTracking().Where(p => p.CycleId == cycleId && p.EmployeeId != own && p.State != ParticipantState.Withdrawn);
    }

    private static IQueryable<Review> Reviews(PortalDbContext db, int cycleId, Actor actor)
    {
        var own = actor.EmployeeId ?? 0;
        // few are withdrawn: their list is cheaper than looking every review's participant up
        var withdrawn = db.Participants.Where(p => p.CycleId == cycleId && p.State == ParticipantState.Withdrawn).Select(p => p.Id);
        return db.Reviews.AsNoTracking().Where(r => r.CycleId == cycleId && r.SubjectId != own && !withdrawn.Contains(r.ParticipantId));
    }

    private static IQueryable<Participant> Filtered(PortalDbContext db, IQueryable<Participant> people, ProgressFilter filter)
    {
        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var pattern = SearchPattern.Contains(filter.Search);
            people = people.Where(p => EF.Functions.Like(p.Name.ToLower(), pattern, "\\") || EF.Functions.Like(p.Number.ToLower(), pattern, "\\"));
        }

        if (filter.DepartmentId is { } department)
        {
            people = people.Where(p => p.DepartmentId == department);
        }

        return filter.OnlyWaiting
            ? people.Where(p => db.Reviews.Any(r => r.ParticipantId == p.Id && (r.State == ReviewState.NotStarted || r.State == ReviewState.Draft || r.State == ReviewState.Reopened)))
            : people;
    }
}
