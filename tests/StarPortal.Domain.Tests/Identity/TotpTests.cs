using System.Text;
using StarPortal.Domain.Identity;

namespace StarPortal.Domain.Tests.Identity;

public sealed class TotpTests
{
    // RFC 6238, appendix B (the last six of its eight digits)
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Code_OfTheStandardsExamples_IsTheirs(long seconds, string expected) =>
        Assert.Equal(expected, Totp.Code(Encoding.ASCII.GetBytes("12345678901234567890"), Totp.StepAt(DateTime.UnixEpoch.AddSeconds(seconds))));

    [Theory]
    [InlineData(0, true)]
    [InlineData(-30, true)]
    [InlineData(30, true)]
    [InlineData(-61, false)]
    [InlineData(61, false)]
    public void Verify_ClockOffByASteps_AcceptsOneStepOnly(int offBy, bool accepted)
    {
        var secret = Totp.NewSecret();
        var now = new DateTime(2026, 11, 23, 9, 0, 15, DateTimeKind.Utc);
        Assert.Equal(accepted, Totp.Verify(secret, Totp.Code(secret, Totp.StepAt(now.AddSeconds(offBy))), now, 0) is not null);
    }

    [Fact]
    public void Verify_SameStepAgain_IsRefused()
    {
        var secret = Totp.NewSecret();
        var now = DateTime.UnixEpoch.AddDays(20_000);
        var code = Totp.Code(secret, Totp.StepAt(now));
        Assert.NotNull(Totp.Verify(secret, $" {code[..3]} {code[3..]}", now, 0));
        Assert.Null(Totp.Verify(secret, code, now, Totp.StepAt(now)));
        Assert.Null(Totp.Verify(secret, "", now, 0));
    }

    // RFC 4648, section 10, without padding
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void ToBase32_OfTheStandardsExamples_IsTheirs(string text, string expected) =>
        Assert.Equal(expected, Totp.ToBase32(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void RecoveryCodes_AreTenDifferentOnes_AndReadWithoutDashesAndCase()
    {
        var codes = RecoveryCodes.Create();
        Assert.Equal(RecoveryCodes.Count, codes.Distinct().Count());
        Assert.All(codes, c => Assert.Matches("^[a-z2-7]{4}(-[a-z2-7]{4}){3}$", c));
        Assert.Equal(RecoveryCodes.HashOf(codes[0]), RecoveryCodes.HashOf(" " + codes[0].ToUpperInvariant().Replace('-', ' ')));
    }
}
