using System.Linq.Expressions;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews.ControlRoom;

/// <summary>The reviews that the control room counts and lists.</summary>
internal static class RoomReviews
{
    /// <summary>Somebody still has to write it.</summary>
    public static readonly Expression<Func<Review, bool>> IsOpen =
        r => r.State == ReviewState.NotStarted || r.State == ReviewState.Draft || r.State == ReviewState.Reopened;

    /// <summary>
    /// A cycle's reviews but for those on withdrawn participants and those about the one who looks: figures that move when a colleague hands in, next to the
    /// list of those who have not, would tell HR who wrote about them.
    /// </summary>
    public static IQueryable<Review> Of(PortalDbContext db, int cycleId, Actor actor)
    {
        var own = actor.EmployeeId ?? 0;
        // few are withdrawn: their list is cheaper than looking every review's participant up
        var withdrawn = db.Participants.Where(p => p.CycleId == cycleId && p.State == ParticipantState.Withdrawn).Select(p => p.Id);
        // a manager does not learn who of a group has handed in, whatever else they are
        var team = db.Participants.Where(p => p.CycleId == cycleId && p.ManagerId == own).Select(p => p.Id);
        return db.Reviews.Where(r => r.CycleId == cycleId && r.SubjectId != own && !withdrawn.Contains(r.ParticipantId)
            && (r.Relationship == Relationship.Self || r.Relationship == Relationship.Manager || !team.Contains(r.ParticipantId)));
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
