using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StarPortal.Domain;
using StarPortal.Domain.Identity;
using StarPortal.Web.Features.Identity;

namespace StarPortal.Web.Tests.Identity;

/// <summary>Signing in over HTTP against the running program.</summary>
public sealed partial class SignInPageTests : IAsyncLifetime
{
    private const string Ann = "ann@example.org";
    private RunningPortal portal = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        portal = await RunningPortal.StartAsync();
        await portal.AddAccountAsync(Ann);
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task SignIn_RightPassword_OpensTheHomePage()
    {
        using var client = await portal.SignInAsync(Ann);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/"));
    }

    [Fact]
    public async Task Page_WithoutSession_GoesToSignInAndBack()
    {
        using var client = portal.Browser();
        using var home = await GetAsync(client, "/");
        Assert.Equal(HttpStatusCode.Redirect, home.StatusCode);
        Assert.Contains("/account/sign-in?returnUrl=%2F", home.Headers.Location!.ToString(), StringComparison.Ordinal);

        using var back = await SubmitAsync(client, "/account/sign-in?returnUrl=%2Faccount", "sign-in", ("Input.User", "e0001"), ("Input.Password", RunningPortal.Password));
        Assert.EndsWith("/account", back.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task SignIn_WithAForeignReturnAddress_StaysInThePortal(string address)
    {
        using var client = portal.Browser();
        using var response = await SubmitAsync(client, $"/account/sign-in?returnUrl={Uri.EscapeDataString(address)}", "sign-in", ("Input.User", Ann), ("Input.Password", RunningPortal.Password));
        var target = new Uri(portal.Address, response.Headers.Location!);
        Assert.Equal(new Uri(portal.Address, "/"), target);
        using var language = await GetAsync(client, $"/language?to=zh&returnUrl={Uri.EscapeDataString(address)}");
        Assert.Equal(new Uri(portal.Address, "/"), new Uri(portal.Address, language.Headers.Location!));
    }

    [Fact]
    public async Task SignIn_WrongOrUnknown_AnswersAlike()
    {
        using var client = portal.Browser();
        var answers = new List<string>();
        foreach (var user in (string[])[Ann, "nobody@example.org"])
        {
            using var response = await SubmitAsync(client, "/account/sign-in", "sign-in", ("Input.User", user), ("Input.Password", "wrong"));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var html = await response.Content.ReadAsStringAsync(Stop);
            Assert.Contains("role=\"alert\"", html, StringComparison.Ordinal);
            answers.Add(Secrets().Replace(html, "").Replace(user, "", StringComparison.Ordinal));
        }

        Assert.Equal(answers[0], answers[1]);
    }

    [Fact]
    public async Task SignIn_WithoutAntiforgeryToken_IsRefused()
    {
        using var client = portal.Browser();
        using var content = new FormUrlEncodedContent([new("_handler", "sign-in"), new("Input.User", Ann), new("Input.Password", RunningPortal.Password)]);
        using var response = await client.PostAsync(new Uri("/account/sign-in", UriKind.Relative), content, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(client, "/"));
    }

    [Theory]
    [InlineData("/account/sign-out")]
    [InlineData("/accounts/invitations")]
    public async Task Post_WithoutAntiforgeryToken_IsRefused(string path)
    {
        await portal.AddAccountAsync("helen@example.org", Roles.Employee | Roles.HR);
        using var client = await portal.SignInAsync("helen@example.org");
        using var content = new FormUrlEncodedContent([new("reason", "x")]);
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), content, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/account"));
    }

    [Fact]
    public async Task Cookies_AreOutOfReachForScriptsAndOtherSites()
    {
        using var client = portal.Browser();
        using var response = await SubmitAsync(client, "/account/sign-in", "sign-in", ("Input.User", Ann), ("Input.Password", RunningPortal.Password), ("Input.Remember", "true"));
        var session = response.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("starportal.session=", StringComparison.Ordinal));
        Assert.Contains("httponly", session, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", session, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("expires=", session, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secure", session, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Headers_OnPages_KeepScriptsOutAndPagesPrivate()
    {
        using var client = await portal.SignInAsync(Ann);
        using var page = await GetAsync(client, "/account");
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.True(page.Headers.CacheControl!.NoStore);
        Assert.False(page.Headers.Contains("Strict-Transport-Security"));

        // an answer that renews the session's cookie is never kept, whatever it holds; on a slow machine that may be this one
        var file = await GetAsync(client, "/app.css");
        for (var i = 0; i < 20 && file.Headers.Contains("Set-Cookie"); i++)
        {
            file.Dispose();
            file = await GetAsync(client, "/app.css");
        }

        Assert.Equal((HttpStatusCode.OK, "text/css"), (file.StatusCode, file.Content.Headers.ContentType?.MediaType));
        Assert.False(file.Headers.CacheControl?.NoStore ?? false);
        file.Dispose();
    }

    [Fact]
    public async Task ForwardedHeaders_FromNobodyTrusted_AreIgnored()
    {
        using var client = portal.Browser();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var response = await SubmitAsync(client, "/account/sign-in", "sign-in", ("Input.User", Ann), ("Input.Password", "wrong"));
        await using var db = portal.Open();
        Assert.Equal("127.0.0.1", (await db.AuditEntries.SingleAsync(Stop)).Address);
    }

    [Fact]
    public async Task SignIn_TakesTheAccountsLanguage()
    {
        await using (var db = portal.Open())
        {
            await db.WriteAsync(() => db.Users.ExecuteUpdateAsync(s => s.SetProperty(a => a.Language, "zh-CN"), Stop), Stop);
        }

        using var client = await portal.SignInAsync(Ann);
        Assert.Contains("lang=\"zh-CN\"", await client.GetStringAsync(new Uri("/account", UriKind.Relative), Stop), StringComparison.Ordinal);
        using var _ = await GetAsync(client, "/language?to=en-US&returnUrl=%2Faccount");
        await using var read = portal.Open();
        Assert.Equal("en-US", (await read.Users.SingleAsync(Stop)).Language);
    }

    [Fact]
    public async Task DisabledAccount_LosesItsSessionWithinTheInterval()
    {
        using var client = await portal.SignInAsync(Ann);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/account"));
        await using (var db = portal.Open())
        {
            await db.WriteAsync(() => db.Users.ExecuteUpdateAsync(s => s.SetProperty(a => a.Disabled, true), Stop), Stop);
        }

        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(client, "/account"));
        await Task.Delay(1100, Stop);
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(client, "/"));
    }

    [Fact]
    public async Task SignOutEverywhere_EndsTheOtherBrowserAndKeepsThisOne()
    {
        using var other = await portal.SignInAsync(Ann);
        using var client = await portal.SignInAsync(Ann);
        using var response = await SubmitAsync(client, "/account", "everywhere");
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);

        await Task.Delay(1100, Stop);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/account"));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(other, "/account"));
    }

    [Fact]
    public async Task SignOut_EndsTheSession()
    {
        using var client = await portal.SignInAsync(Ann);
        var html = await client.GetStringAsync(new Uri("/account", UriKind.Relative), Stop);
        var token = Regex.Match(html[html.IndexOf("action=\"/account/sign-out\"", StringComparison.Ordinal)..], "name=\"__RequestVerificationToken\" value=\"([^\"]*)\"").Groups[1].Value;
        using var content = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);
        using var response = await client.PostAsync(new Uri("/account/sign-out", UriKind.Relative), content, Stop);
        Assert.Equal("/account/sign-in?done=out", response.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(client, "/account"));
    }

    [Fact]
    public async Task SecondFactor_SwitchedOnAndUsed_AsksForTheCode()
    {
        using var client = await portal.SignInAsync(Ann);
        var html = await client.GetStringAsync(new Uri("/account/second-factor", UriKind.Relative), Stop);
        Assert.Contains("src=\"data:image/png;base64,", html, StringComparison.Ordinal);
        var sealedText = WebUtility.HtmlDecode(Regex.Match(html, "name=\"Enable.Sealed\" value=\"([^\"]*)\"").Groups[1].Value);
        var secret = portal.App.Services.GetRequiredService<SecondFactor>().Unseal(sealedText)!;
        var step = Totp.StepAt(DateTime.UtcNow);
        using var shown = await RunningPortal.SubmitFromAsync(client, html, "/account/second-factor", "enable", ("Enable.Code", Totp.Code(secret, step - 1)));
        var codes = CodePattern().Matches(await shown.Content.ReadAsStringAsync(Stop)).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(RecoveryCodes.Count, codes.Count);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/account"));

        using var again = portal.Browser();
        using var first = await SubmitAsync(again, "/account/sign-in?returnUrl=%2Faccount", "sign-in", ("Input.User", Ann), ("Input.Password", RunningPortal.Password));
        Assert.Contains("/account/code", first.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(again, "/account"));
        using var wrong = await SubmitAsync(again, "/account/code", "code", ("Input.Code", "000000x"));
        Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        using var right = await SubmitAsync(again, "/account/code?returnUrl=%2Faccount", "code", ("Input.Code", Totp.Code(secret, Totp.StepAt(DateTime.UtcNow))));
        Assert.EndsWith("/account", right.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(again, "/account"));

        using var third = portal.Browser();
        using var _ = await SubmitAsync(third, "/account/sign-in", "sign-in", ("Input.User", Ann), ("Input.Password", RunningPortal.Password));
        using var recovered = await SubmitAsync(third, "/account/code?recovery=true", "code", ("Input.Code", codes[0]));
        Assert.Equal(HttpStatusCode.Redirect, recovered.StatusCode);
        using var off = await SubmitAsync(third, "/account/second-factor", "change", ("Change.Present", RunningPortal.Password), ("Change.What", "off"));
        Assert.Contains("factor-off", off.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_WithoutThePasswordBefore_SendsBackToSignIn()
    {
        using var client = portal.Browser();
        var html = await client.GetStringAsync(new Uri("/account/code", UriKind.Relative), Stop);
        Assert.DoesNotContain("Input.Code", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResetLink_OpensOnceAndSetsThePassword()
    {
        var path = await LinkAsync(LinkKind.Reset);
        using var client = portal.Browser();
        using var weak = await SubmitAsync(client, path, "link", ("Input.Password", "Password2026"), ("Input.Repeated", "Password2026"));
        Assert.Equal(HttpStatusCode.OK, weak.StatusCode);
        using var set = await SubmitAsync(client, path, "link", ("Input.Password", "Copper-Meadow-71"), ("Input.Repeated", "Copper-Meadow-71"));
        Assert.Equal("/account/sign-in?done=password", new Uri(portal.Address, set.Headers.Location!).PathAndQuery);
        Assert.DoesNotContain("Input.Password", await client.GetStringAsync(new Uri(path, UriKind.Relative), Stop), StringComparison.Ordinal);
        using var signedIn = await portal.SignInAsync(Ann, "Copper-Meadow-71");
    }

    [Fact]
    public async Task ChangePassword_KeepsThisSession()
    {
        using var client = await portal.SignInAsync(Ann);
        using var response = await SubmitAsync(client, "/account/password", "password", ("Input.Present", RunningPortal.Password), ("Input.Password", "Copper-Meadow-71"), ("Input.Repeated", "Copper-Meadow-71"));
        Assert.Contains("done=password", response.Headers.Location!.ToString(), StringComparison.Ordinal);
        await Task.Delay(1100, Stop);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/account"));
    }

    [Fact]
    public async Task Accounts_AreForHrAndAdministrators()
    {
        await portal.AddAccountAsync("helen@example.org", Roles.Employee | Roles.HR);
        using var employee = await portal.SignInAsync(Ann);
        using var hr = await portal.SignInAsync("helen@example.org");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(hr, "/accounts"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(hr, "/accounts/1"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(hr, "/accounts/999"));
        Assert.NotEqual(HttpStatusCode.OK, await StatusAsync(employee, "/accounts"));
        Assert.NotEqual(HttpStatusCode.OK, await StatusAsync(employee, "/accounts/1"));
    }

    [Fact]
    public async Task Attempts_TooManyFromOneAddress_AreAnsweredBy429AndDisturbNobodyElse()
    {
        await using var strict = await RunningPortal.StartAsync(new Dictionary<string, string?> { ["StarPortal:SignIn:Burst"] = "3", ["StarPortal:SignIn:AttemptsPerMinute"] = "6" });
        await strict.AddAccountAsync(Ann);
        using var signedIn = await strict.SignInAsync(Ann);
        using var client = strict.Browser();
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 3; i++)
        {
            using var response = await SubmitAsync(client, "/account/sign-in", "sign-in", ("Input.User", Ann), ("Input.Password", "wrong"));
            answers.Add(response.StatusCode);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                Assert.Contains("Too many attempts", await response.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
                Assert.True(int.Parse(response.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture) > 0);
            }
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], answers);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/account/sign-in"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(signedIn, "/account"));
    }

    private static Task<HttpResponseMessage> GetAsync(HttpClient client, string path) => client.GetAsync(new Uri(path, UriKind.Relative), Stop);

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var response = await GetAsync(client, path);
        return response.StatusCode;
    }

    private static Task<HttpResponseMessage> SubmitAsync(HttpClient client, string page, string form, params (string Name, string Value)[] fields) =>
        RunningPortal.SubmitAsync(client, page, form, fields);

    private async Task<string> LinkAsync(LinkKind kind)
    {
        await using var scope = portal.App.Services.CreateAsyncScope();
        var result = await scope.ServiceProvider.GetRequiredService<IssueLink>().RunAsync(new IssueLinkCommand(1, kind, "test"), Actor.System("test"), Stop);
        return result.Value.Path;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"[^\"]*\"|<!--Blazor[^>]*-->")]
    private static partial Regex Secrets();

    [GeneratedRegex("<code>([a-z2-7-]{19})</code>")]
    private static partial Regex CodePattern();

    [Theory]
    [InlineData("/cycles")]
    [InlineData("/accounts")]
    [InlineData("/audit")]
    [InlineData("/cycles/1/results/export")]
    public async Task Page_ForOthers_AnswersAsIfItWereNotThere(string path)
    {
        using var client = await portal.SignInAsync(Ann);
        using var forbidden = await GetAsync(client, path);
        using var missing = await GetAsync(client, "/no-such-page");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal(missing.StatusCode, forbidden.StatusCode);
        Assert.Equal(missing.Content.Headers.ContentType, forbidden.Content.Headers.ContentType);
    }
}
