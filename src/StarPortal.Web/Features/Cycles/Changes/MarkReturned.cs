using StarPortal.Domain;
using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Cycles.Changes;

public sealed record PeopleOrder(int CycleId, IReadOnlyList<PersonSeen> People, string Reason);

/// <summary>Takes the mark of a leaver back.</summary>
public sealed class MarkReturned(ChangeWriter writer)
{
    public Task<Result> RunAsync(PeopleOrder order, Actor actor, CancellationToken cancellation) => writer.RunAsync(
        order.CycleId,
        ParticipantChangeKind.Returned,
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
                var marked = participant.MarkReturned(order.Reason, scene.Actor);
                if (marked.Failed)
                {
                    return marked;
                }

                var key = await scene.RecordAsync(participant, ParticipantChangeKind.Returned, "", "", order.Reason);
                scene.Tell(participant.EmployeeId, "Cycles.Returned", key, "/reviews", scene.Cycle.Name);
                scene.Tell(participant.ManagerId, "Cycles.ReturnedToTeam", key, "/reviews/team", scene.Cycle.Name, participant.Name);
            }

            return Result.Ok;
        },
        cancellation);
}
