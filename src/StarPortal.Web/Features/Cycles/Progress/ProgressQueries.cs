using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Reviews;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Cycles.Progress;

/// <summary>How many reviews of a kind are where.</summary>
/// <param name="Waiting">Neither submitted nor over.</param>
/// <param name="Over">Missed or declined.</param>
public sealed record RelationshipProgress(Relationship Relationship, int Total, int Submitted, int Waiting, int Over);

/// <summary>
/// How far a cycle has come, counted in SQL. HR's own case is in none of the counts: numbers that move when a colleague
/// hands in, next to the list of those who have not, would tell HR who wrote about them.
/// </summary>
public sealed class ProgressQueries(IDbContextFactory<PortalDbContext> factory)
{
    public async Task<IReadOnlyList<RelationshipProgress>> RelationshipsAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor))
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var counts = await Reviews(db, cycleId, actor)
            .Counting()
            .GroupBy(r => new { r.Relationship, r.State })
            .Select(g => new { g.Key.Relationship, g.Key.State, Count = g.Count() })
            .ToListAsync(cancellation);
        return
        [
            .. counts.GroupBy(c => c.Relationship).OrderBy(g => g.Key).Select(g => new RelationshipProgress(
                g.Key,
                g.Sum(c => c.Count),
                g.Where(c => c.State is ReviewState.Submitted or ReviewState.Reopened).Sum(c => c.Count),
                g.Where(c => c.State is ReviewState.NotStarted or ReviewState.Draft).Sum(c => c.Count),
                g.Where(c => c.State is ReviewState.Missed or ReviewState.Declined).Sum(c => c.Count))),
        ];
    }

    private static IQueryable<Review> Reviews(PortalDbContext db, int cycleId, Actor actor)
    {
        var own = actor.EmployeeId ?? 0;
        // few are withdrawn: their list is cheaper than looking every review's participant up
        var withdrawn = db.Participants.Where(p => p.CycleId == cycleId && p.State == ParticipantState.Withdrawn).Select(p => p.Id);
        return db.Reviews.AsNoTracking().Where(r => r.CycleId == cycleId && r.SubjectId != own && !withdrawn.Contains(r.ParticipantId));
    }
}
