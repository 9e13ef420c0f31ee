using StarPortal.Domain.Goals;

namespace StarPortal.Domain.Tests.Goals;

public sealed class ObjectiveTests
{
    private static readonly DateOnly Start = new(2026, 10, 1);
    private static readonly DateOnly End = new(2026, 12, 31);

    [Theory]
    [InlineData(0, 100, 25, 25)]
    [InlineData(80, 95, 95, 100)]
    [InlineData(80, 95, 99, 100)] // beyond the target is 100
    [InlineData(80, 95, 70, 0)] // behind the start is 0
    [InlineData(30, 10, 20, 50)] // less is better
    [InlineData(30, 10, 35, 0)]
    [InlineData(-10, 10, 0, 50)]
    public void Progress_IsTheWayCovered(int start, int target, int current, int percent) =>
        Assert.Equal(percent, ObjectiveProgress.Of(start, target, current));

    [Fact]
    public void RollUp_WeighsKeyResultsAndTheObjectivesBelow()
    {
        var progress = ObjectiveProgress.RollUp(
        [
            new(1, null, ObjectiveState.Active, 1m, [(1m, 40m)]),
            new(2, 1, ObjectiveState.Active, 3m, [(1m, 100m), (3m, 20m)]), // 40
            new(3, 1, ObjectiveState.Draft, 9m, [(1m, 100m)]), // does not count above
            new(4, 1, ObjectiveState.Dropped, 9m, [(1m, 100m)]),
            new(5, 1, ObjectiveState.Achieved, 1m, [(1m, 90m)]),
            new(6, 1, ObjectiveState.Active, 5m, []), // nothing measures it
        ]);

        Assert.Equal(40m, progress[2]);
        Assert.Equal(100m, progress[3]);
        Assert.Null(progress[6]);
        Assert.Equal((40m + (3m * 40m) + 90m) / 5m, progress[1]);
    }

    [Theory]
    [InlineData(1, 3, false)] // under its grandchild
    [InlineData(1, 1, false)]
    [InlineData(3, 1, true)]
    [InlineData(2, null, true)]
    [InlineData(2, 4, true)]
    public void Move_NeverMakesACircle(int id, int? parent, bool may) =>
        Assert.Equal(may, ObjectiveProgress.MayMove(id, parent, new Dictionary<int, int?> { [1] = null, [2] = 1, [3] = 2, [4] = null }));

    [Theory]
    [InlineData(CheckInCadence.Weekly, 9)]
    [InlineData(CheckInCadence.Monthly, 32)]
    public void CheckIn_MovesTheNextOneOn(CheckInCadence cadence, int day)
    {
        var result = new KeyResult(1, new("NPS", "points", 20m, 50m, 5, cadence), AGoal.Now);

        var checkIn = result.CheckIn(35m, Confidence.AtRisk, "Two releases late", AGoal.Employee, AGoal.Now);

        Assert.Equal(50m, result.Progress);
        Assert.Equal(new DateTime(2026, 11, 1, 8, 0, 0, DateTimeKind.Utc).AddDays(day - 1), result.DueAt);
        Assert.Equal((35m, "Emma", 11), (checkIn.Value.Value, checkIn.Value.By, checkIn.Value.ById));
    }

    [Fact]
    public void Edit_OfTheCadence_MovesTheDueDate()
    {
        var result = new KeyResult(1, new("NPS", "", 20m, 50m, 5, CheckInCadence.Monthly), AGoal.Now);

        result.Edit(result.Details with { Cadence = CheckInCadence.Weekly });

        Assert.Equal(AGoal.Now.AddDays(7), result.DueAt);
    }

    [Theory]
    [InlineData("", 0, 10, 1, "TitleMissing")]
    [InlineData("x", 10, 10, 1, "StartIsTarget")]
    [InlineData("x", 0, 10, 0, "WeightNotPositive")]
    public void KeyResult_WithFaults_IsRefused(string title, int start, int target, int weight, string fault) =>
        Assert.Equal([fault], KeyResult.Check(new(title, "", start, target, 1, CheckInCadence.Weekly, weight)).Select(e => e.Code));

    [Fact]
    public void Objective_GoesFromDraftToOutcomeAndBack()
    {
        var objective = new Objective(new(1, null, 2, "Delight clients", "", Start, End));
        Assert.True(objective.Close(ObjectiveState.Achieved, "Yes", 0, AGoal.Hr, AGoal.Now).Error.Is(GoalErrors.ObjectiveNotActive));
        Assert.True(objective.Activate(0).Error.Is(GoalErrors.NoKeyResult));
        Assert.True(objective.Activate(2).Succeeded);
        Assert.True(objective.Close(ObjectiveState.Active, "Yes", 0, AGoal.Hr, AGoal.Now).Error.Is(GoalErrors.NotAnOutcome));
        Assert.True(objective.Close(ObjectiveState.Missed, "", 0, AGoal.Hr, AGoal.Now).Error.Is(GoalErrors.OutcomeMissing));
        Assert.True(objective.Close(ObjectiveState.Missed, "Short of staff", 2, AGoal.Hr, AGoal.Now).Error.Is(GoalErrors.PartsStillOpen));
        Assert.True(objective.Close(ObjectiveState.Missed, "Short of staff", 0, AGoal.Hr, AGoal.Now).Succeeded);
        Assert.True(objective.Edit(objective.Details with { Title = "Other" }).Error.Is(GoalErrors.ObjectiveClosed));
        Assert.True(objective.Reopen(" ").Failed);
        Assert.True(objective.Reopen("Counted wrongly").Succeeded);
        Assert.Equal(ObjectiveState.Active, objective.State);
    }

    [Fact]
    public void Feed_IsNeverConfirmedByThePersonItIsAbout()
    {
        var feed = new KeyResultFeed(1, 2, 11, "satisfaction", AGoal.Manager, AGoal.Now);

        Assert.True(feed.Accept(5, AGoal.Employee, AGoal.Now).Error.Is(GoalErrors.OwnCase));
        Assert.True(feed.Accept(5, AGoal.Manager, AGoal.Now).Succeeded);
        Assert.True(feed.Accept(5, AGoal.Manager, AGoal.Now).Error.Is(GoalErrors.NothingToConfirm));
        Assert.False(GoalAccess.CanFeed(AGoal.Employee, 11, 12));
        Assert.True(GoalAccess.CanFeed(AGoal.Manager, 11, 12));
        Assert.True(GoalAccess.CanFeed(AGoal.Hr, 11, 12));
        Assert.False(GoalAccess.CanFeed(AGoal.Hr, 13, 12));
    }
}
