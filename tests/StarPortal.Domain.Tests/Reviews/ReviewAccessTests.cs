using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Tests.Reviews;

public sealed class ReviewAccessTests
{
    private static readonly Actor Subject = AReview.Person(AReview.Subject);
    private static readonly Actor Manager = AReview.Person(AReview.Manager);
    private static readonly Actor Stranger = AReview.Person(30);
    private static readonly Actor Hr = AReview.Person(50, Roles.Employee | Roles.HR);
    private static readonly Actor Administrator = new(1, null, "Admin", Roles.Administrator);
    private static readonly Actor Committee = AReview.Person(60, Roles.Employee | Roles.Committee);

    [Theory]
    [InlineData(ReviewState.Draft, ReviewState.Submitted, PhaseState.Closed, false)] // not handed in
    [InlineData(ReviewState.Missed, ReviewState.Submitted, PhaseState.Closed, false)]
    [InlineData(ReviewState.Reopened, ReviewState.Submitted, PhaseState.Open, false)]
    [InlineData(ReviewState.Submitted, ReviewState.NotStarted, PhaseState.Open, false)] // blind
    [InlineData(ReviewState.Submitted, ReviewState.Draft, PhaseState.Open, false)]
    [InlineData(ReviewState.Submitted, ReviewState.Reopened, PhaseState.Open, false)]
    [InlineData(ReviewState.Submitted, ReviewState.Draft, PhaseState.Pending, false)]
    [InlineData(ReviewState.Submitted, ReviewState.Submitted, PhaseState.Open, true)]
    [InlineData(ReviewState.Submitted, ReviewState.Missed, PhaseState.Closed, true)]
    [InlineData(ReviewState.Submitted, ReviewState.Draft, PhaseState.Closed, true)]
    [InlineData(ReviewState.Submitted, null, null, true)] // no manager review in this cycle
    public void SelfReview_OpensToTheManager_WhenBothAreIn(ReviewState self, ReviewState? manager, PhaseState? managerPhase, bool opens)
    {
        var scene = Scene(Relationship.Self, self) with { ManagerReview = manager, ManagerPhase = managerPhase };

        Assert.Equal(opens ? ReviewReader.Manager : ReviewReader.None, ReviewAccess.ReaderOf(Manager, scene));
        // working in HR does not lift the blindness of the participant's own manager
        Assert.Equal(opens ? ReviewReader.Manager : ReviewReader.None, ReviewAccess.ReaderOf(Manager with { Roles = Roles.Employee | Roles.HR }, scene));
    }

    [Theory]
    [InlineData(CycleState.Running, ReviewReader.None)]
    [InlineData(CycleState.Calibrating, ReviewReader.None)]
    [InlineData(CycleState.Released, ReviewReader.Subject)]
    [InlineData(CycleState.Closed, ReviewReader.Subject)]
    public void ManagerReview_OpensToTheSubject_FromReleaseOn(CycleState cycle, ReviewReader reader)
    {
        var scene = Scene(Relationship.Manager, ReviewState.Submitted) with { Cycle = cycle };

        Assert.Equal(reader, ReviewAccess.ReaderOf(Subject, scene));
        Assert.Equal(reader, ReviewAccess.ReaderOf(Subject with { Roles = Roles.Employee | Roles.HR }, scene));
    }

    [Theory]
    [InlineData(Relationship.Peer)]
    [InlineData(Relationship.Report)]
    [InlineData(Relationship.CrossTeam)]
    [InlineData(Relationship.Customer)]
    public void GroupReview_OpensToItsAuthorAndHrOnly_EvenAfterRelease(Relationship relationship)
    {
        var scene = Scene(relationship, ReviewState.Submitted) with { Cycle = CycleState.Released };

        Assert.Equal(ReviewReader.Author, ReviewAccess.ReaderOf(AReview.Person(AReview.Peer), scene));
        Assert.Equal(ReviewReader.Hr, ReviewAccess.ReaderOf(Hr, scene));
        Assert.All([Subject, Subject with { Roles = Roles.HR | Roles.Employee }, Manager, Manager with { Roles = Roles.HR | Roles.Employee }, Stranger, Administrator, Committee],
            a => Assert.Equal(ReviewReader.None, ReviewAccess.ReaderOf(a, scene)));
    }

    [Theory]
    [InlineData(ReviewState.NotStarted, false)]
    [InlineData(ReviewState.Draft, false)]
    [InlineData(ReviewState.Declined, false)]
    [InlineData(ReviewState.Withdrawn, false)]
    [InlineData(ReviewState.Submitted, true)]
    [InlineData(ReviewState.Reopened, true)]
    [InlineData(ReviewState.Missed, true)]
    public void AnyReview_OpensToHr_OnceItWasHandedInOrItsTimeIsOver(ReviewState state, bool opens) =>
        Assert.All(Enum.GetValues<Relationship>(), r =>
            Assert.Equal(opens ? ReviewReader.Hr : ReviewReader.None, ReviewAccess.ReaderOf(Hr, Scene(r, state))));

    [Fact]
    public void NoReview_OpensToAdministratorsCommitteeOrStrangers() =>
        Assert.All(Enum.GetValues<Relationship>(), r => Assert.All(Enum.GetValues<ReviewState>(), s =>
        {
            Assert.Equal(ReviewReader.None, ReviewAccess.ReaderOf(Administrator, Scene(r, s)));
            Assert.Equal(ReviewReader.None, ReviewAccess.ReaderOf(Committee, Scene(r, s)));
            Assert.Equal(ReviewReader.None, ReviewAccess.ReaderOf(Stranger, Scene(r, s)));
        }));

    [Fact]
    public void WithdrawnReview_IsHiddenEvenFromItsAuthor() =>
        Assert.Equal(ReviewReader.None, ReviewAccess.ReaderOf(AReview.Person(AReview.Peer), Scene(Relationship.Peer, ReviewState.Withdrawn)));

    [Theory]
    [InlineData(ReviewReader.Author, true, true, true)]
    [InlineData(ReviewReader.Hr, true, true, true)]
    [InlineData(ReviewReader.Manager, true, true, false)]
    [InlineData(ReviewReader.Subject, true, false, false)]
    [InlineData(ReviewReader.None, false, false, false)]
    public void Question_IsSeenAsItsVisibilitySays(ReviewReader reader, bool shared, bool manager, bool hr)
    {
        Assert.Equal(shared, ReviewAccess.Sees(reader, AnswerVisibility.ParticipantAndManager));
        Assert.Equal(manager, ReviewAccess.Sees(reader, AnswerVisibility.ManagerOnly));
        Assert.Equal(hr, ReviewAccess.Sees(reader, AnswerVisibility.HrOnly));
    }

    private static ReviewScene Scene(Relationship relationship, ReviewState state) =>
        new(AReview.ReviewerOf(relationship), AReview.Subject, relationship, state, AReview.Manager, ReviewState.Submitted, PhaseState.Open, CycleState.Running);
}
