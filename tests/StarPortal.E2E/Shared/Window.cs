using System.Collections.Concurrent;
using System.Globalization;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using static Microsoft.Playwright.Assertions;

namespace StarPortal.E2E;

/// <summary>One person's browser: own cookies, own language and theme, pictures and consoles kept when the test fails.</summary>
public sealed class Window : IAsyncDisposable
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        // the pictures of papers stand in frames where no script may run, axe's neither
        Iframes = false,
        ResultTypes = [ResultType.Violations],
    };

    // filming every step costs a fifth of the time: only when somebody looks for something
    private static readonly bool Traced = Environment.GetEnvironmentVariable("STARPORTAL_TRACE") is { Length: > 0 };

    public const int PhoneWidth = 390;

    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> console = [];
    private readonly string name;
    private readonly bool second;

    private Window(IBrowserContext context, IPage page, PortalProcess portal, string name, string culture, bool second = false)
    {
        this.second = second;
        this.context = context;
        this.name = name;
        Page = page;
        Portal = portal;
        Culture = CultureInfo.GetCultureInfo(culture);
        Watch(page);
    }

    public IPage Page { get; private set; }

    public PortalProcess Portal { get; }

    public CultureInfo Culture { get; private set; }

    public static async Task<Window> OpenAsync(Browser browser, PortalProcess portal, string name, string culture = "en-US", int width = 1280, int height = 900, string? address = null)
    {
        var context = await browser.Instance.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address ?? portal.Url,
            Locale = culture,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            AcceptDownloads = true,
        });
        if (Traced)
        {
            await context.Tracing.StartAsync(new TracingStartOptions { Screenshots = true, Snapshots = true });
        }

        context.SetDefaultTimeout(60_000);
        return new Window(context, await context.NewPageAsync(), portal, name, culture);
    }

    /// <summary>The program's own words in this window's language.</summary>
    public string Say(Func<string> text, params object[] args)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (Culture, Culture);
        try
        {
            return args.Length == 0 ? text() : string.Format(Culture, text(), args);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }

    public async Task<IResponse?> GoAsync(string path)
    {
        var response = await Page.GotoAsync(path);
        await ReadyAsync();
        return response;
    }

    /// <summary>Waits until the circuit has attached its handlers; static pages are ready at once.</summary>
    public async Task ReadyAsync()
    {
        await Page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
        if (await Page.Locator("[data-circuit]").CountAsync() > 0)
        {
            await Expect(Page.Locator("[data-circuit=on]")).ToBeAttachedAsync();
        }
    }

    public async Task SignInAsync(string user, string password)
    {
        await GoAsync("/account/sign-in");
        await Page.Locator("input[autocomplete=username], #user").First.FillAsync(user);
        await Page.Locator("input[type=password]").FillAsync(password);
        await Page.Locator("main form button[type=submit]").First.ClickAsync();
        await Expect(Page.Locator(".user-menu")).ToBeVisibleAsync();
        await ReadyAsync();
    }

    public ILocator Button(Func<string> text, params object[] args) => Page.GetByRole(AriaRole.Button, new() { Name = Say(text, args), Exact = true });

    public ILocator Link(Func<string> text, params object[] args) => Page.GetByRole(AriaRole.Link, new() { Name = Say(text, args), Exact = true });

    public ILocator Field(Func<string> text, params object[] args) => Page.GetByLabel(Say(text, args), new() { Exact = true });

    public ILocator Heading(Func<string> text, params object[] args) => Page.GetByRole(AriaRole.Heading, new() { Name = Say(text, args), Exact = true });

    /// <summary>Chooses a file as a person does: once the field can be used.</summary>
    public async Task ChooseFileAsync(string field, FilePayload file)
    {
        await Expect(Page.Locator(field)).ToBeEnabledAsync();
        await Page.Locator(field).SetInputFilesAsync(file);
    }

    public async Task UseLanguageAsync(string culture)
    {
        await Page.GotoAsync(LanguageAddress(culture, new Uri(Page.Url).PathAndQuery));
        Culture = CultureInfo.GetCultureInfo(culture);
        await ReadyAsync();
    }

    /// <summary>Language and theme at once, on the page that is open.</summary>
    public async Task PreferAsync(string culture, string theme)
    {
        await Page.GotoAsync(LanguageAddress(culture, $"/theme?to={theme}&returnUrl={Uri.EscapeDataString(new Uri(Page.Url).PathAndQuery)}"));
        Culture = CultureInfo.GetCultureInfo(culture);
        await ReadyAsync();
    }

    /// <summary>A new tab of the same person; what was open before is closed without saying goodbye.</summary>
    public async Task ReplaceTabAsync()
    {
        await Page.CloseAsync();
        Page = await context.NewPageAsync();
        Watch(Page);
    }

    /// <summary>A second tab of the same person beside the first.</summary>
    public async Task<Window> SecondTabAsync()
    {
        var page = await context.NewPageAsync();
        return new Window(context, page, Portal, name + "-second", Culture.Name, second: true);
    }

    /// <summary>
    /// From its top, waits until the page has stood still for a moment. Axe measures where things are in several steps: what
    /// the server answers to the last click must not move them in between, nor the sticky bar cover half a button.
    /// </summary>
    public Task StillAsync() => Page.EvaluateAsync(
        """
        () => new Promise(done => {
          const quiet = 400, patience = 15000, start = performance.now();
          window.scrollTo(0, 0);
          let timer = setTimeout(end, quiet);
          const watch = new MutationObserver(() => {
            clearTimeout(timer);
            timer = setTimeout(end, performance.now() - start > patience ? 0 : quiet);
          });
          function end() { watch.disconnect(); setTimeout(done, 50); }
          watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
        })
        """);

    /// <summary>No fault that axe knows of on the page as it stands.</summary>
    public async Task ExpectAccessibleAsync()
    {
        await StillAsync();
        var found = await Page.RunAxe(Rules);
        var faults = found.Violations.Select(v => $"{v.Id} ({v.Impact}): {v.Help}\n    " + string.Join("\n    ", v.Nodes.Take(5).Select(n => n.Html)));
        Assert.True(found.Violations.Length == 0, $"{Page.Url} in {Culture.Name}:\n{string.Join('\n', faults)}");
        Assert.NotEmpty(found.Passes);
    }

    /// <summary>The page has no fault in either language, one of them in the dark; it is left in the language and theme it had.</summary>
    public async Task ExpectAccessibleEverywhereAsync()
    {
        var own = Culture.Name;
        await ExpectAccessibleAsync();
        await PreferAsync(own == "zh-CN" ? "en-US" : "zh-CN", "dark");
        await ExpectAccessibleAsync();
        await PreferAsync(own, "light");
    }

    /// <summary>How wide the page is on a phone; the window is left as wide as it was.</summary>
    public async Task<int> WidthOnPhoneAsync()
    {
        var own = Page.ViewportSize!;
        await Page.SetViewportSizeAsync(PhoneWidth, 844);
        var width = await Page.EvaluateAsync<int>("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(document.documentElement.scrollWidth))))");
        await Page.SetViewportSizeAsync(own.Width, own.Height);
        return width;
    }

    /// <summary>A picture for the user guide, only when STARPORTAL_SCREENSHOTS is set.</summary>
    public async Task PictureAsync(string file, bool whole = true)
    {
        if (Environment.GetEnvironmentVariable("STARPORTAL_SCREENSHOTS") is { Length: > 0 })
        {
            var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "docs", "user-guide", "images")).FullName;
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, file + ".png"), FullPage = whole, Animations = ScreenshotAnimations.Disabled });
        }
    }

    /// <summary>Nothing was complained of in the browser's console.</summary>
    public void ExpectQuietConsole() => Assert.Empty(console);

    public async ValueTask DisposeAsync()
    {
        var failed = Faults.IsFailing;
        var path = Path.Combine(Repository.Artifacts, $"{TestContext.Current.TestMethod?.MethodName}-{name}");
        if (failed && !Page.IsClosed)
        {
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = path + ".png", FullPage = true });
            await File.WriteAllLinesAsync(path + ".console.txt", [Page.Url, .. console]);
            File.Copy(Portal.LogFile, path + ".log", overwrite: true);
            LogTail.Tell(Portal);
        }

        if (second)
        {
            await Page.CloseAsync();
            return;
        }

        if (Traced)
        {
            await context.Tracing.StopAsync(failed ? new TracingStopOptions { Path = path + ".zip" } : null);
        }

        await context.CloseAsync();
    }

    private static string LanguageAddress(string culture, string then) => $"/language?to={culture}&returnUrl={Uri.EscapeDataString(then)}";

    private void Watch(IPage page)
    {
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                console.Enqueue($"{message.Type}: {message.Text}");
            }
        };
        page.PageError += (_, error) => console.Enqueue($"page error: {error}");
    }
}
