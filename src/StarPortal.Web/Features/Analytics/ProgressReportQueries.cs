using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Analytics;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Analytics;

/// <summary>Counts a cycle as the control room does: without the reader's own case, nor who of their reports' groups has handed in.</summary>
internal sealed class ProgressReportQueries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <summary>Departments deeper than this are counted with the one above them.</summary>
    private const int Deepest = 3;

    public async Task<ProgressReport?> FindAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await ReportScenes.CycleAsync(db, cycleId, cancellation) is not { } cycle
            || !ReportAccess.CanRead(ReportKind.Progress, actor, await ReportScenes.PlaceAsync(db, cycle, actor, cancellation)))
        {
            return null;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var own = actor.EmployeeId;
        var people = db.Participants.AsNoTracking().Where(p => p.CycleId == cycleId && p.State != ParticipantState.Withdrawn && p.EmployeeId != own);
        var template = await (from c in db.Cycles.AsNoTracking() join t in db.TemplateVersions on c.TemplateVersionId equals t.Id where c.Id == cycleId select t.Definition).SingleAsync(cancellation);
        var keys = template.Indicators.Where(i => i.Sources.Any(s => s.Source == Source.Data)).Select(i => i.Key).ToList();
        var participants = await people.CountAsync(cancellation);
        return new ProgressReport(
            cycle,
            now,
            participants,
            await people.CountAsync(p => db.ParticipantResults.Any(r => r.ParticipantId == p.Id && r.CurrentNumber > 0), cancellation),
            participants * keys.Count,
            await people.Join(db.ActualValues.Where(a => keys.Contains(a.IndicatorKey)), p => p.Id, a => a.ParticipantId, (p, a) => a.Id).CountAsync(cancellation),
            await db.CyclePhases.AsNoTracking().Where(p => p.CycleId == cycleId).OrderBy(p => p.OpensAt).ThenBy(p => p.ClosesAt).Select(p => new ProgressPhase(p.Kind, p.State, p.OpensAt, p.ClosesAt)).ToListAsync(cancellation),
            await CycleFigureReader.ParticipationAsync(db, cycleId, own, cancellation),
            await DepartmentsAsync(db, cycleId, own, now, cancellation));
    }

    private static async Task<IReadOnlyList<DepartmentProgress>> DepartmentsAsync(PortalDbContext db, int cycleId, int? own, DateTime now, CancellationToken cancellation)
    {
        var ends = await db.CyclePhases.AsNoTracking().Where(p => p.CycleId == cycleId).ToDictionaryAsync(p => p.Kind, p => p.ClosesAt, cancellation);
        var (self, manager, others) = (End(PhaseKind.SelfReview), End(PhaseKind.ManagerReview), End(PhaseKind.PeerReview));
        var cells = await CycleFigureReader.Reviews(db, cycleId, own)
            .Join(db.Participants, r => r.ParticipantId, p => p.Id, (r, p) => new { p.DepartmentPath, r.State, Due = r.ClosesAt ?? (r.Relationship == Relationship.Self ? self : r.Relationship == Relationship.Manager ? manager : others) })
            .GroupBy(x => x.DepartmentPath)
            .Select(g => new
            {
                Path = g.Key,
                Asked = g.Count(),
                Submitted = g.Sum(x => x.State == ReviewState.Submitted || x.State == ReviewState.Reopened ? 1 : 0),
                Open = g.Sum(x => x.State == ReviewState.NotStarted || x.State == ReviewState.Draft ? 1 : 0),
                Late = g.Sum(x => (x.State == ReviewState.NotStarted || x.State == ReviewState.Draft) && x.Due < now ? 1 : 0),
            })
            .ToListAsync(cancellation);
        var departments = await db.Departments.AsNoTracking().OrderBy(d => d.Path).Select(d => new { d.Name, d.Path }).ToListAsync(cancellation);
        var trails = await DepartmentTrails.OfAsync(db, departments.Select(d => d.Path), cancellation);
        return
        [
            .. from d in departments
               let depth = d.Path.Count(c => c == '/') - 1
               where depth <= Deepest
               let inside = cells.FindAll(c => c.Path.StartsWith(d.Path, StringComparison.Ordinal))
               where inside.Count > 0
               select new DepartmentProgress(trails.Of(d.Path, d.Name), depth, inside.Sum(c => c.Asked), inside.Sum(c => c.Submitted), inside.Sum(c => c.Open), inside.Sum(c => c.Late)),
        ];

        DateTime End(PhaseKind kind) => ends.GetValueOrDefault(kind, DateTime.MaxValue);
    }
}
