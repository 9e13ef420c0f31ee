using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Cycles.Changes;

/// <summary>What can be done about one participant now.</summary>
internal static class ChangeChoices
{
    public static IReadOnlyList<ChangeAction> For(PersonFacts person, CycleState state) =>
        [.. Possible(person).Where(a => ParticipantChangeRules.Check(KindOf(a), state).Succeeded)];

    private static IEnumerable<ChangeAction> Possible(PersonFacts person)
    {
        if (person.State == ParticipantState.Withdrawn)
        {
            return [ChangeAction.Restore];
        }

        var leaver = person.State == ParticipantState.Leaver;
        var moved = person.Department != person.DepartmentNow || person.JobTitle != person.JobTitleNow || person.Level != person.LevelNow;
        return
        [
            ChangeAction.Manager,
            .. moved ? [ChangeAction.Transfer] : Array.Empty<ChangeAction>(),
            leaver ? ChangeAction.Returned : ChangeAction.Left,
            ChangeAction.Withdraw,
        ];
    }

    private static ParticipantChangeKind KindOf(ChangeAction action) => action switch
    {
        ChangeAction.Manager => ParticipantChangeKind.ManagerChanged,
        ChangeAction.Transfer => ParticipantChangeKind.Transferred,
        ChangeAction.Left => ParticipantChangeKind.Left,
        ChangeAction.Returned => ParticipantChangeKind.Returned,
        ChangeAction.Restore => ParticipantChangeKind.Restored,
        _ => ParticipantChangeKind.Withdrawn,
    };
}
