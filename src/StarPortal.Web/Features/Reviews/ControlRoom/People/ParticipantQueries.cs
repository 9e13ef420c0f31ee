using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Reviews.ControlRoom.People;

/// <summary>A participant as HR's page shows them: the organisation as it was at launch.</summary>
public sealed record ParticipantView(
    int Id,
    int CycleId,
    string CycleName,
    CycleState Cycle,
    int Threshold,
    int EmployeeId,
    ParticipantState State,
    string Number,
    string Name,
    string Department,
    string JobTitle,
    string Level,
    int? ManagerId,
    string? Manager,
    IReadOnlyList<ParticipantReviews> Reviews);

/// <summary>How far the reviews of one kind have come.</summary>
/// <param name="Asked">Without withdrawn ones.</param>
/// <param name="Submitted">With those that were given back: what was handed in counts.</param>
/// <param name="Waiting">Neither submitted nor over.</param>
public sealed record ParticipantReviews(Relationship Relationship, int Asked, int Submitted, int Waiting);

/// <summary>Reads one participant for HR, never HR's own case.</summary>
internal sealed class ParticipantQueries(IDbContextFactory<PortalDbContext> factory)
{
    /// <returns>Null when there is no such participant or the actor may not see them: both are the same.</returns>
    public async Task<ParticipantView?> FindAsync(int cycleId, int participantId, Actor actor, CancellationToken cancellation)
    {
        if (!actor.IsHr)
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var found = await (
            from person in db.Participants.AsNoTracking()
            join cycle in db.Cycles on person.CycleId equals cycle.Id
            join manager in db.Employees on person.ManagerId equals manager.Id into managers
            from manager in managers.DefaultIfEmpty()
            where person.Id == participantId && person.CycleId == cycleId
            select new { Person = person, cycle.Name, cycle.State, cycle.AnonymityThreshold, Manager = manager == null ? null : manager.Name })
            .SingleOrDefaultAsync(cancellation);
        if (found is null || !actor.IsHrFor(found.Person.EmployeeId))
        {
            return null;
        }

        var leads = actor.EmployeeId is { } me && me == found.Person.ManagerId;
        var counts = await db.Reviews.AsNoTracking()
            .Where(r => r.ParticipantId == participantId && r.State != ReviewState.Withdrawn && !r.PreviousManager
                && (!leads || r.Relationship == Relationship.Self || r.Relationship == Relationship.Manager))
            .GroupBy(r => new { r.Relationship, r.State })
            .Select(g => new { g.Key.Relationship, g.Key.State, Count = g.Count() })
            .ToListAsync(cancellation);
        var trails = await DepartmentTrails.OfAsync(db, [found.Person.DepartmentPath], cancellation);
        var p = found.Person;
        return new ParticipantView(
            p.Id,
            p.CycleId,
            found.Name,
            found.State,
            found.AnonymityThreshold,
            p.EmployeeId,
            p.State,
            p.Number,
            p.Name,
            trails.Of(p.DepartmentPath, p.DepartmentName),
            p.JobTitle,
            p.Level,
            p.ManagerId,
            found.Manager,
            [
                .. counts.GroupBy(c => c.Relationship).OrderBy(g => g.Key).Select(g => new ParticipantReviews(
                    g.Key,
                    g.Sum(c => c.Count),
                    g.Where(c => c.State is ReviewState.Submitted or ReviewState.Reopened).Sum(c => c.Count),
                    g.Where(c => c.State is ReviewState.NotStarted or ReviewState.Draft).Sum(c => c.Count))),
            ]);
    }
}
