using System.Globalization;
using StarPortal.Web.Features.Reviews;
using static Microsoft.Playwright.Assertions;

namespace StarPortal.E2E.Reviews;

/// <summary>A whole review without a pointer, on a desk and on a phone's width.</summary>
public sealed class KeyboardTests(Browser browser) : IAsyncLifetime
{
    private const string Password = "Demo-Star-2026";
    private const int MostStops = 90;
    private PortalProcess portal = null!;

    public async ValueTask InitializeAsync() => portal = await PortalProcess.StartDemoAsync();

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Theory]
    [InlineData(1280, "en-US")]
    [InlineData(390, "zh-CN")]
    public async Task Review_ByKeyboardAlone_IsWrittenAndSubmitted(int width, string culture)
    {
        await using var window = await Window.OpenAsync(browser, portal, $"keyboard-{width}", culture, width);
        await window.SignInAsync("employee@demo.example", Password);
        await window.UseLanguageAsync(culture);
        var id = await portal.QueryAsync(
            """
            select r."Id" from "Reviews" r join "Employees" e on e."Id" = r."ReviewerId" join "Cycles" c on c."Id" = r."CycleId"
            where e."Email" = 'employee@demo.example' and r."Relationship" = 'Self' and r."State" = 'NotStarted' and c."State" = 'Running' limit 1
            """);
        await window.GoAsync($"/reviews/{id}");
        var page = window.Page;
        await Expect(page.Locator(".review-form textarea").Last).ToBeEnabledAsync();
        await window.ExpectAccessibleAsync();
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width);

        foreach (var key in await page.EvaluateAsync<string[]>("[...document.querySelectorAll('[data-item]')].map(i => i.dataset.item)"))
        {
            if (await page.Locator($"[data-item='{key}'] input[type=radio]").CountAsync() > 0)
            {
                await TabToAsync(page, $"[data-item='{key}'] input[type=radio]");
                await page.Keyboard.PressAsync("4");
                await Expect(page.Locator($"[data-item='{key}'] input[value='4']")).ToBeCheckedAsync();
                await page.Keyboard.PressAsync("ArrowRight");
                await Expect(page.Locator($"[data-item='{key}'] input[value='5']")).ToBeCheckedAsync();
            }

            await TabToAsync(page, $"[data-item='{key}'] textarea");
            await page.Keyboard.TypeAsync("One example of it: 一个例子.");
        }

        await TabToAsync(page, ".review-footer button[type=submit]");
        await Expect(page.Locator("[data-save-state]")).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#submit-title")).ToBeFocusedAsync();
        await Expect(page.Locator("#submit-title")).ToHaveTextAsync(window.Say(() => ReviewsText.ConfirmTitle));
        await Expect(page.Locator(".submit-panel .notice").First).ToContainTextAsync(window.Say(() => ReviewsText.PatternAlike));
        await TabToAsync(page, ".submit-panel button.primary");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByText(window.Say(() => ReviewsText.SubmittedThanks))).ToBeVisibleAsync();
        Assert.Equal("Submitted", await portal.QueryAsync(string.Create(CultureInfo.InvariantCulture, $"""select "State" from "Reviews" where "Id" = {id}""")));
        window.ExpectQuietConsole();
    }

    [Fact]
    public async Task Manager_FromPersonToPerson_SavesOnTheWayAndComparesOwnRatings()
    {
        await using var window = await Window.OpenAsync(browser, portal, "manager");
        await window.SignInAsync("manager@demo.example", Password);
        await window.UseLanguageAsync("en-US");
        var ids = (await portal.QueryAsync(
            """
            select r."Id" from "Reviews" r join "Employees" e on e."Id" = r."ReviewerId" join "Cycles" c on c."Id" = r."CycleId" join "Participants" p on p."Id" = r."ParticipantId"
            where e."Email" = 'manager@demo.example' and r."Relationship" = 'Manager' and r."State" in ('NotStarted', 'Draft') and c."State" = 'Running' order by p."Name", r."Id"
            """)).Split('\n');
        Assert.True(ids.Length >= 3);
        await window.GoAsync($"/reviews/{ids[0]}");
        var page = window.Page;

        for (var i = 0; i < ids.Length; i++)
        {
            await page.WaitForURLAsync($"**/reviews/{ids[i]}");
            await Expect(page.Locator(".queue-place")).ToHaveTextAsync(window.Say(() => ReviewsText.QueuePlace, i + 1, ids.Length));
            await Expect(page.Locator(".review-form textarea").Last).ToBeEnabledAsync();
            var first = page.Locator("fieldset.review-item").First;
            await first.Locator("input[type=radio]").First.FocusAsync();
            await page.Keyboard.PressAsync(i % 2 == 0 ? "3" : "4");
            await first.Locator("textarea").FillAsync($"Written for number {i}");
            if (i < ids.Length - 1)
            {
                // at once: what was typed this very moment goes with it
                await page.Locator(".review-queue a[rel=next]").ClickAsync();
            }
        }

        await page.Locator(".queue-compare").ClickAsync();
        await Expect(page.Locator("table.own-ratings tbody tr")).ToHaveCountAsync(ids.Length);
        await window.ExpectAccessibleEverywhereAsync();
        foreach (var (id, number) in ids.Select((id, n) => (id, n)))
        {
            Assert.Contains($"Written for number {number}", await portal.QueryAsync($"""select "Text" from "ReviewAnswers" where "ReviewId" = {id} and "Rating" = {(number % 2 == 0 ? 3 : 4)}"""), StringComparison.Ordinal);
        }

        // a cell leads to its question
        await page.Locator(".compare-cell").First.ClickAsync();
        await Expect(page.Locator(".review-form textarea").Last).ToBeEnabledAsync();
        await Expect(page.Locator("fieldset.review-item input:checked").First).ToBeFocusedAsync();
        await window.ExpectAccessibleEverywhereAsync();
    }

    /// <summary>Presses Tab until this has the focus, and sees on the way that the focus can be seen.</summary>
    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var i = 0; i < MostStops; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                Assert.True(await page.EvaluateAsync<bool>(
                    """
                    () => [document.activeElement, document.activeElement.closest('.scale-point')].some(e => {
                      const style = e && getComputedStyle(e);
                      return style && (style.outlineStyle !== 'none' || style.boxShadow !== 'none');
                    })
                    """));
                return;
            }
        }

        Assert.Fail($"The keyboard does not reach {selector}");
    }
}
