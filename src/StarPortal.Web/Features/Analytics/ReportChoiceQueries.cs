using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Analytics;
using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Analytics;

/// <summary>A cycle with the reports that the reader may open.</summary>
public sealed record ReportChoice(int CycleId, string Cycle, CycleState State, DateOnly PeriodStart, DateOnly PeriodEnd, IReadOnlyList<ReportKind> Kinds);

/// <summary>A manager whose team's report HR may open.</summary>
public sealed record TeamChoice(int EmployeeId, string Name, int People);

/// <summary>What there is to read for whoever asks.</summary>
internal sealed class ReportChoiceQueries(IDbContextFactory<PortalDbContext> factory)
{
    private const int Most = 100;

    public async Task<IReadOnlyList<ReportChoice>> CyclesAsync(Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var leads = await ReportScenes.LeadsTheLineAsync(db, actor, cancellation);
        var me = actor.EmployeeId ?? 0;
        var cycles = await ReportScenes.Cycles(db)
            .Where(c => c.State == CycleState.Running || c.State == CycleState.Calibrating || c.State == CycleState.Released || c.State == CycleState.Closed)
            .OrderByDescending(c => c.PeriodEnd).ThenByDescending(c => c.Id)
            .Take(Most)
            .Select(c => new { Cycle = c, HasTeam = db.Participants.Any(p => p.CycleId == c.Id && p.ManagerId == me && p.State != ParticipantState.Withdrawn) })
            .ToListAsync(cancellation);
        return
        [
            .. from c in cycles
               let place = new ReportPlace(c.Cycle.State, leads, c.HasTeam)
               let kinds = Enum.GetValues<ReportKind>().Where(k => ReportAccess.CanRead(k, actor, place)).ToList()
               where kinds.Count > 0
               select new ReportChoice(c.Cycle.Id, c.Cycle.Name, c.Cycle.State, c.Cycle.PeriodStart, c.Cycle.PeriodEnd, kinds),
        ];
    }

    /// <summary>The managers of a cycle, for HR; for everybody else only themselves.</summary>
    public async Task<IReadOnlyList<TeamChoice>> TeamsAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var (me, hr) = (actor.EmployeeId, actor.IsHr);
        return await db.Participants.AsNoTracking()
            .Where(p => p.CycleId == cycleId && p.State != ParticipantState.Withdrawn && p.ManagerId != null && (hr || p.ManagerId == me) && p.EmployeeId != me)
            .GroupBy(p => p.ManagerId!.Value)
            .Select(g => new { g.Key, People = g.Count() })
            .Join(db.Employees, g => g.Key, e => e.Id, (g, e) => new { e.Id, e.Name, g.People })
            .OrderBy(t => t.Name).ThenBy(t => t.Id)
            .Select(t => new TeamChoice(t.Id, t.Name, t.People))
            .ToListAsync(cancellation);
    }
}
