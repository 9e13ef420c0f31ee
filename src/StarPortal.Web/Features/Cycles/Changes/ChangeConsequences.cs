using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Cycles.Changes;

/// <summary>What will follow from a decision, in sentences for HR.</summary>
internal static class ChangeConsequences
{
    public static IReadOnlyList<string> Of(ChangeAction action, ChangeForm form, ChangePreview preview, IReadOnlyList<NewManagerPreview> managers, Formats formats) => action switch
    {
        ChangeAction.Manager => Manager(form, preview, managers, formats),
        ChangeAction.Left =>
        [
            ChangesText.Follow_Stays,
            ChangesText.Follow_NoWait,
            .. Counted(ChangesText.Follow_OpenOthers, preview.People.Sum(p => p.OpenOthers)),
            ChangesText.Follow_LeaverTold,
        ],
        ChangeAction.Returned => [ChangesText.Follow_Back],
        ChangeAction.Transfer =>
        [
            ChangesText.Follow_Reports,
            ChangesText.Follow_Kept,
            ChangesText.Follow_PersonTold,
            .. preview.People.Any(p => p.Person.ManagerId != p.Person.ManagerNowId && !p.Planned) ? [ChangesText.ThenManager] : Array.Empty<string>(),
        ],
        ChangeAction.Join => [ChangesText.Follow_JoinReviews, ChangesText.Follow_JoinAll, ChangesText.Follow_JoinTold],
        ChangeAction.Withdraw =>
        [
            ChangesText.Follow_Hidden,
            .. Counted(ChangesText.Follow_OpenAbout, preview.People.Sum(p => p.OpenAbout)),
            .. Counted(ChangesText.Follow_Submitted, preview.People.Sum(p => p.SubmittedAbout)),
            ChangesText.Follow_Restorable,
            ChangesText.Follow_WithdrawTold,
        ],
        ChangeAction.Restore => [ChangesText.Follow_Restored, ChangesText.Follow_RestoreTold],
        _ => [form.Difference == DifferenceKind.Manager ? ChangesText.Follow_KeepTold : ChangesText.Follow_Nothing],
    };

    private static IReadOnlyList<string> Manager(ChangeForm form, ChangePreview preview, IReadOnlyList<NewManagerPreview> managers, Formats formats)
    {
        if (form.HandOver == HandOverChoice.KeepEarlier)
        {
            return [ChangesText.Follow_KeepTold];
        }

        if (preview.State != CycleState.Running)
        {
            return [ChangesText.Follow_AfterReviews, ChangesText.Follow_Line, ChangesText.Follow_ManagerTold];
        }

        var later = form.HandOver == HandOverChoice.AfterCutOff;
        var until = later && form.CutOff is { } cutOff
            ? new[] { CycleWords.Format(ChangesText.Follow_Until, formats.Moment(ZoneTime.ClosesAt(cutOff, TimeZoneInfo.FindSystemTimeZoneById(preview.TimeZone)))) }
            : [];
        return
        [
            .. until,
            .. Counted(ChangesText.Follow_Evidence, preview.People.Count(p => p.ManagerReview is ReviewState.Submitted or ReviewState.Reopened)),
            .. Counted(ChangesText.Follow_Drafts, preview.People.Count(p => p.ManagerReview is ReviewState.Draft or ReviewState.Missed)),
            .. preview.WithManager ? [ChangesText.Follow_Fresh] : Array.Empty<string>(),
            .. Counted(ChangesText.Follow_Group, managers.Count(m => m.InGroup)),
            ChangesText.Follow_Line,
            later ? ChangesText.Follow_PlannedTold : ChangesText.Follow_ManagerTold,
        ];
    }

    private static IEnumerable<string> Counted(string sentence, int count) => count > 0 ? [CycleWords.Format(sentence, Formats.Count(count))] : [];
}
