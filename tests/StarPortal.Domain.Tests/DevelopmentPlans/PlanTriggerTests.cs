using StarPortal.Domain.DevelopmentPlans;
using StarPortal.Domain.Documents;
using StarPortal.Domain.Stars;

namespace StarPortal.Domain.Tests.DevelopmentPlans;

public sealed class PlanTriggerTests
{
    [Theory]
    [InlineData(1, 1, false, 1, 1, false, true)]
    [InlineData(1, 0, false, 1, 1, false, true)]
    // a higher level now or before, no data, a newcomer
    [InlineData(2, 1, false, 1, 1, false, false)]
    [InlineData(1, 1, false, 2, 2, false, false)]
    [InlineData(1, null, false, 1, 1, false, false)]
    [InlineData(1, 3, true, 1, 1, false, false)]
    [InlineData(1, 1, false, 1, 2, true, false)]
    public void LowestTwice_ByLevels_CallsForAPlan(int now, int? reachedNow, bool newNow, int before, int? reachedBefore, bool newBefore, bool called) =>
        Assert.Equal(called, PlanTriggerRules.IsLowestTwice(new CycleLevel("b", now, reachedNow, newNow), new CycleLevel("a", before, reachedBefore, newBefore)));

    [Fact]
    public void LowestTwice_InTheFirstCycle_CallsForNothing() => Assert.False(PlanTriggerRules.IsLowestTwice(new CycleLevel("a", 1, 1, false), null));

    [Theory]
    [InlineData(59.994, true)]
    [InlineData(59.995, false)]
    [InlineData(60.0, false)]
    [InlineData(null, false)]
    public void LowBehaviour_ByTheRoundedScore_CallsForAPlan(double? score, bool called)
    {
        SectionOutcome[] scores = [new("results", new LocalText("Results", "结果"), 10m), new("behaviour", new LocalText("Behaviour", "行为"), (decimal?)score)];

        Assert.Equal(called, PlanTriggerRules.LowBehaviour(["behaviour"], scores) is not null);
    }

    [Theory]
    // a level that brings one: everybody at it; else nobody, promoted or not
    [InlineData(true, 2, StarChange.Kept, true)]
    [InlineData(true, 1, StarChange.Promoted, false)]
    [InlineData(true, 2, StarChange.NotEvaluated, false)]
    // a programme that promises none: whoever was promoted
    [InlineData(false, 2, StarChange.Promoted, true)]
    [InlineData(false, 2, StarChange.Kept, false)]
    public void CertificateDue_ByPromiseAndChange(bool promised, int level, StarChange change, bool due)
    {
        var definition = new StarDefinition(
            LocalText.Same("p"), LocalText.Empty,
            [Level(1), Level(2, promised ? [new Benefit(BenefitKind.Certificate, LocalText.Empty)] : []), Level(3)],
            StarPolicy.Default, Domain.Cycles.Population.Everybody);

        Assert.Equal(due, CertificateDue.IsDue(definition, level, change));
    }

    private static StarLevel Level(int number, IReadOnlyList<Benefit>? benefits = null) => new(number, LocalText.Same($"{number}"), "#000000", null, benefits ?? [], null);

}
