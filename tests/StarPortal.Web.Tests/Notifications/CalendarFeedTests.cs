using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Calendar;
using StarPortal.Domain.Feedback;
using StarPortal.Domain.People;
using StarPortal.Web.Features.Notifications.Calendars;

namespace StarPortal.Web.Tests.Notifications;

public sealed class CalendarFeedTests
{
    private const string Read = """
        import sys, json, icalendar
        out = []
        cal = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
        for e in cal.walk('VEVENT'):
            out.append([str(e['UID']), str(e['SUMMARY']), e['DTSTART'].dt.isoformat(), e['DTEND'].dt.isoformat(), int(e['SEQUENCE']), str(e['STATUS']), e['DTSTAMP'].dt.isoformat()])
        print(json.dumps([str(cal['METHOD']), str(cal['VERSION']), out]))
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Feed_FollowsATask_FromItsFirstDateToItsEnd(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (ann, request) = await AskedAsync(portal);
        var feeds = portal.Get<CalendarFeeds>();
        var secret = Secret((await feeds.RenewAsync(Actors.Of(ann), Stop)).Value);

        var first = await feeds.ReadAsync(secret, Stop);
        Assert.DoesNotContain("Bob", first!.Text, StringComparison.Ordinal);
        Assert.Equal(first, await feeds.ReadAsync(secret, Stop));
        var entry = await ParseAsync(first.Text);
        Assert.Equal((0, "CONFIRMED", "2026-12-01", "2026-12-02"), (entry.Sequence, entry.Status, entry.Start, entry.End));

        portal.Clock.Advance(TimeSpan.FromMinutes(5));
        await using (var db = portal.Open())
        {
            await db.FeedbackRequests.ExecuteUpdateAsync(s => s.SetProperty(r => r.DueOn, new DateOnly(2026, 12, 4)), Stop);
        }

        var moved = await ParseAsync((await feeds.ReadAsync(secret, Stop))!.Text);
        Assert.Equal((entry.Uid, 1, "2026-12-04"), (moved.Uid, moved.Sequence, moved.Start));

        await using (var db = portal.Open())
        {
            await db.FeedbackRequests.ExecuteUpdateAsync(s => s.SetProperty(r => r.State, FeedbackRequestState.Withdrawn), Stop);
        }

        var gone = await ParseAsync((await feeds.ReadAsync(secret, Stop))!.Text);
        Assert.Equal((entry.Uid, 2, "CANCELLED"), (gone.Uid, gone.Sequence, gone.Status));
        portal.Clock.Advance(CalendarItem.ToldFor + TimeSpan.FromDays(1));
        Assert.DoesNotContain("VEVENT", (await feeds.ReadAsync(secret, Stop))!.Text, StringComparison.Ordinal);
        Assert.True(request > 0);
    }

    [Fact]
    public async Task Secret_IsLong_KeptAsHash_RenewedAndRevoked()
    {
        await using var portal = await TestPortal.CreateAsync();
        var (ann, _) = await AskedAsync(portal);
        var feeds = portal.Get<CalendarFeeds>();
        var first = Secret((await feeds.RenewAsync(Actors.Of(ann), Stop)).Value);
        Assert.Equal(43, first.Length);
        var second = Secret((await feeds.RenewAsync(Actors.Of(ann), Stop)).Value);

        Assert.Null(await feeds.ReadAsync(first, Stop));
        Assert.NotNull(await feeds.ReadAsync(second, Stop));
        await using (var db = portal.Open())
        {
            Assert.DoesNotContain(second, (await db.CalendarFeeds.SingleAsync(Stop)).SecretHash, StringComparison.Ordinal);
            await db.Employees.Where(e => e.Id == ann.Id).ExecuteUpdateAsync(s => s.SetProperty(e => e.LeaveDate, new DateOnly(2026, 1, 1)), Stop);
        }

        Assert.Null(await feeds.ReadAsync(second, Stop));
        await feeds.RevokeAsync(Actors.Of(ann), Stop);
        Assert.Null(await feeds.OfAsync(Actors.Of(ann), Stop));
        Assert.Equal(SharedErrors.NotAllowed, (await feeds.RenewAsync(Actors.Hr, Stop)).Error);
    }

    [Fact]
    public void SecretPath_IsNotLogged() =>
        Assert.Equal("/portal/calendar/…", Web.Shared.Hosting.SecretPaths.Hide("/portal/calendar/abcdef.ics"));

    private static string Secret(string address) => address.Split('/')[^1].Replace(".ics", "", StringComparison.Ordinal);

    private static async Task<(Employee Ann, int Request)> AskedAsync(TestPortal portal)
    {
        var ann = await portal.AddEmployeeAsync("Ann");
        var bob = await portal.AddEmployeeAsync("Bob");
        await using var db = portal.Open();
        var today = DateOnly.FromDateTime(portal.Now);
        var asked = FeedbackRequest.Ask(bob.Id, bob.Id, [ann.Id], "How was it?", new DateOnly(2026, 12, 1), today, portal.Now.AddDays(-1)).Value.Single();
        db.FeedbackRequests.Add(asked);
        await db.SaveChangesAsync(Stop);
        return (ann, asked.Id);
    }

    /// <summary>As another program reads it.</summary>
    private static async Task<Entry> ParseAsync(string text)
    {
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", Read]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = python.StandardError.ReadToEndAsync(Stop);
        await python.StandardInput.WriteAsync(text);
        python.StandardInput.Close();
        var output = await python.StandardOutput.ReadToEndAsync(Stop);
        await python.WaitForExitAsync(Stop);
        Assert.True(python.ExitCode == 0, await errors);
        var read = JsonDocument.Parse(output).RootElement;
        Assert.Equal(("PUBLISH", "2.0"), (read[0].GetString(), read[1].GetString()));
        var entry = Assert.Single(read[2].EnumerateArray());
        return new Entry(entry[0].GetString()!, entry[2].GetString()!, entry[3].GetString()!, entry[4].GetInt32(), entry[5].GetString()!);
    }

    private sealed record Entry(string Uid, string Start, string End, int Sequence, string Status);
}
