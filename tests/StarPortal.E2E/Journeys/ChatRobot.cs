using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace StarPortal.E2E.Journeys;

/// <summary>A team's chat on loopback: keeps what it is told and answers as WeCom does.</summary>
internal sealed class ChatRobot : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly ConcurrentQueue<string> told = new();
    private readonly Task listening;

    public ChatRobot()
    {
        using (var port = new TcpListener(IPAddress.Loopback, 0))
        {
            port.Start();
            Url = $"http://127.0.0.1:{((IPEndPoint)port.LocalEndpoint).Port}/";
        }

        listener.Prefixes.Add(Url);
        listener.Start();
        listening = ListenAsync();
    }

    public string Url { get; }

    /// <summary>The first line of each message, in the order of their arrival.</summary>
    public IReadOnlyList<string> Told => [.. told];

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ListenAsync()
    {
        while (listener.IsListening)
        {
            HttpListenerContext call;
            try
            {
                call = await listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var body = await JsonDocument.ParseAsync(call.Request.InputStream);
            told.Enqueue(body.RootElement.GetProperty("text").GetProperty("content").GetString()!.Split('\n')[0]);
            call.Response.OutputStream.Write("""{"errcode":0,"errmsg":"ok"}"""u8);
            call.Response.Close();
        }
    }
}
