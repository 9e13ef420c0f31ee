using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace StarPortal.Web.Features.Notifications.Mail;

/// <summary>
/// TLS from the first byte, which the mail client does not speak: a connection is made and checked, and one caller on this
/// machine may then talk through it as if it were in clear (docs/adr/0028).
/// </summary>
internal sealed class TlsRelay : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly TcpClient outside;
    private readonly SslStream secure;

    private TlsRelay(TcpClient outside, SslStream secure)
    {
        (this.outside, this.secure) = (outside, secure);
        listener.Start(1);
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = RelayAsync();
    }

    /// <summary>On loopback.</summary>
    public int Port { get; }

    /// <param name="trust">Instead of the machine's own judgement of the certificate.</param>
    /// <exception cref="SocketException">The server cannot be reached.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">It is not the server it should be.</exception>
    public static async Task<TlsRelay> OpenAsync(string host, int port, RemoteCertificateValidationCallback? trust, CancellationToken cancellation)
    {
        var outside = new TcpClient();
        try
        {
            await outside.ConnectAsync(host, port, cancellation);
            var secure = new SslStream(outside.GetStream(), leaveInnerStreamOpen: false, trust);
            await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, cancellation);
            return new TlsRelay(outside, secure);
        }
        catch
        {
            outside.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        end.Cancel();
        listener.Dispose();
        outside.Dispose();
    }

    private async Task RelayAsync()
    {
        try
        {
            using var inside = await listener.AcceptTcpClientAsync(end.Token);
            listener.Stop();
            var near = inside.GetStream();
            // either side hanging up ends both ways
            await await Task.WhenAny(near.CopyToAsync(secure, end.Token), secure.CopyToAsync(near, end.Token));
        }
        catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // the mail client learns of it from its own side of the connection
        }
        finally
        {
            outside.Dispose();
        }
    }
}
