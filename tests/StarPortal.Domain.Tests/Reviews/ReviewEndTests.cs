using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;

namespace StarPortal.Domain.Tests.Reviews;

public sealed class ReviewEndTests
{
    private static readonly ReviewSituation Closed =
        new(CycleState.Running, Relationship.Peer, ReviewState.Draft, PhaseState.Closed, ReviewState.Draft, PhaseState.Closed, Unlocked: false) { Now = AReview.Now };

    [Theory]
    [InlineData(PhaseState.Closed, ReviewState.Draft, 1, CycleState.Running, null)]
    [InlineData(PhaseState.Closed, ReviewState.NotStarted, 1, CycleState.Running, null)]
    [InlineData(PhaseState.Closed, ReviewState.Reopened, 1, CycleState.Running, null)]
    [InlineData(PhaseState.Closed, ReviewState.Draft, 0, CycleState.Running, "PhaseClosed")] // the end is not part of the time
    [InlineData(PhaseState.Closed, ReviewState.Draft, -1, CycleState.Running, "PhaseClosed")]
    [InlineData(PhaseState.Closed, ReviewState.Reopened, -1, CycleState.Running, "PhaseClosed")]
    [InlineData(PhaseState.Open, ReviewState.Draft, -1, CycleState.Running, null)] // a phase that was prolonged
    [InlineData(PhaseState.Open, ReviewState.Reopened, -1, CycleState.Running, null)]
    [InlineData(PhaseState.Pending, ReviewState.NotStarted, 1, CycleState.Running, "NotOpenYet")]
    [InlineData(PhaseState.Closed, ReviewState.Draft, 1, CycleState.Calibrating, "CycleNotRunning")]
    [InlineData(PhaseState.Closed, ReviewState.Reopened, 1, CycleState.Calibrating, null)]
    [InlineData(PhaseState.Closed, ReviewState.Reopened, 1, CycleState.Released, "CycleNotRunning")]
    public void Edit_WithAnOwnEnd_GoesByTheLaterOfBoth(PhaseState phase, ReviewState state, int hours, CycleState cycle, string? code)
    {
        var result = ReviewWindow.CanEdit(Closed with { OwnPhase = phase, State = state, Cycle = cycle, ClosesAt = AReview.Now.AddHours(hours) });

        Assert.Equal(code, result.Succeeded ? null : result.Error.Code);
    }

    [Theory]
    [InlineData(1, ReviewState.Draft, false)]
    [InlineData(1, ReviewState.Submitted, true)]
    [InlineData(-1, ReviewState.Draft, true)]
    [InlineData(null, ReviewState.NotStarted, true)]
    public void Manager_WaitsForASelfReviewThatHasTimeLeft(int? hours, ReviewState self, bool allowed)
    {
        var situation = Closed with { Relationship = Relationship.Manager, OwnPhase = PhaseState.Open, SelfReview = self, SelfClosesAt = hours is { } h ? AReview.Now.AddHours(h) : null };

        Assert.Equal(allowed, ReviewWindow.CanSubmit(situation).Succeeded);
    }

    [Theory]
    [InlineData(ReviewState.NotStarted, 2, 1, null, ReviewState.NotStarted)]
    [InlineData(ReviewState.Draft, 2, 1, null, ReviewState.Draft)]
    [InlineData(ReviewState.Draft, 1, 2, "EndTooEarly", ReviewState.Draft)]
    [InlineData(ReviewState.Draft, -1, null, "EndPast", ReviewState.Draft)]
    [InlineData(ReviewState.Missed, 1, null, null, ReviewState.Draft)] // with what was written
    [InlineData(ReviewState.Submitted, 1, null, "AlreadySubmitted", ReviewState.Submitted)]
    [InlineData(ReviewState.Declined, 1, null, "Declined", ReviewState.Declined)]
    [InlineData(ReviewState.Withdrawn, 1, null, "Withdrawn", ReviewState.Withdrawn)]
    public void Extend_FromEveryState_GivesTimeOrSaysWhyNot(ReviewState state, int days, int? phaseDays, string? code, ReviewState after)
    {
        var review = AReview.In(state);

        var result = review.Extend(AReview.Now.AddDays(days), phaseDays is { } p ? AReview.Now.AddDays(p) : null, AReview.Now);

        Assert.Equal(code, result.Succeeded ? null : result.Error.Code);
        Assert.Equal(after, review.State);
        Assert.Equal(code is null, review.ClosesAt is not null);
    }

    [Fact]
    public void Reopened_NeverHandedInAgain_IsWhatWasHandedInAndKeepsTheChanges()
    {
        var review = AReview.In(ReviewState.Reopened);
        var before = review.LastSubmitted!;
        AReview.Ok(review.SaveDraft(AReview.Template, [new AnswerContent("collaboration", 1, false, "harsher"), new AnswerContent("advice", null, false, "")], AReview.Person(AReview.Peer), AReview.Now.AddHours(1)));

        AReview.Ok(review.EndReopening());

        Assert.Equal(ReviewState.Submitted, review.State);
        Assert.Equal(AReview.Now, review.SubmittedAt);
        Assert.All(before, b => Assert.Contains(b, review.Contents));
        Assert.Contains(review.Unsubmitted!, a => a.Text == "harsher");
        Assert.Null(review.LastSubmitted);
    }

    [Fact]
    public void Reopened_AndHandedInAgain_KeepsNoCopy()
    {
        var review = AReview.In(ReviewState.Reopened);

        AReview.Ok(review.Submit(AReview.Template, ReviewRules.Default, AReview.Person(AReview.Peer), AReview.Now));

        Assert.Null(review.LastSubmitted);
        Assert.Null(review.Unsubmitted);
        Assert.True(review.EndReopening().Failed);
    }

    [Fact]
    public void ReopenedManagerReview_SetAside_IsEvidenceAsItWasHandedInLast()
    {
        var review = AReview.In(ReviewState.Reopened, Relationship.Manager);
        var before = review.LastSubmitted!;
        AReview.Ok(review.SaveDraft(AReview.Template, [new AnswerContent("quality", 1, false, "on second thoughts")], AReview.Person(AReview.Manager), AReview.Now.AddHours(1)));

        AReview.Ok(review.SetAside());

        Assert.Equal((true, ReviewState.Submitted, AReview.Now), (review.PreviousManager, review.State, review.SubmittedAt));
        Assert.Equal(before.OrderBy(b => b.ItemKey), review.Contents.OrderBy(c => c.ItemKey));
        Assert.Contains(review.Unsubmitted!, a => a.Text == "on second thoughts");
    }

    [Theory]
    [InlineData(ReviewState.NotStarted, ReviewState.Withdrawn)]
    [InlineData(ReviewState.Draft, ReviewState.Withdrawn)]
    [InlineData(ReviewState.Missed, ReviewState.Withdrawn)]
    [InlineData(ReviewState.Submitted, ReviewState.Submitted)]
    public void ManagerReview_SetAside_IsKeptOnlyWhenHandedIn(ReviewState state, ReviewState after)
    {
        var review = AReview.In(state, Relationship.Manager);

        AReview.Ok(review.SetAside());

        Assert.Equal((true, after), (review.PreviousManager, review.State));
        Assert.True(review.SetAside().Failed);
    }

    [Fact]
    public void Restored_AfterItsTime_IsMissedOrAsItWasHandedIn()
    {
        var (draft, submitted) = (AReview.In(ReviewState.Draft), AReview.In(ReviewState.Reopened));
        AReview.Ok(draft.Withdraw());
        AReview.Ok(submitted.Withdraw());

        AReview.Ok(draft.RestoreAsOf(stillTime: false));
        AReview.Ok(submitted.RestoreAsOf(stillTime: false));

        Assert.Equal((ReviewState.Missed, ReviewState.Submitted), (draft.State, submitted.State));
    }

    [Fact]
    public void Delegate_WritesAndHandsInInTheReviewersPlace_ButDoesNotStepBack()
    {
        var review = AReview.Of(Relationship.Peer);
        var other = AReview.Person(30);
        Assert.True(review.SaveDraft(AReview.Template, [], other, AReview.Now).Error.Is(ReviewErrors.NotAllowed));

        review.LetWrite(30);
        Assert.True(review.Decline("too busy", other, AReview.Now).Error.Is(ReviewErrors.NotAllowed));
        AReview.Ok(review.SaveDraft(AReview.Template, AReview.Complete(Relationship.Peer), other, AReview.Now));
        AReview.Ok(review.Submit(AReview.Template, ReviewRules.Default, other, AReview.Now));

        Assert.Equal((30, AReview.Peer), (review.SubmittedById, review.ReviewerId));
    }
}
