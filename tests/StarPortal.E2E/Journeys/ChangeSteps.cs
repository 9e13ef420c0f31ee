using StarPortal.Web.Features.Cycles.Changes;
using static Microsoft.Playwright.Assertions;

namespace StarPortal.E2E.Journeys;

/// <summary>HR decides about people of a running cycle.</summary>
internal sealed class ChangeSteps(Window hr, int cycle)
{
    private IPage Page => hr.Page;

    public ILocator Dialog => Page.Locator("section[aria-labelledby=change-title]");

    public Task OpenPersonAsync(int participant) => hr.GoAsync($"/cycles/{cycle}/people/{participant}");

    /// <summary>Opens the question about a new manager and fills it in; nothing is done yet.</summary>
    public async Task AskForManagerAsync(Person to, string reason)
    {
        await hr.Button(() => ChangesText.Do_Manager).First.ClickAsync();
        await Expect(Dialog).ToContainTextAsync(hr.Say(() => ChangesText.Follow_ManagerTold));
        await Page.Locator("#change-manager").FillAsync(to.Number);
        await Expect(Page.Locator("#change-manager-list option").First).ToBeAttachedAsync();
        await Dialog.Locator("textarea").FillAsync(reason);
    }

    /// <summary>Opens what waits for a decision about one person.</summary>
    public async Task AskAboutAsync(Person person, Func<string> difference, string reason)
    {
        await hr.GoAsync($"/cycles/{cycle}/changes");
        await hr.Button(() => ChangesText.Decide + ": " + person.Name + ", " + difference()).ClickAsync();
        await Dialog.Locator("textarea").FillAsync(reason);
    }

    public ILocator Confirm(Func<string> action) => Dialog.GetByRole(AriaRole.Button, new() { Name = hr.Say(action), Exact = true });

    public async Task ConfirmAsync(Func<string> action)
    {
        await Confirm(action).ClickAsync();
        await Expect(Dialog).ToHaveCountAsync(0);
    }
}
