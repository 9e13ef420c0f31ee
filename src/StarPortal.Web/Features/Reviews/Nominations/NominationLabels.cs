using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews.Nominations;

/// <summary>Words for nominations.</summary>
internal static class NominationLabels
{
    public static string Of(SuggestionReason reason) => reason switch
    {
        SuggestionReason.SameManager => NominationsText.Reason_SameManager,
        SuggestionReason.SameDepartment => NominationsText.Reason_SameDepartment,
        SuggestionReason.SharedObjective => NominationsText.Reason_SharedObjective,
        SuggestionReason.ChosenBefore => NominationsText.Reason_ChosenBefore,
        SuggestionReason.ReviewedBefore => NominationsText.Reason_ReviewedBefore,
        _ => NominationsText.Reason_DirectReport,
    };

    public static string Of(MyProposal proposal) => proposal.State switch
    {
        NominationState.Proposed => NominationsText.State_Proposed,
        NominationState.Approved when proposal.Automatic => NominationsText.State_ApprovedAutomatically,
        NominationState.Approved => NominationsText.State_Approved,
        NominationState.Rejected => NominationsText.State_Rejected,
        _ => NominationsText.State_Withdrawn,
    };

    /// <summary>The group as such: "Peers".</summary>
    public static string Group(Relationship group) => group switch
    {
        Relationship.Self or Relationship.Manager => ReviewLabels.Of(group),
        Relationship.Peer => NominationsText.Group_Peer,
        Relationship.Report => NominationsText.Group_Report,
        Relationship.CrossTeam => NominationsText.Group_CrossTeam,
        _ => NominationsText.Group_Customer,
    };

    public static string TagOf(NominationState state) => state switch
    {
        NominationState.Approved => "tag good",
        NominationState.Proposed => "tag warn",
        NominationState.Rejected => "tag bad",
        _ => "tag",
    };

    /// <summary>"3 to 8", "up to 8" or "exactly 3".</summary>
    public static string Limits(int minimum, int maximum) =>
        string.Format(System.Globalization.CultureInfo.CurrentCulture, minimum == 0 ? NominationsText.LimitUpTo : minimum == maximum ? NominationsText.LimitExactly : NominationsText.LimitBetween, minimum, maximum);
}
