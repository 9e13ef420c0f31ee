using System.Text;
using StarPortal.Domain.Calendar;

namespace StarPortal.Domain.Tests.Calendar;

public sealed class IcsTests
{
    private static readonly DateTime Now = new(2026, 11, 22, 6, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("a plain title of no length")]
    [InlineData("截止：同事评价，非常长的标题一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十")]
    [InlineData("emoji 🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉")]
    [InlineData("commas, semicolons; back\\slashes\nand lines")]
    public void Write_FoldsAt75Octets_NeverWithinACharacter_AndIsReadBack(string title)
    {
        var text = IcsWriter.Write("Tasks", [new IcsEvent("review-1-2@starportal", title, "", "https://portal.example/reviews/1", Now, new DateOnly(2026, 11, 27), 3, Now)], Now);

        Assert.EndsWith("END:VCALENDAR\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", text.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.All(text.Split("\r\n"), line => Assert.True(Encoding.UTF8.GetByteCount(line) <= IcsWriter.LongestLine));
        var (holidays, faults) = IcsReader.Read(text);
        Assert.Empty(faults);
        Assert.Equal(title.Replace('\n', ' '), Assert.Single(holidays).Title);
        Assert.Equal((new DateOnly(2026, 11, 27), new DateOnly(2026, 11, 27)), (holidays[0].First, holidays[0].Last));
    }

    [Fact]
    public void Write_TimedAndCancelledEntries()
    {
        var text = IcsWriter.Write("Tasks", [new IcsEvent("u", "t", "", "", new DateTime(2026, 11, 27, 18, 0, 0, DateTimeKind.Utc), null, 2, Now, Cancelled: true)], Now);

        Assert.Contains("DTSTART:20261127T173000Z\r\nDTEND:20261127T180000Z\r\n", text, StringComparison.Ordinal);
        Assert.Contains("STATUS:CANCELLED\r\n", text, StringComparison.Ordinal);
        Assert.Contains("SEQUENCE:2\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TakesRangesFoldedLinesAndDaysWorkedInstead()
    {
        const string Text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nSUMMARY:国庆\r\n 节\\, 休\r\nDTSTART;VALUE=DATE:20261001\r\nDTEND;VALUE=DATE:20261008\r\n"
            + "BEGIN:VALARM\r\nTRIGGER:-PT1H\r\nSUMMARY:not this\r\nEND:VALARM\r\nEND:VEVENT\r\n"
            + "BEGIN:VEVENT\r\nDTSTART:20261010T000000\r\nDURATION:P1D\r\nSUMMARY:国庆节（班）\r\nEND:VEVENT\r\n"
            + "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261225\r\nSTATUS:CANCELLED\r\nSUMMARY:gone\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

        var file = CalendarFile.FromIcs(Text);

        Assert.Empty(file.Faults);
        Assert.Equal(8, file.Days.Count);
        Assert.Equal(new CalendarEntry(new(2026, 10, 1), CalendarDayKind.Off, "国庆节, 休", "国庆节, 休"), file.Days[0].Entry);
        Assert.Equal(new CalendarEntry(new(2026, 10, 10), CalendarDayKind.Working, "国庆节（班）", "国庆节（班）"), file.Days[^1].Entry);
    }

    [Theory]
    [InlineData("DTSTART:20261001T093000Z", "IcsNotWholeDay", 3)]
    [InlineData("SUMMARY:x", "IcsNoStart", 2)]
    [InlineData("DTSTART;VALUE=DATE:20261001\nRRULE:FREQ=YEARLY", "IcsRepeats", 4)]
    [InlineData("DTSTART;VALUE=DATE:20261001\nDTEND;VALUE=DATE:20260901", "IcsEnd", 4)]
    [InlineData("DTSTART;VALUE=DATE:20261001\nDTEND;VALUE=DATE:20271001", "IcsTooLong", 3)]
    [InlineData("DTSTART;VALUE=DATE:20261399", "IcsNotWholeDay", 3)]
    [InlineData("DTSTART;VALUE=DATE:20261001\nnonsense", "IcsLine", 4)]
    public void Read_NamesFaultsWithTheirLine(string lines, string code, int line)
    {
        var (_, faults) = IcsReader.Read($"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n");

        Assert.Contains(faults, f => f.Error.Code == code && f.Line == line);
    }

    [Fact]
    public void Table_NamesFaultsByLine_AndLeavesHeadingsOut()
    {
        var file = CalendarFile.FromTable(
        [
            (1, ["Date", "Kind", "English", "中文"]),
            (2, ["2027-01-01", "off", "New Year", "元旦"]),
            (3, ["2027/1/2", "班", "", "补班"]),
            (4, ["someday", "maybe", "x", ""]),
            (5, ["2027-01-01", "off", "again", ""]),
            (6, ["2027-01-03", "off"]),
        ]);

        Assert.Equal(["2027-01-01", "2027-01-02"], file.Days.Take(2).Select(d => d.Entry.Date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal([(4, "CsvDate"), (4, "CsvKind"), (5, "DayTwice"), (6, "NameMissing")], file.Faults.Select(f => (f.Line, f.Error.Code)));
    }
}
