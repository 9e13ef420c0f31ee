using StarPortal.Domain;
using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Cycles.Changes;

/// <summary>Undoes <see cref="WithdrawParticipants"/>, with everything as it was.</summary>
public sealed class RestoreParticipants(ChangeWriter writer)
{
    public Task<Result> RunAsync(PeopleOrder order, Actor actor, CancellationToken cancellation) => writer.RunAsync(
        order.CycleId,
        ParticipantChangeKind.Restored,
        actor,
        async scene =>
        {
            var found = await scene.FindAsync(order.People);
            if (found.Failed)
            {
                return found;
            }

            foreach (var participant in found.Value)
            {
                var restored = participant.Restore(order.Reason, scene.Actor);
                if (restored.Failed)
                {
                    return restored;
                }

                var key = await scene.RecordAsync(participant, ParticipantChangeKind.Restored, "", "", order.Reason);
                if (participant.State == ParticipantState.Active)
                {
                    scene.Tell(participant.EmployeeId, "Cycles.Restored", key, "/reviews", scene.Cycle.Name);
                }

                await WithdrawParticipants.TellWritersAsync(scene, participant, "Cycles.ReviewNeededAgain", key);
            }

            return Result.Ok;
        },
        cancellation);
}
