using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using StarPortal.Web.Features.Documents;

namespace StarPortal.Web.Shared.CommandLine.Bench;

/// <param name="Pages">Of one such document.</param>
internal sealed record PrintedKind(string Name, int Pages, int Count, PairedRounds Rounds)
{
    /// <summary>The portal's documents a second as a part of the bare browser's; 1 is as quick.</summary>
    public double Rate => Rounds.Ratio > 0 ? 1 / Rounds.Ratio : 0;

    public double PortalPerSecond => Count / Rounds.PortalSeconds;

    public double BarePerSecond => Count / Rounds.BareSeconds;
}

/// <summary>
/// Documents a second through the whole pipeline, template to PDF, beside the bare browser that is handed finished HTML.
/// Both print the same documents in the same number at once, batch by batch in turns.
/// </summary>
internal sealed class PdfBench(BenchFolder folder, int count)
{
    public const double Goal = 0.9;
    public const double Limit = 0.8;

    // large enough that the last one of a batch, printed alone, hardly counts
    private const int Batch = 20;

    public async Task<PdfReport?> RunAsync(CancellationToken cancellation)
    {
        await using var portal = BenchPortal.Open(folder.File("none"), folder);
        var printer = portal.Get<IDocumentPrinter>();
        if (!printer.Status.Available || portal.Get<ChromiumLocator>().Find().Path is not { } path)
        {
            return null;
        }

        var atOnce = portal.Get<PrinterLimits>().AtOnce;
        await using var bare = await BareChromium.StartAsync(path, atOnce);
        var kinds = new List<PrintedKind>();
        foreach (var (name, html) in PdfDocuments.All)
        {
            kinds.Add(await MeasureAsync(name, html, portal.Get<DocumentRenderer>(), printer, bare, atOnce, cancellation));
        }

        return new PdfReport(path, atOnce, count, kinds);
    }

    private async Task<PrintedKind> MeasureAsync(
        string name, Func<DocumentRenderer, int, Task<string>> html, DocumentRenderer renderer, IDocumentPrinter printer, BareChromium bare, int atOnce, CancellationToken cancellation)
    {
        var each = Math.Max(1, count / PdfDocuments.All.Count);
        var size = Math.Min(Batch, each);
        var finished = new List<string>();
        for (var i = 0; i < size; i++)
        {
            finished.Add(await html(renderer, i));
        }

        var pages = PagesOf(BenchPortal.Must(await printer.PrintAsync(finished[0], cancellation)));
        var rounds = new PairedRounds();
        await rounds.RunAsync(
            Math.Max(1, each / size),
            () => Task.FromResult(new Prepared(() => PrintAsync(size, i => html(renderer, i), printer, atOnce, cancellation))),
            () => Task.FromResult(new Prepared(() => bare.PrintAsync(finished))));
        return new PrintedKind(name, pages, size, rounds);
    }

    private static Task PrintAsync(int size, Func<int, Task<string>> html, IDocumentPrinter printer, int atOnce, CancellationToken cancellation)
    {
        var waiting = new ConcurrentQueue<int>(Enumerable.Range(0, size));
        return Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => Task.Run(
            async () =>
            {
                while (waiting.TryDequeue(out var number))
                {
                    BenchPortal.Must(await printer.PrintAsync(await html(number), cancellation));
                }
            },
            cancellation)));
    }

    /// <summary>Chromium writes each page's object uncompressed.</summary>
    private static int PagesOf(byte[] pdf)
    {
        var text = Encoding.Latin1.GetString(pdf);
        return text.Split("/Type /Page\n").Length - 1 + text.Split("/Type /Page ").Length - 1;
    }
}

/// <summary>What the bench of printing found.</summary>
internal sealed record PdfReport(string Browser, int AtOnce, int Count, IReadOnlyList<PrintedKind> Kinds)
{
    /// <summary>So few documents say nothing about a rate.</summary>
    public const int LeastDocuments = 40;

    /// <summary>Over all documents.</summary>
    public double Rate => PairedRounds.Median(Kinds.Select(k => k.Rate));

    public bool Ok => Count < LeastDocuments || Kinds.All(k => k.Rate >= PdfBench.Limit);

    public object Machine => new
    {
        ok = Ok,
        bench = "pdf",
        browser = Browser,
        atOnce = AtOnce,
        count = Count,
        rate = Math.Round(Rate, 2),
        goal = PdfBench.Goal,
        limit = PdfBench.Limit,
        goalMet = Kinds.All(k => k.Rate >= PdfBench.Goal),
        load = MachineLoad.Now(),
        documents = Kinds.Select(k => new
        {
            name = k.Name,
            pages = k.Pages,
            portalPerSecond = Math.Round(k.PortalPerSecond, 1),
            barePerSecond = Math.Round(k.BarePerSecond, 1),
            rate = Math.Round(k.Rate, 2),
            cpuRatio = Math.Round(k.Rounds.CpuRatio, 2),
            pairs = k.Rounds.Pairs.Select(p => Math.Round(1 / p.Ratio, 2)),
        }),
    };

    public string Words()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Count} documents by {Browser}, {AtOnce} at once, load {MachineLoad.Now()}");
        foreach (var kind in Kinds)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {kind.Name,-12} {kind.Pages} pages  portal {kind.PortalPerSecond:0.0} a second, bare {kind.BarePerSecond:0.0} a second, rate {kind.Rate:0.00}");
        }

        return text.Append(CultureInfo.InvariantCulture, $"  goal {PdfBench.Goal:0.0}, never under {PdfBench.Limit:0.0}").ToString();
    }
}
