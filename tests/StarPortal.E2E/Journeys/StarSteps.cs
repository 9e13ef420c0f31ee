using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using StarPortal.Web.Features.Cycles;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Stars.Facts;
using StarPortal.Web.Features.Stars.Programmes;
using StarPortal.Web.Features.Templates;
using StarPortal.Web.Features.Templates.Designer;
using static Microsoft.Playwright.Assertions;

namespace StarPortal.E2E.Journeys;

/// <summary>HR runs a quarter of the five-star programme.</summary>
internal sealed partial class StarSteps(Window hr)
{
    public const string Cycle = "五星服务 2026 Q4";

    private IPage Page => hr.Page;

    public int CycleId { get; private set; }

    public async Task MakeProgrammeAsync()
    {
        await hr.GoAsync("/stars/programmes/new");
        await Page.Locator("input[name=start][value=five-star-service]").CheckAsync();
        await Expect(Page.Locator("#new-name-en")).ToHaveValueAsync("Five-star service");
        await hr.Button(() => ProgrammesText.Create).ClickAsync();
        await hr.Button(() => ProgrammesText.Publish).ClickAsync();
        await Page.Locator(".rz-dialog").GetByRole(AriaRole.Button, new() { Name = hr.Say(() => ProgrammesText.Publish), Exact = true }).ClickAsync();
        await Expect(hr.Button(() => ProgrammesText.NewVersion)).ToBeVisibleAsync();
        await hr.ExpectAccessibleEverywhereAsync();
        await hr.PictureAsync("star-programme");
    }

    public async Task MakeTemplateAsync()
    {
        await hr.GoAsync("/templates/new");
        await Page.Locator("input[name=start][value=five-star-service]").CheckAsync();
        await Expect(Page.Locator("#new-name-en")).ToHaveValueAsync("Five-star service");
        await hr.Button(() => TemplatesText.Create).ClickAsync();
        await hr.Button(() => TemplatesText.Publish).ClickAsync();
        await Page.Locator(".rz-dialog").GetByRole(AriaRole.Button, new() { NameRegex = new Regex($"^({Regex.Escape(hr.Say(() => TemplatesText.Publish))}|{Regex.Escape(hr.Say(() => DesignerText.PublishAnyway))})$") }).ClickAsync();
        await Expect(hr.Button(() => TemplatesText.NewVersion)).ToBeVisibleAsync();
    }

    public async Task ImportTrainingsAsync(IReadOnlyList<Person> people)
    {
        var csv = new StringBuilder("Number,Training,Date\r\n");
        foreach (var person in people)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{person.Number},basic-training,2022-05-04\r\n");
        }

        await hr.GoAsync("/stars/facts");
        await Page.GetByText(hr.Say(() => FactsText.Import), new() { Exact = true }).ClickAsync();
        await hr.ChooseFileAsync("#trainings-file", Csv("trainings.csv", csv));
        await hr.Button(() => FactsText.ImportNow).ClickAsync();
        await Expect(Page.GetByText(hr.Say(() => FactsText.ImportDone, people.Count, 0))).ToBeVisibleAsync();
    }

    public async Task LaunchAsync()
    {
        await hr.GoAsync("/cycles/new");
        await Page.Locator("#cycle-name").FillAsync(Cycle);
        await hr.Button(() => CyclesText.CreateAndContinue).ClickAsync();
        await Page.WaitForURLAsync(SetupUrl());
        CycleId = int.Parse(SetupUrl().Match(Page.Url).Groups[1].Value, CultureInfo.InvariantCulture);
        await SelectAsync("#cycle-template", "Five-star service");
        await SelectAsync("#cycle-stars", "Five-star service");
        await NextAsync("population");
        await NextAsync("calendar");
        await hr.Button(() => CyclesText.PresetQuarterly).ClickAsync();
        await NextAsync("reviewers");
        await NextAsync("check");
        await Page.GetByRole(AriaRole.Checkbox, new() { Name = hr.Say(() => CyclesText.PublishSure) }).CheckAsync();
        await hr.Button(() => CyclesText.PublishNow).ClickAsync();
        await Page.GetByRole(AriaRole.Checkbox, new() { Name = hr.Say(() => CyclesText.LaunchSure) }).CheckAsync();
        await hr.Button(() => CyclesText.LaunchNow).ClickAsync();
        await ExpectStateAsync(() => CyclesText.CycleState_Running);
    }

    /// <summary>All values by file but two: one by another system and one by hand.</summary>
    public async Task FeedAsync(IReadOnlyList<Person> people)
    {
        var csv = new StringBuilder("Number,accuracy,satisfaction,complaints,response\r\n");
        foreach (var person in people)
        {
            var accuracy = person == Company.Employee || person == Company.Peers[0] ? "" : "96.4";
            csv.Append(CultureInfo.InvariantCulture, $"{person.Number},{accuracy},95.5,0,14\r\n");
        }

        await hr.GoAsync($"/cycles/{CycleId}/actuals");
        await Page.GetByText(hr.Say(() => CyclesText.ImportActuals), new() { Exact = true }).ClickAsync();
        await hr.ChooseFileAsync("#actual-file", Csv("values.csv", csv));
        await hr.Button(() => CyclesText.ImportNow).ClickAsync();
        await Expect(Page.GetByText(hr.Say(() => CyclesText.ImportDone, (people.Count * 4) - 2, 0, 0))).ToBeVisibleAsync();

        await SendAsync(Company.Peers[0].Number, "accuracy", 97.25m);
        await hr.GoAsync($"/cycles/{CycleId}/actuals");
        await Expect(Cell(Company.Peers[0], "97.25")).ToBeVisibleAsync();
        await hr.ExpectAccessibleEverywhereAsync();

        // what was searched for and what was entered both stay on the screen
        await Page.Locator("#actual-search").FillAsync(Company.Employee.Number);
        await Page.Locator("#actual-search").PressAsync("Enter");
        await Expect(Page.Locator(".actual-matrix tbody tr")).ToHaveCountAsync(1);
        await Cell(Company.Employee, hr.Say(() => CyclesText.Missing)).ClickAsync();
        await Page.Locator("input.cell-input").FillAsync("96.4");
        await Page.Locator("input.cell-input").PressAsync("Enter");
        await Expect(Cell(Company.Employee, "96.4")).ToBeVisibleAsync();
        await Expect(Page.Locator(".indicator-progress li").Filter(new() { HasText = "Accuracy" })).ToContainTextAsync(people.Count.ToString(CultureInfo.InvariantCulture));
        await Expect(Page.Locator(".actual-matrix tbody tr")).ToHaveCountAsync(1);
        await hr.GoAsync($"/cycles/{CycleId}/actuals");
        await Expect(Cell(Company.Employee, "96.4")).ToBeVisibleAsync();
        await hr.PictureAsync("actual-matrix");
    }

    /// <summary>What a ticket system does: with a key that HR made for it.</summary>
    private async Task SendAsync(string number, string indicator, decimal value)
    {
        await hr.GoAsync("/settings/api-keys");
        await Page.Locator("#key-name").FillAsync("Ticket system");
        await Page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new Regex("actuals:write") }).CheckAsync();
        await hr.Button(() => IdentityText.ApiKeyCreate).ClickAsync();
        var token = await Page.Locator("#token").InputValueAsync();
        await hr.ExpectAccessibleAsync();

        using var client = new HttpClient { BaseAddress = new Uri(hr.Portal.Url) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            // sent twice, as after a lost answer: written once
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/actuals");
            request.Headers.Add("Idempotency-Key", "journey-1");
            request.Content = JsonContent.Create(new { cycle = CycleId, values = new[] { new { employeeNumber = number, indicator, value, source = "Ticket system" } } });
            using var response = await client.SendAsync(request);
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        }
    }

    private ILocator Cell(Person person, string value) => Page.GetByRole(AriaRole.Button, new() { Name = $"{person.Name}, Accuracy: {value}", Exact = true });

    public async Task CloseAsync()
    {
        await hr.GoAsync($"/cycles/{CycleId}/closing");
        await hr.Button(() => CyclesText.CloseCycle).ClickAsync();
        await Page.Locator(".rz-dialog").GetByRole(AriaRole.Button, new() { Name = hr.Say(() => CyclesText.CloseCycle), Exact = true }).ClickAsync();
        // step by step, while it happens
        await Expect(Page.Locator("[aria-labelledby^=protocol-]")).ToBeVisibleAsync();
        await hr.GoAsync($"/cycles/{CycleId}");
        await ExpectStateAsync(() => CyclesText.CycleState_Closed);
    }

    /// <summary>A step of the entitlement list with its question.</summary>
    public async Task StepAsync(Window signer, Func<string> step)
    {
        await signer.Button(step).ClickAsync();
        await signer.Page.Locator("[aria-labelledby=step-question]").GetByRole(AriaRole.Button, new() { Name = signer.Say(step), Exact = true }).ClickAsync();
        await Expect(signer.Page.Locator("[aria-labelledby=step-question]")).ToHaveCountAsync(0);
    }

    /// <summary>What long work leads to; the page is asked again, for it may have been left in between.</summary>
    public async Task ExpectStateAsync(Func<string> state)
    {
        var tag = Page.Locator("dl.facts .tag", new() { HasText = hr.Say(state) });
        for (var i = 0; i < 30 && await tag.CountAsync() == 0; i++)
        {
            await hr.GoAsync($"/cycles/{CycleId}");
            try
            {
                await Expect(tag).ToBeVisibleAsync(new() { Timeout = 2_000 });
            }
            catch (PlaywrightException)
            {
                // not yet
            }
        }

        await Expect(tag).ToBeVisibleAsync();
    }

    private async Task SelectAsync(string list, string start)
    {
        var choice = Page.Locator($"{list} option").Filter(new() { HasTextRegex = new Regex($"^{Regex.Escape(start)}") });
        await Page.Locator(list).SelectOptionAsync(await choice.First.GetAttributeAsync("value") ?? "");
    }

    private async Task NextAsync(string step)
    {
        await hr.Button(() => CyclesText.SaveAndContinue).ClickAsync();
        await Page.WaitForURLAsync(new Regex($"step={step}"));
        await Expect(Page.Locator("a[aria-current=step]")).ToHaveAttributeAsync("href", new Regex($"step={step}"));
    }

    private static FilePayload Csv(string name, StringBuilder content) => new() { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(content.ToString()) };

    [GeneratedRegex(@"/cycles/(\d+)/setup")]
    private static partial Regex SetupUrl();
}
