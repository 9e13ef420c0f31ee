using System.Globalization;
using StarPortal.Domain.Stars;
using StarPortal.Web.Shared.Stars;

namespace StarPortal.Web.Tests.Stars;

public sealed class StarWordsTests
{
    [Theory]
    [InlineData("98.4", "98.4")]
    [InlineData("97.996", "97.996", "0.004")]
    [InlineData("96.2", "96.2", "1.8")]
    [InlineData("66.66666667", "66.67", "31.33")]
    public void Finding_CloseToWhatIsNeeded_NeverRoundsOntoIt(string actual, params string[] said)
    {
        var have = decimal.Parse(actual, CultureInfo.InvariantCulture);
        var fact = new FactExplanation(have >= 98m, new FactReference(FactKind.TotalScore), Comparison.AtLeast, 98m, have, Math.Max(0m, 98m - have), FactGap.None);

        var sentence = new StarWords(CultureInfo.GetCultureInfo("en"), StarNames.None).Finding(fact);

        Assert.All(said, s => Assert.Contains(s, sentence, StringComparison.Ordinal));
    }
}
