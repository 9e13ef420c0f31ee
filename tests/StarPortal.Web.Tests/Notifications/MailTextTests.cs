using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StarPortal.Domain;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Features.Notifications.Mail;
using StarPortal.Web.Features.Notifications.Outbox;
using StarPortal.Web.Features.Notifications.Preferences;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Tests.Notifications;

public sealed class MailTextTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryKind_BuiltInTextOfBothLanguages_PassesItsOwnCheck()
    {
        await using var portal = await TestPortal.CreateAsync();
        var kinds = portal.Get<IEnumerable<MailKind>>().ToList();
        Assert.NotEmpty(kinds);
        foreach (var kind in kinds)
        {
            foreach (var language in (string[])["en-US", "zh-CN"])
            {
                using var reading = Reading.In(language);
                Assert.Empty(EditMailTemplate.Check(kind, new MailWording(kind.Subject(), kind.Body())).Select(e => $"{kind.Kind} {language}: {e}"));
                var preview = await portal.Get<MailTemplateQueries>().PreviewAsync(kind.Kind, language, new MailWording(kind.Subject(), kind.Body()), Actors.Hr, Stop);
                Assert.DoesNotContain("{", preview!.Subject + preview.Text, StringComparison.Ordinal);
                Assert.Contains($"lang=\"{language}\"", preview.Html, StringComparison.Ordinal);
            }
        }
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Template_Edited_IsUsedInThatLanguageUntilTheBuiltInComesBack(Provider provider)
    {
        await using var world = await OutboxWorld.CreateAsync(provider);
        var edit = world.Portal.Get<EditMailTemplate>();
        var own = new MailWording("[HR] {sentence}", "**{name}** <b>x</b>\n\n{sentence}\n\n- one\n- two");

        Assert.True((await edit.RunAsync("Notice", "en-US", own, 0, Actors.Hr, Stop)).Succeeded);
        Assert.True((await edit.RunAsync("Notice", "en-US", own, 0, Actors.Hr, Stop)).Error.Is(SharedErrors.ChangedElsewhere));
        Assert.True((await edit.RunAsync("Notice", "en-US", own, 1, Actors.Administrator, Stop)).Error.Is(SharedErrors.NotAllowed));
        var ann = await world.Portal.AddEmployeeAsync("Ann & <i>");
        await TellAsync(world, ann.Id, "thing:1");
        var mail = world.Sink.Mails[^1];
        Assert.Equal("[HR] Bea has done it", mail.Subject);
        Assert.Contains("<strong>Ann &amp; &lt;i&gt;</strong> &lt;b&gt;x&lt;/b&gt;", mail.Html, StringComparison.Ordinal);
        Assert.Contains("<li>one</li><li>two</li>", mail.Html, StringComparison.Ordinal);
        Assert.Contains("Ann & <i> <b>x</b>", mail.Text, StringComparison.Ordinal);

        Assert.True((await edit.RunAsync("Notice", "en-US", null, 1, Actors.Hr, Stop)).Succeeded);
        await TellAsync(world, ann.Id, "thing:2");
        Assert.Equal("Bea has done it", world.Sink.Mails[^1].Subject);
    }

    [Theory]
    [InlineData("{sentence}", "{sentence} {oops}", "UnknownPlaceholder")]
    [InlineData("{sentence}", "nothing", "MissingPlaceholder")]
    [InlineData("{link}", "{sentence}", "PlaceholderInSubject")]
    [InlineData("a", "{sentence} {", "BrokenPlaceholder")]
    [InlineData("", "{sentence}", "SubjectLength")]
    [InlineData("a\nb", "{sentence}", "SubjectLines")]
    public async Task Template_WithAFault_IsRefusedByName(string subject, string body, string code)
    {
        await using var portal = await TestPortal.CreateAsync();

        var saved = await portal.Get<EditMailTemplate>().RunAsync("Notice", "zh-CN", new MailWording(subject, body), 0, Actors.Hr, Stop);

        Assert.Contains(saved.Errors, e => e.Code == code);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Link_InAMail_SwitchesOffThatKindOnly(Provider provider)
    {
        await using var world = await OutboxWorld.CreateAsync(provider);
        var ann = await world.Portal.AddEmployeeAsync("Ann");
        await TellAsync(world, ann.Id, "thing:1");
        var header = world.Sink.Mails[0].Mime.Header("List-Unsubscribe")!;
        var token = header[(header.LastIndexOf('/') + 1)..^1];
        var unsubscribe = world.Portal.Get<Unsubscribe>();

        Assert.Equal("… has done it", unsubscribe.LabelOf(token));
        Assert.True((await unsubscribe.ByLinkAsync(token + "x", Stop)).Failed);
        Assert.True((await unsubscribe.ByLinkAsync(token, Stop)).Succeeded);
        Assert.True((await unsubscribe.ByLinkAsync(token, Stop)).Succeeded);
        await TellAsync(world, ann.Id, "thing:2");
        await TellAsync(world, ann.Id, "thing:3", "Test.MustKnow");

        Assert.Equal(["Bea has done it", "Bea must be known"], world.Sink.Mails.Select(m => m.Subject));
        Assert.Null(world.Sink.Mails[1].Mime.Header("List-Unsubscribe"));
        var choices = await world.Portal.Get<MailChoices>().MineAsync(Actors.Of(ann), Stop);
        Assert.False(choices.Single(c => c.Kind == "Test.Now").On);
        Assert.True(choices.Single(c => c.Kind == "Test.MustKnow") is { On: true, Mandatory: true });
        await world.Portal.Get<ChooseMails>().RunAsync([.. choices.Select(c => c.Kind)], Actors.Of(ann), Stop);
        Assert.All(await world.Portal.Get<MailChoices>().MineAsync(Actors.Of(ann), Stop), c => Assert.True(c.On));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Outbox_GivenUpMessages_CanBeRepeatedAndDropped(Provider provider)
    {
        await using var world = await OutboxWorld.CreateAsync(provider);
        var ann = await world.Portal.AddEmployeeAsync("Ann");
        world.Sink.AnswerRecipient = _ => "550 5.1.1 No such user";
        await world.QueueAsync("a", ann);
        await world.QueueAsync("b", address: "b@example.org");
        await world.SendAsync();
        var queries = world.Portal.Get<OutboxQueries>();
        var view = await queries.ReadAsync(new OutboxFilter(OutboxState.Dead), 1, Actors.Administrator, Stop);
        Assert.Equal(2, view.Rows.Total);
        Assert.Contains(view.Refused, r => r.Name == "Ann");
        Assert.Empty((await queries.ReadAsync(new OutboxFilter(), 1, Actors.Of(ann), Stop)).Rows.Rows);

        var drop = world.Portal.Get<DropMessage>();
        var id = view.Rows.Rows.Single(r => r.Address == "b@example.org").Id;
        Assert.True((await drop.RunAsync(id, " ", Actors.Hr, Stop)).Error.Is(SharedErrors.ReasonRequired));
        Assert.True((await drop.RunAsync(id, "wrong person", Actors.Hr, Stop)).Succeeded);
        Assert.True((await world.Portal.Get<ClearRefusedAddress>().RunAsync(ann.Email, Actors.Administrator, Stop)).Failed);
        Assert.True((await world.Portal.Get<ClearRefusedAddress>().RunAsync(ann.Email, Actors.Hr, Stop)).Succeeded);
        Assert.Equal(1, (await world.Portal.Get<RepeatMessages>().RunAsync(null, Actors.Administrator, Stop)).Value);
        world.Sink.AnswerRecipient = _ => null;
        await world.SendAsync();

        Assert.Equal(ann.Email, Assert.Single(world.Sink.Mails).To);
        Assert.Equal(SkipReason.Dropped, (await world.RowAsync("b")).SkippedBecause);
        Assert.Single((await queries.ReadAsync(new OutboxFilter(Text: "ann"), 1, Actors.Hr, Stop)).Rows.Rows);
    }

    private static async Task TellAsync(OutboxWorld world, int employeeId, string key, string kind = "Test.Now")
    {
        await using (var db = world.Portal.Open())
        {
            db.Notify(employeeId, new Notice(kind, key, "/results", "Bea"), world.Portal.Now);
            await db.SaveChangesAsync(Stop);
        }

        await world.Portal.Get<MailNotices>().RunAsync(Stop);
        await world.SendAsync();
    }
}
