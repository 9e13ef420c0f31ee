using StarPortal.Domain.Stars;

namespace StarPortal.Domain.Tests.Stars;

public sealed class StarProgressionTests
{
    // reached level per cycle (n = no data, N = newcomer) → level after each cycle
    [Theory]
    [InlineData(1, 1, 1, "1 2 3 4 5", "1 2 3 4 5")]
    [InlineData(1, 1, 1, "5 5 5 5 5", "2 3 4 5 5")]
    [InlineData(2, 1, 1, "5 5 5", "3 5 5")]
    [InlineData(5, 1, 1, "5 0", "5 4")]
    [InlineData(1, 1, 1, "2 3 1 1 1", "2 3 2 1 1")]
    [InlineData(1, 1, 2, "2 3 1 1 1 1", "2 3 3 2 2 1")]
    [InlineData(1, 1, 2, "2 3 1 3 1 1", "2 3 3 3 3 2")]
    [InlineData(1, 1, 2, "2 3 1 n 1", "2 3 3 3 2")]
    [InlineData(1, 2, 1, "2 3 4 0", "2 3 4 2")]
    [InlineData(1, 0, 1, "2 3 0 0 0", "2 3 3 3 3")]
    [InlineData(1, 1, 1, "0 0", "1 1")]
    [InlineData(1, 1, 1, "n n 2", "1 1 2")]
    [InlineData(1, 1, 1, "N 3 3", "1 2 3")]
    [InlineData(1, 1, 3, "3 3 1 1 4 1 1 1", "2 3 3 3 4 4 4 3")]
    public void Next_OverSeveralCycles_FollowsThePolicy(int up, int down, int below, string reached, string expected)
    {
        var policy = new StarPolicy(up, down, below);
        StandingBefore? standing = null;
        var after = new List<int>();
        foreach (var cycle in reached.Split(' '))
        {
            var step = StarProgression.Next(policy, 5, standing, Explained(cycle));
            standing = new StandingBefore(step.LevelAfter, step.CyclesBelow);
            after.Add(step.LevelAfter);
        }

        Assert.Equal(expected, string.Join(' ', after));
    }

    [Theory]
    [InlineData(null, "1", StarChange.Started)]
    [InlineData(null, "0", StarChange.Started)]
    [InlineData(null, "n", StarChange.Started)]
    [InlineData(null, "3", StarChange.Promoted)]
    [InlineData(2, "2", StarChange.Kept)]
    [InlineData(2, "4", StarChange.Promoted)]
    [InlineData(2, "1", StarChange.Demoted)]
    [InlineData(2, "n", StarChange.NotEvaluated)]
    [InlineData(1, "N", StarChange.Kept)]
    [InlineData(3, "N", StarChange.Started)]
    public void Next_SaysWhatHappened(int? before, string reached, StarChange expected) =>
        Assert.Equal(expected, StarProgression.Next(StarPolicy.Default, 5, before is { } level ? new StandingBefore(level) : null, Explained(reached)).Change);

    [Fact]
    public void Next_NotOftenEnoughBelow_IsKeptAndCounted()
    {
        var step = StarProgression.Next(new StarPolicy(CyclesBelow: 2), 5, new StandingBefore(3), Explained("1"));

        Assert.Equal(new StarStep(3, 1, StarChange.Below), step);
    }

    [Fact]
    public void Next_ProgrammeWithFewerLevels_TakesTheHighest() => Assert.Equal(4, StarProgression.Next(StarPolicy.Default, 4, new StandingBefore(5), Explained("4")).LevelAfter);

    [Fact]
    public void Next_WhateverHappens_StaysInsideTheLevelsAndThePolicy()
    {
        var random = new Random(4711);
        for (var n = 0; n < 5_000; n++)
        {
            var levels = random.Next(3, 6);
            var policy = new StarPolicy(random.Next(1, levels + 1), random.Next(0, levels + 1), random.Next(1, 5));
            var before = new StandingBefore(random.Next(1, levels + 1), random.Next(0, policy.CyclesBelow));
            var explained = Explained(random.Next(8) == 0 ? "n" : random.Next(0, levels + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));

            var step = StarProgression.Next(policy, levels, before, explained);

            Assert.InRange(step.LevelAfter, 1, levels);
            Assert.InRange(step.LevelAfter - before.Level, -policy.LevelsDown, policy.LevelsUp);
            Assert.True(explained.Reached is not null || step.LevelAfter == before.Level);
            Assert.True(step.LevelAfter >= before.Level || before.CyclesBelow + 1 >= policy.CyclesBelow);
            Assert.Equal(step, StarProgression.Next(policy, levels, before, explained));
        }
    }

    private static StarExplanation Explained(string reached) => reached switch
    {
        "n" => new StarExplanation(null, false, 60, []),
        "N" => new StarExplanation(1, true, 1, []),
        _ => new StarExplanation(int.Parse(reached, System.Globalization.CultureInfo.InvariantCulture), false, 60, []),
    };
}
