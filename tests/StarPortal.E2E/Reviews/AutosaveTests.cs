using System.Diagnostics;
using static Microsoft.Playwright.Assertions;

namespace StarPortal.E2E.Reviews;

/// <summary>Nothing that somebody typed into a review is lost or doubled, whatever ends underneath.</summary>
public sealed class AutosaveTests(Browser browser) : IAsyncLifetime
{
    private const string Writer = "employee@demo.example";
    private const string Password = "Demo-Star-2026";
    private PortalProcess portal = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => portal = await PortalProcess.StartDemoAsync();

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task Writing_CutFiftyTimesAtRandomMoments_LosesAndDoublesNothing()
    {
        var watch = Stopwatch.StartNew();
        var chance = new Random(20261122);
        await using var line = new CuttableLine(portal);
        await using var window = await Window.OpenAsync(browser, portal, "writer", address: line.Url);
        await window.SignInAsync(Writer, Password);
        var form = await WritingHand.OpenAsync(window, await ReviewAsync());
        var cuts = Cuts(chance);
        Assert.Equal(50, cuts.Count);

        foreach (var cut in cuts)
        {
            await form.DoSomethingAsync(chance);
            await Task.Delay(chance.Next(0, 900) + (chance.Next(4) == 0 ? 1700 : 0), Stop);
            switch (cut)
            {
                case Cut.Line:
                    line.Cut();
                    await form.DoSomethingAsync(chance);
                    await Task.Delay(chance.Next(50, 1500), Stop);
                    line.Mend();
                    break;
                case Cut.Reload:
                    await form.ReloadAsync();
                    break;
                case Cut.Tab:
                    await window.ReplaceTabAsync();
                    await form.ReopenAsync();
                    break;
                case Cut.Kill:
                    await portal.KillAsync();
                    await form.DoSomethingAsync(chance);
                    await portal.StartAsync();
                    await form.ReloadAsync();
                    break;
                case Cut.SecondWindow:
                    await WriteBesideAsync(window, form, chance);
                    break;
            }

            await form.ReadyAsync();
        }

        await form.ReloadAsync();
        await form.ReadyAsync();
        await form.ExpectSavedAsync();
        await form.ExpectOnTheScreenAsync();
        Assert.Equal(form.Expected, await portal.QueryAsync($"""select "ItemKey" || '|' || coalesce("Rating", '') || '|' || "NotObserved" || '|' || "Text" from "ReviewAnswers" where "ReviewId" = {form.ReviewId} order by "ItemKey" """));
        await StandingInvariants.ExpectAsync(portal);
        TestContext.Current.TestOutputHelper?.WriteLine($"{form.Deeds} words and ratings, 50 cuts in {watch.Elapsed.TotalSeconds:0} s");
    }

    [Fact]
    public async Task SessionExpired_WhileTyping_BringsTheTextBackAfterSigningInAndNobodyElseSeesIt()
    {
        await using var window = await Window.OpenAsync(browser, portal, "writer");
        await window.SignInAsync(Writer, Password);
        var form = await WritingHand.OpenAsync(window, await ReviewAsync());
        const string words = "写到一半的一句话 half a sentence";
        await form.WriteAsync(form.Keys[^1], words);
        await window.Page.Context.ClearCookiesAsync();

        await window.Page.ReloadAsync();
        await Expect(window.Page.Locator("input[type=password]")).ToBeVisibleAsync();
        await Expect(window.Page.Locator("body")).Not.ToContainTextAsync("half a sentence");
        await window.Page.Locator("input[autocomplete=username], #user").First.FillAsync(Writer);
        await window.Page.Locator("input[type=password]").FillAsync(Password);
        await window.Page.Locator("main form button[type=submit]").First.ClickAsync();

        await window.Page.WaitForURLAsync($"**/reviews/{form.ReviewId}");
        await form.ReadyAsync();
        await form.ExpectOnTheScreenAsync();
        await form.ExpectSavedAsync();

        // signing out saves what was typed this very moment, and then this browser holds nothing more of it
        await form.WriteAsync(form.Keys[^1], " and the end");
        await window.Page.Locator(".user-menu button[type=submit]").ClickAsync();
        await window.Page.WaitForURLAsync("**/account/sign-in*");
        Assert.Equal(0, await window.Page.EvaluateAsync<int>("Object.keys(localStorage).filter(k => k.startsWith('starportal.kept.')).length"));
        Assert.Equal(words + " and the end", await portal.QueryAsync($"""select "Text" from "ReviewAnswers" where "ReviewId" = {form.ReviewId} and "ItemKey" = '{form.Keys[^1]}' """));

        await window.SignInAsync("manager@demo.example", Password);
        var response = await window.GoAsync($"/reviews/{form.ReviewId}");
        Assert.Equal(404, response!.Status);
        await Expect(window.Page.Locator("body")).Not.ToContainTextAsync("half a sentence");
    }

    [Fact]
    public async Task Storage_SwitchedOff_StillSavesEveryTextOnTheServer()
    {
        await using var window = await Window.OpenAsync(browser, portal, "private");
        await window.SignInAsync(Writer, Password);
        await window.Page.AddInitScriptAsync(
            """
            for (const name of ['localStorage', 'sessionStorage'])
              Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });
            """);
        var form = await WritingHand.OpenAsync(window, await ReviewAsync());

        await form.WriteAsync(form.Keys[^1], "kept only there");
        await form.ExpectSavedAsync();
        await form.ReloadAsync();
        await form.ReadyAsync();

        await form.ExpectOnTheScreenAsync();
    }

    private static List<Cut> Cuts(Random chance)
    {
        Cut[] cuts =
        [
            .. Enumerable.Repeat(Cut.Line, 21), .. Enumerable.Repeat(Cut.Reload, 13), .. Enumerable.Repeat(Cut.Tab, 9), .. Enumerable.Repeat(Cut.Kill, 3), .. Enumerable.Repeat(Cut.SecondWindow, 4),
        ];
        chance.Shuffle(cuts);
        return [.. cuts];
    }

    /// <summary>Another window of the same person writes other answers, while the first has some that are not saved.</summary>
    private static async Task WriteBesideAsync(Window window, WritingHand form, Random chance)
    {
        await using var beside = await window.SecondTabAsync();
        var other = await form.BesideAsync(beside);
        await other.WriteInTheMarginAsync(chance);
        await form.DoSomethingAsync(chance);
        await other.ExpectSavedAsync();
    }

    private async Task<int> ReviewAsync() => int.Parse(
        await portal.QueryAsync(
            $"""
            select r."Id" from "Reviews" r join "Employees" e on e."Id" = r."ReviewerId" join "Cycles" c on c."Id" = r."CycleId"
            where e."Email" = '{Writer}' and r."Relationship" = 'Self' and r."State" = 'NotStarted' and c."State" = 'Running' limit 1
            """),
        System.Globalization.CultureInfo.InvariantCulture);

    private enum Cut
    {
        Line,
        Reload,
        Tab,
        Kill,
        SecondWindow,
    }
}
