using Xunit.Sdk;

namespace StarPortal.E2E.Pages;

/// <summary>Every page without a parameter, and those of the running cycle, in the demo company: no fault that axe knows, a quiet console, room on a phone.</summary>
public sealed class EveryPageTests(DemoPortal demo, Browser browser) : IClassFixture<DemoPortal>
{
    private const string Password = "Demo-Star-2026";
    private static readonly string[] BeforeSignIn = ["/account/sign-in", "/account/forgot", "/account/reset", "/verify", "/verify/00000-00000-00000-00000"];

    private static readonly string[] ForHr =
    [
        "/", "/reviews", "/reviews/delegations", "/reviews/team", "/reviews/team/nominations", "/nominations", "/results", "/results/team", "/stars", "/stars/honours", "/stars/standings", "/people", "/people/organisation", "/people/new", "/people/import",
        "/templates", "/templates/new", "/templates/compare", "/templates/import", "/indicators", "/indicators/new", "/stars/programmes", "/stars/programmes/new", "/stars/facts", "/stars/facts/mine", "/cycles", "/cycles/new", "/accounts", "/audit", "/jobs", "/account", "/account/password", "/account/second-factor",
        "/certificates", "/certificates/issue", "/certificates/mine", "/settings/company",
        "/settings/api-keys", "/feedback/links", "/feedback/links/new", "/feedback/notes", "/feedback/notes/new", "/feedback/notes/ask", "/feedback/notebook", "/feedback/phrases",
        "/goals", "/goals/team", "/objectives", "/objectives/new", "/notifications", "/notifications/outbox", "/notifications/templates", "/notifications/plan", "/notifications/hours", "/account/notifications", "/cycles/2/changes", "/reports", "/reports/schedules", "/calendar",
    ];

    /// <summary>The first of the demo company's cycles is over, the second runs.</summary>
    private static readonly string[] OfCycles =
    [
        "/cycles/2", "/cycles/2/control-room", "/cycles/2/control-room?by=phase", "/cycles/2/control-room?view=reviews", "/cycles/2/control-room?view=people",
        "/cycles/2/control-room?view=participants", "/cycles/2/control-room?view=managers", "/cycles/2/control-room?view=groups", "/cycles/2/control-room?view=short",
        "/cycles/2/reopenings", "/cycles/2/raters", "/cycles/1/raters", "/cycles/2/changes", "/cycles/2/check-ins", "/cycles/2/nominations", "/cycles/2/criteria", "/cycles/2/actuals", "/cycles/2/exemptions", "/cycles/2/adjustments", "/cycles/2/goals",
        "/cycles/1/results", "/cycles/1/stars", "/cycles/1/report", "/cycles/1/results/files", "/cycles/2/report/progress",
        "/cycles/1/results", "/cycles/1/stars", "/cycles/1/report", "/cycles/2/report/progress",
        "/cycles/1/results", "/cycles/1/stars", "/cycles/1/closing", "/cycles/2/closing",
    ];

    [Fact]
    public async Task EveryPageOfHr_InBothLanguagesAndThemesAndOnAPhone_IsAccessibleAndQuiet() =>
        await LookAtAsync("hr", async hr =>
        {
            await hr.SignInAsync("hr@demo.example", Password);
            return [.. ForHr, .. OfCycles, await SomebodysPageAsync(hr)];
        });

    [Fact]
    public async Task PagesOfAManager_InBothLanguagesAndThemesAndOnAPhone_AreAccessibleAndQuiet() =>
        await LookAtAsync("manager", async manager =>
        {
            await manager.SignInAsync("manager@demo.example", Password);
            return ["/reviews/team", "/reviews/team/2/compare", "/reviews/team/nominations", "/feedback/notebook"];
        });

    [Fact]
    public async Task PagesOfAnAdministrator_InBothLanguagesAndThemesAndOnAPhone_AreAccessibleAndQuiet() =>
        await LookAtAsync("administrator", async administrator =>
        {
            await administrator.SignInAsync("admin@demo.example", Password);
            return ["/notifications/webhooks", "/notifications/outbox"];
        });

    [Fact]
    public async Task PagesBeforeSignIn_InBothLanguagesAndThemesAndOnAPhone_AreAccessibleAndQuiet() =>
        await LookAtAsync("visitor", _ => Task.FromResult<IReadOnlyList<string>>(BeforeSignIn));

    /// <summary>HR's page of a participant of the running cycle.</summary>
    private static async Task<string> SomebodysPageAsync(Window hr)
    {
        await hr.GoAsync("/cycles/2/control-room?view=participants");
        return (await hr.Page.Locator("main a[href^='/cycles/2/people/']").First.GetAttributeAsync("href"))!;
    }

    /// <summary>The same walk by two windows at a time: one in English by day, one in Chinese in the dark that also looks on a phone's width.</summary>
    private async Task LookAtAsync(string name, Func<Window, Task<IReadOnlyList<string>>> open)
    {
        await using var day = await Window.OpenAsync(browser, demo.Portal, name);
        await using var night = await Window.OpenAsync(browser, demo.Portal, name + "-night");
        var paths = await open(day);
        await open(night);
        await day.PreferAsync("en-US", "light");
        await night.PreferAsync("zh-CN", "dark");

        // all faults of all pages at once: the walk takes minutes
        var faults = await Task.WhenAll(WalkAsync(day, paths, phone: false), WalkAsync(night, paths, phone: true));

        Assert.True(faults.All(f => f.Count == 0), string.Join('\n', faults.SelectMany(f => f)));
        day.ExpectQuietConsole();
        night.ExpectQuietConsole();
    }

    private static async Task<IReadOnlyList<string>> WalkAsync(Window window, IReadOnlyList<string> paths, bool phone)
    {
        var faults = new List<string>();
        foreach (var path in paths)
        {
            await window.GoAsync(path);
            try
            {
                await window.ExpectAccessibleAsync();
            }
            catch (XunitException fault)
            {
                faults.Add(fault.Message);
            }

            if (phone && await window.WidthOnPhoneAsync() is > Window.PhoneWidth and var width)
            {
                faults.Add($"{path} on a phone: {width}");
            }
        }

        return faults;
    }
}
