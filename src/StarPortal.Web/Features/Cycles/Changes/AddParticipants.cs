using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.People;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Cycles.Changes;

/// <param name="Colleagues">Reviewers for everybody added, in the group of colleagues.</param>
/// <param name="SelfUntil">UTC; null for the phase's end, or some working days when that is near.</param>
/// <param name="PeersUntil">As before, for the colleagues.</param>
/// <param name="ManagerUntil">As before, for the manager.</param>
public sealed record JoinOrder(
    int CycleId, IReadOnlyList<int> EmployeeIds, IReadOnlyList<int> Colleagues, DateTime? SelfUntil, DateTime? PeersUntil, DateTime? ManagerUntil, string Reason);

/// <summary>Takes employees into a cycle that runs, with dates of their own.</summary>
public sealed class AddParticipants(ChangeWriter writer)
{
    public Task<Result> RunAsync(JoinOrder order, Actor actor, CancellationToken cancellation) =>
        writer.RunAsync(order.CycleId, ParticipantChangeKind.Joined, actor, scene => AddAsync(scene, order), cancellation);

    private static async Task<Result> AddAsync(ChangeScene scene, JoinOrder order)
    {
        var faults = new[] { order.SelfUntil, order.PeersUntil, order.ManagerUntil }.OfType<DateTime>().Select(d => OwnEnds.Fault(scene.Cycle, d, scene.Now)).OfType<Error>().Distinct().ToList();
        if (order.EmployeeIds.Count == 0)
        {
            faults.Add(CycleErrors.NobodyChosen);
        }

        if (faults.Count > 0)
        {
            return Result.Fail(faults);
        }

        var people = await scene.EmployeesAsync(order.EmployeeIds.Concat(order.Colleagues));
        var managers = await scene.EmployeesAsync(people.Values.Select(e => e.ManagerId).OfType<int>());
        var known = await scene.Db.Participants.Where(p => p.CycleId == scene.Cycle.Id && order.EmployeeIds.Contains(p.EmployeeId)).Select(p => p.EmployeeId).ToListAsync(scene.Cancellation);
        var today = scene.Cycle.Today(scene.Now);
        foreach (var id in order.EmployeeIds.Distinct().Order())
        {
            if (!people.TryGetValue(id, out var employee))
            {
                return CycleErrors.NotFound;
            }

            if (known.Contains(id) || !employee.IsEmployedOn(today))
            {
                return known.Contains(id) ? CycleErrors.AlreadyTakesPart.With(employee.Name) : CycleErrors.NotEmployed.With(employee.Name);
            }

            var manager = employee.ManagerId is { } m && managers[m].IsEmployedOn(today) && m != id ? managers[m] : null;
            var colleagues = order.Colleagues.Distinct().Where(c => c != id).Select(c => people.GetValueOrDefault(c)).OfType<Employee>().ToList();
            var joined = await JoinAsync(scene, order, employee, manager, colleagues);
            if (joined.Failed)
            {
                return joined;
            }
        }

        return Result.Ok;
    }

    private static async Task<Result> JoinAsync(ChangeScene scene, JoinOrder order, Employee employee, Employee? manager, List<Employee> colleagues)
    {
        var joined = Participant.Join(scene.Cycle.Id, employee, ChangeScene.PlaceOf(employee), order.Reason, scene.Actor, scene.Now);
        if (joined.Failed)
        {
            return joined;
        }

        var today = scene.Cycle.Today(scene.Now);
        var faults = colleagues
            .SelectMany(c => ReviewerRules.MayReview(new ReviewerCase(Relationship.Peer, employee.Id, employee.ManagerId, c.Id, c.ManagerId, c.IsEmployedOn(today))).Errors).ToList();
        if (faults.Count > 0)
        {
            return Result.Fail(faults);
        }

        var participant = joined.Value;
        scene.Db.Participants.Add(participant);
        await scene.Db.SaveChangesAsync(scene.Cancellation);
        if (scene.Cycle.WithSelfReview)
        {
            Ask(scene, participant, employee.Id, Relationship.Self, PhaseKind.SelfReview, order.SelfUntil);
        }

        if (scene.Cycle.WithManagerReview && manager is not null)
        {
            Ask(scene, participant, manager.Id, Relationship.Manager, PhaseKind.ManagerReview, order.ManagerUntil);
        }

        foreach (var colleague in colleagues)
        {
            Ask(scene, participant, colleague.Id, Relationship.Peer, PhaseKind.PeerReview, order.PeersUntil);
        }

        var key = await scene.RecordAsync(participant, ParticipantChangeKind.Joined, "", participant.DepartmentName, order.Reason);
        scene.Tell(employee.Id, "Cycles.Joined", key, "/reviews", scene.Cycle.Name);
        scene.Tell(manager?.Id, "Cycles.JoinedTeam", key, "/reviews/team", scene.Cycle.Name, employee.Name);
        foreach (var colleague in colleagues)
        {
            scene.Tell(colleague.Id, "Cycles.AskedToReview", key, "/reviews", scene.Cycle.Name, employee.Name);
        }

        return Result.Ok;
    }

    private static void Ask(ChangeScene scene, Participant participant, int reviewer, Relationship relationship, PhaseKind phase, DateTime? until) =>
        scene.Db.Reviews.Add(new Review(scene.Cycle.Id, participant.Id, participant.EmployeeId, reviewer, relationship)
            .Until(until ?? OwnEnd.Needed(scene.Cycle.Phase(phase), scene.Now, scene.Zone, scene.Calendar)));
}
