using StarPortal.Domain.Documents;

namespace StarPortal.Domain.Tests.Documents;

public sealed class CertificateCodeTests
{
    [Fact]
    public void Alphabet_HasNoLetterThatReadsLikeAnother()
    {
        Assert.Equal(32, CertificateCode.Alphabet.Distinct().Count());
        Assert.DoesNotContain(CertificateCode.Alphabet, c => "ILOU".Contains(c, StringComparison.Ordinal) || char.IsLower(c));
    }

    [Fact]
    public void Create_ManyTimes_CarriesAHundredBitsAndNeverRepeats()
    {
        Assert.True(CertificateCode.Length * 5 >= 80);
        var codes = Enumerable.Range(0, 5_000).Select(_ => CertificateCode.Create()).ToList();

        Assert.Equal(codes.Count, codes.Distinct().Count());
        Assert.All(codes, c => Assert.Equal(c, CertificateCode.Normalise(c)));
        // every character of the alphabet at every place: a place that never changes carries nothing
        for (var place = 0; place < CertificateCode.Length; place++)
        {
            Assert.Equal(32, codes.Select(c => c[place]).Distinct().Count());
        }
    }

    [Fact]
    public void Printed_Code_StandsInGroupsAndIsReadBack()
    {
        Assert.Equal("01234-56789-ABCDE-FGHJK", CertificateCode.Printed("0123456789ABCDEFGHJK"));
        Assert.Equal("0123456789ABCDEFGHJK", CertificateCode.Normalise("01234-56789-ABCDE-FGHJK"));
    }

    [Theory]
    [InlineData("01234-56789-abcde-fghjk")]
    [InlineData("  0123456789ABCDEFGHJK\n")]
    [InlineData("O1234 56789 ABCDE FGHJK")]
    [InlineData("oI234–56789—ABCDE‑FGHJK")]
    [InlineData("0l234−56789-ABCDE-FGHJK")]
    [InlineData("０１２３４－５６７８９－ａｂｃｄｅ　ＦＧＨＪＫ")]
    [InlineData("0 1 2 3 4 5 6 7 8 9 A B C D E F G H J K")]
    public void Normalise_HoweverItIsTyped_IsTheSameCode(string typed) => Assert.Equal("0123456789ABCDEFGHJK", CertificateCode.Normalise(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-----")]
    [InlineData("0123456789ABCDEFGHJ")]
    [InlineData("0123456789ABCDEFGHJKM")]
    [InlineData("U123456789ABCDEFGHJK")]
    [InlineData("0123456789ABCDEFGHJ%")]
    [InlineData("' OR 1=1 --         ")]
    [InlineData("0123456789ABCDEFGHJК")]
    public void Normalise_WhatIsNoCode_IsNothing(string? typed) => Assert.Null(CertificateCode.Normalise(typed));

    [Fact]
    public void Normalise_EndlessInput_IsNothing() => Assert.Null(CertificateCode.Normalise(new string(' ', 1_000_000) + "0123456789ABCDEFGHJK"));

    [Theory]
    [InlineData(2026, 1, "SP-2026-000001")]
    [InlineData(2026, 123, "SP-2026-000123")]
    [InlineData(2031, 1_234_567, "SP-2031-1234567")]
    public void Number_OfAYear_ReadsAsPrinted(int year, int sequence, string expected) => Assert.Equal(expected, new CertificateNumber(year, sequence).ToString());
}
