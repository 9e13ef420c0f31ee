using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Shared.Inbox;

namespace StarPortal.Web.Features.Results;

/// <summary>Tells people for a month that their result is there.</summary>
internal sealed class ResultsInbox(IDbContextFactory<PortalDbContext> factory, TimeProvider clock) : IInboxSource
{
    private static readonly TimeSpan Shown = TimeSpan.FromDays(30);

    public async Task<IReadOnlyList<InboxItem>> ForAsync(Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me)
        {
            return [];
        }

        var since = clock.GetUtcNow().UtcDateTime - Shown;
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var released = await (from p in db.Participants.AsNoTracking()
                              join c in db.Cycles on p.CycleId equals c.Id
                              where p.EmployeeId == me && p.State != ParticipantState.Withdrawn && c.State == CycleState.Released && c.ReleasedAt > since
                                  && db.ParticipantResults.Any(r => r.ParticipantId == p.Id && r.CurrentNumber > 0)
                              orderby c.ReleasedAt descending
                              select new { p.Id, c.Name }).ToListAsync(cancellation);
        return released.ConvertAll(r => new InboxItem(ResultsText.InboxTitle, r.Name, null, ResultsText.InboxAction, $"/results/{r.Id}"));
    }
}
