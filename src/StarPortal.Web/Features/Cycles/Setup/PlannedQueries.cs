using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Cycles.Setup;

public sealed record PlannedPerson(int ReviewerId, string Name, Relationship Relationship);

/// <summary>A future participant with the reviewers whom HR has chosen.</summary>
public sealed record PlannedRow(int EmployeeId, string Number, string Name, string Department, IReadOnlyList<PlannedPerson> Reviewers);

/// <summary>What a draw would give: the first few people, and how the work is spread.</summary>
/// <param name="Pairs">Reviewers drawn in all.</param>
/// <param name="TooFew">People for whom not enough colleagues were found.</param>
/// <param name="Most">Reviews that the busiest reviewer gets.</param>
public sealed record DrawPreview(IReadOnlyList<PlannedRow> First, int Pairs, int TooFew, int Most);

/// <summary>Reads the reviewers that HR has planned. HR only.</summary>
public sealed class PlannedQueries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public const int PageSize = 10;

    public async Task<Page<PlannedRow>> RowsAsync(int cycleId, string search, int page, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!CycleAccess.CanManage(actor) || await db.Cycles.AsNoTracking().SingleOrDefaultAsync(c => c.Id == cycleId, cancellation) is not { } cycle)
        {
            return new Page<PlannedRow>([], 0);
        }

        var people = SetupQueries.Search(db.InPopulation(cycle.Population, cycle.Today(clock.GetUtcNow().UtcDateTime)).AsNoTracking(), search);
        var total = await people.CountAsync(cancellation);
        var rows = await people.OrderBy(e => e.Name).ThenBy(e => e.Id).Skip((page - 1) * PageSize).Take(PageSize)
            .Select(e => new { e.Id, e.Number, e.Name, Department = e.Department!.Name }).ToListAsync(cancellation);
        var ids = rows.Select(r => r.Id).ToList();
        var planned = (await db.PlannedReviewers.AsNoTracking().Where(p => p.CycleId == cycleId && ids.Contains(p.EmployeeId))
            .Join(db.Employees, p => p.ReviewerId, e => e.Id, (p, e) => new { p.EmployeeId, p.Relationship, e.Id, e.Name })
            .OrderBy(x => x.Name).ToListAsync(cancellation)).ToLookup(x => x.EmployeeId);
        return new Page<PlannedRow>(
            [.. rows.Select(r => new PlannedRow(r.Id, r.Number, r.Name, r.Department, [.. planned[r.Id].Select(x => new PlannedPerson(x.Id, x.Name, x.Relationship))]))],
            total);
    }

    public async Task<DrawPreview?> PreviewAsync(ReviewerPlan.Draw draw, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!CycleAccess.CanManage(actor) || await db.Cycles.AsNoTracking().SingleOrDefaultAsync(c => c.Id == draw.CycleId, cancellation) is not { } cycle)
        {
            return null;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var pairs = await PeerLot.DrawAsync(db, cycle, draw, now, cancellation);
        var people = await db.InPopulation(cycle.Population, cycle.Today(now)).CountAsync(cancellation);
        var byPerson = pairs.GroupBy(p => p.EmployeeId).ToList();
        var first = byPerson.Take(5).ToList();
        var ids = first.SelectMany(g => g.SelectMany(p => (int[])[p.EmployeeId, p.ReviewerId])).Distinct().ToList();
        var names = await db.Employees.AsNoTracking().Where(e => ids.Contains(e.Id))
            .Select(e => new { e.Id, e.Number, e.Name, Department = e.Department!.Name }).ToDictionaryAsync(e => e.Id, cancellation);
        return new DrawPreview(
            [.. first.Select(g => new PlannedRow(g.Key, names[g.Key].Number, names[g.Key].Name, names[g.Key].Department, [.. g.Select(p => new PlannedPerson(p.ReviewerId, names[p.ReviewerId].Name, Relationship.Peer))]))],
            pairs.Count,
            people - byPerson.Count(g => g.Count() >= draw.Count),
            pairs.Count == 0 ? 0 : pairs.GroupBy(p => p.ReviewerId).Max(g => g.Count()));
    }
}
