namespace StarPortal.Domain.Tests;

public sealed class LocalTextTests
{
    [Theory]
    [InlineData("en-US", "Peer", "同事", "Peer")]
    [InlineData("zh-CN", "Peer", "同事", "同事")]
    [InlineData("zh-CN", "Peer", " ", "Peer")]
    [InlineData("en-US", "", "同事", "同事")]
    public void For_AnyLanguage_NeverShowsAnEmptyText(string language, string en, string zh, string expected) =>
        Assert.Equal(expected, new LocalText(en, zh).For(language));
}
