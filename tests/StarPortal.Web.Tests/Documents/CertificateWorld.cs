using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Documents;
using StarPortal.Domain.People;
using StarPortal.Domain.Stars;
using StarPortal.Web.Features.Documents;
using StarPortal.Web.Features.Documents.Certificates;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Tests.Documents;

/// <summary>A closed quarter whose participants all have a level: what certificates are issued from.</summary>
internal sealed class CertificateWorld(TestPortal portal)
{
    public int CycleId { get; private set; }

    public int ProgrammeId { get; private set; }

    public List<Employee> People { get; } = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A portal that prints into thin air, as quickly as it can.</summary>
    public static Task<TestPortal> PortalAsync(Provider provider, PaperMill mill) =>
        TestPortal.CreateAsync(provider, s => s.Replace(ServiceDescriptor.Singleton<IDocumentPrinter>(mill)));

    /// <param name="portal">Where.</param>
    /// <param name="names">One participant each; levels go 1, 2, 3, 4, 5, 1 …</param>
    public static async Task<CertificateWorld> CreateAsync(TestPortal portal, params IEnumerable<string> names)
    {
        var world = new CertificateWorld(portal);
        foreach (var name in names)
        {
            world.People.Add(await portal.AddEmployeeAsync(name, department: world.People.Count % 2 == 0 ? "Operations" : "Support"));
        }

        await world.CloseAsync(portal.Open, portal.Now);
        return world;
    }

    public static IEnumerable<string> Names(int count) => Enumerable.Range(1, count).Select(i => $"Person {i:000}");

    public int LevelOf(int index) => (index % 5) + 1;

    /// <summary>Writes what a cycle's closing leaves behind.</summary>
    public async Task CloseAsync(Func<PortalDbContext> open, DateTime now)
    {
        await using var db = open();
        var programme = new StarProgramme("five-star");
        var levels = Enumerable.Range(1, 5).Select(n => new StarLevel(
            n, new LocalText($"Grade {n}", $"{n}等"), "#8a6100", null, n >= 3 ? [new Benefit(BenefitKind.Certificate, LocalText.Empty)] : [], null));
        programme.StartDraft(new StarDefinition(new LocalText("Five-star service", "五星服务"), LocalText.Empty, [.. levels], StarPolicy.Default, Population.Everybody));
        var cycle = new Cycle("Q3 2026");
        db.AddRange(programme, cycle);
        await db.SaveChangesAsync(Stop);
        (CycleId, ProgrammeId) = (cycle.Id, programme.Id);
        var versionId = programme.Versions[0].Id;
        var (start, end) = (new DateOnly(2026, 7, 1), new DateOnly(2026, 9, 30));
        await db.Cycles.Where(c => c.Id == CycleId).ExecuteUpdateAsync(
            s => s.SetProperty(c => c.State, CycleState.Closed).SetProperty(c => c.PeriodKind, PeriodKind.Quarter).SetProperty(c => c.PeriodStart, start).SetProperty(c => c.PeriodEnd, end)
                .SetProperty(c => c.StarProgrammeVersionId, versionId),
            Stop);
        var participants = People.ConvertAll(p => new Participant(CycleId, p.Id));
        var standings = People.Select((p, i) => new StarStanding(p.Id, ProgrammeId, LevelOf(i), 0, CycleId, end, now)).ToList();
        db.AddRange(participants);
        db.AddRange(standings);
        await db.SaveChangesAsync(Stop);
        for (var i = 0; i < People.Count; i++)
        {
            var move = new StandingMove(participants[i].Id, People[i].Id, LevelOf(i), standings[i].Id, null, new StarStep(LevelOf(i), 0, StarChange.Kept), Counts: true);
            db.Add(new StarStandingChange(standings[i].Id, move, ProgrammeId, versionId, CycleId, end, now));
        }

        await db.SaveChangesAsync(Stop);
        foreach (var person in People)
        {
            var (name, number, path) = (person.Name, person.Number, await db.Departments.Where(d => d.Id == person.DepartmentId).Select(d => d.Path).SingleAsync(Stop));
            await db.Participants.Where(p => p.CycleId == CycleId && p.EmployeeId == person.Id).ExecuteUpdateAsync(
                s => s.SetProperty(p => p.Name, name).SetProperty(p => p.Number, number).SetProperty(p => p.DepartmentPath, path), Stop);
        }
    }

    public async Task<int> IssueAsync(Employee person)
    {
        var issued = await portal.Get<IssueCertificate>().RunAsync(CycleId, person.Id, Actors.Hr, Stop);
        Assert.True(issued.Succeeded, issued.Failed ? issued.Error.ToString() : "");
        return issued.Value;
    }

    public async Task<CertificateBatch> StartAsync(int[]? levels = null, int? departmentId = null, BatchFormat format = BatchFormat.OnePdf, Actor? actor = null)
    {
        var started = await portal.Get<StartCertificateBatch>().RunAsync(new BatchCommand(CycleId, levels ?? [1, 2, 3, 4, 5], departmentId, format, CertificateLanguages.Both), actor ?? Actors.Hr, Stop);
        Assert.True(started.Succeeded, started.Failed ? started.Error.ToString() : "");
        await using var db = portal.Open();
        var batchId = await db.LongTasks.Where(t => t.Id == started.Value).Select(t => t.TargetId).SingleAsync(Stop);
        return await db.CertificateBatches.AsNoTracking().SingleAsync(b => b.Id == batchId, Stop);
    }

    public Task<Result> CarryOutAsync(CertificateBatch batch, Actor? actor = null) => portal.Get<CertificateBatchHandler>().RunAsync(
        new LongTaskView(0, CertificateBatchHandler.TaskKind, batch.Id, "", actor ?? Actors.Hr),
        TaskProgress.None(portal.Get<IDbContextFactory<PortalDbContext>>(), portal.Clock),
        Stop);

    public async Task<List<Certificate>> CertificatesAsync()
    {
        await using var db = portal.Open();
        return await db.Certificates.AsNoTracking().OrderBy(c => c.Sequence).ToListAsync(Stop);
    }
}

/// <summary>A printer that counts pages instead of printing them; it can be told to fail.</summary>
internal sealed class PaperMill : IDocumentPrinter
{
    public PrinterStatus Status { get; } = new(true, "");

    /// <summary>Pages of each document.</summary>
    public List<int> Documents { get; } = [];

    /// <summary>Documents that come out before the power goes.</summary>
    public int PowerFor { get; set; } = int.MaxValue;

    public Task<Result<byte[]>> PrintAsync(string html, CancellationToken cancellation)
    {
        if (Documents.Count >= PowerFor)
        {
            throw new InvalidOperationException("The power is gone.");
        }

        var pages = html.Split("<section class=\"sheet").Length - 1;
        Documents.Add(pages);
        return Task.FromResult<Result<byte[]>>(System.Text.Encoding.UTF8.GetBytes($"%PDF {pages}"));
    }
}
