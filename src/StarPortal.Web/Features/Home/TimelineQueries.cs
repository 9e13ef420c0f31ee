using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Home;

public sealed record CycleTimeline(int CycleId, string Name, CycleState State, IReadOnlyList<TimelinePhase> Phases);

/// <param name="OpensAt">UTC.</param>
/// <param name="ClosesAt">UTC.</param>
public sealed record TimelinePhase(PhaseKind Kind, PhaseState State, DateTime OpensAt, DateTime ClosesAt);

/// <summary>The calendars of the running cycles in which a person takes part, as participant or as reviewer.</summary>
public sealed class TimelineQueries(IDbContextFactory<PortalDbContext> factory)
{
    private static readonly CycleState[] Shown = [CycleState.Running, CycleState.Calibrating];

    public async Task<IReadOnlyList<CycleTimeline>> ForAsync(Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var cycles = await db.Cycles.AsNoTracking()
            .Where(c => Shown.Contains(c.State))
            .Where(c => db.Participants.Any(p => p.CycleId == c.Id && p.EmployeeId == me && p.State != ParticipantState.Withdrawn)
                || db.Reviews.Any(r => r.CycleId == c.Id && r.ReviewerId == me))
            .OrderByDescending(c => c.Id)
            .Select(c => new { c.Id, c.Name, c.State })
            .ToListAsync(cancellation);
        var ids = cycles.Select(c => c.Id).ToList();
        var phases = ids.Count == 0 ? [] : await db.CyclePhases.AsNoTracking()
            .Where(p => ids.Contains(p.CycleId))
            .Select(p => new { p.CycleId, Phase = new TimelinePhase(p.Kind, p.State, p.OpensAt, p.ClosesAt) })
            .ToListAsync(cancellation);
        return [.. cycles.Select(c => new CycleTimeline(c.Id, c.Name, c.State, [.. phases.Where(p => p.CycleId == c.Id).Select(p => p.Phase).OrderBy(p => p.OpensAt).ThenBy(p => p.Kind)]))];
    }
}
