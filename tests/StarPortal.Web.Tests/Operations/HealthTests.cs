using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

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

    [Theory, ClassData(typeof(Providers))]
    public async Task Readiness_WhileTheProgramStarts_IsNoFault(Provider provider)
    {
        using var log = new CapturedLog();
        await using var portal = await RunningPortal.StartAsync(
            new Dictionary<string, string?> { ["StarPortal:Scheduler"] = "true" }, provider, s => s.AddSingleton<ILoggerProvider>(log));
        var limit = Stopwatch.StartNew();

        while (await StatusAsync(portal, "/health/ready") != HttpStatusCode.OK)
        {
            Assert.True(limit.Elapsed < TimeSpan.FromSeconds(40), log.Text);
            await Task.Delay(10, Stop);
        }

        Assert.DoesNotContain(log.Lines, l => l.StartsWith("Error", StringComparison.Ordinal) || l.Contains("Health check", StringComparison.Ordinal));
    }

    private static async Task<HttpStatusCode> StatusAsync(RunningPortal portal, string path)
    {
        using var response = await portal.Browser().GetAsync(new Uri(path, UriKind.Relative), Stop);
        return response.StatusCode;
    }
}
