using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Documents;
using StarPortal.Web.Features.Documents.Certificates;

namespace StarPortal.Web.Tests.Documents;

public sealed class CertificateBatchTests
{
    private readonly PaperMill mill = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Batch_Twice_IssuesEverybodyOneAndPrintsAllBothTimes(Provider provider)
    {
        await using var portal = await CertificateWorld.PortalAsync(provider, mill);
        var world = await CertificateWorld.CreateAsync(portal, CertificateWorld.Names(12));

        var first = await world.StartAsync();
        Assert.True((await world.CarryOutAsync(first)).Succeeded);
        var second = await world.StartAsync();
        Assert.NotEqual(first.Id, second.Id);
        Assert.True((await world.CarryOutAsync(second)).Succeeded);

        var issued = await world.CertificatesAsync();
        Assert.Equal(12, issued.Count);
        Assert.Equal(Enumerable.Range(1, 12), issued.Select(c => c.Sequence));
        Assert.Equal(12, issued.Select(c => c.Code).Distinct().Count());
        Assert.Equal([12, 12], mill.Documents);
        var rows = await portal.Get<IssueQueries>().BatchesAsync(Actors.Hr, Stop);
        Assert.Equal([(0, 12), (12, 12)], rows.Select(r => (r.Issued, r.Printed)));
        Assert.All(rows, r => Assert.EndsWith(".pdf", r.FileName, StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Batch_TwoAtOnce_GiveNobodyTwo(Provider provider)
    {
        await using var portal = await CertificateWorld.PortalAsync(provider, mill);
        var world = await CertificateWorld.CreateAsync(portal, CertificateWorld.Names(25));
        var batches = new[] { await world.StartAsync(), await world.StartAsync(format: BatchFormat.Zip), await world.StartAsync([1, 2, 3]) };

        var done = await Task.WhenAll(batches.Select(b => Task.Run(() => world.CarryOutAsync(b), Stop)));

        Assert.All(done, d => Assert.True(d.Succeeded));
        var issued = await world.CertificatesAsync();
        Assert.Equal(25, issued.Select(c => c.EmployeeId).Distinct().Count());
        Assert.Equal(Enumerable.Range(1, 25), issued.Select(c => c.Sequence));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Batch_CutOffWhilePrinting_GoesOnWithoutASecondCertificateOrAGap(Provider provider)
    {
        await using var portal = await CertificateWorld.PortalAsync(provider, mill);
        var world = await CertificateWorld.CreateAsync(portal, CertificateWorld.Names(8));
        var batch = await world.StartAsync(format: BatchFormat.Zip);
        mill.PowerFor = 5;
        await Assert.ThrowsAsync<InvalidOperationException>(() => world.CarryOutAsync(batch));
        Assert.Null(await portal.Get<IssueQueries>().FileAsync(batch.Id, Actors.Hr, Stop));

        mill.PowerFor = int.MaxValue;
        Assert.True((await world.CarryOutAsync(batch)).Succeeded);

        Assert.Equal(Enumerable.Range(1, 8), (await world.CertificatesAsync()).Select(c => c.Sequence));
        // what was printed before the cut is not printed again
        Assert.Equal(8, mill.Documents.Count);
        var finished = await portal.Get<IssueQueries>().FileAsync(batch.Id, Actors.Hr, Stop);
        await using var file = portal.Get<CertificateFiles>().Open(finished!)!;
        await using var archive = new ZipArchive(file, ZipArchiveMode.Read);
        Assert.Equal(8, archive.Entries.Count);
        Assert.Contains("SP-2026-000001 Person 001.pdf", archive.Entries.Select(e => e.Name));
        Assert.Equal(8, finished!.Issued);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Batch_OfALevelAndDepartment_IsForThoseOnly(Provider provider)
    {
        await using var portal = await CertificateWorld.PortalAsync(provider, mill);
        var world = await CertificateWorld.CreateAsync(portal, CertificateWorld.Names(20));
        await using var db = portal.Open();
        var support = await db.Departments.Where(d => d.Name == "Support").Select(d => d.Id).SingleAsync(Stop);
        var filter = new IssueFilter(world.CycleId, [4, 5], support, "");
        var plan = await portal.Get<IssueQueries>().PlanAsync(filter, Actors.Hr, Stop);

        Assert.True((await world.CarryOutAsync(await world.StartAsync([5, 4, 4], support))).Succeeded);

        // of twenty every tenth is both: levels go round by five, departments by two
        var issued = await world.CertificatesAsync();
        Assert.Equal(plan.Missing, issued.Count);
        Assert.Equal(4, issued.Count);
        Assert.All(issued, c => Assert.InRange(c.Level, 4, 5));
        Assert.Equal(new IssuePlan(4, 4, 0, 0, false), await portal.Get<IssueQueries>().PlanAsync(filter, Actors.Hr, Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Batch_ByHrWhoTakesPart_LeavesTheirOwnToAColleague(Provider provider)
    {
        await using var portal = await CertificateWorld.PortalAsync(provider, mill);
        var world = await CertificateWorld.CreateAsync(portal, "Emil", "Helen");
        var helen = Actors.Of(world.People[1], Roles.Employee | Roles.HR);

        Assert.True((await world.CarryOutAsync(await world.StartAsync(actor: helen), helen)).Succeeded);

        Assert.Equal([world.People[0].Id], (await world.CertificatesAsync()).Select(c => c.EmployeeId));
        Assert.True((await portal.Get<IssueQueries>().BatchesAsync(helen, Stop))[0].OwnLeftOut);
        Assert.True((await portal.Get<IssueCertificate>().RunAsync(world.CycleId, world.People[1].Id, helen, Stop)).Error.Is(CertificateErrors.OwnCertificate));
        Assert.True((await world.CarryOutAsync(await world.StartAsync())).Succeeded);
        Assert.Equal(2, (await world.CertificatesAsync()).Count);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Batch_AfterARevocation_DoesNotGiveItBack(Provider provider)
    {
        await using var portal = await CertificateWorld.PortalAsync(provider, mill);
        var world = await CertificateWorld.CreateAsync(portal, CertificateWorld.Names(3));
        var revoked = await world.IssueAsync(world.People[0]);
        Assert.True((await portal.Get<RevokeCertificate>().RunAsync(revoked, 0, "wrong data", Actors.Hr, Stop)).Succeeded);

        Assert.True((await world.CarryOutAsync(await world.StartAsync())).Succeeded);

        Assert.Equal([2], mill.Documents);
        Assert.Equal(3, (await world.CertificatesAsync()).Count);
        Assert.Equal(new IssuePlan(3, 2, 0, 1, false), await portal.Get<IssueQueries>().PlanAsync(new IssueFilter(world.CycleId, [1, 2, 3, 4, 5], null, ""), Actors.Hr, Stop));
        // on purpose HR can
        await world.IssueAsync(world.People[0]);
        Assert.Equal(4, (await world.CertificatesAsync()).Count);
    }

    [Fact]
    public async Task Batch_OfMorePagesThanOneDocumentHolds_BecomesSeveralInAZip()
    {
        await using var portal = await CertificateWorld.PortalAsync(Provider.Sqlite, mill);
        var world = await CertificateWorld.CreateAsync(portal, CertificateWorld.Names(BatchPrinting.PagesPerPdf + 3));

        Assert.True((await world.CarryOutAsync(await world.StartAsync())).Succeeded);

        Assert.Equal([BatchPrinting.PagesPerPdf, 3], mill.Documents);
        var row = (await portal.Get<IssueQueries>().BatchesAsync(Actors.Hr, Stop))[0];
        Assert.EndsWith(".zip", row.FileName, StringComparison.Ordinal);
        Assert.Equal(BatchPrinting.PagesPerPdf + 3, row.Printed);
    }

    [Fact]
    public async Task Batch_AskedForTwiceWhileItRuns_IsOne()
    {
        await using var portal = await CertificateWorld.PortalAsync(Provider.Sqlite, mill);
        var world = await CertificateWorld.CreateAsync(portal, "Emil");

        Assert.Equal((await world.StartAsync()).Id, (await world.StartAsync()).Id);
        Assert.NotEqual((await world.StartAsync()).Id, (await world.StartAsync([3])).Id);
    }

    [Fact]
    public async Task Batch_FileAfterItsTime_IsGoneAndTheCertificatesAreNot()
    {
        await using var portal = await CertificateWorld.PortalAsync(Provider.Sqlite, mill);
        var world = await CertificateWorld.CreateAsync(portal, "Emil");
        var batch = await world.StartAsync();
        Assert.True((await world.CarryOutAsync(batch)).Succeeded);
        var path = portal.Get<CertificateFiles>().PathOf(batch.FileToken);

        await portal.Get<CleanCertificateFilesJob>().RunAsync(Stop);
        Assert.True(File.Exists(path));
        portal.Clock.Advance(TimeSpan.FromDays(15));
        await portal.Get<CleanCertificateFilesJob>().RunAsync(Stop);

        Assert.False(File.Exists(path));
        Assert.Null(await portal.Get<IssueQueries>().FileAsync(batch.Id, Actors.Hr, Stop));
        Assert.Single(await world.CertificatesAsync());
    }

    [Fact]
    public async Task Batch_IsForHrOnly()
    {
        await using var portal = await CertificateWorld.PortalAsync(Provider.Sqlite, mill);
        var world = await CertificateWorld.CreateAsync(portal, "Emil");
        var emil = Actors.Of(world.People[0]);
        var batch = await world.StartAsync();

        Assert.True((await portal.Get<StartCertificateBatch>().RunAsync(new BatchCommand(world.CycleId, [1], null, BatchFormat.Zip, CertificateLanguages.Both), Actors.Administrator, Stop)).Error.Is(SharedErrors.NotAllowed));
        // rights taken away between asking and doing
        Assert.True((await world.CarryOutAsync(batch, emil)).Failed);
        Assert.Empty(await world.CertificatesAsync());
        Assert.Empty(await portal.Get<IssueQueries>().BatchesAsync(emil, Stop));
        Assert.Empty(await portal.Get<IssueQueries>().CyclesAsync(emil, Stop));
    }
}
