using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;

namespace StarPortal.Domain.Tests.Reviews;

public sealed class ReviewTests
{
    public static TheoryData<string, ReviewState, ReviewState?> Transitions
    {
        get
        {
            var data = new TheoryData<string, ReviewState, ReviewState?>();
            foreach (var state in Enum.GetValues<ReviewState>())
            {
                bool open = state is ReviewState.NotStarted or ReviewState.Draft or ReviewState.Reopened;
                data.Add("save", state, open ? state == ReviewState.Reopened ? ReviewState.Reopened : ReviewState.Draft : null);
                data.Add("submit", state, open && state != ReviewState.NotStarted ? ReviewState.Submitted : null);
                data.Add("decline", state, open ? ReviewState.Declined : null);
                data.Add("reopen", state, state == ReviewState.Submitted ? ReviewState.Reopened : null);
                data.Add("miss", state, open && state != ReviewState.Reopened ? ReviewState.Missed : null);
                data.Add("withdraw", state, state == ReviewState.Withdrawn ? null : ReviewState.Withdrawn);
                data.Add("restore", state, state == ReviewState.Withdrawn ? ReviewState.Draft : null);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Transitions))]
    public void Transition_FromEveryState_IsTheNamedOneOrAnError(string step, ReviewState from, ReviewState? to)
    {
        var review = AReview.In(from);
        var writer = AReview.Person(AReview.Peer);
        var before = review.Contents;

        var result = step switch
        {
            "save" => review.SaveDraft(AReview.Template, [new AnswerContent("collaboration", 2, false, "changed")], writer, AReview.Now),
            "submit" => review.Submit(AReview.Template, ReviewRules.Default, writer, AReview.Now),
            "decline" => review.Decline("no contact", writer, AReview.Now),
            "reopen" => review.Reopen("mixed up", AReview.Person(50, Roles.HR)),
            "miss" => review.MarkMissed(),
            "withdraw" => review.Withdraw(),
            _ => review.Restore(),
        };

        Assert.Equal(to is not null, result.Succeeded);
        Assert.Equal(to ?? from, review.State);
        if (step != "save")
        {
            Assert.Equal(before, review.Contents);
        }
    }

    [Theory]
    [InlineData(ReviewState.Submitted, "AlreadySubmitted")]
    [InlineData(ReviewState.Declined, "Declined")]
    [InlineData(ReviewState.Missed, "Missed")]
    [InlineData(ReviewState.Withdrawn, "Withdrawn")]
    public void Save_InAClosedState_NamesIt(ReviewState state, string code) =>
        Assert.Equal(code, AReview.In(state).SaveDraft(AReview.Template, [], AReview.Person(AReview.Peer), AReview.Now).Error.Code);

    [Theory]
    [InlineData(AReview.Subject, Roles.Employee)]
    [InlineData(AReview.Manager, Roles.Employee)]
    [InlineData(50, Roles.HR)]
    [InlineData(50, Roles.Administrator)]
    [InlineData(50, Roles.Committee)]
    public void Write_BySomebodyElse_IsNotAllowed(int who, Roles roles)
    {
        var review = AReview.In(ReviewState.Draft);
        var actor = AReview.Person(who, roles);

        Assert.True(review.SaveDraft(AReview.Template, [], actor, AReview.Now).Error.Is(ReviewErrors.NotAllowed));
        Assert.True(review.Submit(AReview.Template, ReviewRules.Default, actor, AReview.Now).Error.Is(ReviewErrors.NotAllowed));
        Assert.True(review.Decline("x", actor, AReview.Now).Error.Is(ReviewErrors.NotAllowed));
    }

    [Theory]
    [InlineData("accuracy", 3, false, "", "UnknownItem")]
    [InlineData("quality", 3, false, "", "UnknownItem")]
    [InlineData("proud", null, false, "x", "UnknownItem")]
    [InlineData("collaboration", 6, false, "", "NotOnScale")]
    [InlineData("collaboration", 0, false, "", "NotOnScale")]
    [InlineData("advice", 3, false, "", "NotRated")]
    [InlineData("advice", null, true, "", "NotRated")]
    public void Save_AnswerThatIsNotOnAPeersForm_IsRefusedWhole(string key, int? rating, bool notObserved, string text, string code)
    {
        var review = AReview.Of(Relationship.Peer);

        var result = review.SaveDraft(
            AReview.Template,
            [new AnswerContent("collaboration", 4, false, "fine"), new AnswerContent(key, rating, notObserved, text)],
            AReview.Person(AReview.Peer),
            AReview.Now);

        Assert.Equal(code, result.Error.Code);
        Assert.Empty(review.Answers);
        Assert.Equal(ReviewState.NotStarted, review.State);
    }

    [Theory]
    [InlineData(10_000, true)]
    [InlineData(10_001, false)]
    public void Save_TextAtTheLimit_IsKeptOverItRefused(int length, bool kept) =>
        Assert.Equal(kept, AReview.Of(Relationship.Peer)
            .SaveDraft(AReview.Template, [new AnswerContent("advice", null, false, new string('字', length))], AReview.Person(AReview.Peer), AReview.Now).Succeeded);

    [Fact]
    public void Save_OneAnswer_LeavesTheOthersAsTheyAre()
    {
        var review = AReview.In(ReviewState.Draft, Relationship.Manager);

        AReview.Ok(review.SaveDraft(AReview.Template, [new AnswerContent("quality", 2, false, "changed")], AReview.Person(AReview.Manager), AReview.Now));

        Assert.Equal(new AnswerContent("quality", 2, false, "changed"), review.Contents.Single(c => c.ItemKey == "quality"));
        Assert.Equal(new AnswerContent("collaboration", null, true, ""), review.Contents.Single(c => c.ItemKey == "collaboration"));
    }

    [Fact]
    public void Submit_WithSomethingMissing_SaysHowMuchAndStaysADraft()
    {
        var review = AReview.Of(Relationship.Self);
        var writer = AReview.Person(AReview.Subject);
        AReview.Ok(review.SaveDraft(AReview.Template, [new AnswerContent("quality", 3, false, "")], writer, AReview.Now));

        var result = review.Submit(AReview.Template, ReviewRules.Default, writer, AReview.Now);

        Assert.True(result.Error.Is(ReviewErrors.Incomplete));
        Assert.Equal([2], result.Error.Args);
        Assert.Equal(ReviewState.Draft, review.State);
        Assert.Null(review.SubmittedAt);
    }

    [Theory]
    [InlineData(Relationship.Self, false)]
    [InlineData(Relationship.Manager, false)]
    [InlineData(Relationship.Peer, true)]
    [InlineData(Relationship.Report, true)]
    [InlineData(Relationship.CrossTeam, true)]
    [InlineData(Relationship.Customer, true)]
    public void Decline_OnlyWhatOthersMayDoAsWell(Relationship relationship, bool allowed)
    {
        var review = AReview.Of(relationship);

        var result = review.Decline("no contact", AReview.Person(review.ReviewerId), AReview.Now);

        Assert.Equal(allowed, result.Succeeded);
        Assert.True(allowed || result.Error.Is(ReviewErrors.CannotDecline));
    }

    [Theory]
    [InlineData("", "ReasonRequired")]
    [InlineData("   ", "ReasonRequired")]
    public void Decline_WithoutAReason_IsRefused(string reason, string code) =>
        Assert.Equal(code, AReview.Of(Relationship.Peer).Decline(reason, AReview.Person(AReview.Peer), AReview.Now).Error.Code);

    [Theory]
    [InlineData(AReview.Subject, Roles.HR | Roles.Employee)] // own case
    [InlineData(AReview.Peer, Roles.HR | Roles.Employee)] // own review
    [InlineData(AReview.Manager, Roles.Employee)]
    [InlineData(50, Roles.Administrator)]
    public void Reopen_ByAnybodyButIndependentHr_IsNotAllowed(int who, Roles roles) =>
        Assert.True(AReview.In(ReviewState.Submitted).Reopen("reason", AReview.Person(who, roles)).Error.Is(ReviewErrors.NotAllowed));

    [Fact]
    public void Restore_OfASubmittedReview_IsSubmittedAgain()
    {
        var review = AReview.In(ReviewState.Submitted);
        AReview.Ok(review.Withdraw());

        AReview.Ok(review.Restore());

        Assert.Equal(ReviewState.Submitted, review.State);
    }

    [Theory]
    [InlineData("a\r\nb", "a\nb", true)]
    [InlineData("a", "a ", false)]
    public void Contents_DifferingInLineEndsOnly_SayTheSame(string one, string other, bool same) =>
        Assert.Equal(same, new AnswerContent("k", 1, false, one).SaysTheSameAs(new AnswerContent("k", 1, false, other)));
}
