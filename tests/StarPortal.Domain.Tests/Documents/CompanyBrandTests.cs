using System.Buffers.Binary;
using StarPortal.Domain.Documents;

namespace StarPortal.Domain.Tests.Documents;

public sealed class CompanyBrandTests
{
    private static readonly DateTime Now = new(2026, 10, 5, 9, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Default_Brand_HasNoFault() => Assert.Empty(CompanyBrand.Default.Check());

    [Theory]
    [InlineData("Level {level} of {programme}, {period}", null)]
    [InlineData("{name} {level} {levelNumber} {stars} {programme} {period} {company} {number} {date}", null)]
    [InlineData("{level} {programme}", "PlaceholderMissing({period})")]
    [InlineData("{programme} {period}", "PlaceholderMissing({level})")]
    [InlineData("{level} {programme} {period} {salary}", "PlaceholderUnknown({salary})")]
    [InlineData("{level} {programme} {period} {Level}", "PlaceholderUnknown({Level})")]
    [InlineData("{level} {programme} {period} {", "BracesUnbalanced({level} {programme} {period} {)")]
    [InlineData("{level} {programme} {period} }", "BracesUnbalanced({level} {programme} {period} })")]
    [InlineData("{level} {programme} {{period}}", "BracesUnbalanced({level} {programme} {{period}})")]
    [InlineData("{level} {programme} {period} {}", "PlaceholderUnknown({})")]
    public void Wording_Placeholders_AreChecked(string body, string? fault)
    {
        var wording = CertificateWording.Default with { Body = LocalText.Same(body) };

        var faults = WordingCheck.Check(wording).Select(e => e.ToString());

        Assert.Equal(fault is null ? [] : [$"Documents.{fault}"], faults.Take(1));
    }

    [Fact]
    public void Wording_OneLanguageMissing_IsAFault() =>
        Assert.Contains(WordingCheck.Check(CertificateWording.Default with { Title = new LocalText("Title", "") }), e => e.Is(CompanyErrors.WordingEmpty));

    [Fact]
    public void Fill_ValueThatLooksLikeAPlaceholder_IsLeftAsItIs() =>
        Assert.Equal("{level} reached Gold in {other}", WordingCheck.Fill("{name} reached {level} in {other}", new Dictionary<string, string> { ["name"] = "{level}", ["level"] = "Gold" }));

    [Theory]
    [InlineData("#000000", true)]
    [InlineData("#1f4b99", true)]
    [InlineData("#1F4B99", true)]
    [InlineData("#767676", true)]
    [InlineData("#777777", false)]
    [InlineData("#ffffff", false)]
    [InlineData("#fff", false)]
    [InlineData("red", false)]
    [InlineData("#12345g", false)]
    [InlineData("#+12345", false)]
    [InlineData("1f4b99#", false)]
    [InlineData("#000;}a", false)]
    public void Accent_MustBeReadableOnWhite(string colour, bool fits) =>
        Assert.Equal(fits, (CompanyBrand.Default with { Accent = colour }).Tidy().Check().Count == 0);

    [Fact]
    public void Change_ByAnEmployee_IsRefused()
    {
        var settings = new CompanySettings(CompanyBrand.Default, Actor.System("test"), Now);

        Assert.True(settings.Change(CompanyBrand.Default, new Actor(1, 1, "Emil", Roles.Employee), Now).Error.Is(SharedErrors.NotAllowed));
        Assert.True(settings.Change(CompanyBrand.Default, new Actor(1, null, "Adam", Roles.Administrator), Now).Succeeded);
    }

    [Fact]
    public void Image_PngAndJpeg_AreKnownByTheirContent()
    {
        Assert.Equal(new ImageFacts("image/png", 300, 120), ImageFacts.Of(Png(300, 120)));
        Assert.Equal(new ImageFacts("image/jpeg", 640, 480), ImageFacts.Of(Jpeg(640, 480)));
    }

    public static TheoryData<string, byte[], string> BadImages() => new()
    {
        { "svg", "<svg xmlns='http://www.w3.org/2000/svg' width='100' height='100'><script/></svg>"u8.ToArray(), "ImageKind" },
        { "gif", "GIF89a                                                         "u8.ToArray(), "ImageKind" },
        { "empty", [], "ImageKind" },
        { "cut off", Png(300, 120)[..40], "ImageKind" },
        { "head only", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "ImageKind" },
        { "jpeg without an end", Jpeg(640, 480)[..^2], "ImageKind" },
        { "jpeg with endless segments", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0, .. new byte[40], 0xFF, 0xD9], "ImageKind" },
        { "too wide", Png(BrandImage.MostPixels + 1, 100), "ImageSize" },
        { "too high", Jpeg(100, BrandImage.MostPixels + 1), "ImageSize" },
        { "tiny", Png(BrandImage.LeastPixels - 1, 100), "ImageSize" },
        { "no width", Png(0, 100), "ImageKind" },
        { "huge file", [.. Png(100, 100), .. new byte[BrandImage.LargestFile]], "ImageTooLarge" },
    };

    [Theory, MemberData(nameof(BadImages))]
    public void Image_AnythingElse_IsRefused(string what, byte[] content, string code)
    {
        var read = BrandImage.Read(content, Now);

        Assert.True(read.Failed, what);
        Assert.Equal(code, read.Error.Code);
    }

    private static byte[] Png(int width, int height)
    {
        var size = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(size, width);
        BinaryPrimitives.WriteInt32BigEndian(size.AsSpan(4), height);
        return
        [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, .. size, 8, 6, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
        ];
    }

    private static byte[] Jpeg(int width, int height) =>
    [
        0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 1, 0xFF, 0xC4, 0, 3, 1,
        0xFF, 0xC0, 0, 11, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0, 0xFF, 0xD9,
    ];
}
