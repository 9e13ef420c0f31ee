using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Stars;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Cycles;

/// <summary>What participants may know before anything is rated.</summary>
public sealed record CriteriaView(
    int CycleId, string Name, CycleState State, DateOnly Start, DateOnly End, int Threshold, TemplateDefinition Template, IReadOnlyList<PhaseView> Phases, CriteriaStars? Stars, ReviewRules Rules);

/// <summary>The star programme whose levels the cycle decides.</summary>
public sealed record CriteriaStars(StarDefinition Definition, IReadOnlyDictionary<string, LocalText> Trainings);

/// <summary>Criteria, weights and calendar: for HR, and for everybody in the population once they are published.</summary>
public sealed class CriteriaQueries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<CriteriaView?> FindAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var cycle = await db.Cycles.AsNoTracking().Include(c => c.Phases).SingleOrDefaultAsync(c => c.Id == cycleId, cancellation);
        if (cycle is null || !CycleAccess.CanSeeCriteria(actor, cycle.State, await TakesPartAsync(db, cycle, actor, cancellation)))
        {
            return null;
        }

        var template = await db.TemplateVersions.AsNoTracking().Where(v => v.Id == cycle.TemplateVersionId).Select(v => v.Definition).SingleOrDefaultAsync(cancellation);
        return template is null ? null : new CriteriaView(
            cycle.Id,
            cycle.Name,
            cycle.State,
            cycle.PeriodStart,
            cycle.PeriodEnd,
            cycle.AnonymityThreshold,
            template,
            [.. cycle.Phases.OrderBy(p => p.OpensAt).ThenBy(p => p.Kind).Select(p => new PhaseView(p.Kind, p.State, p.OpensAt, p.ClosesAt, p.Version))],
            await StarsAsync(db, cycle.StarProgrammeVersionId, cancellation),
            cycle.ReviewRules);
    }

    private static async Task<CriteriaStars?> StarsAsync(PortalDbContext db, int? versionId, CancellationToken cancellation)
    {
        if (await db.StarProgrammeVersions.AsNoTracking().Where(v => v.Id == versionId).Select(v => v.Definition).SingleOrDefaultAsync(cancellation) is not { } definition)
        {
            return null;
        }

        var trainings = await db.TrainingCourses.AsNoTracking().Select(c => new { c.Code, c.Name }).ToListAsync(cancellation);
        return new CriteriaStars(definition, trainings.ToDictionary(t => t.Code, t => t.Name, StringComparer.Ordinal));
    }

    /// <summary>After launch the participants are fixed; before, the population says who will be one.</summary>
    private async Task<bool> TakesPartAsync(PortalDbContext db, Cycle cycle, Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } employee)
        {
            return false;
        }

        return cycle.LaunchedAt is not null
            ? await db.Participants.AnyAsync(p => p.CycleId == cycle.Id && p.EmployeeId == employee && p.State != ParticipantState.Withdrawn, cancellation)
            : await db.InPopulation(cycle.Population, cycle.Today(clock.GetUtcNow().UtcDateTime)).AnyAsync(e => e.Id == employee, cancellation);
    }
}
