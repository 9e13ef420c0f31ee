namespace StarPortal.E2E.Pages;

/// <summary>Every page without a parameter, in the demo company: no fault that axe knows, a quiet console, room on a phone.</summary>
public sealed class EveryPageTests(Browser browser) : IAsyncLifetime
{
    private const string Password = "Demo-Star-2026";
    private static readonly string[] BeforeSignIn = ["/account/sign-in", "/account/forgot", "/account/reset", "/verify", "/verify/00000-00000-00000-00000"];

    private static readonly string[] ForHr =
    [
        "/", "/reviews", "/reviews/team", "/reviews/team/nominations", "/nominations", "/results", "/results/team", "/stars", "/stars/honours", "/stars/standings", "/people", "/people/organisation", "/people/new", "/people/import",
        "/templates", "/templates/new", "/templates/compare", "/templates/import", "/indicators", "/indicators/new", "/stars/programmes", "/stars/programmes/new", "/stars/facts", "/stars/facts/mine", "/cycles", "/cycles/new", "/accounts", "/audit", "/account", "/account/password", "/account/second-factor",
        "/certificates", "/certificates/issue", "/certificates/mine", "/settings/company",
        "/settings/api-keys", "/feedback/links", "/feedback/links/new",
        "/goals", "/goals/team", "/objectives", "/objectives/new", "/notifications", "/cycles/2/changes",
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
        await LookAtAsync(hr, ForHr);
    }

    [Fact]
    public async Task EveryPage_OnAPhone_NeedsNoSidewaysScrolling()
    {
        await using var hr = await Window.OpenAsync(browser, portal, "hr-phone", "zh-CN", width: 390, height: 844);
        await hr.SignInAsync("hr@demo.example", Password);
        var tooWide = new List<string>();
        foreach (var path in ForHr)
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

    private static async Task LookAtAsync(Window window, IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            await window.GoAsync(path);
            await window.ExpectAccessibleEverywhereAsync();
        }

        window.ExpectQuietConsole();
    }
}
