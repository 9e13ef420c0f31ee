using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Cycles.Changes;

/// <summary>What decides which differences of a cycle are open questions.</summary>
/// <param name="Today">By the cycle's own clock.</param>
/// <param name="Own">HR's own case stays out; 0 for nobody.</param>
internal sealed record DifferenceScope(int CycleId, CycleState State, Population Population, DateOnly Today, int Own);

/// <summary>A difference, before its names are read.</summary>
internal sealed class FoundDifference
{
    public int Kind { get; init; }

    public int EmployeeId { get; init; }

    /// <summary>0 for somebody who does not take part.</summary>
    public int ParticipantId { get; init; }
}

/// <summary>Where the organisation of today and a cycle's snapshots differ, found by the database.</summary>
internal static class Differences
{
    /// <summary>Kinds that can still be decided in this state of the cycle.</summary>
    public static IReadOnlyList<DifferenceKind> KindsIn(CycleState state) =>
        [.. Enum.GetValues<DifferenceKind>().Where(k => ParticipantChangeRules.Check(ChangeFor(k), state).Succeeded)];

    public static IQueryable<FoundDifference> Of(PortalDbContext db, DifferenceScope scope, DifferenceKind kind) => kind switch
    {
        DifferenceKind.Manager =>
            from p in Active(db, scope)
            join e in db.Employees on p.EmployeeId equals e.Id
            where p.ManagerId != e.ManagerId
                && !db.ManagerChanges.Any(c => c.ParticipantId == p.Id && c.State == ManagerChangeState.Planned && c.ToId == e.ManagerId)
                && !db.SeenDifferences.Any(d => d.CycleId == p.CycleId && d.EmployeeId == p.EmployeeId && d.Kind == DifferenceKind.Manager && d.SeenId == e.ManagerId)
            select new FoundDifference { Kind = (int)DifferenceKind.Manager, EmployeeId = p.EmployeeId, ParticipantId = p.Id },
        DifferenceKind.Department =>
            from p in Active(db, scope)
            join e in db.Employees on p.EmployeeId equals e.Id
            where p.DepartmentId != e.DepartmentId
                && !db.SeenDifferences.Any(d => d.CycleId == p.CycleId && d.EmployeeId == p.EmployeeId && d.Kind == DifferenceKind.Department && d.SeenId == e.DepartmentId)
            select new FoundDifference { Kind = (int)DifferenceKind.Department, EmployeeId = p.EmployeeId, ParticipantId = p.Id },
        DifferenceKind.Position =>
            from p in Active(db, scope)
            join e in db.Employees on p.EmployeeId equals e.Id
            where (p.JobTitle != e.JobTitle || p.Level != e.Level)
                && !db.SeenDifferences.Any(d => d.CycleId == p.CycleId && d.EmployeeId == p.EmployeeId && d.Kind == DifferenceKind.Position && d.SeenTitle == e.JobTitle && d.SeenLevel == e.Level)
            select new FoundDifference { Kind = (int)DifferenceKind.Position, EmployeeId = p.EmployeeId, ParticipantId = p.Id },
        DifferenceKind.Left =>
            from p in Active(db, scope)
            join e in db.Employees on p.EmployeeId equals e.Id
            where e.LeaveDate < scope.Today
                && !db.SeenDifferences.Any(d => d.CycleId == p.CycleId && d.EmployeeId == p.EmployeeId && d.Kind == DifferenceKind.Left)
            select new FoundDifference { Kind = (int)DifferenceKind.Left, EmployeeId = p.EmployeeId, ParticipantId = p.Id },
        DifferenceKind.Returned =>
            from p in db.Participants.AsNoTracking()
            join e in db.Employees on p.EmployeeId equals e.Id
            where p.CycleId == scope.CycleId && p.EmployeeId != scope.Own && p.State == ParticipantState.Leaver && (e.LeaveDate == null || e.LeaveDate >= scope.Today)
                && (p.LeftOn == null || p.LeftOn < scope.Today)
                && !db.SeenDifferences.Any(d => d.CycleId == p.CycleId && d.EmployeeId == p.EmployeeId && d.Kind == DifferenceKind.Returned)
            select new FoundDifference { Kind = (int)DifferenceKind.Returned, EmployeeId = p.EmployeeId, ParticipantId = p.Id },
        _ =>
            from e in db.InPopulation(scope.Population, scope.Today).AsNoTracking()
            where e.Id != scope.Own
                && !db.Participants.Any(p => p.CycleId == scope.CycleId && p.EmployeeId == e.Id)
                && !db.SeenDifferences.Any(d => d.CycleId == scope.CycleId && d.EmployeeId == e.Id && d.Kind == DifferenceKind.Joined)
            select new FoundDifference { Kind = (int)DifferenceKind.Joined, EmployeeId = e.Id, ParticipantId = 0 },
    };

    private static IQueryable<Participant> Active(PortalDbContext db, DifferenceScope scope) =>
        db.Participants.AsNoTracking().Where(p => p.CycleId == scope.CycleId && p.State == ParticipantState.Active && p.EmployeeId != scope.Own);

    private static ParticipantChangeKind ChangeFor(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Manager => ParticipantChangeKind.ManagerChanged,
        DifferenceKind.Left => ParticipantChangeKind.Left,
        DifferenceKind.Returned => ParticipantChangeKind.Returned,
        DifferenceKind.Joined => ParticipantChangeKind.Joined,
        _ => ParticipantChangeKind.Transferred,
    };
}
