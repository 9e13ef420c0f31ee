using System.Diagnostics;
using System.Text.Json;
using StarPortal.Web.Shared.CommandLine;

namespace StarPortal.Web.Tests.Operations;

/// <summary>The program's own command line, as a process of its own.</summary>
public sealed class DoctorTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Doctor_MigratedDatabase_FindsNoFault(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);

        var (exitCode, findings) = await RunAsync(Arguments(database, database.Connection));

        Assert.Equal(ExitCodes.Ok, exitCode);
        Assert.Equal("Ok", findings["database"]);
        Assert.Equal("Ok", findings["migrations"]);
        Assert.Equal("Ok", findings["keys"]);
        Assert.Equal("Ok", findings["time zones"]);
        Assert.Equal("Ok", findings["cultures"]);
        Assert.Equal("Warning", findings["administrators"]);
        Assert.Contains("browser for PDF", findings.Keys);
        Assert.Contains("fonts", findings.Keys);
    }

    [Fact]
    public async Task Doctor_NoDatabaseYet_OnlyWarnsAndCreatesNothing()
    {
        var folder = Directory.CreateTempSubdirectory("starportal-doctor-").FullName;

        var (exitCode, findings) = await RunAsync("--data", folder);

        Assert.Equal(ExitCodes.Ok, exitCode);
        Assert.Equal("Warning", findings["database"]);
        Assert.Empty(Directory.GetFiles(folder));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Doctor_ServerThatDoesNotAnswer_IsAFault()
    {
        var (exitCode, findings) = await RunAsync("--provider", "postgres", "--connection", "Host=127.0.0.1;Port=1;Database=none;Username=nobody;Timeout=2", "--data", Path.GetTempPath());

        Assert.Equal(ExitCodes.CheckFailed, exitCode);
        Assert.Equal("Fault", findings["database"]);
    }

    [Fact]
    public async Task Doctor_EmptyFile_LacksMigrations()
    {
        var folder = Directory.CreateTempSubdirectory("starportal-doctor-").FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "starportal.db"), [], Stop);

        var (exitCode, findings) = await RunAsync("--data", folder);

        Assert.Equal(ExitCodes.CheckFailed, exitCode);
        Assert.Equal("Fault", findings["migrations"]);
        Directory.Delete(folder, recursive: true);
    }

    private static string[] Arguments(TestDatabase database, string connection) =>
        ["--provider", database.Provider == Provider.Sqlite ? "sqlite" : "postgres", "--connection", connection, "--data", database.Folder];

    private static async Task<(int ExitCode, Dictionary<string, string> Findings)> RunAsync(params string[] arguments)
    {
        var program = typeof(Program).Assembly.Location;
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, "doctor", "--json", .. arguments]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        using var json = JsonDocument.Parse(output);
        Assert.Equal(process.ExitCode == ExitCodes.Ok, json.RootElement.GetProperty("ok").GetBoolean());
        return (process.ExitCode, json.RootElement.GetProperty("findings").EnumerateArray().ToDictionary(f => f.GetProperty("check").GetString()!, f => f.GetProperty("state").GetString()!));
    }
}
