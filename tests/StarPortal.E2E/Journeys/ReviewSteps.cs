using System.Text.RegularExpressions;
using StarPortal.Web.Features.Reviews;
using static Microsoft.Playwright.Assertions;

namespace StarPortal.E2E.Journeys;

/// <summary>Somebody writes a review.</summary>
internal sealed class ReviewSteps(Window writer)
{
    private IPage Page => writer.Page;

    public ILocator Text => Page.Locator("section[aria-labelledby=section-questions] textarea").First;

    public async Task OpenAsync(string subject)
    {
        await writer.GoAsync("/reviews");
        var open = Regex.Escape(subject);
        await Page.Locator("main table").First.GetByRole(AriaRole.Row).Filter(new() { HasTextRegex = new Regex(open) }).First.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(Text).ToBeEnabledAsync();
    }

    public async Task RateAsync(string item, int points)
    {
        var field = Item(item);
        await field.Locator("label.scale-point").Filter(new() { Has = Page.Locator($"input[value='{points}']") }).ClickAsync();
        await Expect(field.Locator($"input[value='{points}']")).ToBeCheckedAsync();
        await ExplainAsync(field, points);
    }

    public async Task RateByKeyAsync(string item, int points)
    {
        var field = Item(item);
        await field.Locator("input[type=radio]").First.FocusAsync();
        await Page.Keyboard.PressAsync(points.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await Expect(field.Locator($"input[value='{points}']")).ToBeCheckedAsync();
        await ExplainAsync(field, points);
    }

    public async Task WriteAsync(string text)
    {
        await Text.FillAsync(text);
        await Text.BlurAsync();
    }

    /// <summary>What was written has reached the server, and the server says so of this text, not of the one before.</summary>
    public async Task ExpectSavedAsync()
    {
        var saved = Page.Locator(".review-form:not([data-pending]) [data-save-state=saved]");
        await Expect(saved).ToContainTextAsync(writer.Say(() => ReviewsText.StatusSaved).Split('{')[0].Trim());
        await Expect(saved).ToBeVisibleAsync();
    }

    public async Task SubmitAsync()
    {
        await AskToSubmitAsync();
        await writer.Button(() => ReviewsText.SubmitNow).ClickAsync();
        await Expect(Page.GetByText(writer.Say(() => ReviewsText.SubmittedThanks))).ToBeVisibleAsync();
    }

    public Task AskToSubmitAsync() => writer.Button(() => ReviewsText.Submit).ClickAsync();

    /// <summary>The ends of the scale need a word.</summary>
    private static async Task ExplainAsync(ILocator field, int points)
    {
        if (points is 1 or 5)
        {
            await field.Locator("textarea").FillAsync("例如十月的上线。 As in the release of October.");
            await field.Locator("textarea").BlurAsync();
        }
    }

    private ILocator Item(string item) => Page.Locator("fieldset.review-item").Filter(new() { Has = Page.Locator("legend", new() { HasTextRegex = new Regex($"^{Regex.Escape(item)}$") }) });
}
