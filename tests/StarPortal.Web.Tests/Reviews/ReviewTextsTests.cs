using System.Globalization;
using System.Reflection;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Home;
using StarPortal.Web.Features.Reviews;
using StarPortal.Web.Shared.Texts;

namespace StarPortal.Web.Tests.Reviews;

public sealed class ReviewTextsTests
{
    [Theory]
    [InlineData("en-US")]
    [InlineData("zh-CN")]
    public void EveryNamedFaultAndState_HasItsWords(string language)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        var errors = typeof(ReviewErrors).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (Error)f.GetValue(null)!).ToList();
        Assert.NotEmpty(errors);

        Assert.All(errors, e => Assert.NotEmpty(ErrorText.For(e.With(1))));
        Assert.All(Enum.GetValues<ReviewState>(), s => Assert.NotEmpty(ReviewLabels.Of(s)));
        Assert.All(Enum.GetValues<Relationship>(), r => Assert.NotEmpty(ReviewLabels.Of(r)));
        Assert.All(Enum.GetValues<PhaseKind>(), k => Assert.DoesNotContain("Phase_", PhaseLabels.Of(k), StringComparison.Ordinal));
        Assert.All(Enum.GetValues<PhaseState>(), s => Assert.DoesNotContain("PhaseState_", PhaseLabels.Of(s), StringComparison.Ordinal));
    }
}
