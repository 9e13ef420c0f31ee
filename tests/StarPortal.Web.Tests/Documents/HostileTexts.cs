using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace StarPortal.Web.Tests.Documents;

/// <summary>What somebody with bad intentions types where a document has a free text, and an address that must never be asked for anything.</summary>
internal sealed class HostileTexts : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public HostileTexts()
    {
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        Lines =
        [
            "<script>document.body.innerHTML='owned'</script>",
            $"<img src={address}/x onerror=alert(1)>",
            "<iframe src=file:///etc/passwd></iframe>",
            $"</style><style>@import url({address}/y.css);body{{display:none}}",
            $"\"; }} @import url({address}/w.css); body {{ display: none }} /*",
            $"<link rel=stylesheet href={address}/v.css><meta http-equiv=refresh content='0;url={address}/u'>",
            "\u0001=HYPERLINK(\"http://evil\",\"x\")",
            "\u202Egnp.live\u202C \u2066إداري\u2069 שלום",
            "🎉👩‍👩‍👧‍👦 e\u0301\u0301\u0301",
            "bell\u0007tab\tline\nnul\0vertical\u000Bdelete\u007Fend",
            LongName,
            $"url({address}/z) expression(alert(1)) {{{{7*7}}}} @(7*7) {{level}}",
        ];
    }

    /// <summary>300 characters.</summary>
    public static string LongName { get; } = string.Concat(Enumerable.Repeat("长名字", 100));

    /// <summary>A hundred thousand letters without a space.</summary>
    public static string Endless { get; } = new('W', 100_000);

    /// <summary>Numbers of the lines that a PDF's text must hold as they were typed; the others have characters that no paper shows, or that stand in another order.</summary>
    public static IReadOnlyList<int> Plain { get; } = [0, 1, 2, 3, 4, 5, 11];

    /// <summary>All but the endless one: what fits into a name.</summary>
    public IReadOnlyList<string> Lines { get; }

    public string this[int number] => Lines[number % Lines.Count];

    public void Dispose() => listener.Dispose();

    /// <summary>Nothing of the texts is markup.</summary>
    public static void AssertEncoded(string html)
    {
        Assert.All((string[])["<script", "<img", "<iframe", "<link rel=stylesheet", "<meta http-equiv=refresh"], t => Assert.DoesNotContain(t, html, StringComparison.OrdinalIgnoreCase));
        Assert.Single(Regex.Matches(html, "<style", RegexOptions.IgnoreCase));
    }

    /// <summary>A whole document, tagged and with its fonts, that tells nothing of this machine.</summary>
    /// <returns>Its text without spaces.</returns>
    public static async Task<string> ReadAsync(byte[] pdf, int mostPages)
    {
        var (text, info) = (Flat(await Printing.TextAsync(pdf)), await Printing.InfoAsync(pdf));
        Assert.DoesNotContain("root:", text, StringComparison.Ordinal);
        Assert.InRange(int.Parse(Regex.Match(info, @"Pages:\s+(\d+)").Groups[1].Value, CultureInfo.InvariantCulture), 1, mostPages);
        Assert.Matches(@"Tagged:\s+yes", info);
        Assert.Contains("/Outlines", Encoding.Latin1.GetString(pdf), StringComparison.Ordinal);
        Assert.DoesNotContain("no", await Printing.FontsAsync(pdf), StringComparison.Ordinal);
        return text;
    }

    public static string Flat(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    public void AssertNobodyAsked() => Assert.False(listener.Pending(), "A document asked for something.");
}
