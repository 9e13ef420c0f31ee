using System.Text.Json;
using System.Text.RegularExpressions;
using StarPortal.Web.Features.Cycles;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Results;
using StarPortal.Web.Features.Reviews;
using static Microsoft.Playwright.Assertions;

namespace StarPortal.E2E.Journeys;

/// <summary>A company's first evaluation, from a people file to an explained result.</summary>
public sealed class FirstCycleTests(Browser browser) : IAsyncLifetime
{
    private const string HalfWritten = "我在十月重写了常见问题，新人上手更快了。";
    private const string OtherDevice = "另外，我整理了三份培训资料。";
    private const string PeerWords = "Always answers before the customer asks twice.";

    private readonly Dictionary<string, string> invitations = [];
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
    public async Task Company_FromAPeopleFile_ComesToAnExplainedResult()
    {
        var hr = await OpenForHrAsync();
        await new PeopleSteps(hr).ImportAsync(Company.All);
        await InviteAsync(hr);
        await new TemplateSteps(hr).MakeAndPublishAsync();
        await hr.ExpectAccessibleEverywhereAsync();

        var cycle = new CycleSteps(hr);
        await cycle.CreateAsync();
        await cycle.ChooseDepartmentAsync();
        await hr.ExpectAccessibleEverywhereAsync();
        await cycle.ChooseCalendarAsync();
        await cycle.ChooseReviewersAsync();
        await hr.ExpectAccessibleEverywhereAsync();
        await cycle.LaunchAsync();
        await cycle.OpenAsync(() => CyclesText.PhaseKind_SelfReview, () => CyclesText.PhaseKind_PeerReview, () => CyclesText.PhaseKind_ManagerReview);
        await hr.ExpectAccessibleEverywhereAsync();
        await hr.PictureAsync("cycle-page");

        var employee = await OpenForAsync(Company.Employee);
        await employee.ExpectAccessibleEverywhereAsync();
        await employee.PictureAsync("home");
        await WriteSelfReviewAsync(employee);
        await WritePeerReviewsAsync();
        await WriteManagerReviewAsync();

        await EnterActualsAsync(hr, cycle);
        await ReleaseAsync(hr, cycle);
        await ReadResultAsync(employee);

        foreach (var window in windows)
        {
            window.ExpectQuietConsole();
        }

        foreach (var secret in (string[])[HalfWritten, OtherDevice, PeerWords, Company.Password])
        {
            Assert.DoesNotContain(secret, portal.Log, StringComparison.Ordinal);
        }

        await StandingInvariants.ExpectAsync(portal);
    }

    // the first HR person comes from the command line: somebody has to be the first
    private async Task<Window> OpenForHrAsync()
    {
        var file = Path.Combine(portal.Folder, "first.csv");
        await File.WriteAllBytesAsync(file, Company.Csv(Company.All.Take(2)));
        var (imported, output) = await portal.VerbAsync("import", "people", file);
        Assert.True(imported == 0, output);
        var (made, roleOutput) = await portal.VerbAsync("user", "role", Company.Hr.Number, "add", "HR", "--reason", "first HR person", "--json");
        Assert.True(made == 0, roleOutput);
        var (reset, link) = await portal.VerbAsync("user", "reset", Company.Hr.Number, "--reason", "first HR person", "--json");
        Assert.True(reset == 0, link);
        invitations[Company.Hr.Number] = JsonDocument.Parse(link).RootElement.GetProperty("link").GetString()!;
        var hr = await OpenForAsync(Company.Hr);
        await hr.ExpectAccessibleEverywhereAsync();
        return hr;
    }

    private async Task InviteAsync(Window hr)
    {
        await hr.GoAsync("/accounts");
        await hr.ExpectAccessibleEverywhereAsync();
        await hr.Page.Locator("#invite-reason").FillAsync("First cycle");
        var download = await hr.Page.RunAndWaitForDownloadAsync(() => hr.Button(() => IdentityText.InviteDownload).ClickAsync());
        var csv = await File.ReadAllTextAsync(await download.PathAsync());
        foreach (var person in Company.All)
        {
            var line = csv.Split('\n').FirstOrDefault(l => l.Contains(person.Email, StringComparison.Ordinal));
            if (line is not null)
            {
                invitations[person.Number] = Regex.Match(line, "https?://[^\",;\\s]+").Value;
            }
        }

        Assert.True(invitations.Count >= Company.All.Count, csv);
    }

    /// <summary>The person opens the invitation, chooses a password and signs in.</summary>
    private async Task<Window> OpenForAsync(Person person)
    {
        var window = await Window.OpenAsync(browser, portal, person.Number, person.Culture);
        windows.Add(window);
        var link = new Uri(invitations[person.Number]);
        await window.GoAsync(link.PathAndQuery);
        await window.Page.Locator("#new-password").FillAsync(Company.Password);
        await window.Page.Locator("#repeated").FillAsync(Company.Password);
        await window.Button(() => IdentityText.SetPassword).ClickAsync();
        await Expect(window.Page.Locator("#user")).ToBeVisibleAsync();
        await window.SignInAsync(person.Email, Company.Password);
        return window;
    }

    private async Task WriteSelfReviewAsync(Window employee)
    {
        var review = new ReviewSteps(employee);
        await review.OpenAsync(Company.Employee.Name);
        await employee.ExpectAccessibleEverywhereAsync();
        await review.RateAsync("专业性", 4);
        await review.RateAsync("主动性", 4);
        await review.WriteAsync(HalfWritten);
        await review.ExpectSavedAsync();
        await employee.PictureAsync("review-form");

        // the tab is closed half way; what was written is there again, also on another device
        await employee.ReplaceTabAsync();
        var other = await Window.OpenAsync(browser, portal, "another-device", Company.Employee.Culture);
        windows.Add(other);
        await other.SignInAsync(Company.Employee.Email, Company.Password);
        var elsewhere = new ReviewSteps(other);
        await elsewhere.OpenAsync(Company.Employee.Name);
        await Expect(elsewhere.Text).ToHaveValueAsync(HalfWritten);
        await review.OpenAsync(Company.Employee.Name);
        await Expect(review.Text).ToHaveValueAsync(HalfWritten);

        // both windows change the same answer: the later one is shown both
        await review.WriteAsync(HalfWritten + "团队反馈很好。");
        await review.ExpectSavedAsync();
        await elsewhere.WriteAsync(HalfWritten + OtherDevice);
        await Expect(other.Page.Locator(".conflict")).ToContainTextAsync("团队反馈很好。");
        await Expect(other.Page.Locator(".conflict")).ToContainTextAsync(OtherDevice);
        await other.PictureAsync("review-conflict");
        await other.Button(() => ReviewsText.KeepBoth).ClickAsync();
        await Expect(other.Page.Locator(".conflict")).ToHaveCountAsync(0);
        await elsewhere.ExpectSavedAsync();
        await Expect(elsewhere.Text).ToHaveValueAsync(new Regex(OtherDevice));
        await Expect(elsewhere.Text).ToHaveValueAsync(new Regex("团队反馈很好。"));

        // a summary says what is missing before anything is handed in
        await elsewhere.AskToSubmitAsync();
        await Expect(other.Heading(() => ReviewsText.MissingTitle, 2)).ToBeVisibleAsync();
        await other.Button(() => ReviewsText.BackToForm).ClickAsync();
        await elsewhere.RateAsync("协作", 5);
        await elsewhere.RateAsync("响应速度", 4);
        await elsewhere.SubmitAsync();
        await other.ExpectAccessibleEverywhereAsync();
    }

    private async Task WritePeerReviewsAsync()
    {
        var ratings = ((int Collaboration, int Responsiveness)[])[(4, 5), (3, 4), (4, 4), (5, 3)];
        foreach (var (peer, (collaboration, responsiveness)) in Company.Peers.Zip(ratings))
        {
            var window = await OpenForAsync(peer);
            var review = new ReviewSteps(window);
            await review.OpenAsync(Company.Employee.Name);
            var chinese = peer.Language == "zh";
            await review.RateAsync(chinese ? "协作" : "Collaboration", collaboration);
            await review.RateByKeyAsync(chinese ? "响应速度" : "Responsiveness", responsiveness);
            await review.WriteAsync(PeerWords);
            await review.SubmitAsync();
        }
    }

    private async Task WriteManagerReviewAsync()
    {
        var window = await OpenForAsync(Company.Manager);
        await window.GoAsync("/reviews/team");
        await window.ExpectAccessibleEverywhereAsync();
        var review = new ReviewSteps(window);
        await review.OpenAsync(Company.Employee.Name);
        await review.RateByKeyAsync("专业性", 4);
        await review.RateAsync("主动性", 3);
        await review.WriteAsync("值得信赖。");
        await review.SubmitAsync();
    }

    private static async Task EnterActualsAsync(Window hr, CycleSteps cycle)
    {
        await hr.GoAsync($"/cycles/{cycle.Id}/actuals");
        await hr.ExpectAccessibleEverywhereAsync();
        await cycle.EnterActualAsync("Accuracy", "96.4");
        await cycle.EnterActualAsync("Satisfaction", "95.5");
        await cycle.EnterActualAsync("Complaints", "1");
        await hr.PictureAsync("actual-values");
    }

    private static async Task ReleaseAsync(Window hr, CycleSteps cycle)
    {
        await cycle.CloseAsync(() => CyclesText.PhaseKind_SelfReview, () => CyclesText.PhaseKind_PeerReview, () => CyclesText.PhaseKind_ManagerReview);
        await hr.GoAsync($"/cycles/{cycle.Id}/results");
        await hr.Button(() => ResultsText.Compute).ClickAsync();
        await Expect(hr.Button(() => ResultsText.ComputeAgain)).ToBeEnabledAsync();
        await hr.ExpectAccessibleEverywhereAsync();
        await hr.Button(() => ResultsText.Acknowledge).ClickAsync();
        await Expect(hr.Button(() => ResultsText.Acknowledge)).ToHaveCountAsync(0);
        await hr.PictureAsync("results-before-release");
        await hr.Button(() => ResultsText.ReleaseButton).ClickAsync();
        await hr.Button(() => ResultsText.ReleaseNow, "8").ClickAsync();
        await cycle.ExpectStateAsync(() => CyclesText.CycleState_Released);
    }

    private static async Task ReadResultAsync(Window employee)
    {
        await employee.GoAsync("/results");
        await employee.Page.GetByRole(AriaRole.Link, new() { Name = CycleSteps.Name, Exact = true }).ClickAsync();
        await Expect(employee.Page.Locator(".total-figure strong")).ToHaveTextAsync("79.57");
        await employee.ReadyAsync();

        await ExpectRowAsync(employee, "结果", "83.44");
        await ExpectRowAsync(employee, "上级评价", "70.00");
        await ExpectRowAsync(employee, "同事评价", "80.00");
        await Expect(employee.Page.Locator("main")).ToContainTextAsync("值得信赖。");
        await Expect(employee.Page.Locator("main")).ToContainTextAsync(PeerWords);
        await Expect(employee.Page.Locator("main")).Not.ToContainTextAsync("Ann Baker");
        await employee.PictureAsync("result");
        await employee.ExpectAccessibleEverywhereAsync();

        var download = await employee.Page.RunAndWaitForDownloadAsync(() => employee.Link(() => ResultsText.PdfButton).ClickAsync());
        var text = await PdfText.ReadAsync(await File.ReadAllBytesAsync(await download.PathAsync()));
        Assert.NotNull(text);
        Assert.Contains(Company.Employee.Name, text, StringComparison.Ordinal);
        Assert.Contains("79.57", text, StringComparison.Ordinal);
        Assert.Contains("83.44", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ann Baker", text, StringComparison.Ordinal);
    }

    private static Task ExpectRowAsync(Window window, string section, string score) =>
        Expect(window.Page.GetByRole(AriaRole.Region, new() { Name = window.Say(() => ResultsText.HowTitle) }).First
            .GetByRole(AriaRole.Row).Filter(new() { Has = window.Page.GetByRole(AriaRole.Rowheader, new() { Name = section, Exact = true }) })).ToContainTextAsync(score);
}
