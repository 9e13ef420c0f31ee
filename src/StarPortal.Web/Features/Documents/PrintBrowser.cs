using Microsoft.Playwright;

namespace StarPortal.Web.Features.Documents;

/// <summary>One running browser with its kept tabs. Closed once it is retired and its last tab has come back.</summary>
internal sealed class PrintBrowser(IPlaywright playwright, IBrowser browser, IBrowserContext context)
{
    // long enough for the next document of a batch, short enough that nothing is left behind
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    private readonly Lock guard = new();
    private readonly Stack<IPage> idle = new();
    private int inUse;
    private bool retired;

    public int Jobs { get; private set; }

    public bool Alive => browser.IsConnected;

    public static async Task<PrintBrowser> StartAsync(string path)
    {
        var playwright = await Playwright.CreateAsync();
        try
        {
            var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = path,
                // Chromium refuses its sandbox to root; every other user keeps it
                ChromiumSandbox = !(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess),
                Headless = true,
                HandleSIGINT = false,
                HandleSIGTERM = false,
                HandleSIGHUP = false,
                Timeout = 30_000,
                Args = ["--disable-dev-shm-usage", "--disable-gpu", "--disable-extensions", "--no-first-run"],
            });
            var context = await browser.NewContextAsync(new BrowserNewContextOptions
            {
                JavaScriptEnabled = false,
                Offline = true,
                AcceptDownloads = false,
                ServiceWorkers = ServiceWorkerPolicy.Block,
            });
            await context.RouteAsync("**/*", route => route.AbortAsync());
            return new PrintBrowser(playwright, browser, context);
        }
        catch
        {
            playwright.Dispose();
            throw;
        }
    }

    public async Task<byte[]> PrintAsync(string html, TimeSpan limit, CancellationToken cancellation)
    {
        var page = await TakeAsync();
        var clean = false;
        try
        {
            var pdf = await PrintOnAsync(page, html, limit).WaitAsync(limit, cancellation);
            clean = true;
            return pdf;
        }
        finally
        {
            await GiveBackAsync(page, clean);
        }
    }

    /// <summary>No new jobs; closed when the running ones are done.</summary>
    public Task RetireAsync()
    {
        lock (guard)
        {
            retired = true;
            if (inUse > 0)
            {
                return Task.CompletedTask;
            }
        }

        return CloseAsync();
    }

    private static async Task<byte[]> PrintOnAsync(IPage page, string html, TimeSpan limit)
    {
        await page.SetContentAsync(html, new PageSetContentOptions { WaitUntil = WaitUntilState.Load, Timeout = (float)limit.TotalMilliseconds });
        return await page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true, PrintBackground = true, Tagged = true, Outline = true });
    }

    private async Task<IPage> TakeAsync()
    {
        lock (guard)
        {
            inUse++;
            Jobs++;
            if (idle.TryPop(out var kept))
            {
                return kept;
            }
        }

        try
        {
            return await context.NewPageAsync();
        }
        catch
        {
            await LeaveAsync();
            throw;
        }
    }

    private async Task GiveBackAsync(IPage page, bool clean)
    {
        if (clean)
        {
            lock (guard)
            {
                idle.Push(page);
            }

            _ = ClearAsync(page);
        }
        else
        {
            await QuietlyAsync(() => page.CloseAsync());
        }

        await LeaveAsync();
    }

    /// <summary>Nobody's document stays in a tab that waits. A tab that soon has the next one needs no clearing, which would cost every document a part of its time.</summary>
    private async Task ClearAsync(IPage page)
    {
        await Task.Delay(Rest);
        if (!TakeBack(page))
        {
            return;
        }

        var cleared = false;
        await QuietlyAsync(async () =>
        {
            await page.SetContentAsync("<!DOCTYPE html><title></title>", new PageSetContentOptions { WaitUntil = WaitUntilState.Commit });
            cleared = true;
        });
        if (cleared)
        {
            lock (guard)
            {
                idle.Push(page);
            }
        }
        else
        {
            await QuietlyAsync(() => page.CloseAsync());
        }

        await LeaveAsync();
    }

    /// <summary>Takes one tab out of those that wait; false when it is at work again, or the browser ends.</summary>
    private bool TakeBack(IPage page)
    {
        lock (guard)
        {
            if (retired || !idle.Contains(page))
            {
                return false;
            }

            var others = idle.Where(p => p != page).Reverse().ToList();
            idle.Clear();
            others.ForEach(idle.Push);
            inUse++;
            return true;
        }
    }

    private async Task LeaveAsync()
    {
        bool close;
        lock (guard)
        {
            inUse--;
            close = retired && inUse == 0;
        }

        if (close)
        {
            await CloseAsync();
        }
    }

    private async Task CloseAsync()
    {
        await QuietlyAsync(() => browser.CloseAsync());
        playwright.Dispose();
    }

    // a browser that is already dead cannot be closed any better
    private static async Task QuietlyAsync(Func<Task> work)
    {
        try
        {
            await work().WaitAsync(TimeSpan.FromSeconds(5));
        }
        catch (Exception fault) when (fault is PlaywrightException or TimeoutException)
        {
        }
    }
}
