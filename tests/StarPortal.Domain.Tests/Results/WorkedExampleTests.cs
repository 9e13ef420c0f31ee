using StarPortal.Domain.Results;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Tests.Results;

/// <summary>The worked example of the domain page, row by row.</summary>
public sealed class WorkedExampleTests
{
    [Fact]
    public void Compute_AllParts_GivesThePublishedNumbers()
    {
        var tree = Scoring.Compute(ATemplate.WorkedInput);

        Assert.Equal(85m, tree.Indicator("accuracy").Score);
        Assert.Equal(86.11m, Rounding.Score(tree.Indicator("satisfaction").Score!.Value));
        Assert.Equal(75m, tree.Indicator("complaints").Score);
        Assert.Equal(83.44m, Rounding.Score(tree.Of("results").Score!.Value));
        Assert.Equal(70m, tree.Of("manager").Score);
        Assert.Equal(80m, tree.Of("peers").Score);
        Assert.Equal(79.57m, tree.RoundedTotal());
    }

    [Fact]
    public void Compute_TwoPeersOnly_LeavesPeersOut()
    {
        var peers = 0;
        var input = ATemplate.WorkedInput.Keeping(r => r.Relationship != Relationship.Peer || ++peers <= 2);

        var tree = Scoring.Compute(input);

        Assert.Equal(79.49m, tree.RoundedTotal());
        Assert.Null(tree.Of("peers").Score);
        Assert.Equal(LeftOut.NothingInside, tree.Of("peers").LeftOut);
        Assert.Equal(0m, tree.Of("peers").EffectiveWeight);
        var peer = tree.Indicator("collaboration").By(Source.Peer);
        Assert.Equal(new SourceScore(Source.Peer, 100m, 0m, null, null, "", null, LeftOut.UnderThreshold), peer);
        Assert.Equal(70.59m, Rounding.Score(tree.Of("results").EffectiveWeight));
        Assert.Equal(29.41m, Rounding.Score(tree.Of("manager").EffectiveWeight));
    }

    [Fact]
    public void Compute_ComplaintsExempted_SpreadsTheirWeight()
    {
        var tree = Scoring.Compute(ATemplate.WorkedInput.Exempting("complaints"));

        Assert.Equal(85.56m, Rounding.Score(tree.Of("results").Score!.Value));
        Assert.Equal(80.83m, tree.RoundedTotal());
        Assert.Equal(LeftOut.Exempted, tree.Indicator("complaints").LeftOut);
        Assert.Equal(50m, tree.Indicator("accuracy").EffectiveWeight);
    }

    [Theory]
    [InlineData(14, 80)]
    [InlineData(7, 115)]
    [InlineData(35, 0)]
    public void Score_ResponseTimeFloor30Target10_FallsOutOfFloorOverTarget(int actual, int expected)
        => Assert.Equal(expected, new LinearMeasure(30m, 10m).Score(actual));
}
