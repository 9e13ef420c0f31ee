using StarPortal.Web.Features.Reviews.Nominations;
using StarPortal.Web.Shared.Texts;
using static Microsoft.Playwright.Assertions;

namespace StarPortal.E2E.Journeys;

/// <summary>Somebody proposes reviewers of their own, or decides about those of their people, in one cycle.</summary>
internal sealed class NominationSteps(Window window, string cycle)
{
    private ILocator Part => window.Page.GetByRole(AriaRole.Region, new() { Name = cycle, Exact = true });

    public Task OpenMineAsync() => window.GoAsync("/nominations");

    public Task OpenTeamAsync() => window.GoAsync("/reviews/team/nominations");

    public async Task ProposeAsync(Person person)
    {
        var box = Part.Locator("input[type=search]");
        await box.FillAsync(person.Number);
        await Part.GetByRole(AriaRole.Button, new() { Name = window.Say(() => SharedText.Search), Exact = true }).ClickAsync();
        await Button($"{window.Say(() => NominationsText.Propose)}: {person.Name}").ClickAsync();
        await ExpectAsync(person, () => NominationsText.State_Proposed);
    }

    /// <summary>What became of a proposal, as the one who made it reads it.</summary>
    public Task ExpectAsync(Person person, Func<string> state) => Expect(Line(person)).ToContainTextAsync(window.Say(state));

    public Task ExpectReasonAsync(Person person, string reason) => Expect(Line(person)).ToContainTextAsync(window.Say(() => NominationsText.RejectedBecause, reason));

    public ILocator Withdraw(Person person) => Button($"{window.Say(() => NominationsText.Withdraw)}: {person.Name}");

    public ILocator Approve(Person reviewer, Person about) => Button($"{window.Say(() => NominationsText.Approve)}: {reviewer.Name} → {about.Name}");

    public async Task ApproveAsync(Person reviewer, Person about)
    {
        await Approve(reviewer, about).ClickAsync();
        await Expect(Approve(reviewer, about)).ToHaveCountAsync(0);
    }

    /// <summary>One is turned down, and another is taken in the same step.</summary>
    public async Task ReplaceProposalAsync(Person reviewer, Person about, string reason, Person instead)
    {
        await Button($"{window.Say(() => NominationsText.Reject)}: {reviewer.Name} → {about.Name}").ClickAsync();
        await Part.Locator("[id^=reason-]").FillAsync(reason);
        await Part.GetByText(window.Say(() => NominationsText.ReplaceInstead), new() { Exact = true }).ClickAsync();
        await TakeAsync(() => NominationsText.RejectAndTake, instead);
        await Expect(Part).ToContainTextAsync(window.Say(() => NominationsText.Replaced, reviewer.Name, instead.Name));
    }

    /// <summary>Somebody is chosen in the place of one who declined.</summary>
    public async Task ReplaceDeclinedAsync(Person declined, Person about, Person instead)
    {
        await Button($"{window.Say(() => NominationsText.Replace)}: {declined.Name} → {about.Name}").ClickAsync();
        await TakeAsync(() => NominationsText.Take, instead);
        await Expect(Part).ToContainTextAsync(window.Say(() => NominationsText.ReplacedBy, instead.Name));
    }

    private async Task TakeAsync(Func<string> action, Person person)
    {
        await Part.Locator("input[type=search]").FillAsync(person.Number);
        await Part.GetByRole(AriaRole.Button, new() { Name = window.Say(() => SharedText.Search), Exact = true }).ClickAsync();
        await Button($"{window.Say(action)}: {person.Name}").ClickAsync();
    }

    private ILocator Line(Person person) =>
        Part.Locator("ul:not(.candidate-list) > li").Filter(new() { Has = window.Page.Locator("strong", new() { HasText = person.Name }) });

    private ILocator Button(string name) => Part.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
