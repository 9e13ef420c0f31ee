using StarPortal.Domain;
using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Cycles.Changes;

/// <param name="Department">Take the department of today.</param>
/// <param name="Position">Take title and level of today.</param>
public sealed record TransferOrder(int CycleId, IReadOnlyList<PersonSeen> People, bool Department, bool Position, string Reason);

/// <summary>Lets the organisation of today take the place of the one at launch, for these participants.</summary>
public sealed class TransferParticipants(ChangeWriter writer)
{
    public Task<Result> RunAsync(TransferOrder order, Actor actor, CancellationToken cancellation) => writer.RunAsync(
        order.CycleId,
        ParticipantChangeKind.Transferred,
        actor,
        async scene =>
        {
            var found = await scene.FindAsync(order.People);
            if (found.Failed)
            {
                return found;
            }

            var employees = await scene.EmployeesAsync(found.Value.Select(p => p.EmployeeId));
            foreach (var participant in found.Value)
            {
                var (before, now) = (participant.CurrentPlace, ChangeScene.PlaceOf(employees[participant.EmployeeId]));
                var place = order.Department ? now with { JobTitle = before.JobTitle, Level = before.Level } : before;
                place = order.Position ? place with { JobTitle = now.JobTitle, Level = now.Level } : place;
                var moved = participant.Transfer(place, order.Reason, scene.Actor);
                if (moved.Failed)
                {
                    return moved;
                }

                var key = await scene.RecordAsync(participant, ParticipantChangeKind.Transferred, Words(before), Words(place), order.Reason);
                if (participant.State == ParticipantState.Active)
                {
                    scene.Tell(participant.EmployeeId, "Cycles.Transferred", key, "/reviews", scene.Cycle.Name, Words(place));
                }
            }

            return Result.Ok;
        },
        cancellation);

    private static string Words(OrganisationPlace place) =>
        string.Join(" · ", new[] { place.DepartmentName, place.JobTitle, place.Level }.Where(t => t.Length > 0));
}
