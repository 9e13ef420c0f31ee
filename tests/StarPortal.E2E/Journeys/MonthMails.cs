using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using StarPortal.Domain.Notifications;
using StarPortal.Tests;
using StarPortal.Web.Features.Notifications.Reminders;

namespace StarPortal.E2E.Journeys;

/// <summary>What a mail server has at the end of a month, read as its recipients read it; and the days on which it ought to have come.</summary>
internal sealed partial class MonthMails(IReadOnlyList<SunkMail> mails, DateOnly first, DateOnly holiday)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public bool IsWorkingDay(DateOnly day) => day != holiday && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>The days on which a person got a digest that says this, as the digests themselves say.</summary>
    public IReadOnlyList<DateOnly> DigestDays(Person to, string saying = "") =>
        [.. Digests(to).Where(m => m.Text.Contains(saying, StringComparison.Ordinal)).Select(DayOf)];

    public IEnumerable<SunkMail> Digests(Person to) => mails.Where(m => m.To == to.Email && Day().IsMatch(m.Text));

    /// <summary>Reminders before something is due and on the day, of what opens on a day at nine.</summary>
    public IReadOnlyList<DateOnly> DaysBefore(int opens, int due) =>
        [.. ((int[])[7, 3, 1, 0]).Select(d => OnOrBefore(first.AddDays(due - d))).Where(d => d > first.AddDays(opens)).Distinct().Order()];

    /// <summary>Every second working day after something was due; the fourth is for the manager.</summary>
    public IReadOnlyList<DateOnly> DaysAfter(int due, int count)
    {
        var (days, day, passed) = (new List<DateOnly>(), first.AddDays(due), 0);
        while (days.Count < count)
        {
            day = day.AddDays(1);
            passed += IsWorkingDay(day) ? 1 : 0;
            if (IsWorkingDay(day) && passed % ReminderRules.OverdueEvery == 0)
            {
                days.Add(day);
            }
        }

        return days;
    }

    /// <summary>Whatever is sent: once, in its reader's language, readable with and without HTML, leading to the portal alone.</summary>
    public void ExpectWellFormed(string portal, IReadOnlyList<Person> people)
    {
        Assert.Equal(mails.Count, mails.Select(m => m.Mime.Header("Message-ID")).Distinct().Count());
        foreach (var mail in mails)
        {
            var reader = people.Single(p => p.Email == mail.To);
            Assert.Equal(reader.Culture, mail.Mime.Header("Content-Language"));
            Assert.Equal("auto-generated", mail.Mime.Header("Auto-Submitted"));
            Assert.Contains(reader.Name, mail.Text, StringComparison.Ordinal);
            Assert.Equal(reader.Culture == "zh-CN", Chinese().IsMatch(mail.Subject));
            Assert.DoesNotMatch(@"\{[a-z0-9-]*\}", mail.Subject + mail.Text + Style().Replace(mail.Html, ""));
            var links = Link().Matches(mail.Html).Select(m => System.Net.WebUtility.HtmlDecode(m.Groups[1].Value)).ToHashSet();
            Assert.All(links, l => Assert.StartsWith(portal, l, StringComparison.Ordinal));
            // one or the other is read: both lead to the same places
            Assert.Equal(links.Append($"{portal}/").Distinct().Order(StringComparer.Ordinal), Address().Matches(mail.Text).Select(m => m.Value).Append($"{portal}/").Distinct().Order(StringComparer.Ordinal));
            Assert.StartsWith($"<{portal}/unsubscribe/", mail.Mime.Header("List-Unsubscribe"), StringComparison.Ordinal);
            Assert.Equal("List-Unsubscribe=One-Click", mail.Mime.Header("List-Unsubscribe-Post"));
        }

        foreach (var reader in people)
        {
            var days = DigestDays(reader);
            Assert.Equal(days.Distinct(), days);
            Assert.All(days, d => Assert.True(IsWorkingDay(d), $"{reader.Name} got a digest on {d:yyyy-MM-dd}"));
        }
    }

    /// <summary>Calendars beside the mails to a person, as another program reads them.</summary>
    public async Task<IReadOnlyList<string>> AttachedEventsAsync(Person to) =>
        [.. (await EventsAsync([.. mails.Where(m => m.To == to.Email).Select(m => m.Mime.Find("text/calendar")?.Body).OfType<string>()])).SelectMany(e => e)];

    /// <summary>The entries of each calendar as another program reads them: title and end.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<string>>> EventsAsync(IReadOnlyList<string> calendars)
    {
        const string Reader = """
            import icalendar, json, sys
            def told(event):
                assert event['UID'] and event['DTSTAMP'] and event['DTSTART']
                return '%s %s' % (event['SUMMARY'], event['DTEND'].dt.strftime('%Y-%m-%d %H:%M'))
            files = json.load(sys.stdin)
            print(json.dumps([[told(e) for e in icalendar.Calendar.from_ical(f).walk('VEVENT')] for f in files]))
            """;
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", Reader]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await process.StandardInput.WriteAsync(JsonSerializer.Serialize(calendars).AsMemory(), Stop);
        process.StandardInput.Close();
        var (text, faults) = (await process.StandardOutput.ReadToEndAsync(Stop), await process.StandardError.ReadToEndAsync(Stop));
        await process.WaitForExitAsync(Stop);
        Assert.True(process.ExitCode == 0, faults);
        return JsonSerializer.Deserialize<string[][]>(text)!;
    }

    /// <summary>A text of reminders as somebody reads it.</summary>
    public static string Words(string key, Person reader, params object[] values)
    {
        var culture = CultureInfo.GetCultureInfo(reader.Culture);
        return string.Format(culture, RemindersText.Resources.GetString(key, culture)!, values);
    }

    private static DateOnly DayOf(SunkMail mail)
    {
        var day = Day().Match(mail.Text);
        return day.Groups["en"].Success
            ? DateOnly.ParseExact(day.Groups["en"].Value, "d MMM yyyy", CultureInfo.InvariantCulture)
            : DateOnly.ParseExact(day.Groups["zh"].Value, "yyyy年M月d日", CultureInfo.InvariantCulture);
    }

    private DateOnly OnOrBefore(DateOnly day)
    {
        while (!IsWorkingDay(day))
        {
            day = day.AddDays(-1);
        }

        return day;
    }

    [GeneratedRegex(@"waits for you on (?<en>\d+ \w+ \d{4}):|以下是您 (?<zh>\d+年\d+月\d+日) 的")]
    private static partial Regex Day();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Chinese();

    [GeneratedRegex(@"style=""[^""]*""")]
    private static partial Regex Style();

    [GeneratedRegex(@"href=""([^""]+)""")]
    private static partial Regex Link();

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Address();
}
