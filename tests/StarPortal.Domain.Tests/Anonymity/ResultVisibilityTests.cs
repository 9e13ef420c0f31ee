using StarPortal.Domain.Anonymity;
using StarPortal.Domain.Results;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Tests.Anonymity;

public sealed class ResultVisibilityTests
{
    private static readonly TemplateDefinition template = new(
        LocalText.Same("T"), LocalText.Empty, new RatingScale([]), [],
        [
            new OpenQuestion("peers", LocalText.Same("peers only"), [Source.Peer], false, AnswerVisibility.ParticipantAndManager),
            new OpenQuestion("all", LocalText.Same("everybody"), [Source.Self, Source.Manager, Source.Peer, Source.Report], false, AnswerVisibility.ParticipantAndManager),
            new OpenQuestion("boss", LocalText.Same("for the manager"), [Source.Self, Source.Peer], false, AnswerVisibility.ManagerOnly),
        ]);

    [Fact]
    public void Of_RolledUpGroup_ShowsOnlyQuestionsThatEnoughOfThemWereAsked()
    {
        var seen = See(ResultReader.Participant, (Relationship.Peer, "a"), (Relationship.Peer, "b"), (Relationship.Report, "c"));

        Assert.Equal([Source.Colleagues], seen.Groups);
        var shown = Assert.Single(seen.Texts);
        Assert.Equal(("all", Source.Colleagues), (shown.ItemKey, shown.From));
        Assert.Equal(["a", "b", "c"], shown.Texts.Order());
    }

    [Fact]
    public void Of_TooFewAnswers_LooksLikeNone()
    {
        var two = See(ResultReader.Hr, (Relationship.Peer, "a"), (Relationship.Peer, "b"));
        var none = See(ResultReader.Hr);

        Assert.Empty(two.Texts);
        Assert.Empty(two.Groups);
        Assert.Equal(none.Suppressed, two.Suppressed);
        Assert.Equal([Source.Peer, Source.Report], two.Suppressed);
    }

    [Fact]
    public void Of_Order_DoesNotFollowTheOrderOfReviews()
    {
        var texts = Enumerable.Range(0, 8).Select(i => (Relationship.Peer, $"text {i}")).ToArray();

        var forward = See(ResultReader.Participant, texts).Texts.Single(t => t.ItemKey == "all").Texts;
        var backward = See(ResultReader.Participant, [.. texts.Reverse()]).Texts.Single(t => t.ItemKey == "all").Texts;

        Assert.Equal(forward, backward);
        Assert.NotEqual(texts.Select(t => t.Item2), forward);
        Assert.NotEqual(forward, See(ResultReader.Participant, texts).Texts.Single(t => t.ItemKey == "peers").Texts);
    }

    [Fact]
    public void Of_ManagerOnlyQuestion_IsKeptFromTheParticipantExceptTheirOwnWords()
    {
        var reviews = new[] { (Relationship.Self, "mine"), (Relationship.Peer, "a"), (Relationship.Peer, "b"), (Relationship.Peer, "c") };

        Assert.Equal([Source.Self], See(ResultReader.Participant, reviews).Texts.Where(t => t.ItemKey == "boss").Select(t => t.From));
        Assert.Equal([Source.Self, Source.Peer], See(ResultReader.Manager, reviews).Texts.Where(t => t.ItemKey == "boss").Select(t => t.From));
        Assert.Empty(See(ResultReader.None, reviews).Texts);
    }

    private static VisibleFeedback See(ResultReader reader, params (Relationship From, string Text)[] reviews) =>
        ResultVisibility.Of(reader, template, 3, 7, [.. reviews.Select(r => new SubmittedTexts(r.From, new Dictionary<string, string> { ["peers"] = r.Text, ["all"] = r.Text, ["boss"] = r.Text }))]);
}
