using System.Text.Json;
using System.Text.RegularExpressions;
using StarPortal.Web.Features.Cycles;
using StarPortal.Web.Features.Documents;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Results;
using StarPortal.Web.Features.Stars.Entitlements;
using StarPortal.Web.Shared.Spreadsheets;
using static Microsoft.Playwright.Assertions;

namespace StarPortal.E2E.Journeys;

/// <summary>A quarter of star service: from the presets to paid entitlements and a certificate that anybody can check.</summary>
public sealed partial class StarQuarterTests(Browser browser) : IAsyncLifetime
{
    // everybody but the HR person who enters the data: nobody does that for themselves
    private static readonly IReadOnlyList<Person> Rated = [.. Company.All.Where(p => p != Company.Hr)];

    private readonly List<Window> windows = [];
    private PortalProcess portal = null!;

    public async ValueTask InitializeAsync() => portal = await PortalProcess.StartEmptyAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var window in windows)
        {
            await window.DisposeAsync();
        }

        await portal.DisposeAsync();
    }

    [Fact]
    public async Task Quarter_FromThePresets_EndsWithPayrollAndCertificates()
    {
        await ImportPeopleAsync();
        var hr = await OpenForAsync(Company.Hr);
        var stars = new StarSteps(hr);
        await stars.MakeProgrammeAsync();
        await stars.MakeTemplateAsync();
        await stars.ImportTrainingsAsync(Rated);
        await stars.LaunchAsync();
        await stars.FeedAsync(Rated);
        await ReleaseAsync(hr, stars);

        var employee = await OpenForAsync(Company.Employee);
        await employee.GoAsync("/stars");
        await Expect(employee.Page.Locator("main")).ToContainTextAsync("五星服务");
        await employee.ExpectAccessibleEverywhereAsync();

        await stars.CloseAsync();
        await employee.GoAsync("/stars");
        await Expect(employee.Page.Locator("main")).ToContainTextAsync("二星");
        await employee.PictureAsync("my-stars");
        await ReleaseEntitlementsAsync(hr, stars);
        await CertifyAsync(hr, employee);

        foreach (var window in windows)
        {
            window.ExpectQuietConsole();
        }

        await StandingInvariants.ExpectAsync(portal);
    }

    private async Task ImportPeopleAsync()
    {
        var file = Path.Combine(portal.Folder, "people.csv");
        await File.WriteAllBytesAsync(file, Company.Csv(Company.All));
        await RunAsync("import", "people", file);
        await RunAsync("user", "role", Company.Hr.Number, "add", "HR", "--reason", "first HR person", "--json");
        // a second signature is somebody else's
        await RunAsync("user", "role", Company.Manager.Number, "add", "HR", "--reason", "second signature", "--json");
    }

    private async Task<string> RunAsync(params string[] verb)
    {
        var (code, output) = await portal.VerbAsync(verb);
        Assert.True(code == 0, output);
        return output;
    }

    private async Task<Window> OpenForAsync(Person person)
    {
        var reset = await RunAsync("user", "reset", person.Number, "--reason", "journey", "--json");
        var window = await Window.OpenAsync(browser, portal, person.Number, person.Culture);
        windows.Add(window);
        await window.GoAsync(new Uri(JsonDocument.Parse(reset).RootElement.GetProperty("link").GetString()!).PathAndQuery);
        await window.Page.Locator("#new-password").FillAsync(Company.Password);
        await window.Page.Locator("#repeated").FillAsync(Company.Password);
        await window.Button(() => IdentityText.SetPassword).ClickAsync();
        await Expect(window.Page.Locator("#user")).ToBeVisibleAsync();
        await window.SignInAsync(person.Email, Company.Password);
        return window;
    }

    private static async Task ReleaseAsync(Window hr, StarSteps stars)
    {
        await hr.GoAsync($"/cycles/{stars.CycleId}/results");
        await hr.Button(() => ResultsText.Compute).ClickAsync();
        await Expect(hr.Button(() => ResultsText.ComputeAgain)).ToBeEnabledAsync();
        await hr.Button(() => ResultsText.Acknowledge).ClickAsync();
        await Expect(hr.Button(() => ResultsText.Acknowledge)).ToHaveCountAsync(0);
        await hr.Button(() => ResultsText.ReleaseButton).ClickAsync();
        await hr.Button(() => ResultsText.ReleaseNow, Company.All.Count.ToString(hr.Culture)).ClickAsync();
        await stars.ExpectStateAsync(() => CyclesText.CycleState_Released);
    }

    /// <summary>One HR person prepares, another releases; the file is opened by a program.</summary>
    private async Task ReleaseEntitlementsAsync(Window hr, StarSteps stars)
    {
        await hr.GoAsync($"/cycles/{stars.CycleId}/entitlements");
        await hr.ExpectAccessibleEverywhereAsync();
        await stars.StepAsync(hr, () => EntitlementText.Step_Prepare);
        var second = await OpenForAsync(Company.Manager);
        await second.GoAsync($"/cycles/{stars.CycleId}/entitlements");
        await stars.StepAsync(second, () => EntitlementText.Step_Release);
        await Expect(second.Button(() => EntitlementText.Step_Release)).ToHaveCountAsync(0);

        await hr.GoAsync($"/cycles/{stars.CycleId}/entitlements");
        var download = await hr.Page.RunAndWaitForDownloadAsync(() => hr.Link(() => EntitlementText.ExportXlsx).ClickAsync());
        var read = SpreadsheetReader.Read(await File.ReadAllBytesAsync(await download.PathAsync()), "entitlements.xlsx");
        Assert.True(read.Succeeded);
        Assert.All(Rated, p => Assert.Contains(read.Value.Rows, r => r.Cells.Contains(p.Number)));
        Assert.DoesNotContain(read.Value.Rows, r => r.Cells.Contains(Company.Hr.Number));
    }

    /// <summary>One PDF for everybody; a stranger checks one paper before and after it is revoked.</summary>
    private async Task CertifyAsync(Window hr, Window employee)
    {
        await hr.GoAsync("/certificates/issue");
        await Expect(hr.Page.GetByText(hr.Say(() => DocumentsText.Plan, Rated.Count, Rated.Count, 0))).ToBeVisibleAsync();
        await hr.Button(() => DocumentsText.IssueAndPrint).ClickAsync();
        var file = hr.Page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex(@"^certificates-.*\.pdf$") });
        await Expect(file).ToBeVisibleAsync(new() { Timeout = 120_000 });
        await hr.ExpectAccessibleEverywhereAsync();
        await hr.PictureAsync("issue-certificates");
        var download = await hr.Page.RunAndWaitForDownloadAsync(() => file.ClickAsync());
        var text = await PdfText.ReadAsync(await File.ReadAllBytesAsync(await download.PathAsync()));
        Assert.NotNull(text);
        var pages = text.Split('\f', StringSplitOptions.RemoveEmptyEntries).Where(p => p.Trim().Length > 0).ToList();
        Assert.True(pages.Count >= 30);
        Assert.Equal(Rated.Count, pages.Count);
        Assert.Equal(pages.Count, pages.Select(p => PrintedCode().Match(p).Value).Distinct().Count());

        var own = Assert.Single(pages, p => p.Contains(Company.Employee.Name, StringComparison.Ordinal));
        var code = PrintedCode().Match(own).Value;
        var number = PrintedNumber().Match(own).Value;
        await employee.GoAsync("/certificates/mine");
        await Expect(employee.Page.Locator("main")).ToContainTextAsync(number);
        await employee.ExpectAccessibleEverywhereAsync();

        var stranger = await Window.OpenAsync(browser, portal, "stranger");
        windows.Add(stranger);
        await stranger.GoAsync("/verify");
        await stranger.Page.Locator("#verify-code").FillAsync(code.ToLowerInvariant().Replace('-', ' '));
        await stranger.Button(() => DocumentsText.VerifyButton).ClickAsync();
        await Expect(stranger.Heading(() => DocumentsText.VerifyValid)).ToBeVisibleAsync();
        await Expect(stranger.Page.Locator("main")).ToContainTextAsync(Company.Employee.Name);
        await stranger.PictureAsync("verify");

        await RevokeAsync(hr, number);
        await stranger.GoAsync($"/verify/{code}");
        await Expect(stranger.Page.Locator("#verify-outcome")).ToContainTextAsync(stranger.Say(() => DocumentsText.VerifyRevoked).Split('{')[0].Trim());
        await stranger.ExpectAccessibleEverywhereAsync();
        await employee.GoAsync("/certificates/mine");
        await Expect(employee.Page.Locator("main .tag.bad")).ToHaveTextAsync(employee.Say(() => DocumentsText.CertificateState_Revoked));
    }

    private static async Task RevokeAsync(Window hr, string number)
    {
        await hr.GoAsync("/certificates");
        await hr.Page.GetByRole(AriaRole.Searchbox, new() { Name = hr.Say(() => DocumentsText.SearchCertificates), Exact = true }).FillAsync(number);
        await hr.Page.Keyboard.PressAsync("Enter");
        await Expect(hr.Page.Locator("main tbody tr")).ToHaveCountAsync(1);
        await hr.Page.GetByRole(AriaRole.Link, new() { Name = number, Exact = true }).ClickAsync();
        await hr.Page.Locator("#end-reason").FillAsync("Printed on the wrong paper");
        await hr.ExpectAccessibleAsync();
        await hr.PictureAsync("certificate");
        await hr.Button(() => DocumentsText.Revoke).ClickAsync();
        await Expect(hr.Page.Locator(".history")).ToContainTextAsync("Printed on the wrong paper");
    }

    [GeneratedRegex("[0-9A-Z]{5}(-[0-9A-Z]{5}){3}")]
    private static partial Regex PrintedCode();

    [GeneratedRegex(@"SP-\d{4}-\d{6}")]
    private static partial Regex PrintedNumber();
}
