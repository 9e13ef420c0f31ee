using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Inbox;

namespace StarPortal.Web.Features.Cycles.Decisions;

/// <summary>Tells who may decide that exemptions or points wait.</summary>
internal sealed class DecisionInbox(IDbContextFactory<PortalDbContext> factory, ExemptionQueries exemptions, AdjustmentQueries adjustments) : IInboxSource
{
    public async Task<IReadOnlyList<InboxItem>> ForAsync(Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var running = db.Cycles.AsNoTracking().Where(c => c.State == CycleState.Running || c.State == CycleState.Calibrating);
        var asked = await running.Where(c => db.Exemptions.Any(e => e.CycleId == c.Id && e.State == ExemptionState.Requested)).Select(c => c.Id).ToListAsync(cancellation);
        var items = new List<InboxItem>();
        foreach (var id in asked)
        {
            if (await exemptions.FindAsync(id, actor, cancellation) is { } view
                && view.Rows.Count(r => r.Moves.Any(m => m is ExemptionMove.ApproveForHr or ExemptionMove.ApproveForManagement)) is > 0 and var count)
            {
                items.Add(Item(CyclesText.ExemptionInbox, view.Name, count, FormattableString.Invariant($"/cycles/{id}/exemptions")));
            }
        }

        var proposed = actor.IsHr
            ? await running.Where(c => db.Adjustments.Any(a => a.State == AdjustmentState.Proposed && db.Participants.Any(p => p.Id == a.ParticipantId && p.CycleId == c.Id))).Select(c => c.Id).ToListAsync(cancellation)
            : [];
        foreach (var id in proposed)
        {
            if (await adjustments.FindAsync(id, actor, cancellation) is { } view && view.Rows.Count(r => r.Moves.Contains(AdjustmentMove.Approve)) is > 0 and var count)
            {
                items.Add(Item(CyclesText.AdjustmentInbox, view.Name, count, FormattableString.Invariant($"/cycles/{id}/adjustments")));
            }
        }

        return items;
    }

    private static InboxItem Item(string title, string cycle, int count, string href) =>
        new(title, CycleWords.Format(CyclesText.DecisionInboxContext, cycle, Formats.Count(count)), null, CyclesText.DecisionInboxAction, href);
}
