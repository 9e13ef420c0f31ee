using StarPortal.Domain;
using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Cycles.Changes;

/// <param name="Preview">What the person saw: it carries the versions.</param>
public sealed record ChangeDecision(int CycleId, ChangeAction Action, ChangeForm Form, ChangePreview Preview);

/// <summary>Hands a filled-in decision to the use case it is for.</summary>
public sealed class ChangeDecisions(
    ChangeManager changeManager,
    MarkLeavers leavers,
    MarkReturned returned,
    TransferParticipants transfer,
    AddParticipants add,
    WithdrawParticipants withdraw,
    RestoreParticipants restore,
    LeaveAsIs leave)
{
    public Task<Result> RunAsync(ChangeDecision decision, Actor actor, CancellationToken cancellation)
    {
        var (cycle, action, form, preview) = decision;
        IReadOnlyList<PersonSeen> people = [.. preview.People.Where(p => p.Person.ParticipantId is not null).Select(p => Seen(p.Person))];
        return action switch
        {
            ChangeAction.Manager => ManagerAsync(decision, actor, cancellation),
            ChangeAction.Left => leavers.RunAsync(new LeaversOrder(cycle, people, people.Count == 1 ? form.LeftOn : null, form.Reason), actor, cancellation),
            ChangeAction.Returned => returned.RunAsync(new PeopleOrder(cycle, people, form.Reason), actor, cancellation),
            ChangeAction.Transfer => transfer.RunAsync(new TransferOrder(cycle, people, form.Department, form.Position, form.Reason), actor, cancellation),
            ChangeAction.Join => add.RunAsync(
                new JoinOrder(
                    cycle,
                    form.EmployeeIds,
                    [.. form.Colleagues.Select(c => c.Id)],
                    Until(form.SelfUntil, PhaseKind.SelfReview),
                    Until(form.PeersUntil, PhaseKind.PeerReview),
                    Until(form.ManagerUntil, PhaseKind.ManagerReview),
                    form.Reason),
                actor,
                cancellation),
            ChangeAction.Withdraw => withdraw.RunAsync(new PeopleOrder(cycle, people, form.Reason), actor, cancellation),
            ChangeAction.Restore => restore.RunAsync(new PeopleOrder(cycle, people, form.Reason), actor, cancellation),
            _ => leave.RunAsync(new LeaveAsIsOrder(cycle, form.Difference ?? DifferenceKind.Manager, form.EmployeeIds, form.Reason), actor, cancellation),
        };

        DateTime? Until(DateTime? local, PhaseKind kind) => preview.Chosen(local, preview.Proposed(kind));
    }

    private Task<Result> ManagerAsync(ChangeDecision decision, Actor actor, CancellationToken cancellation)
    {
        var (cycle, _, form, preview) = decision;
        if (form.HandOver == HandOverChoice.KeepEarlier)
        {
            return leave.RunAsync(new LeaveAsIsOrder(cycle, DifferenceKind.Manager, form.EmployeeIds, form.Reason), actor, cancellation);
        }

        var managers = form.Managers(preview);
        if (managers.Any(m => m.To == 0))
        {
            return Task.FromResult<Result>(CycleErrors.ManagerNotChosen);
        }

        if (form is { HandOver: HandOverChoice.AfterCutOff, CutOff: null })
        {
            return Task.FromResult<Result>(CycleErrors.CutOffPast);
        }

        var cutOff = form.HandOver == HandOverChoice.AfterCutOff ? form.CutOff : null;
        var end = preview.Chosen(form.OwnEnd, preview.ProposedEnd(cutOff));
        return changeManager.RunAsync(
            new ManagerChangeOrder(cycle, [.. managers.Select(m => new NewManager(Seen(m.Person), m.To))], preview.Utc(cutOff), end, form.Reason), actor, cancellation);
    }

    private static PersonSeen Seen(PersonFacts person) => new(person.ParticipantId!.Value, person.Version);
}
