using System.Globalization;
using System.Net;
using System.Net.Sockets;
using StarPortal.Web.Features.Documents;

namespace StarPortal.Web.Tests.Documents;

public sealed class ChromiumPrinterTests : IAsyncLifetime
{
    private readonly ChromiumPrinter printer = Printing.Printer();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => printer.DisposeAsync();

    [Fact]
    public async Task Print_ChineseDocument_HasItsTextTitleLanguageAndPageNumbers()
    {
        var html = await HtmlAsync("张伟的绩效结果 𠮷", "zh-CN");

        var pdf = Printing.Pdf(await printer.PrintAsync(html, Stop));

        var text = await Printing.TextAsync(pdf);
        Assert.Contains("张伟的绩效结果 𠮷", text, StringComparison.Ordinal);
        Assert.Contains("第 1 页，共 1 页", text.Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        var info = await Printing.InfoAsync(pdf);
        Assert.Contains("张伟的绩效结果", info, StringComparison.Ordinal);
        Assert.Matches(@"Tagged:\s+yes", info);
        Assert.Contains("A4", info, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>document.body.innerHTML='owned'</script>")]
    [InlineData("</title></style></head><script>document.write('owned')</script>")]
    [InlineData("\"; } body { display: none } @page { size: A5 } /*")]
    [InlineData("</style><style>body{display:none}")]
    [InlineData("url(file:///etc/passwd) <iframe src=file:///etc/passwd>")]
    [InlineData("<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'>")]
    [InlineData("{{7*7}} @(7*7) ${7*7} \\22 \\")]
    public async Task Print_HostileText_IsPrintedAsItWasTyped(string hostile)
    {
        var text = await Printing.TextAsync(Printing.Pdf(await printer.PrintAsync(await HtmlAsync(hostile), Stop)));

        Assert.Contains("before", text, StringComparison.Ordinal);
        Assert.Contains("after", text, StringComparison.Ordinal);
        Assert.Contains(Flat(hostile), Flat(text), StringComparison.Ordinal);
        Assert.DoesNotContain("root:", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Print_EmojiRightToLeftAndControls_GivesAReadableDocument()
    {
        var text = await Printing.TextAsync(Printing.Pdf(await printer.PrintAsync(await HtmlAsync("שלום مرحبا 🎉👩‍👩‍👧 \u202Eabc\u202C \u0007\u000B end"), Stop)));

        Assert.Contains("after", text, StringComparison.Ordinal);
        Assert.Contains("end", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Print_HundredThousandLettersWithoutASpace_StayOnThePaper()
    {
        var pdf = Printing.Pdf(await printer.PrintAsync(await HtmlAsync(new string('W', 100_000)), Stop));

        var text = await Printing.TextAsync(pdf);
        Assert.True(text.Count(c => c == 'W') >= 100_000);
        Assert.Contains("after", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Print_RawMarkupWithAddresses_AsksNobody()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        var secret = Path.Combine(Path.GetTempPath(), $"starportal-secret-{Guid.NewGuid():N}.html");
        await File.WriteAllTextAsync(secret, "TOPSECRET", Stop);
        try
        {
            // even markup that no template would let through
            var html = $"""
                <!DOCTYPE html><html><head><link rel="stylesheet" href="{address}/a.css"><style>@import url({address}/b.css); body {"{"} background: url({address}/c.png) {"}"}</style></head>
                <body>visible <img src="{address}/d.png"><iframe src="{new Uri(secret)}"></iframe><object data="{new Uri(secret)}"></object><embed src="{new Uri(secret)}"><script>fetch('{address}/e')</script></body></html>
                """;
            var pdf = Printing.Pdf(await printer.PrintAsync(html, Stop));

            Assert.Contains("visible", await Printing.TextAsync(pdf), StringComparison.Ordinal);
            Assert.DoesNotContain("TOPSECRET", await Printing.TextAsync(pdf), StringComparison.Ordinal);
            Assert.False(listener.Pending());
        }
        finally
        {
            File.Delete(secret);
        }
    }

    [Fact]
    public async Task Print_AfterTheBrowserWasKilled_StartsANewOne()
    {
        using var launcher = await OwnLauncher.CreateAsync(Stop);
        await using var own = Printing.Printer(chromium: launcher.Path);
        Printing.Pdf(await own.PrintAsync(await HtmlAsync("one"), Stop));
        await launcher.KillLastAsync(Stop);

        Printing.Pdf(await own.PrintAsync(await HtmlAsync("two"), Stop));

        Assert.Equal(2, (await launcher.StartsAsync(Stop)).Count);
    }

    [Fact]
    public async Task Print_BrowserKilledInTheMiddle_IsPrintedByANewOne()
    {
        using var launcher = await OwnLauncher.CreateAsync(Stop);
        await using var own = Printing.Printer(new PrinterLimits { PerJob = TimeSpan.FromMinutes(2) }, launcher.Path);
        Printing.Pdf(await own.PrintAsync(await HtmlAsync("warm"), Stop));
        // takes seconds, so that it is at work when its browser dies
        var rows = string.Concat(Enumerable.Repeat("<tr><td><table><tr><td>x</td></tr></table></td></tr>", 20_000));
        var print = own.PrintAsync($"<!DOCTYPE html><table>{rows}</table><p>the end</p>", Stop);
        await Task.Delay(300, Stop);
        Assert.False(print.IsCompleted);
        await launcher.KillLastAsync(Stop);

        Assert.Contains("the end", await Printing.TextAsync(Printing.Pdf(await print)), StringComparison.Ordinal);
        Assert.Equal(2, (await launcher.StartsAsync(Stop)).Count);
    }

    [Fact]
    public async Task Print_TenAtOnce_AllComeOutRight()
    {
        await using var own = Printing.Printer(new PrinterLimits { JobsPerBrowser = 4 });
        var texts = await Task.WhenAll(Enumerable.Range(1, 10).Select(async i =>
            await Printing.TextAsync(Printing.Pdf(await own.PrintAsync(await HtmlAsync($"document-{i:00}-"), Stop)))));

        Assert.All(texts.Index(), t =>
        {
            Assert.Contains($"document-{t.Index + 1:00}-", t.Item, StringComparison.Ordinal);
            Assert.Single(Enumerable.Range(1, 10), i => t.Item.Contains($"document-{i:00}-", StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task Print_MoreThanTheLimit_IsRefused()
    {
        await using var own = Printing.Printer(new PrinterLimits { HtmlLength = 1000 });

        var result = await own.PrintAsync(new string('x', 1001), Stop);

        Assert.True(result.Error.Is(DocumentErrors.TooLarge));
    }

    [Fact]
    public async Task Print_TakingTooLong_IsStoppedAndTheNextOneWorks()
    {
        await using var own = Printing.Printer(new PrinterLimits { PerJob = TimeSpan.FromSeconds(2) });
        Printing.Pdf(await own.PrintAsync(await HtmlAsync("warm"), Stop));
        var rows = string.Concat(Enumerable.Repeat("<tr><td><table><tr><td>x</td></tr></table></td></tr>", 140_000));

        var slow = await own.PrintAsync($"<!DOCTYPE html><table>{rows}</table>", Stop);

        Assert.True(slow.Failed && slow.Error.Is(DocumentErrors.TimedOut));
        Printing.Pdf(await own.PrintAsync(await HtmlAsync("next"), Stop));
    }

    [Fact]
    public async Task Print_WithoutABrowser_SaysWhy()
    {
        await using var own = Printing.Printer(chromium: "/nowhere/chromium");

        Assert.False(own.Status.Available);
        Assert.Contains("/nowhere/chromium", own.Status.Reason, StringComparison.Ordinal);
        Assert.True((await own.PrintAsync("x", Stop)).Error.Is(DocumentErrors.Unavailable));
    }

    [Fact]
    public async Task Print_BrowserThatDoesNotStart_IsUnavailableWithTheReason()
    {
        await using var own = Printing.Printer(chromium: "/bin/false");

        Assert.True((await own.PrintAsync("x", Stop)).Error.Is(DocumentErrors.Unavailable));
        Assert.False(own.Status.Available);
        Assert.Contains("does not start", own.Status.Reason, StringComparison.Ordinal);
    }

    private static async Task<string> HtmlAsync(string text, string language = "en-US")
    {
        await using var portal = await TestPortal.CreateAsync();
        return await portal.Get<DocumentRenderer>().HtmlAsync<HostileDocument>(text, CultureInfo.GetCultureInfo(language));
    }

    private static string Flat(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
