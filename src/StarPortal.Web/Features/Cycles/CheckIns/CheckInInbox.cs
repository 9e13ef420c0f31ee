using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Shared.Inbox;

namespace StarPortal.Web.Features.Cycles.CheckIns;

/// <summary>Check-ins to read, and for a manager, while the phase is open, those still to be written, as one line a cycle.</summary>
internal sealed class CheckInInbox(IDbContextFactory<PortalDbContext> factory) : IInboxSource
{
    public async Task<IReadOnlyList<InboxItem>> ForAsync(Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var unread = await (from c in db.CheckIns.AsNoTracking()
                            join y in db.Cycles on c.CycleId equals y.Id
                            where c.EmployeeId == me && c.ReadAt == null && (y.State == CycleState.Running || y.State == CycleState.Calibrating || y.State == CycleState.Released)
                            select new { c.ParticipantId, y.Name }).Distinct().ToListAsync(cancellation);
        var missing = await (from p in db.Participants.AsNoTracking()
                             join y in db.Cycles on p.CycleId equals y.Id
                             join h in db.CyclePhases on y.Id equals h.CycleId
                             where p.ManagerId == me && p.State == ParticipantState.Active && y.State == CycleState.Running && h.Kind == PhaseKind.MidTermCheck && h.State == PhaseState.Open
                                && !db.CheckIns.Any(c => c.ParticipantId == p.Id)
                             group p.Id by new { y.Id, y.Name, h.ClosesAt } into g
                             select new { g.Key.Name, g.Key.ClosesAt, Count = g.Count() }).ToListAsync(cancellation);
        return
        [
            .. unread.Select(c => new InboxItem(CheckInsText.InboxRead, c.Name, null, CheckInsText.Read, CheckInWords.Href(c.ParticipantId))),
            .. missing.Select(m => new InboxItem(CheckInWords.Fill(CheckInsText.InboxWrite, m.Count), m.Name, m.ClosesAt, CheckInsText.ToTeam, "/reviews/team")),
        ];
    }
}
