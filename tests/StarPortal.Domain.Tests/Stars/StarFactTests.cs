using StarPortal.Domain.Stars;

namespace StarPortal.Domain.Tests.Stars;

public sealed class StarFactTests
{
    private static readonly DateOnly today = new(2026, 11, 21);
    private static readonly DateTime now = new(2026, 11, 21, 8, 0, 0, DateTimeKind.Utc);
    private static readonly Actor ann = new(10, 1, "Ann", Roles.Employee);
    private static readonly Actor manager = new(20, 2, "Mia", Roles.Employee);
    private static readonly Actor stranger = new(30, 3, "Sam", Roles.Employee);
    private static readonly Actor hr = new(40, 4, "Hr", Roles.HR | Roles.Employee);
    private static readonly StarFactContent praise = new(StarFactKind.Commendation, "", "Praised", new DateOnly(2026, 11, 1), "");

    [Fact]
    public void Propose_ByAnnManagerOrHr_WaitsForSomebodyElse()
    {
        Assert.All([ann, manager, hr], a => Assert.Equal(StarFactState.Proposed, Of(a).State));
        Assert.True(StarFact.Propose(1, 2, praise, stranger, today, now).Error.Is(StarErrors.FactNotFound));
    }

    [Theory]
    [InlineData("ann", "ann", false)]
    [InlineData("ann", "manager", true)]
    [InlineData("ann", "hr", true)]
    [InlineData("ann", "stranger", false)]
    [InlineData("manager", "manager", false)]
    [InlineData("manager", "ann", false)]
    [InlineData("manager", "hr", true)]
    [InlineData("hr", "hr", false)]
    [InlineData("hr", "manager", true)]
    public void Decide_NeverOwnAndNeverWhatOneProposed(string proposer, string decider, bool allowed)
    {
        var fact = Of(Person(proposer));

        var decided = fact.Approve(2, Person(decider), now);

        Assert.Equal(allowed, decided.Succeeded);
        Assert.Equal(allowed ? StarFactState.Approved : StarFactState.Proposed, fact.State);
    }

    [Fact]
    public void Decide_HrAboutThemselves_IsRefused()
    {
        var fact = StarFact.Propose(4, 2, praise, manager, today, now).Value;

        Assert.True(fact.Approve(2, hr, now).Failed);
    }

    [Fact]
    public void Reject_NeedsAReasonAndIsFinal()
    {
        var fact = Of(ann);

        Assert.True(fact.Reject(2, " ", manager, now).Error.Is(SharedErrors.ReasonRequired));
        Assert.True(fact.Reject(2, "no evidence", manager, now).Succeeded);
        Assert.True(fact.Approve(2, hr, now).Error.Is(StarErrors.FactDecided));
    }

    [Fact]
    public void Withdraw_OwnProposalOrByHrWithReason()
    {
        var proposed = Of(ann);
        var approved = Of(ann);
        Assert.True(approved.Approve(2, manager, now).Succeeded);

        Assert.True(proposed.Withdraw("", ann, now).Succeeded);
        Assert.True(approved.Withdraw("mine", ann, now).Error.Is(StarErrors.FactNotFound));
        Assert.True(approved.Withdraw("", hr, now).Error.Is(SharedErrors.ReasonRequired));
        Assert.True(approved.Withdraw("wrong person", hr, now).Succeeded);
    }

    [Fact]
    public void Propose_InTheFutureOrWithoutTitleOrTraining_IsRefused()
    {
        Assert.True(StarFact.Propose(1, 2, praise with { Date = today.AddDays(1) }, ann, today, now).Error.Is(StarErrors.FactInFuture));
        Assert.True(StarFact.Propose(1, 2, praise with { Title = " " }, ann, today, now).Error.Is(StarErrors.FactTitleMissing));
        Assert.True(StarFact.Propose(1, 2, praise with { Kind = StarFactKind.Training }, ann, today, now).Error.Is(StarErrors.TrainingMissing));
    }

    [Fact]
    public void Import_ForOneself_IsRefused() => Assert.True(StarFact.Import(4, praise, hr, today, now).Failed);

    private static StarFact Of(Actor proposer) => StarFact.Propose(1, 2, praise, proposer, today, now).Value;

    private static Actor Person(string name) => name switch { "ann" => ann, "manager" => manager, "hr" => hr, _ => stranger };
}
