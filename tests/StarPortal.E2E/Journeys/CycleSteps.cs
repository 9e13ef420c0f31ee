using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using StarPortal.Web.Features.Cycles;
using static Microsoft.Playwright.Assertions;

namespace StarPortal.E2E.Journeys;

/// <summary>HR sets up, launches and runs the cycle.</summary>
internal sealed partial class CycleSteps(Window hr)
{
    public const string Name = "客服中心 2026 第四季度";

    private IPage Page => hr.Page;

    public int Id { get; private set; }

    public async Task CreateAsync()
    {
        await hr.GoAsync("/cycles/new");
        await Page.Locator("#cycle-name").FillAsync(Name);
        await hr.Button(() => CyclesText.CreateAndContinue).ClickAsync();
        await Page.WaitForURLAsync(SetupUrl());
        Id = int.Parse(SetupUrl().Match(Page.Url).Groups[1].Value, CultureInfo.InvariantCulture);

        var choice = Page.Locator("#cycle-template option", new() { HasText = TemplateSteps.Name });
        await Page.Locator("#cycle-template").SelectOptionAsync(await choice.GetAttributeAsync("value") ?? "");
        await NextAsync("population");
    }

    public async Task ChooseDepartmentAsync()
    {
        await Page.GetByRole(AriaRole.Radio, new() { Name = hr.Say(() => CyclesText.SomeDepartments) }).CheckAsync();
        var box = Page.GetByRole(AriaRole.Searchbox, new() { Name = hr.Say(() => CyclesText.DepartmentsBelow), Exact = true });
        await box.FillAsync(Company.SupportTeam);
        await box.PressAsync("Enter");
        await Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex(Company.SupportTeam) }).First.ClickAsync();
        await Expect(Page.GetByText(hr.Say(() => CyclesText.PeopleTakePart, "8"))).ToBeVisibleAsync();
        await hr.PictureAsync("cycle-population");
        await NextAsync("calendar");
    }

    public async Task ChooseCalendarAsync()
    {
        await hr.Button(() => CyclesText.PresetQuarterly).ClickAsync();
        await NextAsync("reviewers");
    }

    public async Task ChooseReviewersAsync()
    {
        var csv = new StringBuilder("Number,Reviewer\r\n");
        foreach (var peer in Company.Peers)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{Company.Employee.Number},{peer.Number}\r\n");
        }

        await hr.ChooseFileAsync("#peer-file", new FilePayload { Name = "peers.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(csv.ToString()) });
        await Expect(Page.GetByText(hr.Say(() => CyclesText.ReviewersChanged, "4"))).ToBeVisibleAsync();
        await NextAsync("check");
    }

    public async Task LaunchAsync()
    {
        await Page.GetByRole(AriaRole.Checkbox, new() { Name = hr.Say(() => CyclesText.PublishSure) }).CheckAsync();
        await hr.Button(() => CyclesText.PublishNow).ClickAsync();
        await Page.GetByRole(AriaRole.Checkbox, new() { Name = hr.Say(() => CyclesText.LaunchSure) }).CheckAsync();
        await hr.Button(() => CyclesText.LaunchNow).ClickAsync();
        await ExpectStateAsync(() => CyclesText.CycleState_Running);
    }

    public async Task OpenAsync(params Func<string>[] phases)
    {
        await hr.GoAsync($"/cycles/{Id}");
        foreach (var phase in phases)
        {
            await MoveAsync(() => CyclesText.OpenPhase, phase, () => CyclesText.PhaseState_Open);
        }
    }

    public async Task CloseAsync(params Func<string>[] phases)
    {
        await hr.GoAsync($"/cycles/{Id}");
        foreach (var phase in phases)
        {
            await MoveAsync(() => CyclesText.ClosePhase, phase, () => CyclesText.PhaseState_Closed);
        }
    }

    public async Task EnterActualAsync(string indicator, string value)
    {
        var cell = Page.GetByRole(AriaRole.Button, new() { Name = $"{Company.Employee.Name}, {indicator}: {hr.Say(() => CyclesText.Missing)}", Exact = true });
        await cell.ClickAsync();
        // by its name: the cell below the last value may still be open
        var box = Page.GetByRole(AriaRole.Textbox, new() { Name = $"{Company.Employee.Name}, {indicator}", Exact = true });
        await box.FillAsync(value);
        await box.PressAsync("Enter");
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = $"{Company.Employee.Name}, {indicator}: {value}", Exact = true })).ToBeVisibleAsync();
    }

    public async Task ExpectStateAsync(Func<string> state)
    {
        // the wizard shows the state itself, or leads to the cycle's page, when launching is done
        for (var i = 0; i < 60; i++)
        {
            await hr.GoAsync($"/cycles/{Id}");
            if (await Page.Locator("dl.facts .tag", new() { HasText = hr.Say(state) }).CountAsync() > 0)
            {
                return;
            }

            await Page.WaitForTimeoutAsync(500);
        }

        Assert.Fail($"The cycle is not {hr.Say(state)}");
    }

    private async Task MoveAsync(Func<string> action, Func<string> phase, Func<string> expected)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = $"{hr.Say(action)}: {hr.Say(phase)}", Exact = true }).ClickAsync();
        await hr.Button(action).Last.ClickAsync();
        var row = Page.GetByRole(AriaRole.Row).Filter(new() { Has = Page.GetByRole(AriaRole.Rowheader, new() { Name = hr.Say(phase), Exact = true }) }).First;
        await Expect(row).ToContainTextAsync(hr.Say(expected));
    }

    private async Task NextAsync(string step)
    {
        await hr.Button(() => CyclesText.SaveAndContinue).ClickAsync();
        await Page.WaitForURLAsync(new Regex($"step={step}"));
        await Expect(Page.Locator("a[aria-current=step]")).ToHaveAttributeAsync("href", new Regex($"step={step}"));
    }

    [GeneratedRegex(@"/cycles/(\d+)/setup")]
    private static partial Regex SetupUrl();
}
