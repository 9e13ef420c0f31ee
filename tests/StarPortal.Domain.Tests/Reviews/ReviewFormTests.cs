using StarPortal.Domain.Reviews;

namespace StarPortal.Domain.Tests.Reviews;

public sealed class ReviewFormTests
{
    [Theory]
    [InlineData(Relationship.Self, "quality collaboration proud")]
    [InlineData(Relationship.Manager, "quality collaboration advice")]
    [InlineData(Relationship.Peer, "collaboration advice")]
    [InlineData(Relationship.Customer, "")]
    public void Form_OfARelationship_HoldsWhatItIsAsked(Relationship relationship, string keys) =>
        Assert.Equal(keys, string.Join(' ', ReviewForm.Of(AReview.Template, relationship).ItemKeys));

    [Fact]
    public void Missing_OfAnEmptySelfReview_IsEverythingRequiredInOrder() =>
        Assert.Equal(["quality", "collaboration", "proud"], ReviewForm.Of(AReview.Template, Relationship.Self).Missing([]));

    [Fact]
    public void Missing_OptionalQuestion_IsNotAskedFor() =>
        Assert.Empty(ReviewForm.Of(AReview.Template, Relationship.Peer).Missing([new AnswerContent("collaboration", null, true, "")]));

    [Fact]
    public void Missing_CommentWithoutRating_IsNotEnough() =>
        Assert.Equal(["collaboration"], ReviewForm.Of(AReview.Template, Relationship.Peer).Missing([new AnswerContent("collaboration", null, false, "text")]));

    [Fact]
    public void Missing_BlankAnswerToARequiredQuestion_IsNotEnough() =>
        Assert.Contains("proud", ReviewForm.Of(AReview.Template, Relationship.Self).Missing([new AnswerContent("proud", null, false, " \n ")]));

    [Fact]
    public void Answered_CountsRatingsNotObservedAndTexts() =>
        Assert.Equal(2, ReviewForm.Of(AReview.Template, Relationship.Self).Answered(
        [
            new AnswerContent("quality", 3, false, ""),
            new AnswerContent("collaboration", null, false, "only text"),
            new AnswerContent("proud", null, false, "much"),
        ]));
}
