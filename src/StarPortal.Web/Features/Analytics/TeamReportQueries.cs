using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Analytics;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Goals;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared.Results;

namespace StarPortal.Web.Features.Analytics;

/// <summary>Own team's results for a manager; any team's for HR, which goes into the audit trail.</summary>
internal sealed class TeamReportQueries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <param name="cycleId">A released cycle.</param>
    /// <param name="managerId">Whose team; null for one's own. Somebody else's is for HR.</param>
    /// <param name="actor">Who reads.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<TeamReport?> FindAsync(int cycleId, int? managerId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var (me, whose) = (actor.EmployeeId, managerId ?? actor.EmployeeId);
        if (whose is not { } manager
            || await ReportScenes.CycleAsync(db, cycleId, cancellation) is not { } cycle
            || !ReportAccess.CanRead(ReportKind.Team, actor, await ReportScenes.PlaceAsync(db, cycle, actor, cancellation))
            || (manager != me && !actor.IsHr))
        {
            return null;
        }

        var team = db.Participants.AsNoTracking().Where(p => p.CycleId == cycleId && p.ManagerId == manager && p.State != ParticipantState.Withdrawn && p.EmployeeId != me);
        if (!await team.AnyAsync(cancellation))
        {
            return null;
        }

        var sections = await (from c in db.Cycles.AsNoTracking()
                              join t in db.TemplateVersions on c.TemplateVersionId equals t.Id
                              where c.Id == cycleId
                              select t.Definition).SingleAsync(cancellation);
        var before = await BeforeAsync(db, cycle, manager, cancellation);
        var members = await MembersAsync(db, team, [.. sections.Sections.Select(s => s.Key)], before, manager == me ? me : null, cancellation);
        if (manager != me)
        {
            db.Audit(actor, new AuditNote("Results.TeamReportViewed", "Cycle", cycleId, manager, Details: $"people={members.Count}"), clock.GetUtcNow().UtcDateTime);
            await db.SaveChangesAsync(cancellation);
        }

        var frozen = await db.CycleStatistics.AsNoTracking().Where(s => s.CycleId == cycleId && s.SupersededAt == null).Select(s => s.Figures).SingleOrDefaultAsync(cancellation)
            ?? await CycleFigureReader.ReadAsync(db, cycleId, cancellation);
        return new TeamReport(
            cycle,
            await db.Employees.AsNoTracking().Where(e => e.Id == manager).Select(e => e.Name).SingleAsync(cancellation),
            before?.Name,
            [.. sections.Sections.Select(s => s.Name)],
            await LevelsAsync(db, cycleId, cancellation),
            members,
            frozen?.Mean,
            await MattersAsync(db, manager, me, cancellation));
    }

    /// <summary>The released cycle before this one in which the same manager had a team.</summary>
    private static Task<ReportCycle?> BeforeAsync(PortalDbContext db, ReportCycle cycle, int manager, CancellationToken cancellation) =>
        ReportScenes.Cycles(db)
            .Where(c => c.Id != cycle.Id && c.PeriodKind == cycle.PeriodKind && c.PeriodEnd < cycle.PeriodEnd && (c.State == CycleState.Released || c.State == CycleState.Closed)
                && db.Participants.Any(p => p.CycleId == c.Id && p.ManagerId == manager && p.State != ParticipantState.Withdrawn))
            .OrderByDescending(c => c.PeriodEnd).ThenByDescending(c => c.Id).FirstOrDefaultAsync(cancellation);

    private static async Task<IReadOnlyList<TeamMember>> MembersAsync(
        PortalDbContext db, IQueryable<Participant> team, IReadOnlyList<string> sections, ReportCycle? before, int? reader, CancellationToken cancellation)
    {
        var beforeId = before?.Id ?? 0;
        var rows = await (from p in team
                          join r in db.ParticipantResults on p.Id equals r.ParticipantId
                          join v in db.ResultVersions on new { ResultId = r.Id, Number = r.CurrentNumber } equals new { v.ResultId, v.Number }
                          orderby p.Name, p.Id
                          select new
                          {
                              p.Id,
                              p.Number,
                              p.Name,
                              p.JobTitle,
                              v.Total,
                              v.Tree,
                              Before = (from q in db.Participants
                                        join s in db.ParticipantResults on q.Id equals s.ParticipantId
                                        where q.CycleId == beforeId && q.EmployeeId == p.EmployeeId && q.ManagerId == p.ManagerId && q.State != ParticipantState.Withdrawn
                                        select new { q.Id, s.CurrentTotal }).FirstOrDefault(),
                              Star = db.StarOutcomes.Where(o => o.ParticipantId == p.Id).Select(o => new { o.LevelAfter, o.Change }).FirstOrDefault(),
                          }).ToListAsync(cancellation);
        var closed = reader is { } me
            ? await ClosedResults.ToAsync(db, me, [.. rows.Select(r => r.Id), .. rows.Select(r => r.Before?.Id).OfType<int>()], cancellation)
            : new HashSet<int>();
        return
        [
            .. rows.Where(r => !closed.Contains(r.Id)).Select(r => new TeamMember(
                r.Id, r.Number, r.Name, r.JobTitle, r.Total, r.Before is null || closed.Contains(r.Before.Id) ? null : r.Before.CurrentTotal, r.Star?.LevelAfter, r.Star?.Change,
                [.. sections.Select(key => r.Tree.Sections.FirstOrDefault(s => s.Key == key)?.Score)],
                ResultParts.Of(r.Tree).Sources)),
        ];
    }

    private static async Task<IReadOnlyList<LocalText>> LevelsAsync(PortalDbContext db, int cycleId, CancellationToken cancellation)
    {
        var definition = await (from c in db.Cycles.AsNoTracking()
                                join v in db.StarProgrammeVersions on c.StarProgrammeVersionId equals v.Id
                                where c.Id == cycleId
                                select v.Definition).SingleOrDefaultAsync(cancellation);
        return definition is null ? [] : [.. definition.Levels.Select(l => l.Name)];
    }

    /// <summary>Named things only: a count of all somebody has to write would tell who wrote about the manager.</summary>
    private static async Task<IReadOnlyList<TeamMatter>> MattersAsync(PortalDbContext db, int manager, int? me, CancellationToken cancellation)
    {
        var running = from p in db.Participants.AsNoTracking()
                      join c in db.Cycles on p.CycleId equals c.Id
                      where p.ManagerId == manager && p.EmployeeId != me && p.State == ParticipantState.Active && (c.State == CycleState.Running || c.State == CycleState.Calibrating)
                      select new { p.Id, p.Name, CycleId = c.Id, Cycle = c.Name };
        var reviews = await (from p in running
                             join r in db.Reviews on p.Id equals r.ParticipantId
                             where (r.Relationship == Relationship.Self || (r.Relationship == Relationship.Manager && r.ReviewerId == manager && !r.PreviousManager))
                                 && (r.State == ReviewState.NotStarted || r.State == ReviewState.Draft || r.State == ReviewState.Reopened)
                             select new
                             {
                                 p.Name,
                                 p.Cycle,
                                 r.Relationship,
                                 Due = r.ClosesAt ?? db.CyclePhases.Where(f => f.CycleId == p.CycleId && f.Kind == (r.Relationship == Relationship.Self ? PhaseKind.SelfReview : PhaseKind.ManagerReview)).Select(f => (DateTime?)f.ClosesAt).FirstOrDefault(),
                             }).ToListAsync(cancellation);
        var goals = await (from p in running
                           join s in db.GoalSheets on p.Id equals s.ParticipantId
                           where s.State != GoalSheetState.Confirmed
                           select new { p.Name, p.Cycle, Due = db.CyclePhases.Where(f => f.CycleId == p.CycleId && f.Kind == PhaseKind.GoalConfirmation).Select(f => (DateTime?)f.ClosesAt).FirstOrDefault() }).ToListAsync(cancellation);
        return
        [
            .. reviews.Select(r => new TeamMatter(r.Name, r.Relationship == Relationship.Self ? TeamMatterKind.SelfReview : TeamMatterKind.ManagerReview, r.Cycle, r.Due))
                .Concat(goals.Select(g => new TeamMatter(g.Name, TeamMatterKind.Goals, g.Cycle, g.Due)))
                .OrderBy(m => m.DueAt ?? DateTime.MaxValue).ThenBy(m => m.Person, StringComparer.Ordinal).ThenBy(m => m.Kind),
        ];
    }
}
