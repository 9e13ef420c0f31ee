using static Microsoft.Playwright.Assertions;

namespace StarPortal.E2E.Identity;

public sealed class SignInTests(Browser browser) : IAsyncLifetime
{
    private PortalProcess portal = null!;
    private Window window = null!;

    public async ValueTask InitializeAsync()
    {
        portal = await PortalProcess.StartDemoAsync();
        window = await Window.OpenAsync(browser, portal, "administrator");
    }

    public async ValueTask DisposeAsync()
    {
        await window.DisposeAsync();
        await portal.DisposeAsync();
    }

    [Fact]
    public async Task Administrator_WithTheDemoPassword_ComesIn()
    {
        await window.SignInAsync("admin@demo.example", "Demo-Star-2026");

        await Expect(window.Page).ToHaveURLAsync(portal.Url + "/");
        window.ExpectQuietConsole();
    }
}
