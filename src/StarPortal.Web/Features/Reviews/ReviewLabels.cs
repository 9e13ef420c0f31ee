using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews;

/// <summary>Words for the domain's enumerations.</summary>
internal static class ReviewLabels
{
    public static string Of(Relationship relationship) => relationship switch
    {
        Relationship.Self => ReviewsText.Relationship_Self,
        Relationship.Manager => ReviewsText.Relationship_Manager,
        Relationship.Peer => ReviewsText.Relationship_Peer,
        Relationship.Report => ReviewsText.Relationship_Report,
        Relationship.CrossTeam => ReviewsText.Relationship_CrossTeam,
        _ => ReviewsText.Relationship_Customer,
    };

    public static string Of(ReviewState state) => state switch
    {
        ReviewState.NotStarted => ReviewsText.State_NotStarted,
        ReviewState.Draft => ReviewsText.State_Draft,
        ReviewState.Submitted => ReviewsText.State_Submitted,
        ReviewState.Reopened => ReviewsText.State_Reopened,
        ReviewState.Declined => ReviewsText.State_Declined,
        ReviewState.Missed => ReviewsText.State_Missed,
        _ => ReviewsText.State_Withdrawn,
    };

    /// <summary>Class of the state's tag; the word beside it says the same.</summary>
    public static string TagOf(ReviewState state) => state switch
    {
        ReviewState.Submitted => "tag good",
        ReviewState.Draft or ReviewState.Reopened => "tag warn",
        ReviewState.Missed => "tag bad",
        _ => "tag",
    };
}
