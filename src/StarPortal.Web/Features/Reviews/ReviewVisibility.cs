using System.Globalization;
using StarPortal.Domain.Anonymity;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Reviews;

/// <summary>Says to the writer, in words, who will see an answer and whether with the name.</summary>
internal static class ReviewVisibility
{
    public static string Note(ReviewView view, AnswerVisibility visibility)
    {
        if (visibility == AnswerVisibility.HrOnly)
        {
            return ReviewsText.Who_HrOnly;
        }

        var forManagerOnly = visibility == AnswerVisibility.ManagerOnly;
        return view.Relationship switch
        {
            Relationship.Self when view.Audience.ManagerName is { } manager => Text(ReviewsText.Who_Self, manager),
            Relationship.Self => ReviewsText.Who_SelfNoManager,
            Relationship.Manager => Text(forManagerOnly ? ReviewsText.Who_ManagerOnly : ReviewsText.Who_Manager, view.Subject.Name),
            _ when view.Audience.Named => Group(view, forManagerOnly ? ReviewsText.Who_GroupNamedManagerOnly : ReviewsText.Who_GroupNamed),
            _ => Group(view, forManagerOnly ? ReviewsText.Who_GroupManagerOnly : ReviewsText.Who_Group),
        };
    }

    /// <summary>What follows from submitting.</summary>
    public static string OnSubmit(ReviewView view) => view.Relationship switch
    {
        Relationship.Self when view.Audience.ManagerName is { } manager => Text(ReviewsText.ConfirmSelf, manager),
        Relationship.Self => ReviewsText.ConfirmSelfNoManager,
        Relationship.Manager => Text(ReviewsText.ConfirmManager, view.Subject.Name),
        _ => Text(view.Audience.Named ? ReviewsText.ConfirmGroupNamed : ReviewsText.ConfirmGroup, view.Subject.Name, view.Audience.Threshold - 1, view.Audience.Asked),
    };

    private static string Group(ReviewView view, string sentence)
    {
        var note = Text(sentence, view.Subject.Name, view.Audience.Threshold - 1, view.Audience.Asked);
        return GroupVisibility.CanReach(view.Audience.Asked, view.Audience.Threshold) ? note
            : view.Relationship == Relationship.Customer ? $"{note} {ReviewsText.Who_CustomersSmall}"
            : $"{note} {ReviewsText.Who_GroupSmall}";
    }

    private static string Text(string sentence, params object[] values) => string.Format(CultureInfo.CurrentCulture, sentence, values);
}
