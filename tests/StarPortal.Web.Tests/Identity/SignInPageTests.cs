using System.Net;
using Microsoft.EntityFrameworkCore;

namespace StarPortal.Web.Tests.Identity;

public sealed class SignInPageTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignIn_RightPassword_OpensTheHomePage()
    {
        await using var portal = await RunningPortal.StartAsync();
        await portal.AddAccountAsync("ann@example.org");
        using var client = await portal.SignInAsync("ann@example.org");

        using var home = await client.GetAsync(new Uri("/", UriKind.Relative), Stop);

        Assert.Equal(HttpStatusCode.OK, home.StatusCode);
        await using var db = portal.Open();
        Assert.NotNull((await db.Users.SingleAsync(Stop)).LastSignInAt);
        Assert.True(await db.AuditEntries.AnyAsync(e => e.Action == "Identity.SignedIn", Stop));
    }

    [Fact]
    public async Task Page_WithoutSession_GoesToSignInAndBack()
    {
        await using var portal = await RunningPortal.StartAsync();
        await portal.AddAccountAsync("ann@example.org");
        using var client = portal.Browser();

        using var home = await client.GetAsync(new Uri("/", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.Redirect, home.StatusCode);
        Assert.Contains("/account/sign-in?returnUrl=%2F", home.Headers.Location!.ToString(), StringComparison.Ordinal);

        using var back = await RunningPortal.SubmitAsync(client, "/account/sign-in?returnUrl=%2Faccount", "sign-in", ("Input.User", "e0001"), ("Input.Password", RunningPortal.Password));
        Assert.EndsWith("/account", back.Headers.Location!.ToString(), StringComparison.Ordinal);
    }
}
