using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Cycles.Setup;

/// <summary>Shows criteria, weights and calendar to everybody in the population; the set-up is fixed from here on.</summary>
public sealed class PublishCycle(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(int cycleId, int version, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!CycleAccess.CanManage(actor) || await db.FindCycleAsync(cycleId, cancellation) is not { } cycle)
        {
            return CycleErrors.NotFound;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        if (!await db.InPopulation(cycle.Population, cycle.Today(now)).AnyAsync(cancellation))
        {
            return CycleErrors.NobodyTakesPart;
        }

        if (cycle.TemplateVersionId is { } template
            && !await db.TemplateVersions.AnyAsync(v => v.Id == template && v.State == TemplateState.Published, cancellation))
        {
            return CycleErrors.TemplateNotPublished;
        }

        var definition = await db.TemplateVersions.AsNoTracking().Where(v => v.Id == cycle.TemplateVersionId).Select(v => v.Definition).SingleOrDefaultAsync(cancellation);
        var unfit = (await StarFit.FaultsAsync(db, cycle, definition, cancellation)).Where(f => f.Severity == Domain.Stars.StarSeverity.Error).Select(f => f.Error).ToList();
        if (unfit.Count > 0)
        {
            return Result.Fail(unfit);
        }

        db.Expect(cycle, version);
        var published = cycle.Publish(actor, now);
        if (published.Failed)
        {
            return published;
        }

        db.Audit(actor, new AuditNote("Cycles.Published", "Cycle", cycle.Id, Details: cycle.Name), now);
        return await db.SaveAsync(cancellation);
    }
}
