using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Cycles;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Inbox;

namespace StarPortal.Web.Features.Cycles.Actuals;

/// <summary>Tells data owners that values of theirs are missing while they can be entered.</summary>
internal sealed class DataOwnerInbox(IDbContextFactory<PortalDbContext> factory, ActualQueries queries) : IInboxSource
{
    public async Task<IReadOnlyList<InboxItem>> ForAsync(Actor actor, CancellationToken cancellation)
    {
        // HR who own indicators besides see everything on the cycle's own page
        if (actor.EmployeeId is not { } me || actor.IsHr)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var cycles = await db.Cycles.AsNoTracking()
            .Where(c => (c.State == CycleState.Running || c.State == CycleState.Calibrating) && db.DataOwners.Any(o => o.CycleId == c.Id && o.EmployeeId == me))
            .Select(c => c.Id).ToListAsync(cancellation);
        var items = new List<InboxItem>();
        foreach (var id in cycles)
        {
            if ((await db.CheckActualWindowAsync(id, cancellation)).Failed || await queries.FindAsync(id, actor, cancellation) is not { } view || view.Present >= view.Needed)
            {
                continue;
            }

            var missing = CycleWords.Format(CyclesText.OwnerInboxContext, view.Name, Formats.Count(view.Needed - view.Present));
            items.Add(new InboxItem(CyclesText.OwnerInboxTitle, missing, view.ClosesAt, CyclesText.OwnerInboxAction, FormattableString.Invariant($"/cycles/{id}/values")));
        }

        return items;
    }
}
