using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Inbox;

namespace StarPortal.Web.Features.Cycles.Decisions;

/// <summary>
/// Tells who may decide that exemptions or points wait. Everybody's home page asks: whoever decides about nobody is answered
/// by a single look, and of the others only the people concerned are read.
/// </summary>
internal sealed class DecisionInbox(IDbContextFactory<PortalDbContext> factory) : IInboxSource
{
    public async Task<IReadOnlyList<InboxItem>> ForAsync(Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return [.. await ExemptionsAsync(db, actor, cancellation), .. await PointsAsync(db, actor, cancellation)];
    }

    private static async Task<IEnumerable<InboxItem>> ExemptionsAsync(PortalDbContext db, Actor actor, CancellationToken cancellation)
    {
        var asked = from e in db.Exemptions.AsNoTracking()
                    join c in db.Cycles on e.CycleId equals c.Id
                    where e.State == ExemptionState.Requested && (c.State == CycleState.Running || c.State == CycleState.Calibrating)
                    select new { Exemption = e, c.Name };
        if (!await DecidesAsync(db, actor, cancellation) || !await asked.AnyAsync(cancellation))
        {
            return [];
        }

        var rows = await (from a in asked
                          join p in db.Participants on a.Exemption.ParticipantId equals p.Id into people
                          from p in people.DefaultIfEmpty()
                          where p == null || p.State != ParticipantState.Withdrawn
                          select new { a.Exemption, a.Name, EmployeeId = (int?)p.EmployeeId, p.ManagerId }).ToListAsync(cancellation);
        var places = await LinePlaces.ReadAsync(db, actor, cancellation);
        return rows
            .Where(r => ExemptionQueries.Approval(actor, r.Exemption, r.EmployeeId is { } employee ? places.Of(employee, r.ManagerId) : places.Everybody) is not null)
            .GroupBy(r => (r.Exemption.CycleId, r.Name)).OrderBy(g => g.Key.CycleId)
            .Select(g => Item(CyclesText.ExemptionInbox, g.Key.Name, g.Count(), FormattableString.Invariant($"/cycles/{g.Key.CycleId}/exemptions")));
    }

    private static async Task<IEnumerable<InboxItem>> PointsAsync(PortalDbContext db, Actor actor, CancellationToken cancellation)
    {
        if (!actor.IsHr)
        {
            return [];
        }

        var (me, account) = (actor.EmployeeId, actor.AccountId);
        var rows = await (from a in db.Adjustments.AsNoTracking()
                          join p in db.Participants on a.ParticipantId equals p.Id
                          join c in db.Cycles on p.CycleId equals c.Id
                          where a.State == AdjustmentState.Proposed && a.ProposedById != account && p.State != ParticipantState.Withdrawn
                              && (me == null || p.EmployeeId != me) && (c.State == CycleState.Running || c.State == CycleState.Calibrating)
                          group a by new { c.Id, c.Name } into cycle
                          orderby cycle.Key.Id
                          select new { cycle.Key.Id, cycle.Key.Name, Count = cycle.Count() }).ToListAsync(cancellation);
        return rows.Select(r => Item(CyclesText.AdjustmentInbox, r.Name, r.Count, FormattableString.Invariant($"/cycles/{r.Id}/adjustments")));
    }

    /// <summary>HR, the committee, and who leads anybody: today or by the snapshot of a cycle.</summary>
    private static async Task<bool> DecidesAsync(PortalDbContext db, Actor actor, CancellationToken cancellation) =>
        actor.IsHr || actor.IsCommittee
        || (actor.EmployeeId is { } me && (await db.Employees.AnyAsync(e => e.ManagerId == me, cancellation) || await db.Participants.AnyAsync(p => p.ManagerId == me, cancellation)));

    private static InboxItem Item(string title, string cycle, int count, string href) =>
        new(title, CycleWords.Format(CyclesText.DecisionInboxContext, cycle, Formats.Count(count)), null, CyclesText.DecisionInboxAction, href);
}
