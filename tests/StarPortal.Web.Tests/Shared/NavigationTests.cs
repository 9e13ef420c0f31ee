using System.Net;
using Microsoft.EntityFrameworkCore;

namespace StarPortal.Web.Tests;

/// <summary>What the frame around every page offers, over HTTP against the running program.</summary>
public sealed class NavigationTests
{
    private const string TeamLink = "href=\"/reviews/team\"";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task MyTeam_StandsInTheNavigation_OfThoseWithReports()
    {
        await using var portal = await RunningPortal.StartAsync();
        var boss = await portal.AddAccountAsync("boss@example.org");
        var ann = await portal.AddAccountAsync("ann@example.org");
        await ReportToAsync(portal, ann.EmployeeId!.Value, boss.EmployeeId);
        using var asBoss = await portal.SignInAsync("boss@example.org");
        using var asAnn = await portal.SignInAsync("ann@example.org");

        Assert.Contains(TeamLink, await PageAsync(asBoss, "/"), StringComparison.Ordinal);
        Assert.DoesNotContain(TeamLink, await PageAsync(asAnn, "/"), StringComparison.Ordinal);
        // the page itself is open: somebody may have become a manager since the cookie was written
        using var page = await asAnn.GetAsync(new Uri("/reviews/team", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task MyTeam_OfSomebodyMadeManager_ComesWithTheNextRevalidation()
    {
        await using var portal = await RunningPortal.StartAsync();
        var boss = await portal.AddAccountAsync("boss@example.org");
        var ann = await portal.AddAccountAsync("ann@example.org");
        using var asBoss = await portal.SignInAsync("boss@example.org");
        Assert.DoesNotContain(TeamLink, await PageAsync(asBoss, "/"), StringComparison.Ordinal);

        await ReportToAsync(portal, ann.EmployeeId!.Value, boss.EmployeeId);
        await Task.Delay(TimeSpan.FromSeconds(1.2), Stop);
        await PageAsync(asBoss, "/");
        Assert.Contains(TeamLink, await PageAsync(asBoss, "/"), StringComparison.Ordinal);

        await ReportToAsync(portal, ann.EmployeeId!.Value, null);
        await Task.Delay(TimeSpan.FromSeconds(1.2), Stop);
        await PageAsync(asBoss, "/");
        Assert.DoesNotContain(TeamLink, await PageAsync(asBoss, "/"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Find people")]
    [InlineData("zh-Hans", "查找员工")]
    public async Task PeopleSearch_InTheTopBar_FindsWithoutACircuit(string language, string label)
    {
        await using var portal = await RunningPortal.StartAsync();
        await portal.AddAccountAsync("ann@example.org", name: "Ann Avery");
        await portal.AddAccountAsync("bob@example.org", name: "Bob Barnes");
        using var client = await portal.SignInAsync("ann@example.org");
        using var chosen = await client.GetAsync(new Uri($"/language?to={language}&returnUrl=/", UriKind.Relative), Stop);

        var home = WebUtility.HtmlDecode(await PageAsync(client, "/"));
        Assert.Contains($"action=\"/people\" aria-label=\"{label}\"", home, StringComparison.Ordinal);
        Assert.Contains("name=\"text\"", home, StringComparison.Ordinal);
        var found = await PageAsync(client, "/people?text=barn");
        Assert.Contains("Bob Barnes", found, StringComparison.Ordinal);
        Assert.Contains("value=\"barn\"", found, StringComparison.Ordinal);
        // she stands in the top bar herself, but not in the list
        Assert.Single(found.Split("Ann Avery")[1..]);
    }

    [Fact]
    public async Task PeopleSearch_BeforeSignIn_IsNotThere()
    {
        await using var portal = await RunningPortal.StartAsync();
        using var client = portal.Browser();
        Assert.DoesNotContain("people-search", await PageAsync(client, "/account/sign-in"), StringComparison.Ordinal);
    }

    private static Task<string> PageAsync(HttpClient client, string path) => client.GetStringAsync(new Uri(path, UriKind.Relative), Stop);

    private static async Task ReportToAsync(RunningPortal portal, int employee, int? manager)
    {
        await using var db = portal.Open();
        await db.WriteAsync(() => db.Employees.Where(e => e.Id == employee).ExecuteUpdateAsync(s => s.SetProperty(e => e.ManagerId, manager), Stop), Stop);
    }
}
