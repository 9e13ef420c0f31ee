using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Features.Notifications.Webhooks;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Tests.Notifications;

public sealed class WebhookTests
{
    private static readonly AnnouncementKind Kind = new("Test.Opened", () => "Opened", () => "{0} is open");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Announcement_ReachesEveryHookThatWantsIt_OnceAndSigned(Provider provider)
    {
        await using var robot = await Robot.StartAsync("{\"errcode\":0}");
        await using var portal = await PortalAsync(provider);
        await AddAsync(portal, new WebhookWish("Ours", WebhookFormat.Generic, $"{robot.Url}/generic", "s3cret", "en-US", [Kind.Kind], true));
        await AddAsync(portal, new WebhookWish("钉钉", WebhookFormat.DingTalk, $"{robot.Url}/ding?access_token=abc", "SECx", "zh-CN", [Kind.Kind], true));
        await AddAsync(portal, new WebhookWish("Feishu", WebhookFormat.Feishu, $"{robot.Url}/feishu", "fs", "zh-CN", [Kind.Kind], true));
        await AddAsync(portal, new WebhookWish("Off", WebhookFormat.WeCom, $"{robot.Url}/wecom?key=1", "", "zh-CN", [Kind.Kind], false));
        for (var i = 0; i < 2; i++)
        {
            await AnnounceAsync(portal, "cycle:1");
            await portal.Get<SendWebhooks>().RunAsync(Stop);
        }

        Assert.Equal(3, robot.Calls.Count);
        var own = robot.Calls.Single(c => c.Path == "/generic");
        var signed = $"{own.Headers["X-StarPortal-Timestamp"]}.{own.Body}";
        Assert.Equal($"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes("s3cret"), Encoding.UTF8.GetBytes(signed)))}", own.Headers["X-StarPortal-Signature"]);
        Assert.Equal("November is open", JsonDocument.Parse(own.Body).RootElement.GetProperty("text").GetString());

        var milliseconds = new DateTimeOffset(portal.Now).ToUnixTimeMilliseconds();
        var ding = robot.Calls.Single(c => c.Path == "/ding");
        var dingSign = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes("SECx"), Encoding.UTF8.GetBytes($"{milliseconds}\nSECx")));
        Assert.Equal($"?access_token=abc&timestamp={milliseconds}&sign={Uri.EscapeDataString(dingSign)}", ding.Query);
        Assert.Equal("text", JsonDocument.Parse(ding.Body).RootElement.GetProperty("msgtype").GetString());

        var feishu = JsonDocument.Parse(robot.Calls.Single(c => c.Path == "/feishu").Body).RootElement;
        Assert.Equal(Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes($"{milliseconds / 1000}\nfs"), Array.Empty<byte>())), feishu.GetProperty("sign").GetString());
        Assert.Equal("text", feishu.GetProperty("msg_type").GetString());
    }

    [Theory]
    [InlineData(200, "{\"errcode\":0,\"errmsg\":\"ok\"}", OutboxState.Sent)]
    [InlineData(200, "{\"code\":0}", OutboxState.Sent)]
    [InlineData(200, "{\"StatusCode\":0}", OutboxState.Sent)]
    [InlineData(200, "{\"errcode\":310000,\"errmsg\":\"sign not match\"}", OutboxState.Waiting)]
    [InlineData(200, "{\"code\":9499,\"msg\":\"Bad Request\"}", OutboxState.Waiting)]
    [InlineData(200, "<html>", OutboxState.Waiting)]
    [InlineData(500, "", OutboxState.Waiting)]
    [InlineData(429, "", OutboxState.Waiting)]
    [InlineData(404, "", OutboxState.Dead)]
    [InlineData(302, "", OutboxState.Dead)]
    public async Task Answer_OfARobot_DecidesWhetherItWasTaken(int status, string body, OutboxState expected)
    {
        await using var robot = await Robot.StartAsync(body, status);
        await using var portal = await PortalAsync(Provider.Sqlite);
        await AddAsync(portal, new WebhookWish("Robot", WebhookFormat.DingTalk, $"{robot.Url}/x?access_token=topsecret", "", "en-US", [Kind.Kind], true));
        await AnnounceAsync(portal, "cycle:1");

        await portal.Get<SendWebhooks>().RunAsync(Stop);

        await using var db = portal.Open();
        var row = await db.Outbox.AsNoTracking().SingleAsync(Stop);
        Assert.Equal(expected, row.State);
        Assert.DoesNotContain("topsecret", row.LastError ?? "", StringComparison.Ordinal);
        Assert.Single(robot.Calls);
        var hook = await db.Webhooks.AsNoTracking().SingleAsync(Stop);
        Assert.DoesNotContain("topsecret", hook.ProtectedUrl, StringComparison.Ordinal);
        Assert.DoesNotContain("topsecret", string.Join(' ', await db.AuditEntries.Select(a => a.Details).ToListAsync(Stop)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://example.com/x")]
    [InlineData("https://127.0.0.1/x")]
    [InlineData("https://10.1.2.3/x")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://[::1]/x")]
    [InlineData("https://[::ffff:10.0.0.1]/x")]
    [InlineData("https://[fd00::1]/x")]
    [InlineData("https://user:password@example.com/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("nonsense")]
    public async Task Address_ThatMustNotBeCalled_IsRefused(string url)
    {
        await using var portal = await TestPortal.CreateAsync(replace: services => services.AddSingleton(Kind));

        var saved = await portal.Get<SaveWebhook>().RunAsync(new WebhookWish("Bad", WebhookFormat.WeCom, url, "", "en-US", [Kind.Kind], true), null, 0, Actors.Administrator, Stop);

        Assert.Contains(saved.Errors, e => e.Is(NotificationErrors.WebhookUrl));
    }

    [Fact]
    public async Task Name_ThatLeadsToThisMachine_IsRefusedWhenConnecting()
    {
        await using var robot = await Robot.StartAsync("{\"errcode\":0}");
        await using var portal = await TestPortal.CreateAsync(replace: services =>
        {
            services.AddSingleton(Kind);
            services.Replace(ServiceDescriptor.Singleton(new WebhookRules(Http: true, Private: false)));
        });
        await AddAsync(portal, new WebhookWish("Name", WebhookFormat.WeCom, robot.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), "", "en-US", [Kind.Kind], true));
        await AnnounceAsync(portal, "cycle:1");

        await portal.Get<SendWebhooks>().RunAsync(Stop);

        Assert.Empty(robot.Calls);
        await using var db = portal.Open();
        Assert.Contains("may not be called", (await db.Outbox.AsNoTracking().SingleAsync(Stop)).LastError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("100.64.0.1", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2400:cb00::1", true)]
    [InlineData("fe80::1", false)]
    public void Address_IsPublicOrNot(string address, bool expected) => Assert.Equal(expected, WebhookCaller.IsPublic(IPAddress.Parse(address)));

    private static Task<TestPortal> PortalAsync(Provider provider) => TestPortal.CreateAsync(provider, services =>
    {
        services.AddSingleton(Kind);
        services.Replace(ServiceDescriptor.Singleton(new WebhookRules(Http: true, Private: true)));
    });

    private static async Task AddAsync(TestPortal portal, WebhookWish wish)
    {
        var saved = await portal.Get<SaveWebhook>().RunAsync(wish, null, 0, Actors.Administrator, Stop);
        Assert.True(saved.Succeeded, string.Join(", ", saved.Errors));
    }

    private static async Task AnnounceAsync(TestPortal portal, string key)
    {
        await using var db = portal.Open();
        db.Announce(new Announcement(Kind.Kind, key, "/cycles/1", "November"), portal.Now);
        await db.SaveChangesAsync(Stop);
    }

    private sealed record Call(string Path, string Query, string Body, IReadOnlyDictionary<string, string> Headers);

    /// <summary>A chat robot on loopback that answers everything alike.</summary>
    private sealed class Robot : IAsyncDisposable
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<Call> calls = new();
        private WebApplication app = null!;

        public IReadOnlyList<Call> Calls => [.. calls];

        public string Url { get; private set; } = "";

        public static async Task<Robot> StartAsync(string answer, int status = 200)
        {
            var robot = new Robot();
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            robot.app = builder.Build();
            robot.app.Run(async http =>
            {
                using var reader = new StreamReader(http.Request.Body);
                robot.calls.Enqueue(new Call(http.Request.Path, http.Request.QueryString.Value ?? "", await reader.ReadToEndAsync(), http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
                http.Response.StatusCode = status;
                http.Response.Headers.Location = "http://127.0.0.1:1/";
                await http.Response.WriteAsync(answer);
            });
            await robot.app.StartAsync();
            robot.Url = robot.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            return robot;
        }

        public async ValueTask DisposeAsync() => await app.DisposeAsync();
    }
}
