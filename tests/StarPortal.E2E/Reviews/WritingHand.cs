using System.Text;
using static Microsoft.Playwright.Assertions;

namespace StarPortal.E2E.Reviews;

/// <summary>Writes and rates in one form, and knows what it has written. A word goes in at once: it is there whole or not at all.</summary>
internal sealed class WritingHand
{
    private static readonly string[] Words = ["steady", "客户", "early", "清楚", "careful", "沟通", "naïve", "数据", "finished", "帮助", "🙂", "report"];
    private readonly Dictionary<string, StringBuilder> texts;
    private readonly Dictionary<string, string> ratings;
    private readonly Window window;

    private WritingHand(Window window, int reviewId, IReadOnlyList<string> keys, Dictionary<string, StringBuilder> texts, Dictionary<string, string> ratings)
    {
        (this.window, ReviewId, Keys, this.texts, this.ratings) = (window, reviewId, keys, texts, ratings);
    }

    public int ReviewId { get; }

    /// <summary>The items of the form; the last is an open question.</summary>
    public IReadOnlyList<string> Keys { get; }

    public int Deeds { get; private set; }

    /// <summary>One line for each answer: key, rating, whether not observed, text.</summary>
    public string Expected => string.Join('\n', Keys.Where(k => texts[k].Length > 0 || ratings.ContainsKey(k)).Order(StringComparer.Ordinal).Select(k =>
    {
        var rating = ratings.GetValueOrDefault(k, "");
        return $"{k}|{(rating == "none" ? "" : rating)}|{(rating == "none" ? 1 : 0)}|{texts[k]}";
    }));

    private IPage Page => window.Page;

    public static async Task<WritingHand> OpenAsync(Window window, int reviewId)
    {
        await window.GoAsync($"/reviews/{reviewId}");
        await ReadyAsync(window);
        var keys = await window.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('[data-item]')].map(i => i.dataset.item)");
        return new WritingHand(window, reviewId, keys, keys.ToDictionary(k => k, _ => new StringBuilder()), []);
    }

    /// <summary>The same review in another window; both know what is expected of it.</summary>
    public async Task<WritingHand> BesideAsync(Window other)
    {
        await other.GoAsync($"/reviews/{ReviewId}");
        await ReadyAsync(other);
        return new WritingHand(other, ReviewId, Keys, texts, ratings);
    }

    public Task ReadyAsync() => ReadyAsync(window);

    public async Task ReloadAsync()
    {
        // the program may just be loading the page anew by itself
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await Page.ReloadAsync();
                return;
            }
            catch (PlaywrightException) when (attempt < 3)
            {
                await Page.WaitForTimeoutAsync(300);
            }
        }
    }

    public Task ReopenAsync() => window.GoAsync($"/reviews/{ReviewId}");

    /// <summary>Some words, or a rating, somewhere on the form but on its first item.</summary>
    public async Task DoSomethingAsync(Random chance)
    {
        for (var i = chance.Next(1, 4); i > 0; i--)
        {
            var key = Keys[chance.Next(1, Keys.Count)];
            if (chance.Next(3) == 0 && await Page.Locator($"[data-item='{key}'] input[type=radio]").CountAsync() > 0)
            {
                await RateAsync(key, chance.Next(6) == 0 ? "none" : $"{chance.Next(1, 6)}");
            }
            else
            {
                await WriteAsync(key, $"{Words[chance.Next(Words.Length)]}{chance.Next(1000)} ");
            }
        }
    }

    /// <summary>A word for the first item, which the other window leaves alone.</summary>
    public Task WriteInTheMarginAsync(Random chance) => WriteAsync(Keys[0], $"beside{chance.Next(1000)} ");

    public async Task WriteAsync(string key, string word)
    {
        var written = await Page.Locator($"[data-item='{key}'] textarea").EvaluateAsync<bool>(
            """
            (area, word) => {
              if (area.matches(':disabled')) return false;
              area.focus({ preventScroll: true });
              area.setSelectionRange(area.value.length, area.value.length);
              return document.execCommand('insertText', false, word);
            }
            """,
            word);
        Assert.True(written);
        texts[key].Append(word);
        Deeds++;
    }

    public async Task RateAsync(string key, string value)
    {
        await Page.Locator($"[data-item='{key}'] input[value='{value}']").EvaluateAsync("radio => radio.click()");
        ratings[key] = value;
        Deeds++;
    }

    public async Task ExpectSavedAsync()
    {
        await Expect(Page.Locator(".review-form:not([data-pending]) [data-save-state=saved]")).ToBeVisibleAsync();
        await Expect(Page.Locator(".conflict")).ToHaveCountAsync(0);
    }

    public async Task ExpectOnTheScreenAsync()
    {
        foreach (var key in Keys)
        {
            await Expect(Page.Locator($"[data-item='{key}'] textarea")).ToHaveValueAsync(texts[key].ToString());
            if (ratings.TryGetValue(key, out var value))
            {
                await Expect(Page.Locator($"[data-item='{key}'] input[value='{value}']")).ToBeCheckedAsync();
            }
        }
    }

    private static async Task ReadyAsync(Window window) => await Expect(window.Page.Locator(".review-form textarea").Last).ToBeEnabledAsync();
}
