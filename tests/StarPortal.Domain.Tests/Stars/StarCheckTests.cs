using StarPortal.Domain.Stars;
using StarPortal.Domain.Templates;
using static StarPortal.Domain.Tests.Stars.StarEvaluationTests;

namespace StarPortal.Domain.Tests.Stars;

public sealed class StarCheckTests
{
    [Fact]
    public void Presets_HaveNothingToCorrect() => Assert.All(StarPresets.All, p => Assert.Empty(StarCheck.Faults(p.Definition)));

    [Fact]
    public void Levels_TwoOrSix_AreRefused()
    {
        var three = Three(null, null, null);

        Assert.Contains(StarErrors.LevelCount.Code, Codes(three with { Levels = [.. three.Levels.Take(2)] }));
        Assert.Contains(StarErrors.LevelCount.Code, Codes(three with { Levels = [.. Enumerable.Range(1, 6).Select(StarPresets.EmptyLevel)] }));
        Assert.Contains(StarErrors.LevelOrder.Code, Codes(three with { Levels = [three.Levels[1], three.Levels[0], three.Levels[2]] }));
        Assert.Contains(StarErrors.LevelNameTwice.Code, Codes(three with { Levels = [three.Levels[0], three.Levels[1] with { Name = new("l1", "") }, three.Levels[2]] }));
    }

    [Theory]
    [InlineData("gold")]
    [InlineData("#12345")]
    [InlineData("#12345g")]
    [InlineData("")]
    public void Colour_NotHex_IsRefused(string colour)
    {
        var three = Three(null, null, null);

        Assert.Contains(StarErrors.Colour.Code, Codes(three with { Levels = [three.Levels[0] with { Colour = colour }, .. three.Levels.Skip(1)] }));
    }

    [Theory]
    [InlineData(Comparison.AtLeast, 95, Comparison.AtMost, 90, true)]
    [InlineData(Comparison.AtLeast, 90, Comparison.AtMost, 90, false)]
    [InlineData(Comparison.Over, 90, Comparison.AtMost, 90, true)]
    [InlineData(Comparison.Over, 90, Comparison.Under, 91, false)]
    [InlineData(Comparison.Equal, 90, Comparison.Over, 90, true)]
    [InlineData(Comparison.Equal, 90, Comparison.Equal, 91, true)]
    public void Criteria_ThatContradict_AreRefusedWithTheirPath(Comparison one, double first, Comparison other, double second, bool contradicts)
    {
        var criteria = new AllOf([Accuracy(one, (decimal)first), Accuracy(other, (decimal)second)]);

        var fault = StarCheck.Faults(Three(null, criteria, null)).SingleOrDefault(f => f.Error.Is(StarErrors.Contradiction));

        Assert.Equal(contradicts, fault is not null);
        Assert.True(fault is null || (fault.Path == "levels[1].criteria.parts[1]" && fault.Severity == StarSeverity.Error));
    }

    [Fact]
    public void Criteria_CountsBetweenTwoWholeNumbers_Contradict()
    {
        var criteria = new AllOf([new FactCriterion(new(FactKind.Commendations), Comparison.Over, 2m), new FactCriterion(new(FactKind.Commendations), Comparison.Under, 3m)]);

        Assert.Contains(StarErrors.Contradiction.Code, Codes(Three(null, criteria, null)));
    }

    [Theory]
    [InlineData(4, 3, true)]
    [InlineData(0, 3, true)]
    [InlineData(3, 3, false)]
    public void Criteria_AtLeastMoreThanThereAre_IsRefused(int count, int parts, bool refused)
    {
        var group = new AtLeastOf(count, [.. Enumerable.Range(0, parts).Select(i => Fact(FactKind.ActualValue, 1m, $"k{i}"))]);

        Assert.Equal(refused, Codes(Three(null, group, null)).Contains(StarErrors.GroupCount.Code));
    }

    [Fact]
    public void Criteria_AtLeastTwoOfWhatCannotHoldTogether_IsRefused()
    {
        var group = new AtLeastOf(2, [Accuracy(Comparison.AtLeast, 95m), Accuracy(Comparison.AtMost, 90m)]);

        Assert.Contains(StarErrors.Contradiction.Code, Codes(Three(null, group, null)));
        Assert.DoesNotContain(StarErrors.Contradiction.Code, Codes(Three(null, group with { Count = 1 }, null)));
    }

    [Fact]
    public void Criteria_AgainstALowerLevel_CanNeverBeReached()
    {
        var faults = StarCheck.Faults(Three(null, Accuracy(Comparison.AtLeast, 95m), Accuracy(Comparison.AtMost, 90m)));

        Assert.Equal("levels[2].criteria", Assert.Single(faults, f => f.Error.Is(StarErrors.ContradictsLower)).Path);
    }

    [Fact]
    public void Criteria_LowerLevelStricter_IsAWarning()
    {
        var fault = Assert.Single(StarCheck.Faults(Three(null, Accuracy(Comparison.AtLeast, 95m), Accuracy(Comparison.AtLeast, 90m))));

        Assert.True(fault.Error.Is(StarErrors.LowerStricter));
        Assert.Equal(StarSeverity.Warning, fault.Severity);
        Assert.Empty(StarCheck.Errors(Three(null, Accuracy(Comparison.AtLeast, 95m), Accuracy(Comparison.AtLeast, 90m)), null, null));
    }

    [Fact]
    public void Criteria_OfAnotherTemplate_AreNamed()
    {
        var template = Presets.ThreeSource.Definition;
        var unknown = new AllOf([Fact(FactKind.SectionScore, 1m, "nowhere"), Fact(FactKind.IndicatorScore, 1m, "nothing"), Fact(FactKind.ActualValue, 1m, template.Indicators.First(i => !i.NeedsActual).Key)]);

        var faults = StarCheck.Faults(Three(null, unknown, null), context: new StarCheckContext(template));

        Assert.Equal(
            [(StarErrors.UnknownSection.Code, "levels[1].criteria.parts[0]"), (StarErrors.UnknownIndicator.Code, "levels[1].criteria.parts[1]"), (StarErrors.IndicatorWithoutActual.Code, "levels[1].criteria.parts[2]")],
            faults.Where(f => f.Severity == StarSeverity.Error).Select(f => (f.Error.Code, f.Path)));
    }

    [Fact]
    public void Training_NotInTheCatalogue_IsAWarning()
    {
        var faults = StarCheck.Faults(StarPresets.StarEmployee.Definition, context: new StarCheckContext(Trainings: new HashSet<string>()));

        Assert.True(Assert.Single(faults).Error.Is(StarErrors.UnknownTraining));
    }

    [Theory]
    [InlineData(40, 60, 0, false)]
    [InlineData(40, 60, 0.01, true)]
    public void Guidance_OverAHundredTogether_IsRefused(double one, double two, double three, bool refused)
    {
        var levels = Three(null, null, null);
        var guided = levels with { Levels = [.. levels.Levels.Zip([one, two, three], (l, g) => l with { GuidancePercent = (decimal)g })] };

        Assert.Equal(refused, Codes(guided).Contains(StarErrors.GuidanceSum.Code));
    }

    [Fact]
    public void Dates_Reversed_AreRefused()
    {
        var (from, to) = (new DateOnly(2026, 2, 1), new DateOnly(2026, 1, 31));

        Assert.Equal([StarErrors.DatesReversed.Code], StarCheck.Errors(Three(null, null, null), from, to).Select(e => e.Code));
        Assert.Empty(StarCheck.Errors(Three(null, null, null), to, from));
    }

    [Fact]
    public void Groups_NestedTwice_AreRefused()
    {
        var deep = new AllOf([new AtLeastOf(1, [new AllOf([Fact(FactKind.TotalScore, 1m)])])]);

        Assert.Contains(StarErrors.GroupTooDeep.Code, Codes(Three(null, deep, null)));
    }

    [Fact]
    public void Benefits_WithoutTheirAmount_AreRefused()
    {
        var three = Three(null, null, null);
        Benefit[] wrong = [new(BenefitKind.BonusAmount, LocalText.Empty), new(BenefitKind.BonusPercent, LocalText.Empty, 101m), new(BenefitKind.PaidLeave, LocalText.Empty, 0m), new(BenefitKind.Gift, LocalText.Empty)];

        Assert.Equal(4, StarCheck.Errors(three with { Levels = [three.Levels[0] with { Benefits = wrong }, .. three.Levels.Skip(1)] }, null, null).Count);
    }

    [Theory]
    [InlineData("#000000", Contrast.Light)]
    [InlineData("#ffffff", Contrast.Dark)]
    [InlineData("#f2b705", Contrast.Dark)]
    [InlineData("#1f4b99", Contrast.Light)]
    public void Contrast_TextOnAColour_IsReadable(string colour, string text)
    {
        Assert.Equal(text, Contrast.TextOn(colour));
        Assert.True(Contrast.Ratio(colour, Contrast.TextOn(colour)) >= 4.5);
    }

    [Fact]
    public void Programme_PublishedVersion_NeverChanges()
    {
        var hr = new Actor(1, 1, "Hr", Roles.HR);
        var programme = new StarProgramme("p");
        var version = programme.StartDraft(StarPresets.StarEmployee.Definition).Value;

        Assert.True(programme.StartDraft(version.Definition).Error.Is(StarErrors.DraftExists));
        Assert.True(version.Publish(hr, DateTime.UnixEpoch).Succeeded);
        Assert.True(version.Edit(StarPresets.FiveStarService.Definition, null, null).Error.Is(StarErrors.Frozen));
        Assert.True(version.Publish(hr, DateTime.UnixEpoch).Error.Is(StarErrors.Frozen));
        Assert.Equal(2, programme.StartDraft(version.Definition).Value.Number);
        Assert.True(version.Retire(hr, DateTime.UnixEpoch).Succeeded);
        Assert.False(version.IsChoosableFor(new DateOnly(2026, 9, 30)));
    }

    private static FactCriterion Accuracy(Comparison comparison, decimal value) => new(new FactReference(FactKind.ActualValue, "accuracy"), comparison, value);

    private static List<string> Codes(StarDefinition definition) => [.. StarCheck.Errors(definition, null, null).Select(e => e.Code)];
}
