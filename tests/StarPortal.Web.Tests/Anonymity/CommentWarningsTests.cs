using StarPortal.Domain.Anonymity;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Reviews.Warnings;
using StarPortal.Web.Tests.Results;

namespace StarPortal.Web.Tests.Anonymity;

public sealed class CommentWarningsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task For_NamesAddressesAndNumbers_AreNamedWithTheirPlace(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);
        await portal.AddEmployeeAsync("Petra Novak", story.Manager);
        await portal.AddEmployeeAsync("欧阳明月", story.Manager);
        await using var db = portal.Open();
        var review = db.Reviews.First(r => r.ReviewerId == story.Peers[0].Id).Id;

        var warnings = await portal.Get<CommentWarnings>().ForAsync(
            review,
            [
                new AnswerContent("strengths", null, false, "王芳 and 欧阳明月 solved it; Novak knows, call 13812345678."),
                new AnswerContent("advice", null, false, "Write to me@example.com"),
                new AnswerContent("collaboration", 4, false, "Good work, every week."),
            ],
            Actors.Of(story.Peers[0]),
            Stop);

        Assert.Equal(
            [("strengths", PersonalDataKind.Name, "欧阳明月"), ("strengths", PersonalDataKind.Name, "Novak"), ("strengths", PersonalDataKind.Phone, "13812345678"), ("advice", PersonalDataKind.Email, "me@example.com")],
            warnings.Select(w => (w.ItemKey, w.Kind, w.Found)));
        Assert.Equal((" solved it; ", " knows, call"), (warnings[1].Before, warnings[1].After));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task For_NothingWritten_IsNothing(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);
        await using var db = portal.Open();
        var review = db.Reviews.First(r => r.ReviewerId == story.Peers[0].Id).Id;

        Assert.Empty(await portal.Get<CommentWarnings>().ForAsync(review, [AnswerContent.Empty("strengths")], Actors.Of(story.Peers[0]), Stop));
        Assert.Empty(await portal.Get<CommentWarnings>().ForAsync(0, [new AnswerContent("strengths", null, false, "Pia")], Actors.Of(story.Peers[0]), Stop));
    }
}
