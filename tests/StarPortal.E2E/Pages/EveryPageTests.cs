using Xunit.Sdk;

namespace StarPortal.E2E.Pages;

/// <summary>Every page without a parameter, and those of the running cycle, in the demo company: no fault that axe knows, a quiet console, room on a phone.</summary>
public sealed class EveryPageTests(Browser browser) : IAsyncLifetime
{
    private const string Password = "Demo-Star-2026";
    private static readonly string[] BeforeSignIn = ["/account/sign-in", "/account/forgot", "/account/reset", "/verify", "/verify/00000-00000-00000-00000"];

    private static readonly string[] ForHr =
    [
        "/", "/reviews", "/reviews/delegations", "/reviews/team", "/reviews/team/nominations", "/nominations", "/results", "/results/team", "/stars", "/stars/honours", "/stars/standings", "/people", "/people/organisation", "/people/new", "/people/import",
        "/templates", "/templates/new", "/templates/compare", "/templates/import", "/indicators", "/indicators/new", "/stars/programmes", "/stars/programmes/new", "/stars/facts", "/stars/facts/mine", "/cycles", "/cycles/new", "/accounts", "/audit", "/account", "/account/password", "/account/second-factor",
        "/certificates", "/certificates/issue", "/certificates/mine", "/settings/company",
        "/settings/api-keys", "/feedback/links", "/feedback/links/new", "/feedback/notes", "/feedback/notes/new", "/feedback/notes/ask", "/feedback/notebook", "/feedback/phrases",
        "/goals", "/goals/team", "/objectives", "/objectives/new", "/notifications", "/cycles/2/changes", "/reports",
    ];

    /// <summary>The first of the demo company's cycles is over, the second runs.</summary>
    private static readonly string[] OfCycles =
    [
        "/cycles/2", "/cycles/2/control-room", "/cycles/2/control-room?by=phase", "/cycles/2/control-room?view=reviews", "/cycles/2/control-room?view=people",
        "/cycles/2/control-room?view=participants", "/cycles/2/control-room?view=managers", "/cycles/2/control-room?view=groups", "/cycles/2/control-room?view=short",
        "/cycles/2/reopenings", "/cycles/2/raters", "/cycles/1/raters", "/cycles/2/changes", "/cycles/2/check-ins", "/cycles/2/nominations", "/cycles/2/criteria", "/cycles/2/actuals", "/cycles/2/exemptions", "/cycles/2/adjustments", "/cycles/2/goals",
        "/cycles/1/results", "/cycles/1/stars", "/cycles/1/report", "/cycles/2/report/progress",
    ];

    private PortalProcess portal = null!;

    public async ValueTask InitializeAsync() => portal = await PortalProcess.StartDemoAsync();

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task EveryPage_InBothLanguagesAndThemes_IsAccessibleAndQuiet()
    {
        await using var visitor = await Window.OpenAsync(browser, portal, "visitor");
        await LookAtAsync(visitor, BeforeSignIn);
        await using var hr = await Window.OpenAsync(browser, portal, "hr");
        await hr.SignInAsync("hr@demo.example", Password);
        await LookAtAsync(hr, [.. ForHr, .. OfCycles, await SomebodysPageAsync(hr)]);
    }

    [Fact]
    public async Task PagesOfAManager_InBothLanguagesAndThemes_AreAccessibleAndQuiet()
    {
        await using var manager = await Window.OpenAsync(browser, portal, "manager");
        await manager.SignInAsync("manager@demo.example", Password);
        await LookAtAsync(manager, ["/reviews/team", "/reviews/team/2/compare", "/reviews/team/nominations", "/feedback/notebook"]);
    }

    [Fact]
    public async Task EveryPage_OnAPhone_NeedsNoSidewaysScrolling()
    {
        await using var hr = await Window.OpenAsync(browser, portal, "hr-phone", "zh-CN", width: 390, height: 844);
        await hr.SignInAsync("hr@demo.example", Password);
        var tooWide = new List<string>();
        foreach (var path in (string[])[.. ForHr, .. OfCycles, await SomebodysPageAsync(hr)])
        {
            await hr.GoAsync(path);
            var width = await hr.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            if (width > 390)
            {
                tooWide.Add($"{path}: {width}");
            }
        }

        Assert.True(tooWide.Count == 0, string.Join('\n', tooWide));
    }

    /// <summary>HR's page of a participant of the running cycle.</summary>
    private static async Task<string> SomebodysPageAsync(Window hr)
    {
        await hr.GoAsync("/cycles/2/control-room?view=participants");
        return (await hr.Page.Locator("main a[href^='/cycles/2/people/']").First.GetAttributeAsync("href"))!;
    }

    private static async Task LookAtAsync(Window window, IEnumerable<string> paths)
    {
        // all faults of all pages at once: the walk takes minutes
        var faults = new List<string>();
        foreach (var path in paths)
        {
            await window.GoAsync(path);
            try
            {
                await window.ExpectAccessibleEverywhereAsync();
            }
            catch (XunitException fault)
            {
                faults.Add(fault.Message);
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        window.ExpectQuietConsole();
    }
}
