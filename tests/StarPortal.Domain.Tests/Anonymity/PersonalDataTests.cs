using StarPortal.Domain.Anonymity;

namespace StarPortal.Domain.Tests.Anonymity;

public sealed class PersonalDataTests
{
    private static readonly string[] employees = ["王芳", "欧阳明月", "李明", "高明", "Petra Novak", "Will Green", "Anne-Marie O’Neill", "Li Wei", "张伟强"];

    [Theory]
    [InlineData("Ask Petra Novak about it.", "Petra Novak")]
    [InlineData("petra novak told me.", "petra novak")]
    [InlineData("Petra helped a lot.", "Petra")]
    [InlineData("As Novak said, it works.", "Novak")]
    [InlineData("The novak pattern", "")]
    [InlineData("Petrarch wrote sonnets.", "")]
    [InlineData("Will this work? Green light.", "")]
    [InlineData("Will Green said so.", "Will Green")]
    [InlineData("I worked with Anne-Marie O’Neill.", "Anne-Marie O’Neill")]
    [InlineData("和王芳一起完成了项目", "王芳")]
    [InlineData("我觉得欧阳明月和李明都帮了他。", "欧阳明月|李明")]
    [InlineData("张伟强很好", "张伟强")]
    [InlineData("做法很高明", "")]
    [InlineData("Li Wei负责测试", "Li Wei")]
    [InlineData("Always calm under pressure. Delivers on time, every Monday in June.", "")]
    [InlineData("工作认真负责，按时完成任务，善于沟通。", "")]
    public void Find_Names_AreThoseOfEmployees(string text, string expected) =>
        Assert.Equal(expected, Found(text, PersonalDataKind.Name));

    [Theory]
    [InlineData("Write to petra.novak@example.com, please", "petra.novak@example.com")]
    [InlineData("邮箱是wang@corp.com.cn。", "wang@corp.com.cn")]
    [InlineData("全角ｗａｎｇ＠ｃｏｒｐ．ｃｏｍ也算", "ｗａｎｇ＠ｃｏｒｐ．ｃｏｍ")]
    [InlineData("a@b is no address", "")]
    [InlineData("met @ noon", "")]
    [InlineData("meet me@home", "")]
    public void Find_Emails(string text, string expected) => Assert.Equal(expected, Found(text, PersonalDataKind.Email));

    [Theory]
    [InlineData("电话13812345678找他", "13812345678")]
    [InlineData("138 1234 5678", "138 1234 5678")]
    [InlineData("138-1234-5678", "138-1234-5678")]
    [InlineData("+86 13812345678", "+86 13812345678")]
    [InlineData("１３８１２３４５６７８", "１３８１２３４５６７８")]
    [InlineData("Call +49 30 1234567 now", "+49 30 1234567")]
    [InlineData("+1 (415) 555-0132", "+1 (415) 555-0132")]
    [InlineData("(415) 555-0132", "(415) 555-0132")]
    [InlineData("010-62345678", "010-62345678")]
    [InlineData("0044 20 7946 0958", "0044 20 7946 0958")]
    [InlineData("order 20260930123456", "")]
    [InlineData("On 2026-09-30 and 2026/10/01", "")]
    [InlineData("revenue of 1,300,000 and 12345678", "")]
    [InlineData("13812345678901234", "")]
    [InlineData("12812345678", "")]
    [InlineData("+15 % and +20 points in 2026", "")]
    [InlineData("scores 85 90 95 88 92", "")]
    [InlineData("ticket 2026-1234-5678", "")]
    [InlineData("增长了13.81亿", "")]
    public void Find_Phones(string text, string expected) => Assert.Equal(expected, Found(text, PersonalDataKind.Phone));

    [Theory]
    [InlineData("李明 works well", "李明", "")]
    [InlineData("Petra Novak works well, Petra is great", "Petra Novak", "")]
    [InlineData("Petra works well with 王芳", "Petra Novak", "王芳")]
    [InlineData("李明月做得好", "李明月", "")]
    public void Find_TheParticipantsOwnName_IsFine(string text, string subject, string expected) =>
        Assert.Equal(expected, string.Join('|', PersonalData.Find(text, employees, subject).Select(f => f.Found)));

    [Fact]
    public void Find_SeveralKinds_AreListedInTheOrderOfTheText()
    {
        var found = PersonalData.Find("王芳 13812345678 w@x.cn", employees, "Hana");

        Assert.Equal([PersonalDataKind.Name, PersonalDataKind.Phone, PersonalDataKind.Email], found.Select(f => f.Kind));
        Assert.Equal([0, 3, 15], found.Select(f => f.Start));
    }

    [Fact]
    public void Candidates_HoldEveryNameOfTheText()
    {
        var candidates = PersonalData.Candidates(["我和欧阳明月、王芳；Anne-Marie O’Neill and Petra"]);

        Assert.All((string[])["欧阳明月", "王芳", "anne-marie o’neill"], n => Assert.Contains(n, candidates.Whole));
        Assert.Contains("Petra", candidates.Words);
        Assert.True(PersonalData.Candidates(["", "123"]).IsEmpty);
    }

    [Fact]
    public void Candidates_LongestText_StayFew() =>
        Assert.InRange(PersonalData.Candidates([new string('好', 10_000), string.Concat(Enumerable.Range(0, 10_000).Select(i => (char)(0x4e00 + i)))]).Whole.Count, 1, 30_003);

    private static string Found(string text, PersonalDataKind kind) =>
        string.Join('|', PersonalData.Find(text, employees, "Hana").Where(f => f.Kind == kind).Select(f => f.Found));
}
