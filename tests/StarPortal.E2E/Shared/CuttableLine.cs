using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace StarPortal.E2E;

/// <summary>A line between a browser and the program that can be cut: open connections end, new ones are refused until it is mended.</summary>
public sealed class CuttableLine : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, byte> open = [];
    private readonly CancellationTokenSource gone = new();
    private readonly int target;
    private readonly Task accepting;
    private volatile bool isCut;

    public CuttableLine(PortalProcess portal)
    {
        target = new Uri(portal.Url).Port;
        listener.Start();
        Url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        accepting = AcceptAsync();
    }

    public string Url { get; }

    public void Cut()
    {
        isCut = true;
        foreach (var client in open.Keys)
        {
            client.Close();
        }
    }

    public void Mend() => isCut = false;

    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        Cut();
        listener.Stop();
        await accepting;
        gone.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = PassAsync(await listener.AcceptTcpClientAsync(gone.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // the test is over
        }
    }

    private async Task PassAsync(TcpClient near)
    {
        using var far = new TcpClient();
        try
        {
            open[near] = 0;
            open[far] = 0;
            if (isCut)
            {
                return;
            }

            await far.ConnectAsync(IPAddress.Loopback, target, gone.Token);
            await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream(), gone.Token), far.GetStream().CopyToAsync(near.GetStream(), gone.Token));
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // cut, or the program is not there
        }
        finally
        {
            open.TryRemove(near, out _);
            open.TryRemove(far, out _);
            near.Dispose();
        }
    }
}
