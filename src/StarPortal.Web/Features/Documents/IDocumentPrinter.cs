using StarPortal.Domain;

namespace StarPortal.Web.Features.Documents;

/// <summary>Whether documents can be printed as PDF here and now.</summary>
/// <param name="Reason">Why not, for the operator; empty when available.</param>
public sealed record PrinterStatus(bool Available, string Reason);

/// <summary>Turns a finished HTML document into a PDF.</summary>
public interface IDocumentPrinter
{
    /// <summary>Cheap to ask: pages offer the printable page instead while this says no.</summary>
    PrinterStatus Status { get; }

    /// <summary>
    /// Prints one document. Nothing in it is executed and nothing is fetched: no script, no network, no file.
    /// Waits its turn when several are asked for at once.
    /// </summary>
    /// <returns>The PDF, or <see cref="DocumentErrors"/>.</returns>
    Task<Result<byte[]>> PrintAsync(string html, CancellationToken cancellation);
}

public static class DocumentErrors
{
    public static readonly Error Unavailable = new("Documents", "Unavailable");
    public static readonly Error TooLarge = new("Documents", "TooLarge");
    public static readonly Error TimedOut = new("Documents", "TimedOut");
    public static readonly Error Failed = new("Documents", "Failed");
    public static readonly Error Busy = new("Documents", "Busy");
}

/// <summary>Limits of printing; the defaults suit a machine of two cores.</summary>
public sealed record PrinterLimits
{
    public int AtOnce { get; init; } = 2;

    /// <summary>Jobs after which the browser is replaced: long-lived browsers grow.</summary>
    public int JobsPerBrowser { get; init; } = 300;

    /// <summary>Characters of HTML.</summary>
    public int HtmlLength { get; init; } = 8_000_000;

    /// <summary>Bytes of PDF.</summary>
    public int PdfLength { get; init; } = 40_000_000;

    public TimeSpan PerJob { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Documents that may wait for their turn; one more is told at once that the printer is busy.</summary>
    public int MostWaiting { get; init; } = 100;

    public TimeSpan InQueue { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a browser that would not start is left alone.</summary>
    public TimeSpan AfterFailure { get; init; } = TimeSpan.FromMinutes(1);
}
