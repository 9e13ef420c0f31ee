using StarPortal.Domain.Cycles;
using StarPortal.Domain.Feedback;

namespace StarPortal.Domain.Tests.Feedback;

public sealed class FeedbackTests
{
    private static readonly DateTime Now = new(2026, 11, 23, 9, 0, 0, DateTimeKind.Utc);
    private static readonly Actor Hr = new(1, 7, "Helen", Roles.HR);

    [Theory]
    [InlineData(FeedbackKind.Nps, "10 9 8 7 6 0", 0)]
    [InlineData(FeedbackKind.Nps, "10 10 9", 100)]
    [InlineData(FeedbackKind.Nps, "0 6 3", -100)]
    [InlineData(FeedbackKind.Nps, "9 8 7", 33.33333333)]
    [InlineData(FeedbackKind.Nps, "6 7 8", -33.33333333)]
    [InlineData(FeedbackKind.FivePoints, "5 4 4", 4.33333333)]
    [InlineData(FeedbackKind.FivePoints, "1 1 1", 1)]
    [InlineData(FeedbackKind.SatisfiedShare, "5 4 3 1", 50)]
    [InlineData(FeedbackKind.SatisfiedShare, "3 3 3", 0)]
    [InlineData(FeedbackKind.HundredPoints, "0 100 50 1", 37.75)]
    public void Value_OfAnswers_IsAsDefined(FeedbackKind kind, string scores, decimal expected) =>
        Assert.Equal(expected, FeedbackValue.Of(kind, [.. scores.Split(' ').Select(int.Parse)]));

    [Theory]
    [InlineData(2, 3, false)]
    [InlineData(3, 3, true)]
    [InlineData(0, 3, false)]
    [InlineData(9, 10, false)]
    public void MayCount_OnlyWithTheMinimumOfNewAnswers(int waiting, int minimum, bool expected) =>
        Assert.Equal(expected, FeedbackValue.MayCount(waiting, minimum));

    [Theory]
    [InlineData(FeedbackKind.Ratings, CycleState.Running, PhaseState.Open, PhaseState.Closed, false, true)]
    [InlineData(FeedbackKind.Ratings, CycleState.Running, PhaseState.Closed, PhaseState.Open, false, false)]
    [InlineData(FeedbackKind.Ratings, CycleState.Running, null, null, false, true)]
    [InlineData(FeedbackKind.Ratings, CycleState.Calibrating, PhaseState.Open, PhaseState.Open, false, false)]
    [InlineData(FeedbackKind.Nps, CycleState.Running, PhaseState.Closed, PhaseState.Open, false, true)]
    [InlineData(FeedbackKind.Nps, CycleState.Running, PhaseState.Open, PhaseState.Closed, false, false)]
    [InlineData(FeedbackKind.Nps, CycleState.Running, PhaseState.Open, PhaseState.Closed, true, true)]
    [InlineData(FeedbackKind.Nps, CycleState.Released, PhaseState.Open, PhaseState.Open, true, false)]
    [InlineData(FeedbackKind.Ratings, CycleState.Cancelled, PhaseState.Open, PhaseState.Open, true, false)]
    public void Window_FollowsTheCycle(FeedbackKind kind, CycleState cycle, PhaseState? peers, PhaseState? data, bool unlocked, bool open) =>
        Assert.Equal(open, FeedbackWindow.IsOpen(kind, cycle, peers, data, unlocked));

    [Fact]
    public void Campaign_WithFaults_NamesThemAll()
    {
        var plan = new FeedbackPlan(" ", 1, FeedbackKind.Nps, "care", LinkUse.Many, false, 0, 2, true, 0);

        var made = FeedbackCampaign.Create(plan, true, ["accuracy"], Hr, Now);

        Assert.Equal(["NameLength", "IndicatorNeeded", "MostAnswersRange", "MinimumRange", "DaysRange"], made.Errors.Select(e => e.Code));
        Assert.True(FeedbackCampaign.Create(plan, true, [], Hr with { Roles = Roles.Administrator }, Now).Error.Is(SharedErrors.NotAllowed));
        Assert.True(FeedbackCampaign.Create(plan with { Name = "x", Kind = FeedbackKind.Ratings, MostAnswers = 1, Days = 1 }, false, [], Hr, Now).Error.Is(FeedbackErrors.NothingToRate));
    }

    [Fact]
    public void Link_GoesThroughItsStates()
    {
        var campaign = FeedbackCampaign.Create(new FeedbackPlan("Cards", 1, FeedbackKind.Nps, "nps", LinkUse.One, true, 50, 3, true, 10), false, ["nps"], Hr, Now).Value;
        Assert.False(campaign.AsksForCode);
        var (link, token) = campaign.Issue(5, 8, Hr, Now).Value;

        Assert.Equal(32, token.Length);
        Assert.Equal(link.TokenHash, FeedbackLink.HashOf($" {token.ToUpperInvariant()} "));
        Assert.Equal(1, link.MostAnswers);
        Assert.Equal(FeedbackLinkState.Open, link.StateAt(Now));
        Assert.Equal(FeedbackLinkState.Expired, link.StateAt(Now.AddDays(10)));
        Assert.Equal(FeedbackLinkState.Full, FeedbackLink.StateOf(null, Now, 1, 1, Now));
        Assert.Equal(FeedbackLinkState.Revoked, FeedbackLink.StateOf(Now, Now, 1, 1, Now));
        Assert.True(campaign.Issue(5, 7, Hr, Now).Error.Is(SharedErrors.NotAllowed));
        Assert.True(campaign.End(Hr, Now).Succeeded);
        Assert.True(campaign.End(Hr, Now).Error.Is(FeedbackErrors.CampaignEnded));
        Assert.True(campaign.Issue(5, 8, Hr, Now).Error.Is(FeedbackErrors.CampaignEnded));
    }

    [Fact]
    public void Texts_AreCleanedAndCodesCompared()
    {
        Assert.Equal("a\nb c", FeedbackForm.Clean("  a\r\nb\0 \uD800c\u0007 "));
        Assert.Equal("😀", FeedbackForm.Clean("😀"));
        Assert.Equal("A12B", FeedbackForm.NormalCode(" a-12 b"));
    }
}
