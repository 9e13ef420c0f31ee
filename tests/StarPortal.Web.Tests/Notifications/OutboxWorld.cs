using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StarPortal.Domain.Notifications;
using StarPortal.Domain.People;
using StarPortal.Tests;
using StarPortal.Web.Features.Notifications.Outbox;
using StarPortal.Web.Shared.Hosting;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Tests.Notifications;

/// <summary>A portal with a mail server on loopback.</summary>
internal sealed class OutboxWorld : IAsyncDisposable
{
    private OutboxWorld(TestPortal portal, SmtpSink sink) => (Portal, Sink) = (portal, sink);

    public TestPortal Portal { get; }

    public SmtpSink Sink { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="provider">The database to run on.</param>
    /// <param name="options">Over those for the sink.</param>
    /// <param name="replace">Services of the test's own.</param>
    public static async Task<OutboxWorld> CreateAsync(Provider provider = Provider.Sqlite, Action<PortalOptions>? options = null, Action<IServiceCollection>? replace = null)
    {
        var sink = new SmtpSink();
        var portal = await TestPortal.CreateAsync(
            provider,
            services =>
            {
                services.Configure<PortalOptions>(o =>
                {
                    o.PublicUrl = "https://portal.example.org";
                    o.Mail.Host = "127.0.0.1";
                    o.Mail.Port = sink.Port;
                    o.Mail.Security = MailSecurity.None;
                    o.Mail.From = "StarPortal <star@example.org>";
                    o.Mail.TimeoutSeconds = 5;
                    options?.Invoke(o);
                });
                services.AddSingleton(new NoticeKind("Test.Now", () => "{0} has done it", NoticeDelivery.Immediate));
                services.AddSingleton(new NoticeKind("Test.MustKnow", () => "{0} must be known", NoticeDelivery.Immediate, Mandatory: true));
                replace?.Invoke(services);
            });
        return new OutboxWorld(portal, sink);
    }

    /// <summary>Puts a mail into the outbox.</summary>
    public async Task QueueAsync(string key, Employee? to = null, string address = "", string subject = "Subject", string? name = null, string? optOut = null, IReadOnlyList<MailAttachment>? attachments = null)
    {
        var content = new MailContent(name ?? to?.Name ?? "Somebody", "en-US", subject, "<p>Html</p>", "Text", attachments ?? [], null, optOut);
        await using var db = Portal.Open();
        db.Queue(OutboxMessage.Mail(key, "Notice", to?.Id, to?.Email ?? address, content, Portal.Now));
        await db.SaveChangesAsync(Stop);
    }

    public Task<OutboxRun> SendAsync() => Portal.Get<SendMails>().RunAsync(Stop);

    public async Task<OutboxMessage> RowAsync(string key)
    {
        await using var db = Portal.Open();
        return await db.Outbox.AsNoTracking().SingleAsync(m => m.Key == key, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await Portal.DisposeAsync();
        await Sink.DisposeAsync();
    }
}
