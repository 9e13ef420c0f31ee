using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;

namespace StarPortal.Domain.Tests.Reviews;

public sealed class AssignmentPlanTests
{
    // 1 leads 2, 3, 4 in department 10; 5 leads 6, 7 in department 20; 8 is not in the cycle
    private static readonly PeerCandidate[] People =
        [new(1, 10, null), new(2, 10, 1), new(3, 10, 1), new(4, 10, 1), new(5, 20, null), new(6, 20, 5), new(7, 20, 5), new(8, 20, 5)];

    private static readonly GroupRule Wide = new(Relationship.CrossTeam, 0, 50, Nominator.Hr);

    [Fact]
    public void DirectReports_EveryReport_OfThoseWhoTakePart()
    {
        var plan = Plan(new AssignmentRule.DirectReports(), Wide with { Group = Relationship.Report, Minimum = 3 });

        Assert.Equal([(1, 2), (1, 3), (1, 4), (5, 6), (5, 7), (5, 8)], plan.Pairs);
        // who leads nobody has no reports: that is what the minimum says of them
        Assert.Equal(5, plan.Below);
    }

    [Fact]
    public void CrossTeam_MembersOnly_ReviewOneAnother()
    {
        var plan = Plan(new AssignmentRule.CrossTeam("Fair", [2, 6, 8], [], false), Wide);

        Assert.Equal([(2, 6), (2, 8), (6, 2), (6, 8)], plan.Pairs);
        // 8 takes no part: two would have reviewed 8
        Assert.Equal(2, plan.NotFitting);
    }

    [Fact]
    public void CrossTeam_BothWays_GivesEachDirectionOnce()
    {
        var plan = Plan(new AssignmentRule.CrossTeam("Fair", [2, 3], [6], true), Wide);

        Assert.Equal([(6, 2), (2, 6), (6, 3), (3, 6)], plan.Pairs);
    }

    [Fact]
    public void CrossTeam_ManagerOrReport_IsLeftOut()
    {
        var plan = Plan(new AssignmentRule.CrossTeam("Team", [1, 2], [], true), Wide);

        Assert.Empty(plan.Pairs);
        Assert.Equal(2, plan.NotFitting);
    }

    [Fact]
    public void Plan_TakenAndFull_LeavesThemOutAndSaysSo()
    {
        var taken = new HashSet<(int, int)> { (5, 6) };
        var plan = AssignmentPlan.Of(
            new AssignmentRule.DirectReports(),
            new GroupRule(Relationship.Report, 0, 2, Nominator.Hr),
            new AssignmentScene([.. People[..7]], People, taken, new Dictionary<int, int> { [5] = 1 }));

        Assert.Equal([(1, 2), (1, 3), (5, 7)], plan.Pairs);
        Assert.Equal((1, 2), (plan.HadARole, plan.NoRoom));
    }

    [Fact]
    public void Colleagues_SameSeed_SamePeople_AndNeverOverTheMaximum()
    {
        PeerCandidate[] many = [.. Enumerable.Range(1, 200).Select(i => new PeerCandidate(i, i % 7, null))];
        var scene = new AssignmentScene(many, many, new HashSet<(int, int)>(), new Dictionary<int, int>());
        var rule = new GroupRule(Relationship.Peer, 3, 4, Nominator.Employee);

        var first = AssignmentPlan.Of(new AssignmentRule.Colleagues(6, 42, true), rule, scene);
        var second = AssignmentPlan.Of(new AssignmentRule.Colleagues(6, 42, true), rule, scene);
        var other = AssignmentPlan.Of(new AssignmentRule.Colleagues(6, 43, true), rule, scene);

        Assert.Equal(first.Pairs, second.Pairs);
        Assert.NotEqual(first.Pairs, other.Pairs);
        Assert.All(first.Pairs.GroupBy(p => p.SubjectId), g => Assert.Equal(4, g.Count()));
        Assert.Equal((0, 400), (first.Below, first.NoRoom));
        Assert.DoesNotContain(first.Pairs, p => p.SubjectId == p.ReviewerId);
    }

    private static AssignmentPlan Plan(AssignmentRule rule, GroupRule limits) =>
        AssignmentPlan.Of(rule, limits, new AssignmentScene([.. People[..7]], People, new HashSet<(int, int)>(), new Dictionary<int, int>()));
}
