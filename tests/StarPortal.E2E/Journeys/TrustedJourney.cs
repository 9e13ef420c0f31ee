using StarPortal.Web.Features.Reviews;
using static Microsoft.Playwright.Assertions;

namespace StarPortal.E2E.Journeys;

/// <summary>What journeys through the shared company have in common: windows that are closed behind them, and small steps.</summary>
public abstract class TrustedJourney(TrustedCompany company, Browser browser) : IAsyncDisposable
{
    private readonly List<Window> windows = [];

    protected TrustedCompany Company => company;

    /// <summary>Since when notices and the trail are looked at.</summary>
    protected DateTime Since { get; private set; } = TrustedCompany.Now;

    public async ValueTask DisposeAsync()
    {
        foreach (var window in windows)
        {
            await window.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    protected void LookFromNowOn() => Since = TrustedCompany.Now;

    private protected async Task<Window> OpenAsync(Person person, string suffix = "")
    {
        var window = await company.OpenAsync(browser, person, suffix);
        windows.Add(window);
        return window;
    }

    /// <summary>Exactly these kinds of notices since the journey began, and no others.</summary>
    private protected async Task ExpectToldAsync(Person person, params string[] kinds) =>
        Assert.Equal(kinds.Order(StringComparer.Ordinal), await company.ToldAsync(person, Since));

    private protected async Task ExpectTrailAsync(Person subject, params string[] entries)
    {
        var trail = await company.TrailAsync(subject, Since);
        Assert.All(entries, e => Assert.Contains(e, trail));
    }

    protected static Task ExpectErrorAsync(Window window, Func<string> sentence, params object[] args) =>
        Expect(window.Page.Locator(".error-list")).ToContainTextAsync(window.Say(sentence, args));

    protected void ExpectQuietConsoles() => windows.ForEach(w => w.ExpectQuietConsole());

    /// <summary>Opens a review by its number and waits until it can be written.</summary>
    protected static async Task<ILocator> OpenFormAsync(Window writer, int review)
    {
        await writer.GoAsync($"/reviews/{review}");
        var text = new ReviewSteps(writer).Text;
        await Expect(text).ToBeEnabledAsync();
        return text;
    }

    /// <summary>The form as it stands is rated throughout, gets a text and is handed in.</summary>
    protected static async Task WriteAsync(Window writer, int review, int points, string text, params string[] items)
    {
        await OpenFormAsync(writer, review);
        var steps = new ReviewSteps(writer);
        foreach (var item in items)
        {
            await steps.RateAsync(item, points);
        }

        await steps.WriteAsync(text);
        await steps.SubmitAsync();
    }

    protected static Task ExpectOnPageAsync(Window window, string text) => Expect(window.Page.Locator("main")).ToContainTextAsync(text);

    protected static Task ExpectNotOnPageAsync(Window window, string text) => Expect(window.Page.Locator("main")).Not.ToContainTextAsync(text);

    /// <summary>What the writer of a review sees in their list of reviews.</summary>
    protected static ILocator Row(Window window, int review) =>
        window.Page.GetByRole(AriaRole.Row).Filter(new() { Has = window.Page.Locator($"a[href='/reviews/{review}']") });

    protected static async Task DeclineAsync(Window reviewer, int review, string reason)
    {
        await OpenFormAsync(reviewer, review);
        await reviewer.Page.Locator("summary", new() { HasText = reviewer.Say(() => ReviewsText.Decline) }).ClickAsync();
        await reviewer.Page.Locator("#decline-reason").FillAsync(reason);
        await reviewer.Button(() => ReviewsText.DeclineNow).ClickAsync();
        await ExpectOnPageAsync(reviewer, reviewer.Say(() => ReviewsText.DeclinedNotice, reason));
    }
}
