using StarPortal.E2E;

[assembly: AssemblyFixture(typeof(Browser))]

// a journey waits as much as it works: two at a time keep two cores busy, more would only measure patience
[assembly: CollectionBehavior(MaxParallelThreads = 2)]

namespace StarPortal.E2E;

/// <summary>One browser for all tests; each test opens contexts of its own in it.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private IPlaywright? playwright;
    private IBrowser? browser;

    public IBrowser Instance => browser!;

    public async ValueTask InitializeAsync()
    {
        // a machine that is busy is slow, and that is no fault; patience costs time only where something never comes
        Assertions.SetDefaultExpectTimeout(30_000);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("STARPORTAL_TEST_BROWSER") ?? Places.First(File.Exists),
            Headless = true,
            Args = ["--no-sandbox", "--disable-dev-shm-usage"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }
}
