using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Tests.Reviews;

public sealed class ExtremesTests
{
    [Theory]
    [InlineData(1, 5, 1, "", true)]
    [InlineData(1, 5, 5, "", true)]
    [InlineData(1, 5, 5, " \n\t", true)]
    [InlineData(1, 5, 5, "Saved the launch.", false)]
    [InlineData(1, 5, 1, "误差三次。", false)]
    [InlineData(1, 5, 2, "", false)]
    [InlineData(1, 5, 4, "", false)]
    [InlineData(1, 5, null, "", false)]
    [InlineData(1, 3, 3, "", true)]
    [InlineData(1, 3, 2, "", false)]
    [InlineData(1, 7, 5, "", false)]
    [InlineData(1, 7, 7, "", true)]
    [InlineData(0, 4, 0, "", true)]
    public void Rating_OnAScale_AsksForACommentOnlyAtItsEnds(int lowest, int highest, int? rating, string comment, bool asks)
    {
        var scale = new RatingScale([.. Enumerable.Range(lowest, highest - lowest + 1).Select(v => new RatingPoint(v, v, LocalText.Same("P"), LocalText.Same("A")))]);

        var bare = ReviewForm.Of(AReview.Template, Relationship.Peer).WithoutComment([new AnswerContent("collaboration", rating, rating is null, comment)], scale);

        Assert.Equal(asks ? ["collaboration"] : [], bare);
    }

    [Fact]
    public void WithoutComment_OfSeveral_StandInTheOrderOfTheForm() =>
        Assert.Equal(["quality", "collaboration"], ReviewForm.Of(AReview.Template, Relationship.Manager).WithoutComment(
            [new("advice", null, false, ""), new("collaboration", 1, false, ""), new("quality", 5, false, "")], AReview.Template.Scale));

    [Theory]
    [InlineData(5, "", true, false)]
    [InlineData(5, "", false, true)]
    [InlineData(5, "Helped everybody.", true, true)]
    [InlineData(1, "", true, false)]
    [InlineData(3, "", true, true)]
    public void Submit_WithAnExtreme_NeedsACommentWhereTheCycleSaysSo(int rating, string comment, bool rule, bool passes)
    {
        var review = AReview.Of(Relationship.Peer);
        var writer = AReview.Person(AReview.Peer);
        AReview.Ok(review.SaveDraft(AReview.Template, [new AnswerContent("collaboration", rating, false, comment)], writer, AReview.Now));

        var result = review.Submit(AReview.Template, new ReviewRules { ExtremesNeedComment = rule }, writer, AReview.Now);

        Assert.Equal(passes, result.Succeeded);
        Assert.Equal(passes ? ReviewState.Submitted : ReviewState.Draft, review.State);
        if (!passes)
        {
            Assert.True(result.Error.Is(ReviewErrors.ExtremesWithoutComment));
            Assert.Equal([1], result.Error.Args);
        }
    }

    [Theory]
    [InlineData("4 4 4", true)]
    [InlineData("4 4 4 -", true)]
    [InlineData("4 4 - -", false)]
    [InlineData("4 4", false)]
    [InlineData("4 4 3", false)]
    [InlineData("- - -", false)]
    [InlineData("", false)]
    public void AllAlike_NeedsThreeEqualRatings(string row, bool alike) => Assert.Equal(alike, RatingPatterns.AllAlike(Row(row)));

    [Theory]
    [InlineData("4 3", "4 3|4 3", 3)]
    [InlineData("4 3", "4 3|4 3|4 3", 4)]
    [InlineData("4 3", "4 3|4 3|- -", 3)]
    [InlineData("4 3", "4 3", null)]
    [InlineData("4 3", "4 3|3 4", null)]
    [InlineData("4 3", "4 3|4 -", null)]
    [InlineData("4 -", "4 3|4 3", null)]
    [InlineData("- -", "- -|- -", null)]
    [InlineData("4 3", "", null)]
    public void SameForEverybody_NeedsThreePeopleAndNoException(string mine, string others, int? people) =>
        Assert.Equal(people, RatingPatterns.SameForEverybody(Row(mine), others.Split('|').Select(Row)));

    private static IEnumerable<AnswerContent> Row(string ratings) => ratings.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select((r, n) => r == "-" ? new AnswerContent($"i{n}", null, true, "") : new AnswerContent($"i{n}", r[0] - '0', false, ""));
}
