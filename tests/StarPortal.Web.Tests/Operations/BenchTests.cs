using System.Diagnostics;
using System.Text.Json;
using StarPortal.Web.Shared.CommandLine;
using StarPortal.Web.Shared.CommandLine.Bench;

namespace StarPortal.Web.Tests.Operations;

/// <summary>The benches as verbs of the program, so small that only what they do is checked, never how long it takes.</summary>
public sealed class BenchTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("launch")]
    [InlineData("close")]
    public async Task Bench_TinyCompany_PortalAndSqlLeaveTheSameRows(string bench)
    {
        var (exitCode, json) = await RunAsync(bench, "--employees", "60", "--peers", "4", "--rounds", "1");

        Assert.True(exitCode == ExitCodes.Ok, json.ToString());
        Assert.Equal(bench, json.GetProperty("bench").GetString());
        Assert.True(json.GetProperty("rowsEqual").GetBoolean());
        Assert.NotEmpty(json.GetProperty("rows").EnumerateArray());
        Assert.All(json.GetProperty("rows").EnumerateArray(), r => Assert.Equal(r.GetProperty("portal").GetInt64(), r.GetProperty("sql").GetInt64()));
        Assert.Single(json.GetProperty("pairs").EnumerateArray());
        Assert.True(json.GetProperty("ratio").GetDouble() > 0);
        Assert.True(json.GetProperty("peakWorkingSetMegabytes").GetInt64() > 0);
    }

    [Fact]
    public async Task Bench_Close_SaysHowLongOthersWaited()
    {
        var (_, json) = await RunAsync("close", "--employees", "40", "--rounds", "1");

        Assert.True(json.GetProperty("othersSaves").GetProperty("count").GetInt32() > 0);
    }

    [Fact]
    public async Task Bench_Sweep_GivesOneReportForEachSize()
    {
        var (exitCode, json) = await RunAsync("launch", "--sweep", "20,40", "--rounds", "1");

        Assert.Equal(ExitCodes.Ok, exitCode);
        Assert.Equal([20, 40], json.GetProperty("sweep").EnumerateArray().Select(r => r.GetProperty("employees").GetInt32()));
    }

    [Fact]
    public async Task Bench_Pdf_PrintsBothDocumentsBothWays()
    {
        var (exitCode, json) = await RunAsync("pdf", "--count", "4");

        if (exitCode == ExitCodes.Refused)
        {
            Assert.Skip("There is no browser on this machine.");
        }

        Assert.Equal(ExitCodes.Ok, exitCode);
        Assert.Equal(["certificate", "report"], json.GetProperty("documents").EnumerateArray().Select(d => d.GetProperty("name").GetString()!));
        Assert.All(json.GetProperty("documents").EnumerateArray(), d => Assert.True(d.GetProperty("portalPerSecond").GetDouble() > 0));
        Assert.Equal([1, 6], json.GetProperty("documents").EnumerateArray().Select(d => d.GetProperty("pages").GetInt32()));
    }

    [Theory]
    [InlineData("launch", "--employees", "0")]
    [InlineData("close", "--sweep", "1000,many")]
    [InlineData("pdf", "--count", "1")]
    public async Task Bench_SizeOutOfBounds_IsAUsageError(params string[] arguments)
    {
        var program = typeof(Program).Assembly.Location;
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, "bench", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        await process.StandardOutput.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);

        Assert.Equal(ExitCodes.Usage, process.ExitCode);
    }

    [Fact]
    public void Rounds_OddAndEven_TakeTheMiddle()
    {
        Assert.Equal(2, PairedRounds.Median([3, 1, 2]));
        Assert.Equal(2.5, PairedRounds.Median([4, 1, 3, 2]));
        Assert.Equal(0, PairedRounds.Median([]));
    }

    [Fact]
    public async Task Rounds_TakeTurnsAndForgetTheFirstPair()
    {
        var order = new List<string>();
        var rounds = new PairedRounds();

        await rounds.RunAsync(2, () => Task.FromResult(Work("portal")), () => Task.FromResult(Work("bare")));

        Assert.Equal(["portal", "bare", "bare", "portal", "portal", "bare"], order);
        Assert.Equal([false, true], rounds.Pairs.Select(p => p.PortalFirst));

        Prepared Work(string name) => new(() =>
        {
            order.Add(name);
            return Task.CompletedTask;
        });
    }

    [Fact]
    public void Waits_OneHundred_NamesTheNinetyNinth()
    {
        var waits = Waits.Of([.. Enumerable.Range(1, 100).Select(i => (double)i)]);

        Assert.Equal(new Waits(100, 50.5, 99, 100), waits);
    }

    private static async Task<(int ExitCode, JsonElement Json)> RunAsync(params string[] arguments)
    {
        var program = typeof(Program).Assembly.Location;
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, "bench", .. arguments, "--json"]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        using var json = JsonDocument.Parse(output);
        return (process.ExitCode, json.RootElement.Clone());
    }
}
