using System.Diagnostics;
using System.Globalization;

namespace StarPortal.Web.Tests.Documents;

/// <summary>Starts the browser of this machine and notes its process, so that a test kills its own browser and no other.</summary>
internal sealed class OwnLauncher : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("starportal-browser-");

    public string Path => System.IO.Path.Combine(folder.FullName, "chromium");

    private string Ids => System.IO.Path.Combine(folder.FullName, "ids");

    public static async Task<OwnLauncher> CreateAsync(CancellationToken cancellation)
    {
        var launcher = new OwnLauncher();
        await File.WriteAllTextAsync(launcher.Path, $"#!/bin/sh\necho $$ >> '{launcher.Ids}'\nexec '{Printing.Locator().Find().Path}' \"$@\"\n", cancellation);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(launcher.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return launcher;
    }

    /// <summary>Process ids, in the order of their start.</summary>
    public async Task<IReadOnlyList<int>> StartsAsync(CancellationToken cancellation) =>
        [.. (await File.ReadAllLinesAsync(Ids, cancellation)).Select(l => int.Parse(l, CultureInfo.InvariantCulture))];

    public async Task KillLastAsync(CancellationToken cancellation)
    {
        using var browser = Process.GetProcessById((await StartsAsync(cancellation))[^1]);
        browser.Kill(entireProcessTree: true);
        await browser.WaitForExitAsync(cancellation);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
