using StarPortal.Web.Features.Audit;
using StarPortal.Web.Shared.Texts;
using static Microsoft.Playwright.Assertions;

namespace StarPortal.E2E.Audit;

public sealed class AuditPageTests(Browser browser) : IAsyncLifetime
{
    private PortalProcess portal = null!;

    public async ValueTask InitializeAsync() => portal = await PortalProcess.StartDemoAsync();

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task Administrator_FiltersTheTrailAndVerifiesIt()
    {
        await using var administrator = await Window.OpenAsync(browser, portal, "administrator");
        await administrator.SignInAsync("admin@demo.example", "Demo-Star-2026");
        await administrator.GoAsync("/audit");

        await administrator.Button(() => AuditText.Verify).ClickAsync();
        await Expect(administrator.Page.GetByText(administrator.Say(() => AuditText.Sound), new() { Exact = true })).ToBeVisibleAsync();

        await administrator.Field(() => AuditText.Action).SelectOptionAsync("Results.Released");
        await administrator.Button(() => SharedText.Search).ClickAsync();
        await Expect(administrator.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await administrator.Page.Locator("tbody summary").ClickAsync();
        await Expect(administrator.Page.GetByText(administrator.Say(() => AuditText.Hidden))).ToBeVisibleAsync();
        await administrator.ExpectAccessibleAsync();
        administrator.ExpectQuietConsole();
    }
}
