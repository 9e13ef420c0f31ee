using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Documents;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Features.Documents;
using StarPortal.Web.Features.Documents.Batches;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Features.Results.Batch;
using StarPortal.Web.Tests.Analytics;

namespace StarPortal.Web.Tests.Results;

public sealed class ReportBatchTests
{
    private readonly Press press = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Batch_OfACycle_HoldsEverybodyOnceUnderASafeName(Provider provider)
    {
        await using var portal = await PortalAsync(provider);
        var story = await ReportStory.CreateAsync(portal, name: i => i switch
        {
            1 => "../../etc/passwd",
            2 => "C:\\con|?*\"<>",
            3 => new string('长', 300),
            4 => "\u202Egnp.exe\u202C",
            5 or 6 => "Twin",
            7 => "<script>alert(1)</script>",
            _ => $"Person {i}",
        });
        var batch = await StartAsync(story);

        Assert.True((await CarryOutAsync(story, batch)).Succeeded);

        var row = Assert.Single(await portal.Get<ReportBatchQueries>().ListAsync(story.Results.CycleId, story.Results.Hr, Stop));
        Assert.Equal((15, 0, true), (row.Printed, row.Failures.Count, row.HasFile));
        var names = await NamesAsync(portal, batch);
        Assert.Equal(15, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, n =>
        {
            Assert.EndsWith(".pdf", n, StringComparison.Ordinal);
            Assert.True(n.Length <= 80, n);
            Assert.DoesNotContain(n, c => c is '/' or '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|' or '\u202E' || char.IsControl(c));
            Assert.DoesNotContain("..", n, StringComparison.Ordinal);
        });
        await using var db = portal.Open();
        Assert.Equal(15, await db.AuditEntries.CountAsync(e => e.Action == "Results.Viewed", Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Batch_WithADocumentThatFails_ListsItAndMakesItUpLater(Provider provider)
    {
        await using var portal = await PortalAsync(provider);
        var story = await ReportStory.CreateAsync(portal);
        press.Refuse = "Person 07";
        var batch = await StartAsync(story);

        Assert.True((await CarryOutAsync(story, batch)).Succeeded);

        var queries = portal.Get<ReportBatchQueries>();
        var row = Assert.Single(await queries.ListAsync(story.Results.CycleId, story.Results.Hr, Stop));
        Assert.Equal((14, "Person 07", "Documents.TimedOut"), (row.Printed, Assert.Single(row.Failures).Name, row.Failures[0].Code));
        Assert.Contains("missing.csv", await NamesAsync(portal, batch));

        press.Refuse = "";
        var printed = press.Printed;
        Assert.True((await portal.Get<RetryReportBatch>().RunAsync(batch.Id, story.Results.Hr, Stop)).Succeeded);
        Assert.True((await CarryOutAsync(story, batch)).Succeeded);

        Assert.Equal(printed + 1, press.Printed);
        var names = await NamesAsync(portal, batch);
        Assert.Equal(15, names.Count);
        Assert.DoesNotContain("missing.csv", names);
        Assert.False((await queries.ListAsync(story.Results.CycleId, story.Results.Hr, Stop))[0].CanRetry);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Batch_CutOffWhilePrinting_GoesOnWithoutAGap(Provider provider)
    {
        await using var portal = await PortalAsync(provider);
        var story = await ReportStory.CreateAsync(portal);
        var batch = await StartAsync(story);
        press.PowerFor = 6;
        await Assert.ThrowsAsync<InvalidOperationException>(() => CarryOutAsync(story, batch));
        Assert.Null(await portal.Get<ReportBatchQueries>().FileAsync(batch.Id, story.Results.Hr, Stop));

        press.PowerFor = int.MaxValue;
        Assert.True((await CarryOutAsync(story, batch)).Succeeded);

        Assert.Equal(15, press.Printed);
        Assert.Equal(15, (await NamesAsync(portal, batch)).Count);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Batch_Cancelled_IsGoneOnWithOnceHoweverOftenItIsAskedFor(Provider provider)
    {
        await using var portal = await PortalAsync(provider);
        var story = await ReportStory.CreateAsync(portal);
        var batch = await StartAsync(story);
        await using (var db = portal.Open())
        {
            Assert.True((await db.LongTasks.SingleAsync(t => t.Kind == ReportBatchHandler.TaskKind, Stop)).Cancel(portal.Now).Succeeded);
            await db.LongTasks.Where(t => t.Kind == ReportBatchHandler.TaskKind).ExecuteUpdateAsync(s => s.SetProperty(t => t.State, LongTaskState.Cancelled).SetProperty(t => t.Done, 6).SetProperty(t => t.Total, 15), Stop);
        }

        var queries = portal.Get<ReportBatchQueries>();
        var row = Assert.Single(await queries.ListAsync(story.Results.CycleId, story.Results.Hr, Stop));
        Assert.Equal((true, null, new BatchRun(LongTaskState.Cancelled, 6, 15, "")), (row.CanGoOn, row.TaskId, row.Last));

        var retry = portal.Get<RetryReportBatch>();
        var twice = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => retry.RunAsync(batch.Id, story.Results.Hr, Stop), Stop)));
        Assert.All(twice, t => Assert.Equal(twice[0].Value, t.Value));
        row = Assert.Single(await queries.ListAsync(story.Results.CycleId, story.Results.Hr, Stop));
        Assert.Equal((false, (int?)twice[0].Value), (row.CanGoOn, row.TaskId));

        Assert.True((await CarryOutAsync(story, batch)).Succeeded);
        Assert.Equal(15, (await NamesAsync(portal, batch)).Count);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Batch_OfOnePersonFromHr_IsNoOtherPersons(Provider provider)
    {
        await using var portal = await PortalAsync(provider);
        var story = await ReportStory.CreateAsync(portal);
        press.Refuse = "Person 07";
        var batch = await StartAsync(story);
        Assert.True((await CarryOutAsync(story, batch)).Succeeded);
        var other = Actors.Of(story.Results.Subject) with { AccountId = 4711, Roles = Roles.HR };

        // the other one's own result is in the file as HR sees it, and their look would stand in no trail
        var row = Assert.Single(await portal.Get<ReportBatchQueries>().ListAsync(story.Results.CycleId, other, Stop));
        Assert.Equal((true, false, false, false), (row.HasFile, row.IsMine, row.CanRetry, row.CanGoOn));
        Assert.Null(await portal.Get<ReportBatchQueries>().FileAsync(batch.Id, other, Stop));
        Assert.True((await portal.Get<RetryReportBatch>().RunAsync(batch.Id, other, Stop)).Error.Is(SharedErrors.NotAllowed));
        Assert.NotNull(await portal.Get<ReportBatchQueries>().FileAsync(batch.Id, story.Results.Hr, Stop));
    }

    [Fact]
    public async Task Batch_ByHrWhoTakesPart_HoldsTheirOwnAsTheyMayReadIt()
    {
        await using var portal = await PortalAsync(Provider.Sqlite);
        var story = await ReportStory.CreateAsync(portal);
        var hr = Actors.Of(story.Results.Subject) with { Roles = Roles.HR | Roles.Employee };
        var started = await portal.Get<StartReportBatch>().RunAsync(Command(story), hr, Stop);
        Assert.True(started.Succeeded);
        await using var db = portal.Open();
        var batch = await db.ReportBatches.AsNoTracking().SingleAsync(Stop);

        Assert.True((await CarryOutAsync(story, batch, hr)).Succeeded);

        Assert.Equal(15, (await NamesAsync(portal, batch)).Count);
        // nobody looks at their own as HR
        Assert.False(await db.AuditEntries.AnyAsync(e => e.Action == "Results.Viewed" && e.SubjectEmployeeId == story.Results.Subject.Id, Stop));
    }

    [Fact]
    public async Task Batch_ByOthersThanHr_IsRefused()
    {
        await using var portal = await PortalAsync(Provider.Sqlite);
        var story = await ReportStory.CreateAsync(portal);
        var start = portal.Get<StartReportBatch>();

        Assert.True((await start.RunAsync(Command(story), Actors.Of(story.Results.Manager), Stop)).Error.Is(SharedErrors.NotAllowed));
        Assert.True((await start.RunAsync(Command(story), Actors.Administrator, Stop)).Error.Is(SharedErrors.NotAllowed));
        var first = await start.RunAsync(Command(story), story.Results.Hr, Stop);
        Assert.Equal(first.Value, (await start.RunAsync(Command(story), story.Results.Hr, Stop)).Value);
        Assert.Empty(await portal.Get<ReportBatchQueries>().ListAsync(story.Results.CycleId, Actors.Of(story.Results.Manager), Stop));
    }

    private static ReportBatchCommand Command(ReportStory story) => new(story.Results.CycleId, null, "en-US", PaperSize.A4);

    private static async Task<ReportBatch> StartAsync(ReportStory story)
    {
        var started = await story.Portal.Get<StartReportBatch>().RunAsync(Command(story), story.Results.Hr, Stop);
        Assert.True(started.Succeeded);
        await using var db = story.Portal.Open();
        return await db.ReportBatches.AsNoTracking().OrderBy(b => b.Id).LastAsync(Stop);
    }

    private static Task<Result> CarryOutAsync(ReportStory story, ReportBatch batch, Actor? actor = null) => story.Portal.Get<ReportBatchHandler>().RunAsync(
        new LongTaskView(0, ReportBatchHandler.TaskKind, batch.Id, "", actor ?? story.Results.Hr), TaskProgress.None(story.Portal.Get<IDbContextFactory<PortalDbContext>>(), story.Portal.Clock), Stop);

    private static async Task<List<string>> NamesAsync(TestPortal portal, ReportBatch batch)
    {
        await using var file = portal.Get<ReportFiles>().Open(batch.FileToken)!;
        await using var archive = new ZipArchive(file, ZipArchiveMode.Read);
        return [.. archive.Entries.Select(e => e.FullName)];
    }

    private Task<TestPortal> PortalAsync(Provider provider) => TestPortal.CreateAsync(provider, s => s.Replace(ServiceDescriptor.Singleton<IDocumentPrinter>(press)));

    private sealed class Press : IDocumentPrinter
    {
        private int printed;

        public PrinterStatus Status { get; } = new(true, "");

        public int Printed => printed;

        public string Refuse { get; set; } = "";

        public int PowerFor { get; set; } = int.MaxValue;

        public Task<Result<byte[]>> PrintAsync(string html, CancellationToken cancellation)
        {
            if (Refuse.Length > 0 && html.Contains(Refuse, StringComparison.Ordinal))
            {
                return Task.FromResult<Result<byte[]>>(DocumentErrors.TimedOut);
            }

            if (printed >= PowerFor)
            {
                throw new InvalidOperationException("The power is gone.");
            }

            Interlocked.Increment(ref printed);
            return Task.FromResult<Result<byte[]>>(Encoding.UTF8.GetBytes("%PDF"));
        }
    }
}
