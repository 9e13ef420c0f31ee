using System.Net;
using System.Net.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StarPortal.Domain;
using StarPortal.Domain.Notifications;
using StarPortal.Tests;
using StarPortal.Web.Features.Notifications.Outbox;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Tests.Notifications;

public sealed class MailSendingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Notice_ThatCannotWait_ArrivesAsTextAndHtml(Provider provider)
    {
        await using var world = await OutboxWorld.CreateAsync(provider);
        var ann = await world.Portal.AddEmployeeAsync("Ann");
        await using (var db = world.Portal.Open())
        {
            db.Notify(ann.Id, new Notice("Test.Now", "thing:1", "/results", "Bea <script>"), world.Portal.Now);
            db.Notify(ann.Id, new Notice("Test.Later", "thing:1", "/results"), world.Portal.Now);
            await db.SaveChangesAsync(Stop);
        }

        Assert.Equal(1, await world.Portal.Get<MailNotices>().RunAsync(Stop));
        Assert.Equal(0, await world.Portal.Get<MailNotices>().RunAsync(Stop));
        Assert.Equal(1, (await world.SendAsync()).Sent);

        var mail = Assert.Single(world.Sink.Mails);
        Assert.Equal((ann.Email, "star@example.org"), (mail.To, mail.From));
        Assert.Equal("Bea <script> has done it", mail.Subject);
        Assert.Equal("multipart/alternative", mail.Mime.ContentType);
        Assert.Equal(["text/plain", "text/html"], mail.Mime.Parts.Select(p => p.ContentType));
        Assert.Contains("Bea <script> has done it", mail.Text, StringComparison.Ordinal);
        Assert.Contains("https://portal.example.org/results", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Bea &lt;script&gt; has done it", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", mail.Html, StringComparison.Ordinal);
        Assert.Equal("auto-generated", mail.Mime.Header("Auto-Submitted"));
        Assert.NotNull(mail.Mime.Header("Date"));
        Assert.Equal("List-Unsubscribe=One-Click", mail.Mime.Header("List-Unsubscribe-Post"));
        Assert.StartsWith("<https://portal.example.org/unsubscribe/", mail.Mime.Header("List-Unsubscribe"), StringComparison.Ordinal);
        Assert.EndsWith("@example.org>", mail.Mime.Header("Message-ID"), StringComparison.Ordinal);
        Assert.Single(mail.Mime.Headers, h => h.Name == "Message-ID");
        Assert.Single(mail.Mime.Headers, h => h.Name == "Date");
    }

    [Fact]
    public async Task Mail_InChineseWithHardNames_ArrivesAsItWasWritten()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var long300 = new string('长', 300);
        await world.QueueAsync("a", address: "a@example.org", subject: $"您有 3 项考核任务：{long300[..100]} 😀 שלום", name: "李\r\nBcc: evil@example.org\r\n明\u202E");
        await world.QueueAsync("b", address: "b@example.org", subject: "Hello\r\nX-Evil: 1", name: long300);
        await world.QueueAsync("c", address: "c@example.org", subject: new string('x', 400), name: "O\"Brien <x@y>, \\ (Pat); 😀");
        await world.QueueAsync("d", address: "d@example.org\r\nRCPT TO:<evil@example.org>", subject: "x");

        var run = await world.SendAsync();

        Assert.Equal((3, 1), (run.Sent, run.Failed));
        var first = world.Sink.Mails[0];
        Assert.Equal($"您有 3 项考核任务：{long300[..100]} 😀 שלום", first.Subject);
        Assert.Contains("李 Bcc: evil@example.org 明", first.Mime.Decoded("To"), StringComparison.Ordinal);
        Assert.All(world.Sink.Mails, m => Assert.DoesNotContain(m.Mime.Headers, h => h.Name is "Bcc" or "X-Evil"));
        Assert.All(world.Sink.Mails, m => Assert.All(m.Raw.Split("\r\n"), l => Assert.InRange(l.Length, 0, 998)));
        Assert.All(world.Sink.Mails, m => Assert.All(m.Raw, c => Assert.InRange(c, '\0', '\u007F')));
        Assert.Equal("Hello X-Evil: 1", world.Sink.Mails[1].Subject);
        Assert.Equal(["a@example.org", "b@example.org", "c@example.org"], world.Sink.Mails.Select(m => m.To));
    }

    [Fact]
    public async Task Mails_OfOneRun_ShareAConnectionAndKeepTheirOrder()
    {
        await using var world = await OutboxWorld.CreateAsync();
        for (var i = 0; i < 30; i++)
        {
            await world.QueueAsync($"k{i}", address: "a@example.org", subject: $"Mail {i}");
        }

        Assert.Equal(30, (await world.SendAsync()).Sent);
        Assert.Equal(1, world.Sink.Connections);
        Assert.Equal(Enumerable.Range(0, 30).Select(i => $"Mail {i}"), world.Sink.Mails.Select(m => m.Subject));
    }

    [Fact]
    public async Task Mail_WithAFile_CarriesIt()
    {
        await using var world = await OutboxWorld.CreateAsync();
        await world.QueueAsync("a", address: "a@example.org", attachments: [new MailAttachment("任务.ics", "text/calendar; method=PUBLISH", "BEGIN:VCALENDAR\r\nSUMMARY:考核\r\nEND:VCALENDAR\r\n")]);

        await world.SendAsync();

        var mail = Assert.Single(world.Sink.Mails);
        Assert.Equal("multipart/mixed", mail.Mime.ContentType);
        var file = mail.Mime.Find("text/calendar")!;
        Assert.Equal("BEGIN:VCALENDAR\r\nSUMMARY:考核\r\nEND:VCALENDAR\r\n", file.Body);
        Assert.Contains("method=PUBLISH", file.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Equal("Text", mail.Text);
    }

    [Fact]
    public async Task SignIn_WithTheRightPassword_Sends_WithTheWrongOne_WaitsWithoutCountingATry()
    {
        var password = "right";
        await using var world = await OutboxWorld.CreateAsync(options: o => (o.Mail.User, o.Mail.Password) = ("portal", password));
        world.Sink.SignIn = ("portal", "wrong");
        await world.QueueAsync("a", address: "a@example.org");
        await world.QueueAsync("b", address: "b@example.org");

        await world.SendAsync();

        Assert.Empty(world.Sink.Mails);
        var row = await world.RowAsync("a");
        Assert.Equal((OutboxState.Waiting, 0), (row.State, row.Attempts));
        Assert.NotNull(row.LastError);
        Assert.DoesNotContain("right", row.LastError, StringComparison.Ordinal);
        Assert.Equal(OutboxState.Waiting, (await world.RowAsync("b")).State);

        // not again before the pause is over
        world.Sink.SignIn = ("portal", "right");
        Assert.Equal(0, (await world.SendAsync()).Sent);
        world.Portal.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(2, (await world.SendAsync()).Sent);
        Assert.All(world.Sink.Mails, m => Assert.Equal("portal", m.User));
    }

    [Fact]
    public async Task StartTls_IsUsed_AndAnUnknownCertificateRefused()
    {
        await using var world = await OutboxWorld.CreateAsync(options: o =>
        {
            o.Mail.Security = MailSecurity.StartTls;
            (o.Mail.User, o.Mail.Password) = ("portal", "right");
        });
        world.Sink.OffersTls = true;
        world.Sink.SignIn = ("portal", "right");
        await world.QueueAsync("a", address: "a@example.org");

        await world.SendAsync();
        Assert.Empty(world.Sink.Mails);
        Assert.Equal((OutboxState.Waiting, 0), ((await world.RowAsync("a")).State, (await world.RowAsync("a")).Attempts));

#pragma warning disable SYSLIB0014 // the only way to have SmtpClient trust a certificate of the test's own
        ServicePointManager.ServerCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == world.Sink.Thumbprint;
        try
        {
            world.Portal.Clock.Advance(TimeSpan.FromMinutes(2));
            Assert.Equal(1, (await world.SendAsync()).Sent);
        }
        finally
        {
            ServicePointManager.ServerCertificateValidationCallback = null;
        }
#pragma warning restore SYSLIB0014

        Assert.True(Assert.Single(world.Sink.Mails).Secure);
        Assert.Equal("portal", world.Sink.Mails[0].User);
    }

    [Fact]
    public async Task StartTls_NotOffered_SendsNothingInClear()
    {
        await using var world = await OutboxWorld.CreateAsync(options: o => o.Mail.Security = MailSecurity.StartTls);
        await world.QueueAsync("a", address: "a@example.org");

        await world.SendAsync();

        Assert.Empty(world.Sink.Mails);
        Assert.Equal((OutboxState.Waiting, 0), ((await world.RowAsync("a")).State, (await world.RowAsync("a")).Attempts));
    }

    [Fact]
    public async Task Tls_FromTheFirstByte_CarriesManyMailsOverOneConnection()
    {
        SmtpSink? sink = null;
        await using var world = await OutboxWorld.CreateAsync(
            options: o =>
            {
                o.Mail.Security = MailSecurity.Tls;
                (o.Mail.User, o.Mail.Password) = ("portal", "right");
            },
            replace: s => s.AddSingleton<RemoteCertificateValidationCallback>((_, certificate, _, _) => certificate?.GetCertHashString() == sink?.Thumbprint));
        world.Sink.BeginsWithTls = true;
        world.Sink.SignIn = ("portal", "right");
        foreach (var key in new[] { "a", "b", "c" })
        {
            await world.QueueAsync(key, address: $"{key}@example.org", subject: $"第 {key} 封");
        }

        // a certificate that nobody vouches for: nothing is said at all, and no try is counted
        await world.SendAsync();
        Assert.Empty(world.Sink.Mails);
        Assert.Equal((OutboxState.Waiting, 0), ((await world.RowAsync("a")).State, (await world.RowAsync("a")).Attempts));

        sink = world.Sink;
        world.Portal.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(3, (await world.SendAsync()).Sent);

        Assert.All(world.Sink.Mails, m => Assert.True(m.Secure));
        Assert.Equal(["a@example.org", "b@example.org", "c@example.org"], world.Sink.Mails.Select(m => m.To));
        Assert.All(world.Sink.Mails, m => Assert.Equal("portal", m.User));
        Assert.Equal(2, world.Sink.Connections);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Refusal_ForNow_IsTriedAgainLaterAndLaterUntilItIsGivenUp(Provider provider)
    {
        await using var world = await OutboxWorld.CreateAsync(provider);
        world.Sink.AnswerData = _ => "451 4.3.0 Try again later";
        await world.QueueAsync("a", address: "a@example.org");
        var pauses = new List<TimeSpan>();
        for (var i = 1; i <= OutboxRules.MostAttempts; i++)
        {
            Assert.Equal(1, (await world.SendAsync()).Failed);
            Assert.Equal(0, (await world.SendAsync()).Failed);
            var row = await world.RowAsync("a");
            Assert.Equal(i, row.Attempts);
            pauses.Add(row.NextAttemptAt - world.Portal.Now);
            world.Portal.Clock.Set(row.NextAttemptAt.AddSeconds(1));
        }

        Assert.Equal(OutboxState.Dead, (await world.RowAsync("a")).State);
        Assert.Contains("4.3.0", (await world.RowAsync("a")).LastError, StringComparison.Ordinal);
        Assert.Equal(pauses.Take(8).Order(), pauses.Take(8));
        Assert.Equal(0, (await world.SendAsync()).Failed);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Address_ThatRefusesForGood_GetsNoMoreUntilItChanges(Provider provider)
    {
        await using var world = await OutboxWorld.CreateAsync(provider);
        var ann = await world.Portal.AddEmployeeAsync("Ann");
        world.Sink.AnswerRecipient = to => to == ann.Email ? "550 5.1.1 No such user" : null;
        await world.QueueAsync("a", ann);
        await world.QueueAsync("b", ann);
        await world.QueueAsync("c", address: "c@example.org");

        await world.SendAsync();

        Assert.Equal("c@example.org", Assert.Single(world.Sink.Mails).To);
        Assert.Equal(OutboxState.Dead, (await world.RowAsync("a")).State);

        // the second was taken together with the first; the next is not even tried
        await world.QueueAsync("d", ann);
        await world.SendAsync();
        Assert.Equal((OutboxState.Skipped, SkipReason.AddressRefuses), ((await world.RowAsync("d")).State, (await world.RowAsync("d")).SkippedBecause));

        await using (var db = world.Portal.Open())
        {
            await db.WriteAsync(() => db.Employees.Where(e => e.Id == ann.Id).ExecuteUpdateAsync(s => s.SetProperty(e => e.Email, "ann.new@example.org"), Stop), Stop);
        }

        await world.QueueAsync("e", ann);
        Assert.Equal(1, (await world.SendAsync()).Sent);
        Assert.Equal("ann.new@example.org", world.Sink.Mails[^1].To);
        Assert.Equal("ann.new@example.org", (await world.RowAsync("e")).Address);
    }

    [Theory]
    [InlineData("550 5.7.1 Blocked by policy", OutboxState.Dead, false)]
    [InlineData("552 5.2.2 Mailbox full", OutboxState.Dead, false)]
    [InlineData("550 No such user here", OutboxState.Dead, true)]
    [InlineData("553 5.1.3 Bad address", OutboxState.Dead, true)]
    [InlineData("450 4.2.1 Mailbox busy", OutboxState.Waiting, false)]
    [InlineData("452 4.2.2 Mailbox full for now", OutboxState.Waiting, false)]
    [InlineData("451 4.7.1 Greylisted", OutboxState.Waiting, false)]
    public async Task Refusal_OfARecipient_MarksTheAddressOnlyWhenThereIsNoSuchMailbox(string answer, OutboxState state, bool marked)
    {
        await using var world = await OutboxWorld.CreateAsync();
        world.Sink.AnswerRecipient = _ => answer;
        await world.QueueAsync("a", address: "a@example.org");

        await world.SendAsync();

        var row = await world.RowAsync("a");
        Assert.Equal((state, 1), (row.State, row.Attempts));
        await using var db = world.Portal.Open();
        Assert.Equal(marked, await db.RefusedAddresses.AnyAsync(a => a.Address == "a@example.org", Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task AddressThatRefuses_IsShownToHrOnThePerson_AndWorksAgainWhenTheySaySo(Provider provider)
    {
        await using var world = await OutboxWorld.CreateAsync(provider);
        var ann = await world.Portal.AddEmployeeAsync("Ann");
        var queries = world.Portal.Get<OutboxQueries>();
        Assert.Null(await queries.RefusedOfAsync(ann.Id, Actors.Hr, Stop));
        world.Sink.AnswerRecipient = _ => "550 5.1.1 No such user";
        await world.QueueAsync("a", ann);
        await world.SendAsync();

        var marked = await queries.RefusedOfAsync(ann.Id, Actors.Hr, Stop);
        Assert.Equal((ann.Email, ann.Id), (marked!.Address, marked.EmployeeId));
        Assert.Contains("5.1.1", marked.Error, StringComparison.Ordinal);
        foreach (var other in (Actor[])[Actors.Of(ann), Actors.Administrator])
        {
            Assert.Null(await queries.RefusedOfAsync(ann.Id, other, Stop));
            Assert.Equal(SharedErrors.NotAllowed, (await world.Portal.Get<ClearRefusedAddress>().RunAsync(ann.Email, other, Stop)).Error);
        }

        world.Sink.AnswerRecipient = _ => null;
        await world.QueueAsync("b", ann);
        Assert.Equal(0, (await world.SendAsync()).Sent);
        Assert.True((await world.Portal.Get<ClearRefusedAddress>().RunAsync(marked.Address, Actors.Hr, Stop)).Succeeded);
        Assert.Null(await queries.RefusedOfAsync(ann.Id, Actors.Hr, Stop));
        await world.QueueAsync("c", ann);
        Assert.Equal(1, (await world.SendAsync()).Sent);
    }

    [Fact]
    public async Task Server_ThatIsAway_CountsNoTryAndLosesNothing()
    {
        await using var world = await OutboxWorld.CreateAsync();
        world.Sink.Greeting = "421 4.3.2 Closing";
        await world.QueueAsync("a", address: "a@example.org");
        for (var i = 0; i < 20; i++)
        {
            await world.SendAsync();
            world.Portal.Clock.Advance(TimeSpan.FromMinutes(20));
        }

        Assert.Equal((OutboxState.Waiting, 0), ((await world.RowAsync("a")).State, (await world.RowAsync("a")).Attempts));
        world.Sink.Greeting = null;
        Assert.Equal(1, (await world.SendAsync()).Sent);
    }

    [Fact]
    public async Task Crash_BeforeTheAnswer_SendsOneTwinWithTheSameIdentity()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var broken = false;
        world.Sink.Behave = to => to != "a@example.org" || broken ? SinkAnswer.Take : SinkAnswer.DropAfterData;
        await world.QueueAsync("a", address: "a@example.org");
        await world.QueueAsync("b", address: "b@example.org");

        await world.SendAsync();
        broken = true;
        world.Portal.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.SendAsync();

        Assert.Equal(["a@example.org", "b@example.org", "a@example.org"], world.Sink.Mails.Select(m => m.To));
        Assert.Equal(world.Sink.Mails[0].Mime.Header("Message-ID"), world.Sink.Mails[2].Mime.Header("Message-ID"));
        Assert.NotEqual(world.Sink.Mails[0].Mime.Header("Message-ID"), world.Sink.Mails[1].Mime.Header("Message-ID"));
        Assert.Equal(OutboxState.Sent, (await world.RowAsync("a")).State);
    }

    [Fact]
    public async Task Crash_InTheMiddleOfTheMail_SendsItOnce()
    {
        await using var world = await OutboxWorld.CreateAsync();
        world.Sink.Behave = _ => SinkAnswer.DropInData;
        await world.QueueAsync("a", address: "a@example.org");
        await world.SendAsync();
        Assert.Empty(world.Sink.Mails);

        world.Sink.Behave = _ => SinkAnswer.Take;
        world.Portal.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.SendAsync();

        Assert.Single(world.Sink.Mails);
        Assert.Equal(OutboxState.Sent, (await world.RowAsync("a")).State);
    }

    [Fact]
    public async Task Server_ThatSaysNothing_IsLeftAfterTheTimeLimit()
    {
        await using var world = await OutboxWorld.CreateAsync(options: o => o.Mail.TimeoutSeconds = 1);
        world.Sink.Behave = to => to == "a@example.org" ? SinkAnswer.Hang : SinkAnswer.Take;
        await world.QueueAsync("a", address: "a@example.org");
        await world.QueueAsync("b", address: "b@example.org");

        await world.SendAsync();

        Assert.Equal("b@example.org", Assert.Single(world.Sink.Mails, m => m.To == "b@example.org").To);
        Assert.Equal((OutboxState.Waiting, 1), ((await world.RowAsync("a")).State, (await world.RowAsync("a")).Attempts));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Lease_OfAProgramThatDied_IsTakenOverWhenItIsOver(Provider provider)
    {
        await using var world = await OutboxWorld.CreateAsync(provider);
        await world.QueueAsync("a", address: "a@example.org");
        var dead = new OutboxStore(world.Portal.Get<IDbContextFactory<Data.PortalDbContext>>(), world.Portal.Clock);
        var held = Assert.Single(await dead.TakeAsync(OutboxChannel.Email, null, 20, Stop));

        if (provider == Provider.Postgres)
        {
            // another program may still be at it
            Assert.Equal(0, (await world.SendAsync()).Sent);
            world.Portal.Clock.Advance(OutboxRules.Lease + TimeSpan.FromSeconds(1));
        }

        Assert.Equal(1, (await world.SendAsync()).Sent);
        // the dead one wakes up
        world.Portal.Clock.Advance(OutboxRules.Lease);
        Assert.False(await dead.HoldsAsync(held, Stop));
        await dead.FailedAsync(held, "late", false, Stop);
        Assert.Equal(OutboxState.Sent, (await world.RowAsync("a")).State);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Programs_ThatTakeAtOnce_NeverHoldTheSame(Provider provider)
    {
        await using var world = await OutboxWorld.CreateAsync(provider);
        for (var i = 0; i < 60; i++)
        {
            await world.QueueAsync($"k{i}", address: "a@example.org");
        }

        var factory = world.Portal.Get<IDbContextFactory<Data.PortalDbContext>>();
        // on SQLite there is one program
        var one = new OutboxStore(factory, world.Portal.Clock);
        var stores = Enumerable.Range(0, 6).Select(_ => provider == Provider.Sqlite ? one : new OutboxStore(factory, world.Portal.Clock)).ToList();
        var taken = await Task.WhenAll(stores.Select(s => Task.Run(() => s.TakeAsync(OutboxChannel.Email, null, 20, Stop))));

        var ids = taken.SelectMany(t => t).Select(m => m.Id).ToList();
        Assert.Equal(ids.Distinct().Count(), ids.Count);
        Assert.InRange(ids.Count, 20, 60);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Mail_ToSomebodyWhoLeftOrSwitchedItOff_IsSkippedAndSaysWhy(Provider provider)
    {
        await using var world = await OutboxWorld.CreateAsync(provider);
        var ann = await world.Portal.AddEmployeeAsync("Ann");
        var bea = await world.Portal.AddEmployeeAsync("Bea");
        await world.QueueAsync("left", ann);
        await world.QueueAsync("off", bea, optOut: "Test.Now");
        await world.QueueAsync("must", bea);
        await using (var db = world.Portal.Open())
        {
            db.MailOptOuts.Add(new MailOptOut(bea.Id, "Test.Now", world.Portal.Now));
            await db.SaveChangesAsync(Stop);
            var yesterday = DateOnly.FromDateTime(world.Portal.Now).AddDays(-1);
            await db.WriteAsync(() => db.Employees.Where(e => e.Id == ann.Id).ExecuteUpdateAsync(s => s.SetProperty(e => e.LeaveDate, yesterday), Stop), Stop);
        }

        var run = await world.SendAsync();

        Assert.Equal((1, 2), (run.Sent, run.Skipped));
        Assert.Equal(SkipReason.Left, (await world.RowAsync("left")).SkippedBecause);
        Assert.Equal(SkipReason.Unsubscribed, (await world.RowAsync("off")).SkippedBecause);
        Assert.Equal(OutboxState.Sent, (await world.RowAsync("must")).State);
    }

    [Fact]
    public async Task NoMailServer_MailsWaitForAWeek()
    {
        await using var world = await OutboxWorld.CreateAsync(options: o => o.Mail.Host = "");
        await world.QueueAsync("a", address: "a@example.org");

        await world.SendAsync();
        Assert.Equal(OutboxState.Waiting, (await world.RowAsync("a")).State);
        world.Portal.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal(1, (await world.SendAsync()).Skipped);
        Assert.Equal(SkipReason.NotConfigured, (await world.RowAsync("a")).SkippedBecause);
    }

    [Fact]
    public async Task Limit_PerMinute_HoldsOverRuns()
    {
        await using var world = await OutboxWorld.CreateAsync(options: o => o.Mail.PerMinute = 3);
        for (var i = 0; i < 7; i++)
        {
            await world.QueueAsync($"k{i}", address: "a@example.org");
        }

        Assert.Equal(3, (await world.SendAsync()).Sent);
        Assert.Equal(0, (await world.SendAsync()).Sent);
        world.Portal.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(3, (await world.SendAsync()).Sent);
        world.Portal.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(1, (await world.SendAsync()).Sent);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Queue_TheSameKeyTwiceOrInAWriteThatFails_QueuesOnceOrNothing(Provider provider)
    {
        await using var world = await OutboxWorld.CreateAsync(provider);
        await world.QueueAsync("a", address: "a@example.org");
        await world.QueueAsync("a", address: "b@example.org");
        await using (var db = world.Portal.Open())
        {
            await db.WriteAsync(
                () =>
                {
                    db.Queue(OutboxMessage.Mail("lost", "Notice", null, "c@example.org", new MailContent("", "en-US", "", "", "", []), world.Portal.Now));
                    return Task.FromResult<Result>(SharedErrors.ChangedElsewhere);
                },
                Stop);
            await db.WriteAsync(() => Task.CompletedTask, Stop);
        }

        await world.SendAsync();

        Assert.Equal("a@example.org", Assert.Single(world.Sink.Mails).To);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task NotifyAsync_OfAQuery_TellsEachOnceByOneStatement(Provider provider)
    {
        await using var world = await OutboxWorld.CreateAsync(provider);
        var ann = await world.Portal.AddEmployeeAsync("Ann", department: "Sales");
        await world.Portal.AddEmployeeAsync("Bea", department: "Sales");
        await world.Portal.AddEmployeeAsync("Cem");
        var sales = ann.DepartmentId;
        var told = new List<int>();
        for (var i = 0; i < 2; i++)
        {
            await using var db = world.Portal.Open();
            told.Add(await db.WriteAsync(() => db.NotifyAsync(db.Employees.Where(e => e.DepartmentId == sales).Select(e => e.Id), new Notice("Test.Now", "thing:1", "/x", "a \"b\" 长"), world.Portal.Now, Stop), Stop));
        }

        Assert.Equal([2, 0], told);
        await using var look = world.Portal.Open();
        var rows = await look.Notifications.AsNoTracking().ToListAsync(Stop);
        Assert.Equal(2, rows.Count);
        Assert.All(rows, r => Assert.Equal((world.Portal.Now, "a \"b\" 长", "/x"), (r.CreatedAt, Assert.Single(r.Args), r.Link)));
        Assert.Equal(2, await world.Portal.Get<MailNotices>().RunAsync(Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Contents_OfOldMessages_AreRemovedAndTheRowsStay(Provider provider)
    {
        await using var world = await OutboxWorld.CreateAsync(provider);
        await world.QueueAsync("a", address: "a@example.org");
        await world.SendAsync();
        var job = world.Portal.Get<IEnumerable<Features.Jobs.IRecurringJob>>().Single(j => j.Name == "OutboxContents");

        world.Portal.Clock.Advance(TimeSpan.FromDays(89));
        await job.RunAsync(Stop);
        Assert.NotNull((await world.RowAsync("a")).Content);
        world.Portal.Clock.Advance(TimeSpan.FromDays(2));
        await job.RunAsync(Stop);

        var row = await world.RowAsync("a");
        Assert.Null(row.Content);
        Assert.Equal((OutboxState.Sent, "a@example.org"), (row.State, row.Address));
    }
}
