using System.Net;

namespace StarPortal.Web.Tests.Operations;

public sealed class HealthTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Health_WithItsDatabase_NeedsNoSignIn(Provider provider)
    {
        await using var portal = await RunningPortal.StartAsync(provider: provider);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(portal, "/health/live"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(portal, "/health/ready"));
    }

    [Theory]
    [InlineData("sqlite", "Data Source=/nowhere/at/all/portal.db")]
    [InlineData("postgres", "Host=127.0.0.1;Port=1;Database=none;Username=nobody;Timeout=2")]
    public async Task Health_WithoutItsDatabase_IsAliveButNotReady(string provider, string connection)
    {
        await using var portal = await RunningPortal.StartAsync(new Dictionary<string, string?>
        {
            ["StarPortal:Provider"] = provider,
            ["StarPortal:Connection"] = connection,
        });

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(portal, "/health/live"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(portal, "/health/ready"));
    }

    private static async Task<HttpStatusCode> StatusAsync(RunningPortal portal, string path)
    {
        using var response = await portal.Browser().GetAsync(new Uri(path, UriKind.Relative), Stop);
        return response.StatusCode;
    }
}
