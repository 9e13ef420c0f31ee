using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.Notifications.Webhooks;

/// <summary>What may be called.</summary>
/// <param name="Http">Also addresses without TLS.</param>
/// <param name="Private">Also this machine and private networks.</param>
public sealed record WebhookRules(bool Http, bool Private);

/// <param name="ForGood">Calling it again would be of no use.</param>
public sealed record WebhookAnswer(bool Taken, string? Error = null, bool ForGood = false)
{
    public static WebhookAnswer Ok { get; } = new(true);
}

/// <summary>
/// Calls addresses that an administrator wrote down. So that nobody reaches through it what only this server can, the address
/// that a name stands for is looked at in the moment of connecting, redirects are not followed and no proxy is asked.
/// </summary>
public sealed class WebhookCaller : IDisposable
{
    private const int MostBytes = 64 * 1024;
    private readonly HttpClient client;
    private readonly WebhookRules rules;

    public WebhookCaller(WebhookRules rules, IOptions<PortalOptions> options)
    {
        this.rules = rules;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            MaxResponseHeadersLength = 16,
            ConnectCallback = ConnectAsync,
        };
        client = new HttpClient(handler)
        {
            Timeout = TimeSpan.FromSeconds(options.Value.Webhooks.TimeoutSeconds),
            MaxResponseContentBufferSize = MostBytes,
        };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("StarPortal", "1"));
    }

    public void Dispose() => client.Dispose();

    /// <summary>Whether the text is an address that may be called, as far as can be seen without asking for its name.</summary>
    public Uri? Check(string url) =>
        Uri.TryCreate(url.Trim(), UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (rules.Http && address.Scheme == Uri.UriSchemeHttp))
        && address.UserInfo.Length == 0
        && (!IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) || IsAllowed(ip))
            ? address
            : null;

    public async Task<WebhookAnswer> CallAsync(WebhookFormat format, WebhookRequest request, CancellationToken cancellation)
    {
        if (Check(request.Url) is not { } address)
        {
            return new WebhookAnswer(false, NotAllowed, ForGood: true);
        }

        using var message = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(request.Body)) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        foreach (var (name, value) in request.Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var response = await client.SendAsync(message, HttpCompletionOption.ResponseContentRead, cancellation);
            var body = await response.Content.ReadAsStringAsync(cancellation);
            return WebhookFormats.Read(format, (int)response.StatusCode, body);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new WebhookAnswer(false, "No answer within the time limit.");
        }
        catch (HttpRequestException failure)
        {
            // the message of an exception may hold the address, which is a secret: only its kind is told
            return new WebhookAnswer(false, failure.InnerException is AddressRefusedException ? NotAllowed : $"{failure.HttpRequestError}");
        }
    }

    private const string NotAllowed = "This address may not be called.";

    /// <summary>Nothing of this machine, of private networks or otherwise special.</summary>
    internal static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return IsPublic(address.MapToIPv4());
        }

        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            // what stands for an IPv4 address by translation is judged as it; the rest: global unicast alone
            var bytes = address.GetAddressBytes();
            return bytes is [0x00, 0x64, 0xFF, 0x9B, ..] ? IsPublic(new IPAddress(bytes[12..]))
                : bytes is [0x20, 0x02, ..] ? IsPublic(new IPAddress(bytes[2..6]))
                : (bytes[0] & 0xE0) == 0x20 && bytes is not [0x20, 0x01, 0x00, 0x00, ..] and not [0x20, 0x01, 0x0D, 0xB8, ..];
        }

        return address.GetAddressBytes() is not (
            [0 or 10 or 127, ..] or
            [100, >= 64 and <= 127, ..] or
            [169, 254, ..] or
            [172, >= 16 and <= 31, ..] or
            [192, 0, 0 or 2, _] or
            [192, 168, ..] or
            [198, 18 or 19, ..] or
            [198, 51, 100, _] or
            [203, 0, 113, _] or
            [>= 224, ..]);
    }

    private bool IsAllowed(IPAddress address) => rules.Private || IsPublic(address);

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation);
        // one that is not allowed spoils all: a name that stands for both is up to something
        if (addresses.Length == 0 || !Array.TrueForAll(addresses, IsAllowed))
        {
            throw new AddressRefusedException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class AddressRefusedException : IOException;
}
