using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Cycles.Changes;

/// <summary>Takes participants out of the cycle; what was written about them is kept and comes back with <see cref="RestoreParticipants"/>.</summary>
public sealed class WithdrawParticipants(ChangeWriter writer)
{
    public Task<Result> RunAsync(PeopleOrder order, Actor actor, CancellationToken cancellation) => writer.RunAsync(
        order.CycleId,
        ParticipantChangeKind.Withdrawn,
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
                var gone = participant.State == ParticipantState.Leaver;
                var withdrawn = participant.Withdraw(order.Reason, scene.Actor);
                if (withdrawn.Failed)
                {
                    return withdrawn;
                }

                var key = await scene.RecordAsync(participant, ParticipantChangeKind.Withdrawn, "", "", order.Reason);
                await PlannedHandOvers.DropAsync(scene, participant, key);
                if (!gone)
                {
                    scene.Tell(participant.EmployeeId, "Cycles.Withdrawn", key, "/reviews", scene.Cycle.Name);
                }

                await TellWritersAsync(scene, participant, "Cycles.ReviewNotNeeded", key);
            }

            return Result.Ok;
        },
        cancellation);

    /// <summary>The manager, and everybody who still had to write; each hears of their own review only.</summary>
    internal static async Task TellWritersAsync(ChangeScene scene, Participant participant, string kind, string key)
    {
        var writers = await scene.Db.Reviews
            .Where(r => r.ParticipantId == participant.Id && r.Relationship != Relationship.Self
                && (r.State == ReviewState.NotStarted || r.State == ReviewState.Draft || r.State == ReviewState.Reopened))
            .Select(r => r.ReviewerId).ToListAsync(scene.Cancellation);
        foreach (var writer in writers.Append(participant.ManagerId ?? 0).Where(w => w > 0).Distinct())
        {
            scene.Tell(writer, kind, key, "/reviews", scene.Cycle.Name, participant.Name);
        }
    }
}
