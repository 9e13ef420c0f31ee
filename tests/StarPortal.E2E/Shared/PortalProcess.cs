using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace StarPortal.E2E;

/// <summary>The program as a process of its own with a data directory of its own, so that a test can kill and restart it.</summary>
public sealed class PortalProcess : IAsyncDisposable
{
    public const string AdminEmail = "first.admin@example.org";
    public const string AdminPassword = "Quiet-Harbour-41";

    private static readonly Lazy<Task<string>> DemoData = new(SeedDemoAsync);
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);
    private readonly Lock logGate = new();
    private readonly Dictionary<string, string> environment = [];
    private Process? process;

    public PortalProcess()
    {
        Folder = Directory.CreateTempSubdirectory("starportal-e2e-").FullName;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }

    public string Folder { get; }

    public string Url { get; }

    public string Data => Path.Combine(Folder, "data");

    public string DatabaseFile => Path.Combine(Data, "starportal.db");

    /// <summary>Where its database is on a PostgreSQL server; null when it is a file.</summary>
    public string? Postgres { get; init; }

    /// <summary>The operating system's number of the process that runs now.</summary>
    public int? ProcessId => process?.Id;

    public string LogFile => Path.Combine(Folder, "portal.log");

    public string Log
    {
        get
        {
            lock (logGate)
            {
                return File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";
            }
        }
    }

    /// <summary>An empty database with one administrator, as in Production.</summary>
    /// <param name="settings">Settings of the portal's own, for example <c>Mail__Host</c>.</param>
    public static async Task<PortalProcess> StartEmptyAsync(IReadOnlyDictionary<string, string>? settings = null)
    {
        var portal = new PortalProcess();
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            portal.With($"STARPORTAL__{name.ToUpperInvariant()}", value);
        }

        portal.environment["STARPORTAL__DEMO"] = "false";
        portal.environment["STARPORTAL__ADMIN__EMAIL"] = AdminEmail;
        portal.environment["STARPORTAL__ADMIN__PASSWORD"] = AdminPassword;
        await portal.StartAsync();
        return portal;
    }

    /// <summary>The demo company; made once, each portal begins with a copy.</summary>
    public static async Task<PortalProcess> StartDemoAsync()
    {
        var data = await DemoData.Value;
        var portal = new PortalProcess();
        foreach (var file in Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(portal.Data, Path.GetRelativePath(data, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        await portal.StartAsync();
        return portal;
    }

    public PortalProcess With(string variable, string value)
    {
        environment[variable] = value;
        return this;
    }

    /// <summary>Starts the program and does not wait until it is ready.</summary>
    public void Launch()
    {
        process = Process.Start(Information([]))!;
        process.OutputDataReceived += (_, e) => Write(e.Data);
        process.ErrorDataReceived += (_, e) => Write(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public async Task StartAsync()
    {
        Launch();
        await ReadyAsync();
    }

    /// <summary>Waits until the program that was launched is ready.</summary>
    public async Task ReadyAsync()
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < StartLimit && !process!.HasExited)
        {
            try
            {
                if ((await client.GetAsync(Url + "/health/ready")).IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // not listening yet
            }

            await Task.Delay(200);
        }

        throw new TimeoutException("The portal did not start:\n" + Log);
    }

    /// <summary>Runs a verb of the command line on the same data directory.</summary>
    public async Task<(int ExitCode, string Output)> VerbAsync(params string[] arguments)
    {
        using var verb = Process.Start(Information(arguments))!;
        var output = verb.StandardOutput.ReadToEndAsync();
        var errors = verb.StandardError.ReadToEndAsync();
        await verb.WaitForExitAsync();
        return (verb.ExitCode, await output + await errors);
    }

    /// <summary>SIGKILL: nothing gets a chance to tidy up.</summary>
    public async Task KillAsync()
    {
        process!.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await KillAsync();
        }

        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            LogTail.Tell(this);
        }

        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private static async Task<string> SeedDemoAsync()
    {
        var portal = new PortalProcess();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(portal.Folder, recursive: true);
        var (exitCode, output) = await portal.VerbAsync("seed", "demo");
        Assert.True(exitCode == 0, output);
        return portal.Data;
    }

    private ProcessStartInfo Information(IReadOnlyList<string> arguments)
    {
        var information = new ProcessStartInfo("dotnet", [Repository.Program, .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        information.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        information.Environment["ASPNETCORE_URLS"] = Url;
        information.Environment["STARPORTAL__DATA"] = Data;
        if (Postgres is not null)
        {
            information.Environment["STARPORTAL__PROVIDER"] = "postgres";
            information.Environment["STARPORTAL__CONNECTION"] = Postgres;
        }

        // each of them lives for a minute: measuring for later costs more than it brings
        information.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (variable, value) in environment)
        {
            information.Environment[variable] = value;
        }

        return information;
    }

    private void Write(string? line)
    {
        if (line is not null)
        {
            lock (logGate)
            {
                File.AppendAllText(LogFile, line + "\n");
            }
        }
    }
}
