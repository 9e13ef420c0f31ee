using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Goals;
using StarPortal.Web.Shared.Inbox;

namespace StarPortal.Web.Features.Goals.KeyResults;

/// <summary>Check-ins that are due, and reported values that wait to be confirmed by the participant's manager or HR.</summary>
internal sealed class KeyResultInbox(IDbContextFactory<PortalDbContext> factory, TimeProvider clock) : IInboxSource
{
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    public async Task<IReadOnlyList<InboxItem>> ForAsync(Actor actor, CancellationToken cancellation)
    {
        var soon = clock.GetUtcNow().UtcDateTime + Ahead;
        var me = actor.EmployeeId ?? 0;
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var due = await (from k in db.KeyResults.AsNoTracking()
                         join o in db.Objectives on k.ObjectiveId equals o.Id
                         where k.OwnerId == me && o.State == ObjectiveState.Active && k.DueAt <= soon
                         orderby k.DueAt
                         select new { k.Id, k.Title, Objective = o.Title, k.DueAt }).ToListAsync(cancellation);
        var waiting = await (from f in db.KeyResultFeeds.AsNoTracking()
                             join p in db.Participants on f.ParticipantId equals p.Id
                             join c in db.Cycles on p.CycleId equals c.Id
                             join k in db.KeyResults on f.KeyResultId equals k.Id
                             let phase = c.Phases.Where(x => x.Kind == PhaseKind.DataCollection).Select(x => new { x.State, x.ClosesAt }).FirstOrDefault()
                             where p.State != ParticipantState.Withdrawn && f.EmployeeId != me && (p.ManagerId == me || (p.ManagerId == null && actor.IsHr))
                                 && (c.State == CycleState.Running || c.State == CycleState.Calibrating)
                                 && (phase == null || phase.State != PhaseState.Closed || c.ActualsUnlockedAt != null)
                                 && db.KeyResultCheckIns.Any(x => x.KeyResultId == f.KeyResultId && x.Id > (f.AcceptedCheckInId ?? 0))
                             orderby p.Name
                             select new { KeyResultId = k.Id, k.Title, p.Name, ClosesAt = phase == null ? (DateTime?)null : phase.ClosesAt }).ToListAsync(cancellation);
        return
        [
            .. due.Select(k => new InboxItem(GoalWords.Fill(GoalsText.InboxCheckIn, k.Title), k.Objective, k.DueAt, GoalsText.CheckIn, $"/key-results/{k.Id}")),
            .. waiting.Select(f => new InboxItem(GoalWords.Fill(GoalsText.InboxFeed, f.Name), f.Title, f.ClosesAt, GoalsText.InboxLook, $"/key-results/{f.KeyResultId}")),
        ];
    }
}
