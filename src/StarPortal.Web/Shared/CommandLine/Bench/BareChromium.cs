using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace StarPortal.Web.Shared.CommandLine.Bench;

/// <summary>
/// What printing is compared with: the same browser with nothing around it, no limits, no blocked network, no queue. It
/// prints finished HTML on tabs that it keeps, as quickly as it can.
/// </summary>
internal sealed class BareChromium : IAsyncDisposable
{
    private readonly IPlaywright playwright;
    private readonly IBrowser browser;
    private readonly List<IPage> tabs = [];

    private BareChromium(IPlaywright playwright, IBrowser browser) => (this.playwright, this.browser) = (playwright, browser);

    public static async Task<BareChromium> StartAsync(string path, int tabs)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            ChromiumSandbox = !(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess),
            Headless = true,
        });
        var bare = new BareChromium(playwright, browser);
        for (var i = 0; i < tabs; i++)
        {
            bare.tabs.Add(await browser.NewPageAsync());
        }

        return bare;
    }

    public async Task PrintAsync(IEnumerable<string> documents)
    {
        var waiting = new ConcurrentQueue<string>(documents);
        await Task.WhenAll(tabs.Select(async tab =>
        {
            while (waiting.TryDequeue(out var html))
            {
                await tab.SetContentAsync(html, new PageSetContentOptions { WaitUntil = WaitUntilState.Load });
                // the same kind of file: tags and outline cost the browser time
                await tab.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true, PrintBackground = true, Tagged = true, Outline = true });
            }
        }));
    }

    public async ValueTask DisposeAsync()
    {
        await browser.CloseAsync();
        playwright.Dispose();
    }
}
