using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Stars;
using StarPortal.Tests;
using StarPortal.Web.Features.Notifications.Reminders;
using StarPortal.Web.Features.Results;
using static Microsoft.Playwright.Assertions;
using static StarPortal.E2E.Journeys.TrustedCompany;

namespace StarPortal.E2E.Journeys;

/// <summary>
/// HR launches a month and goes on holiday: the clock walks through the monthly calendar, people do their part in their
/// browsers, and everything else happens by itself.
/// </summary>
public sealed class MonthTests(Browser browser) : IAsyncLifetime
{
    private const string Name = "The month";
    private static readonly TimeOnly[] Stops = [new(9, 5), new(12, 5), new(18, 5)];
    private const int PromiseDue = 3;
    private const string Promise = "Call ten customers";
    private readonly SmtpSink post = new();
    private readonly ChatRobot chat = new();
    private readonly HttpClient client = new() { Timeout = TimeSpan.FromMinutes(10) };
    private TrustedCompany company = null!;
    private DateTime at;
    private DateOnly first;
    private DateOnly holiday;
    private int cycle;
    private bool unsubscribed;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private MonthMails Mails => new(post.Mails, first, holiday);

    // the first level is everybody's; the second comes with a certificate
    private static StarDefinition Stars { get; } = new(
        new("Star of the month", "月度之星"),
        LocalText.Empty,
        [
            Level(1, new("Bronze", "铜星"), 0m, []),
            Level(2, new("Silver", "银星"), 60m, [new Benefit(BenefitKind.Certificate, LocalText.Empty)]),
            Level(3, new("Gold", "金星"), 99m, []),
        ],
        StarPolicy.Default,
        Population.Everybody);

    public async ValueTask InitializeAsync()
    {
        company = new TrustedCompany
        {
            Settings = new Dictionary<string, string>
            {
                ["Clock__Settable"] = "true",
                ["TimeZone"] = "UTC",
                ["Webhooks__AllowPrivateAddresses"] = "true",
                ["Mail__Host"] = "127.0.0.1",
                ["Mail__Port"] = post.Port.ToString(CultureInfo.InvariantCulture),
                ["Mail__Security"] = "None",
                ["Mail__From"] = "StarPortal <star@huaxing.example>",
            },
        };
        await company.InitializeAsync();
        // an invitation does not hold for a month
        foreach (var person in (Person[])[Hr, Manager, Employee, Ann, Wei, Lukasz])
        {
            await company.AcceptAsync(person);
        }

        at = Now;
        first = CalendarPreset.Period(PeriodKind.Month, DateOnly.FromDateTime(at)).End.AddDays(1);
        // in the middle of the days on which people write
        holiday = Enumerable.Range(20, 3).Select(first.AddDays).First(d => d.DayOfWeek is not DayOfWeek.Saturday and not DayOfWeek.Sunday);
        await company.AddDayOffAsync(holiday, "Company day", "公司日");
        await company.AddChatAsync(chat.Url);
        // he will never report: it becomes overdue
        await company.PromiseAsync(Tom, Promise, Moment(PromiseDue, new(15, 0)));
    }

    public async ValueTask DisposeAsync()
    {
        await company.DisposeAsync();
        await post.DisposeAsync();
        await chat.DisposeAsync();
        client.Dispose();
    }

    [Fact]
    public async Task Month_OnceLaunched_RunsByItselfToItsCertificates()
    {
        cycle = await company.MonthAsync(Name, first, Calendar(), Stars, [Employee, Tom]);

        await GoToAsync(0, new(18, 5));
        Assert.Equal("Closed", await PhaseAsync(PhaseKind.Publish));
        await GoToAsync(9, new(12, 0));
        Assert.Equal("Open", await PhaseAsync(PhaseKind.Nomination));
        await NominateAsync();
        await ExpectNothingBeforeNineAsync();
        await GoToAsync(19, new(12, 0));
        Assert.Equal(("Closed", "Open", "Open", "Open"), (await PhaseAsync(PhaseKind.Nomination), await PhaseAsync(PhaseKind.SelfReview), await PhaseAsync(PhaseKind.PeerReview), await PhaseAsync(PhaseKind.ManagerReview)));
        await ExpectSubscriptionAsync();
        await WriteAsync(Employee, Employee, "I have answered everybody.");
        await GoToAsync(21, new(12, 0));
        await WriteAsync(Ann, Employee, "Always helps.");
        await WriteAsync(Wei, Employee, "总是乐于助人。");

        // one of the two never writes about himself: his manager writes once that phase is over
        await GoToAsync(23, new(9, 5));
        await WriteAsync(Manager, Employee, "值得信赖。");
        await WriteAsync(Manager, Tom, "还需努力。", points: 2);
        await GoToAsync(23, new(12, 5));
        await WriteAsync(Lukasz, Employee, "Always helps.");
        await GoToAsync(24, new(18, 5));
        Assert.Equal("Closed", await PhaseAsync(PhaseKind.Calibration));
        await GoToAsync(26, new(12, 0));
        Assert.Equal("Released", await StateAsync());
        await ReadResultAsync();
        var close = first.AddMonths(1).DayNumber - first.DayNumber + 4;
        await GoToAsync(close, new(18, 5));
        Assert.Equal("Closed", await StateAsync());
        // what the close has told is in the digest of the next working day
        await GoToAsync(close + 4, new(9, 5));

        await ExpectMailsAsync();
        ExpectAnnouncements();
        await ExpectCertificateAsync();
        await ExpectReportAsync();
        await StandingInvariants.ExpectAsync(company.Portal);
    }

    private static StarLevel Level(int number, LocalText name, decimal least, IReadOnlyList<Benefit> benefits) =>
        new(number, name, StarPresets.Colour(number), new FactCriterion(new(FactKind.TotalScore), Comparison.AtLeast, least), benefits, null);

    /// <summary>The preset of a month, with time to choose reviewers before and to look at results after.</summary>
    private List<PhaseDates> Calendar()
    {
        var calendar = CalendarPreset.For(PeriodKind.Month, first, first.AddMonths(1).AddDays(-1), TimeZoneInfo.Utc).ToList();
        calendar.Add(new(PhaseKind.Nomination, Moment(9, new(9, 0)), Moment(15, new(18, 0))));
        calendar.Add(new(PhaseKind.Acknowledgement, Moment(26, new(9, 0)), Moment(29, new(18, 0))));
        return calendar;
    }

    private DateTime Moment(int day, TimeOnly time) => first.AddDays(day).ToDateTime(time, DateTimeKind.Utc);

    private Task<string> PhaseAsync(PhaseKind kind) => company.Portal.QueryAsync($"""select "State" from "CyclePhases" where "CycleId" = {cycle} and "Kind" = '{kind}'""");

    private Task<string> StateAsync() => company.Portal.QueryAsync($"""select "State" from "Cycles" where "Id" = {cycle}""");

    /// <summary>Morning, noon and evening of every day until then.</summary>
    private async Task GoToAsync(int day, TimeOnly time)
    {
        var to = Moment(day, time);
        while (at < to)
        {
            var next = Stops.Select(s => DateOnly.FromDateTime(at).ToDateTime(s, DateTimeKind.Utc)).Append(DateOnly.FromDateTime(at).AddDays(1).ToDateTime(Stops[0], DateTimeKind.Utc)).First(s => s > at);
            // before the month nothing is to be seen
            at = next < first.AddDays(-8).ToDateTime(Stops[0]) ? first.AddDays(-8).ToDateTime(Stops[0], DateTimeKind.Utc) : next < to ? next : to;
            using var answer = await client.PostAsJsonAsync($"{company.Portal.Url}/development/clock", new { now = new DateTimeOffset(at, TimeSpan.Zero) }, Stop);
            var text = await answer.Content.ReadAsStringAsync(Stop);
            Assert.True(answer.IsSuccessStatusCode, $"{at:u}: {answer.StatusCode} {text}");
            Assert.Empty(JsonDocument.Parse(text).RootElement.GetProperty("failed").EnumerateArray().Select(f => $"{at:u} {f}"));
            await UnsubscribeAsync();
        }
    }

    /// <summary>One of the colleagues wants no digests after his first one: his mail program says so with one click (RFC 8058).</summary>
    private async Task UnsubscribeAsync()
    {
        if (!unsubscribed && post.Mails.FirstOrDefault(m => m.To == Lukasz.Email) is { } mail)
        {
            unsubscribed = true;
            using var click = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
            using var answer = await client.PostAsync(mail.Mime.Header("List-Unsubscribe")!.Trim('<', '>'), click, Stop);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    /// <summary>On a morning on which there is a digest to come, a minute before it.</summary>
    private async Task ExpectNothingBeforeNineAsync()
    {
        var day = new MonthMails([], first, holiday).DaysBefore(9, 15)[^1];
        await GoToAsync(day.DayNumber - first.DayNumber, new(8, 59));
        Assert.DoesNotContain(day, Mails.DigestDays(Tom));
        await GoToAsync(day.DayNumber - first.DayNumber, new(9, 5));
        Assert.Contains(day, Mails.DigestDays(Tom));
    }

    private async Task NominateAsync()
    {
        await using (var employee = await company.OpenAsync(browser, Employee, "-nominates"))
        {
            var mine = new NominationSteps(employee, Name);
            await mine.OpenMineAsync();
            foreach (var peer in (Person[])[Ann, Wei, Lukasz])
            {
                await mine.ProposeAsync(peer);
            }
        }

        await using var manager = await company.OpenAsync(browser, Manager, "-approves");
        var team = new NominationSteps(manager, Name);
        await team.OpenTeamAsync();
        foreach (var peer in (Person[])[Ann, Wei, Lukasz])
        {
            await team.ApproveAsync(peer, Employee);
        }
    }

    private async Task WriteAsync(Person writer, Person about, string text, int points = 4)
    {
        await using var window = await company.OpenAsync(browser, writer, $"-about-{about.Number}");
        await window.GoAsync($"/reviews/{await company.ReviewAsync(cycle, writer, about)}");
        var steps = new ReviewSteps(window);
        await Expect(steps.Text).ToBeEnabledAsync();
        foreach (var item in await window.Page.Locator("fieldset.review-item legend").AllInnerTextsAsync())
        {
            await steps.RateAsync(item.Trim(), points);
        }

        await steps.WriteAsync(text);
        await steps.SubmitAsync();
        window.ExpectQuietConsole();
    }

    private async Task ReadResultAsync()
    {
        await using var employee = await company.OpenAsync(browser, Employee, "-reads");
        await employee.GoAsync($"/results/{await company.ParticipantAsync(cycle, Employee)}");
        await Expect(employee.Page.Locator("main")).ToContainTextAsync("值得信赖。");
        var download = await employee.Page.RunAndWaitForDownloadAsync(() => employee.Link(() => ResultsText.PdfButton).ClickAsync());
        var text = await PdfText.ReadAsync(await File.ReadAllBytesAsync(await download.PathAsync(), Stop));
        Assert.Contains(Employee.Name, text, StringComparison.Ordinal);
    }

    /// <summary>What the mail server has: each mail once, on the days and to the people that it is for, none of them lost.</summary>
    private async Task ExpectMailsAsync()
    {
        var mails = Mails;
        mails.ExpectWellFormed(company.Portal.Url, Everybody);
        Assert.Equal(post.Mails.Count.ToString(CultureInfo.InvariantCulture), await company.Portal.QueryAsync("""select count(*) from "Outbox" where "Channel" = 'Email' and "State" = 'Sent'"""));
        Assert.Contains(await company.Portal.QueryAsync("""select distinct "Address" || ' ' || "SkippedBecause" from "Outbox" where "State" <> 'Sent'"""), (string[])["", $"{Lukasz.Email} Unsubscribed"]);
        Assert.Single(mails.Digests(Lukasz));

        // seven, three and one days before and on the day; of what is overdue every second working day, three times
        var own = MonthMails.Words("Task_SelfReview", Tom);
        var promised = MonthMails.Words("Task_CheckInKeyResult", Tom, Promise);
        Assert.Equal(mails.DaysBefore(19, 22), mails.DigestDays(Tom, own));
        var overdue = mails.DaysAfter(PromiseDue, 4);
        Assert.Equal([.. mails.DaysBefore(0, PromiseDue), .. overdue.Take(3)], mails.DigestDays(Tom, promised));
        Assert.Equal(overdue.Take(3), mails.DigestDays(Tom, MonthMails.Words("WasDueOn", Tom, "").Trim()));
        Assert.DoesNotContain(mails.Digests(Employee), m => m.Text.Contains(MonthMails.Words("Task_SelfReview", Employee), StringComparison.Ordinal));

        // then the manager, once, on the working day after; no word of what it is
        var told = Assert.Single(mails.DigestDays(Manager, MonthMails.Words("Notice_Overdue", Manager, Tom.Name, "1")));
        Assert.True(told > overdue[3] && mails.DaysAfter(overdue[3].DayNumber - first.DayNumber, 1)[0] >= told, $"{told} after {overdue[3]}");
        Assert.DoesNotContain(mails.Digests(Manager), m => (m.Text + m.Html).Contains(Promise, StringComparison.Ordinal));
        // what is open for a single day is told on that day
        Assert.Equal(mails.IsWorkingDay(first.AddDays(14)), mails.DigestDays(Manager, MonthMails.Words("Tasks_WriteCheckIns", Manager, "2")).Contains(first.AddDays(14)));
        Assert.DoesNotContain(post.Mails, m => m.To == SecondHr.Email && m.Subject.Contains(Tom.Name, StringComparison.Ordinal));

        foreach (var reader in (Person[])[Employee, Tom])
        {
            Assert.Single(post.Mails, m => m.To == reader.Email && m.Subject.Contains(Name, StringComparison.Ordinal));
        }

        Assert.Contains(await mails.AttachedEventsAsync(Tom), e => e.EndsWith(Moment(22, new(18, 0)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), StringComparison.Ordinal));
        Assert.NotEmpty(await mails.AttachedEventsAsync(Manager));
    }

    /// <summary>The team's chat: every phase, what is about to close, the release and the close, each once and without a name.</summary>
    private void ExpectAnnouncements()
    {
        var told = chat.Told;
        Assert.Equal(told.Count, told.Distinct().Count());
        string[] phase = [.. told.Where(t => t.Contains("“Manager review”", StringComparison.Ordinal)).Select(t => Regex.Match(t, @"is open|closes on|is closed").Value)];
        Assert.Equal(["is open", "closes on", "is closed"], phase);
        // launched, released, closed
        Assert.Equal(3, told.Count(t => !t.Contains(": the phase", StringComparison.Ordinal)));
        Assert.All(Everybody, p => Assert.DoesNotContain(told, t => t.Contains(p.Name, StringComparison.Ordinal)));
    }

    /// <summary>The calendar under a secret address, read by another program; it says what is open and about nobody else.</summary>
    private async Task ExpectSubscriptionAsync()
    {
        await using var employee = await company.OpenAsync(browser, Employee, "-subscribes");
        await employee.GoAsync("/notifications/hours");
        await employee.Button(() => RemindersText.FeedMake).ClickAsync();
        var address = new Uri(await employee.Field(() => RemindersText.FeedAddress).InputValueAsync());
        using var answer = await client.GetAsync(company.Portal.Url + address.AbsolutePath, Stop);
        Assert.Equal("text/calendar", answer.Content.Headers.ContentType?.MediaType);
        var events = Assert.Single(await MonthMails.EventsAsync([await answer.Content.ReadAsStringAsync(Stop)]));
        // by 18:00 of the day on which writing about oneself ends
        Assert.Contains(events, e => e.EndsWith(Moment(22, new(18, 0)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), StringComparison.Ordinal));
        Assert.DoesNotContain(events, e => e.Contains(Tom.Name, StringComparison.Ordinal));
        using var other = await client.GetAsync(company.Portal.Url + address.AbsolutePath.Replace(".ics", "x.ics", StringComparison.Ordinal), Stop);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    private async Task ExpectCertificateAsync()
    {
        Assert.Equal(Employee.Name, await company.Portal.QueryAsync($"""select e."Name" from "Certificates" c join "Employees" e on e."Id" = c."EmployeeId" where c."CycleId" = {cycle}"""));
        await using var employee = await company.OpenAsync(browser, Employee, "-certified");
        await employee.GoAsync("/certificates/mine");
        var download = await employee.Page.RunAndWaitForDownloadAsync(() => employee.Page.Locator("main a[href*='.pdf'], main a[download]").First.ClickAsync());
        var pdf = await download.PathAsync();
        Assert.Contains(Employee.Name, await PdfText.ReadAsync(await File.ReadAllBytesAsync(pdf, Stop)), StringComparison.Ordinal);
        Assert.Matches(new Regex(@"^Pages:\s+1$", RegexOptions.Multiline), await InfoAsync(pdf));
    }

    /// <summary>The report of the cycle, on paper and as a workbook, each read by another program.</summary>
    private async Task ExpectReportAsync()
    {
        await using var hr = await company.OpenAsync(browser, Hr, "-reports");
        await hr.GoAsync($"/cycles/{cycle}/report");
        var paper = await hr.Page.RunAndWaitForDownloadAsync(() => hr.Page.Locator("main a[href*='report/file'][href*='pdf' i]").First.ClickAsync());
        Assert.Contains(Name, await PdfText.ReadAsync(await File.ReadAllBytesAsync(await paper.PathAsync(), Stop)), StringComparison.Ordinal);
        var book = await hr.Page.RunAndWaitForDownloadAsync(() => hr.Page.Locator("main a[href*='report/file'][href*='xlsx' i]").First.ClickAsync());
        await using var zip = await ZipFile.OpenReadAsync(await book.PathAsync(), Stop);
        Assert.Contains(zip.Entries, e => e.FullName == "xl/workbook.xml");
        Assert.Contains(zip.Entries, e => e.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal));
        foreach (var part in zip.Entries.Where(e => e.FullName.EndsWith(".xml", StringComparison.Ordinal)))
        {
            await using var content = await part.OpenAsync(Stop);
            Assert.NotNull(await XDocument.LoadAsync(content, LoadOptions.None, Stop));
        }
    }

    private static async Task<string> InfoAsync(string pdf)
    {
        using var process = Process.Start(new ProcessStartInfo("pdfinfo", [pdf]) { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        return text;
    }
}
