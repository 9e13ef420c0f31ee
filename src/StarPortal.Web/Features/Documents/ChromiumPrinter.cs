using System.Diagnostics;
using Microsoft.Playwright;
using StarPortal.Domain;
using StarPortal.Web.Shared.Telemetry;

namespace StarPortal.Web.Features.Documents;

/// <summary>
/// Prints through one browser that is kept warm for the program's life: started at the first document, replaced when it
/// dies and every few hundred jobs.
/// </summary>
public sealed class ChromiumPrinter(ChromiumLocator locator, PrinterLimits limits, ILogger<ChromiumPrinter> log) : IDocumentPrinter, IAsyncDisposable
{
    private readonly SemaphoreSlim slots = new(limits.AtOnce);
    private readonly SemaphoreSlim starting = new(1, 1);
    private PrintBrowser? browser;
    private (string Reason, long At)? failure;
    private int waiting;

    public PrinterStatus Status
    {
        get
        {
            if (failure is { } last && Stopwatch.GetElapsedTime(last.At) < limits.AfterFailure)
            {
                return new PrinterStatus(false, last.Reason);
            }

            var place = locator.Find();
            return new PrinterStatus(place.Path is not null, place.Reason);
        }
    }

    public Task<Result<byte[]>> PrintAsync(string html, CancellationToken cancellation) => PortalTelemetry.PrintAsync(() => PrintWhenFreeAsync(html, cancellation));

    public async ValueTask DisposeAsync()
    {
        if (browser is { } running)
        {
            browser = null;
            await running.RetireAsync();
        }
    }

    private async Task<Result<byte[]>> PrintWhenFreeAsync(string html, CancellationToken cancellation)
    {
        if (html.Length > limits.HtmlLength)
        {
            return DocumentErrors.TooLarge;
        }

        if (!Status.Available)
        {
            return DocumentErrors.Unavailable;
        }

        if (!await TakeTurnAsync(cancellation))
        {
            return DocumentErrors.Busy;
        }

        try
        {
            return await PrintInTurnAsync(html, cancellation);
        }
        finally
        {
            slots.Release();
        }
    }

    /// <summary>Nobody waits behind so many that their time is up before their turn comes.</summary>
    private async Task<bool> TakeTurnAsync(CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref waiting) > limits.MostWaiting)
        {
            Interlocked.Decrement(ref waiting);
            return false;
        }

        try
        {
            return await slots.WaitAsync(limits.InQueue, cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    private async Task<Result<byte[]>> PrintInTurnAsync(string html, CancellationToken cancellation)
    {
        // the second try is for a browser that died since its last job
        for (var attempt = 1; ; attempt++)
        {
            if (await BrowserAsync(cancellation) is not { } running)
            {
                return DocumentErrors.Unavailable;
            }

            try
            {
                var pdf = await running.PrintAsync(html, limits.PerJob, cancellation);
                return pdf.Length > limits.PdfLength ? DocumentErrors.TooLarge : pdf;
            }
            catch (TimeoutException)
            {
                log.LogWarning("A document was not printed within {Limit}.", limits.PerJob);
                await ReplaceAsync(running);
                return DocumentErrors.TimedOut;
            }
            catch (PlaywrightException fault)
            {
                log.LogWarning(fault, "Printing failed (attempt {Attempt}).", attempt);
                await ReplaceAsync(running);
                if (attempt == 2)
                {
                    return DocumentErrors.Failed;
                }
            }
        }
    }

    private async Task<PrintBrowser?> BrowserAsync(CancellationToken cancellation)
    {
        await starting.WaitAsync(cancellation);
        try
        {
            if (browser is { Alive: true } running && running.Jobs < limits.JobsPerBrowser)
            {
                return running;
            }

            if (browser is { } old)
            {
                browser = null;
                await old.RetireAsync();
            }

            browser = await StartAsync();
            return browser;
        }
        finally
        {
            starting.Release();
        }
    }

    private async Task<PrintBrowser?> StartAsync()
    {
        var place = locator.Find();
        try
        {
            if (place.Path is not null)
            {
                var started = await PrintBrowser.StartAsync(place.Path);
                log.LogInformation("Documents are printed by {Path}.", place.Path);
                failure = null;
                return started;
            }

            failure = (place.Reason, Stopwatch.GetTimestamp());
        }
        catch (Exception fault) when (fault is PlaywrightException or TimeoutException or IOException or System.ComponentModel.Win32Exception)
        {
            log.LogError(fault, "The browser {Path} does not start.", place.Path);
            failure = ($"{place.Path} does not start: {fault.Message.Split('\n')[0]}", Stopwatch.GetTimestamp());
        }

        return null;
    }

    private async Task ReplaceAsync(PrintBrowser broken)
    {
        await starting.WaitAsync(CancellationToken.None);
        try
        {
            if (ReferenceEquals(browser, broken))
            {
                browser = null;
                await broken.RetireAsync();
            }
        }
        finally
        {
            starting.Release();
        }
    }
}
