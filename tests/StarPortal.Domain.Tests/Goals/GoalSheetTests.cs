using StarPortal.Domain.Cycles;
using StarPortal.Domain.Goals;
using StarPortal.Domain.Templates;
using StarPortal.Domain.Tests.Results;

namespace StarPortal.Domain.Tests.Goals;

/// <summary>What goals may say, and how two people come to agree on them.</summary>
public sealed class GoalSheetTests
{
    [Theory]
    [InlineData("satisfaction", "90", null, null)]
    [InlineData("satisfaction", "99", null, null)]
    [InlineData("satisfaction", "98", null, null)] // the template's own
    [InlineData("satisfaction", "99.01", null, "TargetRange")]
    [InlineData("satisfaction", "69.99", null, "TargetRange")]
    [InlineData("satisfaction", "80", null, "TargetBeyondFloor")]
    [InlineData("satisfaction", "75", null, "TargetBeyondFloor")] // would turn "more is better" around
    [InlineData("accuracy", "95", null, "TargetFixed")] // bands keep their thresholds
    [InlineData("complaints", "1", null, "TargetFixed")]
    [InlineData("professionalism", "4", null, "TargetFixed")]
    [InlineData("accuracy", null, "50.01", "WeightRange,SectionWeights")]
    [InlineData("accuracy", null, "40.001", "WeightRange,SectionWeights")]
    [InlineData("accuracy", null, "45", "SectionWeights")]
    [InlineData("complaints", null, "15", "WeightFixed,SectionWeights")]
    [InlineData("complaints", null, "20", null)]
    [InlineData("initiative", null, "40", "WeightRange,SectionWeights")] // no lower bound given: not under the template's
    [InlineData("nothing", null, null, "UnknownIndicator")]
    public void Check_OneGoal_KeepsToTheTemplate(string key, string? target, string? weight, string? faults)
    {
        var errors = GoalRules.Check(AGoal.Template, [new GoalEntry(key, Number(target), Number(weight))]);

        Assert.Equal(faults?.Split(',') ?? [], errors.Select(e => e.Code));
    }

    [Theory]
    [InlineData("50", "30", true)]
    [InlineData("45.5", "34.5", true)]
    [InlineData("45.5", "34.49", false)]
    public void Check_WeightsOfASection_MakeExactly100(string accuracy, string satisfaction, bool right) =>
        Assert.Equal(right, GoalRules.Check(AGoal.Template, [new("accuracy", null, Number(accuracy)), new("satisfaction", null, Number(satisfaction))]).Count == 0);

    [Fact]
    public void Check_LowerIsBetter_KeepsItsDirection()
    {
        var response = ATemplate.Data("response", 100m, new LinearMeasure(30m, 10m)) with { GoalLimits = new GoalLimits(5m, 40m, null, null) };
        var template = ATemplate.Of(ATemplate.Section("s", 100m, response));

        Assert.Empty(GoalRules.Check(template, [new("response", 20m, null)]));
        Assert.Equal(["TargetBeyondFloor"], GoalRules.Check(template, [new("response", 35m, null)]).Select(e => e.Code));
    }

    [Fact]
    public void Check_SameIndicatorTwice_IsRefused() =>
        Assert.Equal(["IndicatorTwice"], GoalRules.Check(AGoal.Template, [new("accuracy", null, null), new("accuracy", null, null)]).Select(e => e.Code));

    [Fact]
    public void Draft_ThatDoesNotAddUp_IsKept()
    {
        var sheet = AGoal.Sheet();

        Assert.True(sheet.SaveDraft(AGoal.Template, [new("accuracy", 500m, 77m, "half a thought")], AGoal.Now).Succeeded);
        Assert.Equal(GoalSheetState.Open, sheet.State);
        Assert.True(sheet.Propose(AGoal.Template, sheet.Entries, AGoal.Employee, AGoal.Now).Failed);
        Assert.Equal("half a thought", Assert.Single(sheet.Goals).Text);
    }

    [Fact]
    public void Agreement_NeedsBothSides()
    {
        var sheet = AGoal.Proposed(new GoalEntry("satisfaction", 95m, null));
        Assert.Equal(GoalSide.Manager, sheet.WaitsFor);
        Assert.True(sheet.Confirm(AGoal.Template, GoalSide.Employee, AGoal.Employee, AGoal.Now).Error.Is(GoalErrors.AlreadyConfirmed));

        Assert.True(sheet.Confirm(AGoal.Template, GoalSide.Manager, AGoal.Manager, AGoal.Now).Succeeded);

        Assert.Equal(GoalSheetState.Confirmed, sheet.State);
        Assert.Null(sheet.WaitsFor);
        Assert.False(sheet.ConfirmedAsProposed);
    }

    [Fact]
    public void Change_ByTheManager_AsksTheEmployeeAgain()
    {
        var sheet = AGoal.Proposed(new GoalEntry("satisfaction", 92m, null));
        Assert.True(sheet.Change(AGoal.Template, [new("satisfaction", 96m, null)], " ", AGoal.Manager, AGoal.Now).Error.Is(SharedErrors.ReasonRequired));
        Assert.True(sheet.Change(AGoal.Template, [new("satisfaction", 92m, 40m)], "no change in fact", AGoal.Manager, AGoal.Now).Error.Is(GoalErrors.NothingChanged));

        Assert.True(sheet.Change(AGoal.Template, [new("satisfaction", 96m, null)], "The team reached 95 last year.", AGoal.Manager, AGoal.Now).Succeeded);

        Assert.Equal(GoalSide.Employee, sheet.WaitsFor);
        Assert.Null(sheet.EmployeeConfirmedAt);
        var change = Assert.Single(sheet.Steps[^1].Changes);
        Assert.Equal((92m, 96m), (change.Before.Target, change.After.Target));
        Assert.True(sheet.Confirm(AGoal.Template, GoalSide.Manager, AGoal.Manager, AGoal.Now).Failed);
        Assert.True(sheet.Confirm(AGoal.Template, GoalSide.Employee, AGoal.Employee, AGoal.Now).Succeeded);
        Assert.Equal(GoalSheetState.Confirmed, sheet.State);
    }

    [Fact]
    public void Reopen_KeepsFiguresAndTakesConfirmationsBack()
    {
        var sheet = AGoal.Proposed(new GoalEntry("satisfaction", 95m, null, "Fewer handovers"));
        sheet.Confirm(AGoal.Template, GoalSide.Manager, AGoal.Manager, AGoal.Now);
        Assert.True(sheet.Reopen("", false, AGoal.Employee, AGoal.Now).Failed);

        Assert.True(sheet.Reopen("A client left.", false, AGoal.Employee, AGoal.Now).Succeeded);

        Assert.Equal(GoalSheetState.Open, sheet.State);
        Assert.Null(sheet.ManagerConfirmedAt);
        Assert.Equal(95m, Assert.Single(sheet.Goals).Target);
        Assert.True(sheet.Reopen("Again.", false, AGoal.Employee, AGoal.Now).Error.Is(GoalErrors.AlreadyOpen));
        Assert.Equal([GoalStepKind.Proposed, GoalStepKind.Confirmed, GoalStepKind.Reopened], sheet.Steps.Select(s => s.Kind));
    }

    [Theory]
    [InlineData(CycleState.Running, PhaseState.Open, false, true)]
    [InlineData(CycleState.Running, PhaseState.Pending, false, false)]
    [InlineData(CycleState.Running, PhaseState.Closed, false, false)]
    [InlineData(CycleState.Running, PhaseState.Closed, true, true)]
    [InlineData(CycleState.Calibrating, PhaseState.Closed, true, true)]
    [InlineData(CycleState.Released, PhaseState.Closed, true, false)]
    [InlineData(CycleState.Running, null, false, false)]
    public void Window_FollowsPhaseAndCycle(CycleState cycle, PhaseState? phase, bool reopened, bool open) =>
        Assert.Equal(open, GoalWindow.IsOpen(cycle, phase, reopened));

    [Theory]
    [InlineData(11, false, 12, GoalSide.Employee)]
    [InlineData(12, false, 12, GoalSide.Manager)]
    [InlineData(14, false, 12, null)]
    [InlineData(14, true, 12, null)] // HR does not stand in where there is a manager
    [InlineData(14, true, null, GoalSide.Manager)]
    [InlineData(11, true, null, GoalSide.Employee)] // never on their own case
    [InlineData(14, false, null, null)]
    public void Side_IsTheSnapshotsManagerOrHrWithoutOne(int employee, bool hr, int? manager, GoalSide? side) =>
        Assert.Equal(side, GoalAccess.SideOf(new Actor(1, employee, "x", hr ? Roles.HR | Roles.Employee : Roles.Employee), 11, manager));

    private static decimal? Number(string? text) => text is null ? null : decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
