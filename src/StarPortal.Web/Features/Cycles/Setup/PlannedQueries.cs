using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Reviews;

namespace StarPortal.Web.Features.Cycles.Setup;

public sealed record PlannedPerson(int ReviewerId, string Name, Relationship Relationship);

/// <summary>A future participant with the reviewers whom HR has chosen.</summary>
public sealed record PlannedRow(int EmployeeId, string Number, string Name, string Department, IReadOnlyList<PlannedPerson> Reviewers);

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

    public async Task<AssignmentPreview?> PreviewAsync(int cycleId, AssignmentRule rule, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!CycleAccess.CanManage(actor) || await db.Cycles.AsNoTracking().SingleOrDefaultAsync(c => c.Id == cycleId, cancellation) is not { } cycle)
        {
            return null;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var plan = await PlannedAssignment.MakeAsync(db, cycle, rule, now, cancellation);
        var own = rule is AssignmentRule.CrossTeam named && actor.EmployeeId is { } me && named.Chooses(me);
        return await AssignmentPreview.OfAsync(db, plan, cycle.ReviewRules.LoadWarning, own, now, cancellation);
    }
}
