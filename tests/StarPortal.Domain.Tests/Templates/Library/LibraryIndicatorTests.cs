using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Tests.Templates;

public sealed class LibraryIndicatorTests
{
    private static readonly DateTime now = new(2026, 11, 23, 8, 0, 0, DateTimeKind.Utc);
    private static readonly Actor hr = new(1, 7, "Helen HR", Roles.HR);

    [Fact]
    public void General_Shipped_AreEnoughOfEveryKindAndFitToBeUsed()
    {
        Assert.True(GeneralIndicators.All.Count >= 24);
        Assert.Equal(GeneralIndicators.All.Count, GeneralIndicators.All.DistinctBy(i => i.Code).Count());
        Assert.Equal(Enum.GetValues<IndicatorKind>(), GeneralIndicators.All.Select(i => i.Content.Kind).Distinct().Order());
        Assert.Equal(Enum.GetValues<IndicatorLayer>(), GeneralIndicators.All.Select(i => i.Content.Layer).Distinct().Order());
        foreach (var general in GeneralIndicators.All)
        {
            Assert.Empty(LibraryCheck.Errors(general.Content));
            Assert.Matches("^[a-z0-9][a-z0-9-]{0,49}$", general.Code);
            Assert.False(general.Code.StartsWith(LibraryIndicator.OwnPrefix, StringComparison.Ordinal));
            Assert.True(general.Edition >= 1);
            Assert.InRange(general.Content.UsualWeight, 1m, 100m);
            var rated = general.Content.Measure is RatingMeasure;
            Assert.Equal(rated ? DefaultScale.Value.Points.Count : 0, general.Content.Anchors.Count);
            LocalText[] texts = [general.Content.Name, general.Content.Definition, .. general.Content.Anchors.Values, .. rated ? [] : new[] { general.Content.DataSource }];
            Assert.All(texts, t => Assert.True(t.En.Length > 0 && t.Zh.Length > 0, $"{general.Code}: {t}"));
        }
    }

    [Fact]
    public void General_BehaviourAnchors_DifferFromPointToPointAndFromEachOther()
    {
        var anchors = GeneralIndicators.All.SelectMany(i => i.Content.Anchors.Values).ToList();

        Assert.Equal(anchors.Count, anchors.Distinct().Count());
        Assert.Equal(anchors.Count, anchors.DistinctBy(a => a.Zh).Count());
    }

    [Theory]
    [InlineData("satisfaction", Direction.HigherIsBetter)]
    [InlineData("response", Direction.LowerIsBetter)]
    [InlineData("complaints", Direction.LowerIsBetter)]
    [InlineData("cost-against-budget", Direction.LowerIsBetter)]
    [InlineData("accuracy", Direction.HigherIsBetter)]
    [InlineData("collaboration", Direction.HigherIsBetter)]
    public void Direction_FollowsFromTheMeasure(string code, Direction expected) => Assert.Equal(expected, GeneralIndicators.Get(code).Content.Direction);

    [Fact]
    public void Revise_Own_AddsAVersionAndLeavesTheFirst()
    {
        var own = LibraryIndicator.Own("own-speed", Content("Speed"), hr, now).Value;

        Assert.True(own.Revise(Content("Pace"), hr, now.AddDays(1)).Succeeded);

        Assert.Equal((2, "Pace", "Pace"), (own.Latest, own.NameEn, own.Versions[1].Content.Name.En));
        Assert.Equal("Speed", own.Versions[0].Content.Name.En);
        Assert.Contains("pace", own.SearchText, StringComparison.Ordinal);
    }

    [Fact]
    public void Own_WithAFault_IsRefusedAndNothingIsAdded()
    {
        Assert.True(LibraryIndicator.Own("speed", Content("Speed"), hr, now).Error.Is(TemplateErrors.KeyFormat));
        var bad = Content("Speed") with { Measure = new LinearMeasure(5m, 5m) };
        Assert.True(LibraryIndicator.Own("own-speed", bad, hr, now).Error.Is(TemplateErrors.FloorIsTarget));
        Assert.True(LibraryIndicator.Own("own-speed", Content("Speed") with { Definition = LocalText.Empty }, hr, now).Error.Is(LibraryErrors.DefinitionMissing));
        var own = LibraryIndicator.Own("own-speed", Content("Speed"), hr, now).Value;
        Assert.True(own.Revise(bad, hr, now).Failed);
        Assert.Single(own.Versions);
    }

    [Fact]
    public void General_IsNotRevisedButTakesLaterEditionsOnly()
    {
        var shipped = GeneralIndicators.Get("accuracy");
        var general = LibraryIndicator.General(shipped, hr, now);

        Assert.True(general.Revise(Content("Mine"), hr, now).Error.Is(LibraryErrors.NotOwn));
        Assert.False(general.Take(shipped, hr, now));
        Assert.True(general.Take(shipped with { Edition = 3, Content = Content("Precision") }, hr, now));
        Assert.False(general.Take(shipped with { Edition = 2 }, hr, now));
        Assert.Equal([1, 3], general.Versions.Select(v => v.Number));
        Assert.Equal((3, "Precision"), (general.Latest, general.NameEn));
    }

    [Fact]
    public void Retire_ThenRestore_AndNothingTwice()
    {
        var own = LibraryIndicator.Own("own-speed", Content("Speed"), hr, now).Value;

        Assert.True(own.Restore().Error.Is(LibraryErrors.NotRetired));
        Assert.True(own.Retire().Succeeded);
        Assert.True(own.Retire().Error.Is(LibraryErrors.Retired));
        Assert.True(own.Revise(Content("Pace"), hr, now).Error.Is(LibraryErrors.Retired));
        Assert.True(own.Restore().Succeeded);
    }

    [Fact]
    public void TemplateVersion_KnowsWhatItHoldsFromTheLibrary()
    {
        var version = new TemplateVersion(1, Presets.ServiceStaff.Definition);
        Assert.Equal(["accuracy", "communication", "response", "satisfaction", "service-quality"], version.LibraryUses.Select(u => u.Code).Order());

        Assert.True(version.Edit(Presets.SmallTeam.Definition).Succeeded);
        Assert.Equal(["goal-completion", "innovation", "on-time-delivery", "satisfaction"], version.LibraryUses.Select(u => u.Code).Order());
    }

    private static LibraryContent Content(string name) => GeneralIndicators.Get("response").Content with { Name = LocalText.Same(name) };
}
