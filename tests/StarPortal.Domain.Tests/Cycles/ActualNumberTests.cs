using System.Globalization;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Tests.Cycles;

public sealed class ActualNumberTests
{
    [Theory]
    [InlineData("96.4", "en-US", 96.4)]
    [InlineData(" 1,234.5 ", "en-US", 1234.5)]
    [InlineData("96,4", "de-DE", 96.4)]
    [InlineData("1.234,5", "de-DE", 1234.5)]
    [InlineData("-3", "zh-CN", -3)]
    [InlineData("96.4 %", "en-US", 96.4)]
    public void Number_AsPeopleWriteIt_IsRead(string text, string culture, double value) =>
        Assert.Equal((decimal)value, ActualNumber.Parse(text, Of(new LinearMeasure(0, 100), "%"), CultureInfo.GetCultureInfo(culture)).Value);

    [Theory]
    [InlineData("1,5")]
    [InlineData("abc")]
    [InlineData("")]
    [InlineData("1e5")]
    [InlineData("12,34,567")]
    public void Number_ThatIsNone_IsNamed(string text) =>
        Assert.True(ActualNumber.Parse(text, Of(new LinearMeasure(0, 100), ""), CultureInfo.GetCultureInfo("en-US")).Error.Is(ActualNumber.NotANumber));

    [Theory]
    [InlineData("0", true)]
    [InlineData("1", true)]
    [InlineData("2", false)]
    [InlineData("0.5", false)]
    public void PassFail_TakesZeroAndOne(string text, bool accepted) =>
        Assert.Equal(accepted, ActualNumber.Parse(text, Of(new PassFailMeasure(), ""), CultureInfo.InvariantCulture).Succeeded);

    [Fact]
    public void Number_TooLargeForTheStorage_IsNamed() =>
        Assert.True(ActualNumber.Parse("1000000000000", Of(new LinearMeasure(0, 1), ""), CultureInfo.InvariantCulture).Error.Is(ActualNumber.NumberTooLarge));

    private static Indicator Of(Measure measure, string unit) =>
        new("k", LocalText.Same("K"), LocalText.Empty, IndicatorKind.Performance, 100m, measure, unit, LocalText.Empty, [new SourceShare(Source.Data, 100m)], new Dictionary<int, LocalText>());
}
