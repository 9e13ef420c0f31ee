using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Cycles.Changes;

/// <param name="Version">Of the planned change as the person saw it.</param>
public sealed record CancelHandOverOrder(int CycleId, int ManagerChangeId, int Version, string Reason);

/// <summary>The earlier manager stays after all.</summary>
public sealed class CancelHandOver(ChangeWriter writer)
{
    public Task<Result> RunAsync(CancelHandOverOrder order, Actor actor, CancellationToken cancellation) =>
        writer.RunAsync(order.CycleId, ParticipantChangeKind.HandOverCancelled, actor, scene => CancelAsync(scene, order), cancellation);

    private static async Task<Result> CancelAsync(ChangeScene scene, CancelHandOverOrder order)
    {
        var planned = await scene.Db.ManagerChanges.SingleOrDefaultAsync(c => c.Id == order.ManagerChangeId && c.CycleId == scene.Cycle.Id, scene.Cancellation);
        if (planned is null)
        {
            return CycleErrors.NotFound;
        }

        var participant = await scene.Db.Participants.SingleAsync(p => p.Id == planned.ParticipantId, scene.Cancellation);
        if (!ParticipantChangeRules.CanChange(scene.Actor, participant.EmployeeId, planned.FromId) || !ParticipantChangeRules.CanChange(scene.Actor, participant.EmployeeId, planned.ToId))
        {
            return CycleErrors.OwnCase;
        }

        if (planned.Version != order.Version)
        {
            return SharedErrors.ChangedElsewhere;
        }

        if (ParticipantChangeRules.ReasonFault(order.Reason) is { } fault)
        {
            return fault;
        }

        var cancelled = planned.Cancel();
        if (cancelled.Failed)
        {
            return cancelled;
        }

        var people = await scene.EmployeesAsync(new[] { planned.FromId, planned.ToId }.OfType<int>());
        var key = await scene.RecordAsync(participant, ParticipantChangeKind.HandOverCancelled, Name(planned.FromId), Name(planned.ToId), order.Reason);
        PlannedHandOvers.Tell(scene, participant, planned, key);
        return Result.Ok;

        string Name(int? id) => id is { } known ? people[known].Name : "–";
    }
}
