using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StarPortal.Domain;
using StarPortal.Web.Features.Documents;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Tests.Documents;

/// <summary>The real browser of this machine; without one these tests fail, saying so.</summary>
internal static class Printing
{
    public static ChromiumPrinter Printer(PrinterLimits? limits = null, string chromium = "") =>
        new(Locator(chromium), limits ?? new PrinterLimits(), NullLogger<ChromiumPrinter>.Instance);

    public static ChromiumLocator Locator(string chromium = "") =>
        new(Options.Create(new PortalOptions { Chromium = chromium }));

    public static byte[] Pdf(Result<byte[]> result)
    {
        Assert.True(result.Succeeded, $"No PDF: {(result.Failed ? result.Error : null)}. Is a Chromium, Chrome or Edge installed?");
        return result.Value;
    }

    /// <summary>What a person who selects all text in the PDF would get.</summary>
    public static async Task<string> TextAsync(byte[] pdf) => await RunAsync("pdftotext", ["-enc", "UTF-8", "-", "-"], pdf);

    public static async Task<string> InfoAsync(byte[] pdf) => await RunAsync("pdfinfo", ["-"], pdf);

    /// <summary>A line for each font: whether it is embedded.</summary>
    public static async Task<string> FontsAsync(byte[] pdf) =>
        string.Join('\n', (await RunAsync("pdffonts", ["-"], pdf)).Split('\n').Skip(2).Select(l => l.Length > 56 ? l[^21..^18] : ""));

    private static async Task<string> RunAsync(string tool, string[] arguments, byte[] input)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.BaseStream.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return await output;
    }
}
