using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Cycles.Changes;

public sealed record LeaveAsIsOrder(int CycleId, DifferenceKind Kind, IReadOnlyList<int> EmployeeIds, string Reason);

/// <summary>HR saw that the organisation says something else, and leaves the cycle as it is; nobody is asked again about the same.</summary>
public sealed class LeaveAsIs(ChangeWriter writer)
{
    public Task<Result> RunAsync(LeaveAsIsOrder order, Actor actor, CancellationToken cancellation) =>
        writer.RunAsync(order.CycleId, ParticipantChangeKind.LeftAsIs, actor, scene => LeaveAsync(scene, order), cancellation);

    private static async Task<Result> LeaveAsync(ChangeScene scene, LeaveAsIsOrder order)
    {
        if (order.EmployeeIds.Count == 0)
        {
            return CycleErrors.NobodyChosen;
        }

        if (ParticipantChangeRules.ReasonFault(order.Reason) is { } fault)
        {
            return fault;
        }

        var employees = await scene.EmployeesAsync(order.EmployeeIds);
        var participants = await scene.Db.Participants.AsNoTracking().Where(p => p.CycleId == scene.Cycle.Id && order.EmployeeIds.Contains(p.EmployeeId))
            .ToDictionaryAsync(p => p.EmployeeId, scene.Cancellation);
        var seen = await scene.Db.SeenDifferences.Where(d => d.CycleId == scene.Cycle.Id && d.Kind == order.Kind && order.EmployeeIds.Contains(d.EmployeeId))
            .ToDictionaryAsync(d => d.EmployeeId, scene.Cancellation);
        foreach (var id in order.EmployeeIds.Distinct().Order())
        {
            var participant = participants.GetValueOrDefault(id);
            if (!employees.TryGetValue(id, out var employee) || (participant is null && order.Kind != DifferenceKind.Joined))
            {
                return CycleErrors.NotFound;
            }

            if (!ParticipantChangeRules.CanChange(scene.Actor, id, participant?.ManagerId) || !ParticipantChangeRules.CanChange(scene.Actor, id, employee.ManagerId))
            {
                return CycleErrors.OwnCase;
            }

            if (!seen.TryGetValue(id, out var difference))
            {
                difference = new SeenDifference(scene.Cycle.Id, id, order.Kind);
                scene.Db.SeenDifferences.Add(difference);
            }

            difference.See(employee);
            await RecordAsync(scene, order, participant, employee);
        }

        return Result.Ok;
    }

    private static async Task RecordAsync(ChangeScene scene, LeaveAsIsOrder order, Participant? participant, Domain.People.Employee employee)
    {
        var line = new ParticipantChange(scene.Cycle.Id, employee.Id, ParticipantChangeKind.LeftAsIs, order.Kind.ToString(), "", order.Reason, scene.Actor, scene.Now);
        scene.Db.ParticipantChanges.Add(line);
        await scene.Db.SaveChangesAsync(scene.Cancellation);
        scene.Db.Audit(
            scene.Actor,
            new AuditNote("Cycles.ParticipantLeftAsIs", "Participant", participant?.Id, employee.Id, order.Reason.Trim(), $"{scene.Cycle.Name}; {order.Kind}"),
            scene.Now);
        // whoever expects to be rid of the review hears that they are not
        if (order.Kind == DifferenceKind.Manager && participant is not null)
        {
            scene.Tell(participant.ManagerId, "Cycles.ManagerKept", FormattableString.Invariant($"change:{line.Id}"), "/reviews/team", scene.Cycle.Name, participant.Name);
        }
    }
}
