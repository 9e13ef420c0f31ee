using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Goals;
using StarPortal.Web.Features.Goals.Objectives;

namespace StarPortal.Web.Features.Goals.KeyResults;

public sealed record CheckInLine(int Id, DateTime At, string By, decimal Value, Confidence Confidence, string Note);

/// <param name="CanConfirm">The reader may say that the latest value is the actual value.</param>
/// <param name="Waits">The latest check-in is not written yet.</param>
public sealed record FeedLine(int Id, string Person, string Cycle, LocalText Indicator, string AcceptedBy, DateTime? AcceptedAt, bool CanConfirm, bool Waits, bool Locked, bool Removable);

/// <summary>A person whose actual values the reader may have fed.</summary>
public sealed record FeedChoice(int ParticipantId, string Person, string Cycle, IReadOnlyList<FeedIndicator> Indicators);

public sealed record FeedIndicator(string Key, LocalText Name);

/// <param name="CheckIns">Latest first.</param>
public sealed record KeyResultView(
    int Id, int ObjectiveId, string Objective, ObjectiveState State, KeyResultDetails Details, decimal Current, decimal Progress, Confidence? Confidence,
    string Owner, DateTime DueAt, bool Overdue, int Version, bool CanCheckIn, bool CanManage,
    IReadOnlyList<CheckInLine> CheckIns, IReadOnlyList<FeedLine> Feeds, IReadOnlyList<FeedChoice> FeedChoices);

/// <summary>Reads a key result with its history. Everybody may; whose actual values it feeds is for those concerned.</summary>
public sealed class KeyResultQueries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    private const int MostChoices = 100;

    public async Task<KeyResultView?> FindAsync(int id, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var found = await (from k in db.KeyResults.AsNoTracking()
                           join o in db.Objectives on k.ObjectiveId equals o.Id
                           join e in db.Employees on k.OwnerId equals e.Id
                           where k.Id == id
                           select new { Result = k, Objective = o, Owner = e.Name }).SingleOrDefaultAsync(cancellation);
        if (found is null)
        {
            return null;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var manages = await db.CanManageAsync(actor, found.Objective.DepartmentId, DateOnly.FromDateTime(now), cancellation);
        var checkIns = await db.KeyResultCheckIns.AsNoTracking().Where(c => c.KeyResultId == id).OrderByDescending(c => c.Id)
            .Select(c => new CheckInLine(c.Id, c.At, c.By, c.Value, c.Confidence, c.Note)).ToListAsync(cancellation);
        var active = found.Objective.State == ObjectiveState.Active;
        return new KeyResultView(
            id, found.Objective.Id, found.Objective.Title, found.Objective.State, found.Result.Details, found.Result.Current, found.Result.Progress, found.Result.Confidence,
            found.Owner, found.Result.DueAt, active && found.Result.DueAt <= now, found.Result.Version,
            active && GoalAccess.CanCheckIn(actor, found.Result.OwnerId, manages), manages && !found.Objective.IsClosed,
            checkIns,
            await FeedsAsync(db, id, checkIns.Count > 0 ? checkIns[0].Id : null, actor, cancellation),
            await ChoicesAsync(db, found.Result, found.Objective.DepartmentId, actor, cancellation));
    }

    private static async Task<List<FeedLine>> FeedsAsync(PortalDbContext db, int id, int? latest, Actor actor, CancellationToken cancellation)
    {
        var rows = await (from f in db.KeyResultFeeds.AsNoTracking()
                          join p in db.Participants on f.ParticipantId equals p.Id
                          join c in db.Cycles on p.CycleId equals c.Id
                          join v in db.TemplateVersions on c.TemplateVersionId equals v.Id
                          where f.KeyResultId == id && p.State != ParticipantState.Withdrawn
                          orderby c.Id descending, p.Name
                          select new
                          {
                              Feed = f,
                              Person = p.Name,
                              p.ManagerId,
                              Cycle = c.Name,
                              c.State,
                              Phase = c.Phases.Where(x => x.Kind == PhaseKind.DataCollection).Select(x => (PhaseState?)x.State).FirstOrDefault(),
                              Unlocked = c.ActualsUnlockedAt != null,
                              v.Definition,
                          }).ToListAsync(cancellation);
        return
        [
            .. rows.Where(r => r.Feed.EmployeeId == actor.EmployeeId || GoalAccess.CanFeed(actor, r.Feed.EmployeeId, r.ManagerId)).Select(r =>
            {
                var waits = latest is not null && latest > (r.Feed.AcceptedCheckInId ?? 0);
                var mayFeed = GoalAccess.CanFeed(actor, r.Feed.EmployeeId, r.ManagerId);
                var locked = !ActualWindow.IsOpen(r.State, r.Phase, r.Unlocked);
                return new FeedLine(
                    r.Feed.Id, r.Person, r.Cycle, r.Definition.FindIndicator(r.Feed.IndicatorKey)?.Name ?? LocalText.Same(r.Feed.IndicatorKey),
                    r.Feed.AcceptedBy, r.Feed.AcceptedAt, waits && !locked && mayFeed, waits, locked, mayFeed);
            }),
        ];
    }

    /// <summary>The owner, those whose goals are aligned, and the actor's reports or, for HR, the department's people.</summary>
    private static async Task<List<FeedChoice>> ChoicesAsync(PortalDbContext db, KeyResult result, int departmentId, Actor actor, CancellationToken cancellation)
    {
        var me = actor.EmployeeId ?? 0;
        var rows = await (from p in db.Participants.AsNoTracking()
                          join c in db.Cycles on p.CycleId equals c.Id
                          where p.State != ParticipantState.Withdrawn && (c.State == CycleState.Running || c.State == CycleState.Calibrating) && p.EmployeeId != me
                              && (actor.IsHr || p.ManagerId == me)
                              && (p.EmployeeId == result.OwnerId || p.ManagerId == me || p.DepartmentId == departmentId
                                  || db.GoalSheets.Any(s => s.ParticipantId == p.Id && s.Goals.Any(g => g.KeyResultId == result.Id)))
                          orderby p.EmployeeId == result.OwnerId descending, p.Name, p.Id
                          select new { p.Id, p.Name, CycleId = c.Id, Cycle = c.Name, c.TemplateVersionId }).Take(MostChoices).ToListAsync(cancellation);
        var versions = rows.Select(r => r.TemplateVersionId).Distinct().ToList();
        var templates = await db.TemplateVersions.AsNoTracking().Where(v => versions.Contains(v.Id)).ToDictionaryAsync(v => v.Id, v => v.Definition, cancellation);
        var ids = rows.ConvertAll(r => r.Id);
        var fed = (await db.KeyResultFeeds.AsNoTracking().Where(f => ids.Contains(f.ParticipantId)).Select(f => new { f.ParticipantId, f.IndicatorKey }).ToListAsync(cancellation))
            .ToLookup(f => f.ParticipantId, f => f.IndicatorKey);
        return
        [
            .. rows.Select(r => new FeedChoice(
                    r.Id, r.Name, r.Cycle,
                    [.. templates[r.TemplateVersionId!.Value].Indicators.Where(i => i.NeedsActual && !fed[r.Id].Contains(i.Key)).Select(i => new FeedIndicator(i.Key, i.Name))]))
                .Where(c => c.Indicators.Count > 0),
        ];
    }
}
