using System.Linq.Expressions;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews.ControlRoom;

/// <summary>The reviews that the control room counts and lists.</summary>
internal static class RoomReviews
{
    /// <summary>Somebody still has to write it.</summary>
    public static readonly Expression<Func<Review, bool>> IsOpen =
        r => r.State == ReviewState.NotStarted || r.State == ReviewState.Draft || r.State == ReviewState.Reopened;

    /// <summary>
    /// A cycle's reviews but for those about the one who looks: figures that move when a colleague hands in, next to the
    /// list of those who have not, would tell HR who wrote about them.
    /// </summary>
    public static IQueryable<Review> Of(PortalDbContext db, int cycleId, Actor actor)
    {
        var own = actor.EmployeeId ?? 0;
        return db.Reviews.Where(r => r.CycleId == cycleId && r.SubjectId != own);
    }

    /// <summary>Open beyond its own end or its phase's, or missed.</summary>
    public static Expression<Func<Review, bool>> IsLate(RoomCycle cycle, DateTime now)
    {
        var (self, manager, others) = (cycle.EndOf(Relationship.Self), cycle.EndOf(Relationship.Manager), cycle.EndOf(Relationship.Peer));
        return r => r.State == ReviewState.Missed
            || ((r.State == ReviewState.NotStarted || r.State == ReviewState.Draft || r.State == ReviewState.Reopened)
                && (r.ClosesAt ?? (r.Relationship == Relationship.Self ? self : r.Relationship == Relationship.Manager ? manager : others)) < now);
    }

    /// <summary>Open, with its end before a moment.</summary>
    public static Expression<Func<Review, bool>> IsDueBefore(RoomCycle cycle, DateTime end)
    {
        var (self, manager, others) = (cycle.EndOf(Relationship.Self), cycle.EndOf(Relationship.Manager), cycle.EndOf(Relationship.Peer));
        return r => (r.State == ReviewState.NotStarted || r.State == ReviewState.Draft || r.State == ReviewState.Reopened)
            && (r.ClosesAt ?? (r.Relationship == Relationship.Self ? self : r.Relationship == Relationship.Manager ? manager : others)) < end;
    }
}
