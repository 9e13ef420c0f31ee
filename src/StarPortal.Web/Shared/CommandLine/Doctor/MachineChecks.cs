using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Options;
using StarPortal.Web.Features.Documents;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Shared.CommandLine.Doctor;

/// <summary>What the machine must have: room, a browser, fonts, a sane clock, cultures.</summary>
internal sealed class MachineChecks(IOptions<PortalOptions> options, ChromiumLocator chromium, TimeProvider clock)
{
    private const long FaultBytes = 100L << 20;
    private const long WarningBytes = 1L << 30;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation) =>
    [
        .. DataDirectory(),
        await ChromiumAsync(cancellation),
        await FontsAsync(cancellation),
        Clock(),
        TimeZones(),
        Cultures(),
        PublicUrl(),
    ];

    private IEnumerable<Finding> DataDirectory()
    {
        var path = Path.GetFullPath(options.Value.Data);
        var fault = Write(path);
        if (fault is not null)
        {
            return [Finding.Fault("data directory", $"{path} cannot be written: {fault}", "Give the portal's user write access, or name another directory with --data.")];
        }

        var free = new DriveInfo(path).AvailableFreeSpace;
        var room = $"{free / (double)(1L << 30):0.0} GB free";
        return
        [
            Finding.Ok("data directory", $"{path} can be written."),
            free switch
            {
                < FaultBytes => Finding.Fault("disk", room, "Make room: saves will fail soon."),
                < WarningBytes => Finding.Warning("disk", room, "Make room soon."),
                _ => Finding.Ok("disk", room),
            },
        ];
    }

    private static string? Write(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            var probe = Path.Combine(path, $".doctor-{Guid.NewGuid():N}");
            File.WriteAllText(probe, "x");
            File.Delete(probe);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    private async Task<Finding> ChromiumAsync(CancellationToken cancellation)
    {
        const string remedy = "Install chromium-headless-shell (Debian), Chrome or Edge, or set STARPORTAL__CHROMIUM. Until then reports are printed by the reader's own browser.";
        var place = chromium.Find();
        if (place.Path is null)
        {
            return Finding.Warning("browser for PDF", place.Reason, remedy);
        }

        // some browsers on Windows answer --version with a window
        var version = OperatingSystem.IsWindows() ? "" : await OutputAsync(place.Path, ["--version"], cancellation);
        return version is null
            ? Finding.Warning("browser for PDF", $"{place.Path} does not start.", remedy)
            : Finding.Ok("browser for PDF", $"{place.Path} {version.Trim()}".Trim());
    }

    private static async Task<Finding> FontsAsync(CancellationToken cancellation)
    {
        if (!OperatingSystem.IsLinux())
        {
            return Finding.Ok("fonts", "The system brings fonts for Chinese.");
        }

        var fonts = await OutputAsync("fc-list", [":lang=zh-cn", "family"], cancellation);
        return string.IsNullOrWhiteSpace(fonts)
            ? Finding.Warning("fonts", "No font for Chinese was found: Chinese names on PDF reports will be boxes.", "Install fonts-noto-cjk.")
            : Finding.Ok("fonts", fonts.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(f => f.Split(',')[0]).Distinct().Order(StringComparer.Ordinal).First());
    }

    private Finding Clock()
    {
        var now = clock.GetUtcNow();
        var built = new DateTimeOffset(File.GetLastWriteTimeUtc(typeof(MachineChecks).Assembly.Location), TimeSpan.Zero);
        return now < built.AddDays(-1)
            ? Finding.Fault("clock", $"{now:yyyy-MM-dd HH:mm} UTC is before this program was made.", "Set the clock: phases open and close by it.")
            : Finding.Ok("clock", $"{now:yyyy-MM-dd HH:mm} UTC.");
    }

    private static Finding TimeZones()
    {
        var missing = ((string[])["UTC", "Asia/Shanghai", "Europe/Berlin", "America/New_York"]).Where(z => !TimeZoneInfo.TryFindSystemTimeZoneById(z, out _)).ToList();
        return missing.Count == 0
            ? Finding.Ok("time zones", $"{TimeZoneInfo.GetSystemTimeZones().Count} known.")
            : Finding.Fault("time zones", $"Unknown: {string.Join(", ", missing)}.", "Install tzdata.");
    }

    private static Finding Cultures() =>
        CultureInfo.GetCultureInfo(Languages.Chinese).DateTimeFormat.MonthNames[0] == "一月"
            ? Finding.Ok("cultures", "English and Chinese dates and numbers are known.")
            : Finding.Fault("cultures", "The system has no culture data: Chinese dates will be written in English.", "Install the ICU library (libicu) and leave DOTNET_SYSTEM_GLOBALIZATION_INVARIANT unset.");

    private Finding PublicUrl() => options.Value.PublicUrl.Length > 0
        ? Finding.Ok("public address", options.Value.PublicUrl)
        : Finding.Warning("public address", "Not set: links that are handed on name the address listened on.", "Set STARPORTAL__PUBLICURL to the address that people use.");

    private static async Task<string?> OutputAsync(string program, string[] arguments, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await errors;
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0 ? output : null;
        }
        catch (Exception e) when (e is Win32Exception or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}
