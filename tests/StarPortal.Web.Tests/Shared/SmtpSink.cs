using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace StarPortal.Tests;

/// <summary>How the sink answers a mail; the first rule that has an answer for it counts.</summary>
public enum SinkAnswer
{
    Take,

    /// <summary>Closes the connection in the middle of the mail's lines: nothing is kept.</summary>
    DropInData,

    /// <summary>Keeps the mail and closes the connection without saying so: the sender cannot know.</summary>
    DropAfterData,

    /// <summary>Says nothing for a minute.</summary>
    Hang,
}

/// <summary>A mail that has arrived: who it was for and its lines as they came, dots unstuffed.</summary>
/// <param name="Connection">Counts connections from 1.</param>
/// <param name="Secure">It came over TLS.</param>
/// <param name="User">Who signed in; empty for nobody.</param>
public sealed record SunkMail(string From, string To, string Raw, int Connection, bool Secure, string User)
{
    public MimePart Mime { get; } = MimePart.Parse(Raw);

    public string Subject => Mime.Decoded("Subject");

    public string Text => Mime.Find("text/plain")!.Body;

    public string Html => Mime.Find("text/html")!.Body;
}

/// <summary>
/// A small mail server on loopback for tests: EHLO, TLS and STARTTLS, AUTH, SIZE, DATA with dot-stuffing; refuses, drops and hangs when
/// told to. Needs nothing but the base library, so that any test project can link this file.
/// </summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<SunkMail> mails = new();
    private readonly Lazy<X509Certificate2> certificate = new(MakeCertificate);
    private readonly Task listening;
    private int connections;

    public SmtpSink()
    {
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listening = ListenAsync();
    }

    public int Port { get; }

    /// <summary>All mails that arrived, oldest first.</summary>
    public IReadOnlyList<SunkMail> Mails => [.. mails];

    public int Connections => connections;

    /// <summary>Offers STARTTLS with a certificate of its own.</summary>
    public bool OffersTls { get; set; }

    /// <summary>Speaks TLS from the first byte, with a certificate of its own.</summary>
    public bool BeginsWithTls { get; set; }

    /// <summary>User and password; then nobody sends without signing in.</summary>
    public (string User, string Password)? SignIn { get; set; }

    /// <summary>The answer to RCPT by address, for example "550 5.1.1 No such user"; null takes it.</summary>
    public Func<string, string?> AnswerRecipient { get; set; } = _ => null;

    /// <summary>The answer after the lines of a mail, for example "451 4.3.0 Try again later"; null takes it.</summary>
    public Func<SunkMail, string?> AnswerData { get; set; } = _ => null;

    /// <summary>What to do with a mail to this address.</summary>
    public Func<string, SinkAnswer> Behave { get; set; } = _ => SinkAnswer.Take;

    /// <summary>The answer to a connection, for example "421 4.3.2 Not now"; null greets.</summary>
    public string? Greeting { get; set; }

    /// <summary>For <c>SSL_CERT_FILE</c> of a program that is to trust the sink.</summary>
    public string CertificatePem => certificate.Value.ExportCertificatePem();

    public string Thumbprint => certificate.Value.Thumbprint;

    public void Clear() => mails.Clear();

    /// <summary>Waits until that many mails have arrived.</summary>
    public async Task<IReadOnlyList<SunkMail>> WaitForAsync(int count, TimeSpan atMost)
    {
        using var limit = new CancellationTokenSource(atMost);
        while (mails.Count < count && !limit.IsCancellationRequested)
        {
            await Task.Delay(50);
        }

        return Mails;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
        if (certificate.IsValueCreated)
        {
            certificate.Value.Dispose();
        }
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    private async Task ListenAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync(stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            _ = TalkAsync(client, Interlocked.Increment(ref connections));
        }
    }

    private async Task TalkAsync(TcpClient client, int number)
    {
        using (client)
        {
            try
            {
                await new Conversation(this, client, number).RunAsync(stop.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or ObjectDisposedException or AuthenticationException)
            {
                // the other side went away, as it may
            }
        }
    }

    private sealed class Conversation(SmtpSink sink, TcpClient client, int number)
    {
        private Stream stream = client.GetStream();
        private string from = "";
        private string user = "";
        private bool secure;
        private readonly List<string> recipients = [];

        public async Task RunAsync(CancellationToken cancellation)
        {
            if (sink.BeginsWithTls)
            {
                await BeginTlsAsync();
            }

            await SayAsync(sink.Greeting ?? "220 sink.example ready", cancellation);
            if (sink.Greeting is not null)
            {
                return;
            }

            while (await ReadLineAsync(cancellation) is { } line)
            {
                if (!await AnswerAsync(line, cancellation))
                {
                    return;
                }
            }
        }

        private async Task<bool> AnswerAsync(string line, CancellationToken cancellation)
        {
            var verb = line.Split(' ', 2)[0].ToUpperInvariant();
            switch (verb)
            {
                case "EHLO":
                    var offers = new List<string> { "sink.example", "SIZE 10485760", "8BITMIME" };
                    offers.AddRange(sink.OffersTls && !secure ? ["STARTTLS"] : []);
                    offers.AddRange(sink.SignIn is not null ? ["AUTH PLAIN LOGIN"] : []);
                    await SayAsync(string.Join("\r\n", offers.Select((o, i) => $"250{(i == offers.Count - 1 ? ' ' : '-')}{o}")), cancellation);
                    return true;
                case "HELO" or "RSET" or "NOOP":
                    recipients.Clear();
                    await SayAsync("250 OK", cancellation);
                    return true;
                case "STARTTLS" when sink.OffersTls:
                    await SayAsync("220 Go ahead", cancellation);
                    await BeginTlsAsync();
                    return true;
                case "AUTH":
                    await SignInAsync(line, cancellation);
                    return true;
                case "MAIL" when sink.SignIn is not null && user.Length == 0:
                    await SayAsync("530 5.7.0 Authentication required", cancellation);
                    return true;
                case "MAIL":
                    from = Between(line);
                    recipients.Clear();
                    await SayAsync("250 2.1.0 OK", cancellation);
                    return true;
                case "RCPT":
                    var refused = sink.AnswerRecipient(Between(line));
                    if (refused is null)
                    {
                        recipients.Add(Between(line));
                    }

                    await SayAsync(refused ?? "250 2.1.5 OK", cancellation);
                    return true;
                case "DATA" when recipients.Count > 0:
                    return await TakeAsync(cancellation);
                case "QUIT":
                    await SayAsync("221 2.0.0 Bye", cancellation);
                    return false;
                default:
                    await SayAsync("503 5.5.1 Not now", cancellation);
                    return true;
            }
        }

        private async Task BeginTlsAsync()
        {
            var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(sink.certificate.Value);
            (stream, secure, user) = (tls, true, "");
        }

        private async Task SignInAsync(string line, CancellationToken cancellation)
        {
            var words = line.Split(' ');
            string name;
            string password;
            if (words[1].Equals("PLAIN", StringComparison.OrdinalIgnoreCase))
            {
                var given = words.Length > 2 ? words[2] : await AskAsync("", cancellation);
                var parts = Encoding.UTF8.GetString(Convert.FromBase64String(given)).Split('\0');
                (name, password) = (parts[1], parts[2]);
            }
            else
            {
                name = Encoding.UTF8.GetString(Convert.FromBase64String(words.Length > 2 ? words[2] : await AskAsync("Username:", cancellation)));
                password = Encoding.UTF8.GetString(Convert.FromBase64String(await AskAsync("Password:", cancellation)));
            }

            var right = sink.SignIn is { } wanted && wanted == (name, password);
            user = right ? name : "";
            await SayAsync(right ? "235 2.7.0 Welcome" : "535 5.7.8 Authentication credentials invalid", cancellation);
        }

        private async Task<string> AskAsync(string question, CancellationToken cancellation)
        {
            await SayAsync($"334 {Convert.ToBase64String(Encoding.ASCII.GetBytes(question))}", cancellation);
            return await ReadLineAsync(cancellation) ?? throw new IOException("The other side went away.");
        }

        private async Task<bool> TakeAsync(CancellationToken cancellation)
        {
            var to = recipients[0];
            var behaviour = sink.Behave(to);
            await SayAsync("354 End with a dot", cancellation);
            var lines = new StringBuilder();
            while (await ReadLineAsync(cancellation) is { } line)
            {
                if (behaviour == SinkAnswer.DropInData)
                {
                    return false;
                }

                if (line == ".")
                {
                    return await EndAsync(new SunkMail(from, to, lines.ToString(), number, secure, user), behaviour, cancellation);
                }

                lines.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
            }

            return false;
        }

        private async Task<bool> EndAsync(SunkMail mail, SinkAnswer behaviour, CancellationToken cancellation)
        {
            if (behaviour == SinkAnswer.Hang)
            {
                await Task.Delay(TimeSpan.FromMinutes(1), cancellation);
                return false;
            }

            var refused = sink.AnswerData(mail);
            if (refused is null)
            {
                sink.mails.Enqueue(mail);
            }

            if (behaviour == SinkAnswer.DropAfterData)
            {
                return false;
            }

            await SayAsync(refused ?? "250 2.0.0 Taken", cancellation);
            return true;
        }

        private static string Between(string line) => line.Split('<', 2) is [_, var rest] ? rest.Split('>')[0] : "";

        private async Task SayAsync(string text, CancellationToken cancellation)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(text + "\r\n"), cancellation);
            await stream.FlushAsync(cancellation);
        }

        // byte by byte: nothing of what comes after STARTTLS may be read before it
        private async Task<string?> ReadLineAsync(CancellationToken cancellation)
        {
            var line = new List<byte>();
            var one = new byte[1];
            while (await stream.ReadAsync(one, cancellation) == 1)
            {
                if (one[0] == '\n')
                {
                    return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
                }

                line.Add(one[0]);
            }

            return null;
        }
    }
}

/// <summary>A mail or a part of one, read as a mail program reads it.</summary>
public sealed class MimePart
{
    private readonly List<(string Name, string Value)> headers = [];

    public IReadOnlyList<(string Name, string Value)> Headers => headers;

    public IReadOnlyList<MimePart> Parts { get; private set; } = [];

    /// <summary>Its text, decoded; empty for one that has parts.</summary>
    public string Body { get; private set; } = "";

    public string ContentType => Header("Content-Type")?.Split(';')[0].Trim().ToLowerInvariant() ?? "text/plain";

    public string? FileName => Parameter(Header("Content-Disposition"), "filename") ?? Parameter(Header("Content-Type"), "name");

    public static MimePart Parse(string raw)
    {
        var part = new MimePart();
        var end = raw.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var (head, body) = end < 0 ? (raw, "") : (raw[..end], raw[(end + 4)..]);
        foreach (var line in head.Replace("\r\n ", " ", StringComparison.Ordinal).Replace("\r\n\t", " ", StringComparison.Ordinal).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            part.headers.Add((line[..colon], line[(colon + 1)..].Trim()));
        }

        if (Parameter(part.Header("Content-Type"), "boundary") is { } boundary)
        {
            var pieces = ("\r\n" + body).Split($"\r\n--{boundary}");
            part.Parts = [.. pieces.Skip(1).TakeWhile(p => !p.StartsWith("--", StringComparison.Ordinal)).Select(p => Parse(p[(p.IndexOf("\r\n", StringComparison.Ordinal) + 2)..].TrimStart('\r', '\n')))];
        }
        else
        {
            part.Body = Decode(body, part.Header("Content-Transfer-Encoding") ?? "7bit");
        }

        return part;
    }

    /// <summary>As it came; null when there is none.</summary>
    public string? Header(string name) => headers.FirstOrDefault(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>With its encoded words in plain text (RFC 2047).</summary>
    public string Decoded(string name)
    {
        var value = Header(name) ?? "";
        // white space between two encoded words is none
        value = System.Text.RegularExpressions.Regex.Replace(value, @"\?=\s+=\?", "?==?");
        return System.Text.RegularExpressions.Regex.Replace(
            value,
            @"=\?([^?]+)\?([BbQq])\?([^?]*)\?=",
            m => Encoding.GetEncoding(m.Groups[1].Value).GetString(m.Groups[2].Value.Equals("B", StringComparison.OrdinalIgnoreCase) ? Convert.FromBase64String(m.Groups[3].Value) : Quoted(m.Groups[3].Value.Replace('_', ' '))));
    }

    /// <summary>The first part of a type, itself included.</summary>
    public MimePart? Find(string contentType) =>
        Parts.Count == 0 ? ContentType == contentType ? this : null : Parts.Select(p => p.Find(contentType)).FirstOrDefault(p => p is not null);

    private static string? Parameter(string? header, string name)
    {
        var match = System.Text.RegularExpressions.Regex.Match(header ?? "", $@";\s*{name}=(?:""([^""]*)""|([^;\s]+))", System.Text.RegularExpressions.RegexOptions.IgnoreCase);
        return match.Success ? match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value : null;
    }

    private static string Decode(string body, string encoding) => encoding.ToLowerInvariant() switch
    {
        "base64" => Encoding.UTF8.GetString(Convert.FromBase64String(body.Replace("\r\n", "", StringComparison.Ordinal))),
        "quoted-printable" => Encoding.UTF8.GetString(Quoted(body.Replace("=\r\n", "", StringComparison.Ordinal))),
        _ => body,
    };

    private static byte[] Quoted(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=' && i + 2 < text.Length)
            {
                bytes.Add(Convert.ToByte(text.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text[i].ToString()));
            }
        }

        return [.. bytes];
    }
}
