using Microsoft.Extensions.Options;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.Documents;

/// <summary>Where the browser that prints documents is, or why there is none.</summary>
/// <param name="Path">Null when none was found.</param>
/// <param name="Reason">What was looked for; empty when one was found.</param>
public sealed record ChromiumPlace(string? Path, string Reason);

/// <summary>Finds a Chromium, Chrome or Edge on this machine; the setting <c>StarPortal:Chromium</c> comes first.</summary>
public sealed class ChromiumLocator(IOptions<PortalOptions> options)
{
    // the headless shell prints several times faster than a full browser
    private static readonly string[] Names =
    [
        "chromium-headless-shell", "chrome-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome",
        "microsoft-edge-stable", "microsoft-edge", "msedge",
    ];

    public ChromiumPlace Find()
    {
        var configured = options.Value.Chromium;
        if (configured.Length > 0)
        {
            return File.Exists(configured)
                ? new ChromiumPlace(configured, "")
                : new ChromiumPlace(null, $"StarPortal:Chromium names {configured}, which is not there.");
        }

        var found = Candidates().FirstOrDefault(File.Exists);
        return found is null
            ? new ChromiumPlace(null, "No Chromium, Chrome or Edge was found on this machine; install one or set StarPortal:Chromium.")
            : new ChromiumPlace(found, "");
    }

    /// <summary>Every place looked at, best first.</summary>
    public static IEnumerable<string> Candidates() =>
        OperatingSystem.IsWindows() ? Windows() : OperatingSystem.IsMacOS() ? Mac().Concat(OnPath()) : OnPath().Concat(Linux());

    private static IEnumerable<string> OnPath()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(["/usr/bin", "/usr/local/bin", "/snap/bin"])
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return Names.SelectMany(_ => folders, (name, folder) => Path.Combine(folder, name));
    }

    private static IEnumerable<string> Linux() =>
        ["/usr/lib/chromium/chromium", "/opt/google/chrome/chrome", "/opt/microsoft/msedge/msedge"];

    private static IEnumerable<string> Mac() =>
        from home in (string[])["", Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)]
        from name in (string[])["Chromium", "Google Chrome", "Microsoft Edge"]
        select $"{home}/Applications/{name}.app/Contents/MacOS/{name}";

    private static IEnumerable<string> Windows() =>
        from name in (string[])[@"Chromium\Application\chrome.exe", @"Google\Chrome\Application\chrome.exe", @"Microsoft\Edge\Application\msedge.exe"]
        from folder in (string[])
        [
            Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles),
            Environment.GetFolderPath(Environment.SpecialFolder.ProgramFilesX86),
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData),
        ]
        where folder.Length > 0
        select Path.Combine(folder, name);
}
