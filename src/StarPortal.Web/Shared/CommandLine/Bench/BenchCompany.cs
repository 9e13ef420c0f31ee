using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Stars;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Cycles.Setup;
using StarPortal.Web.Features.People;
using StarPortal.Web.Features.Stars.Programmes;
using StarPortal.Web.Shared.Demo;

namespace StarPortal.Web.Shared.CommandLine.Bench;

/// <summary>
/// The data that benches work on: a company of any size, a template of three measured and twelve rated indicators, a star
/// programme, and a published cycle whose participants all have so many peers. The same figures make the same data.
/// </summary>
internal sealed class BenchCompany(BenchPortal portal, int employees, int peers)
{
    private const int Seed = 1;
    private const int Chunk = 5_000;
    private const int Rated = 12;

    /// <summary>With the default scale; every reviewer answers twelve ratings and one open question.</summary>
    public static TemplateDefinition Template { get; } = new(
        LocalText.Same("Bench"),
        LocalText.Empty,
        DefaultScale.Value,
        [
            new Section("results", LocalText.Same("Results"), 60m,
            [
                Measured("accuracy", 40m, new BandsMeasure([new(98m, 100m), new(95m, 85m), new(90m, 70m)], 40m)),
                Measured("satisfaction", 40m, new LinearMeasure(80m, 98m)),
                Measured("complaints", 20m, new DeductionMeasure(25m, 0m)),
            ]),
            new Section("behaviour", LocalText.Same("Behaviour"), 40m, [.. Enumerable.Range(0, Rated).Select(Behaviour)]),
        ],
        [new OpenQuestion("remark", LocalText.Same("What else?"), [Source.Self, Source.Manager, Source.Peer], Required: false, AnswerVisibility.ParticipantAndManager)]);

    private DateOnly Today => DateOnly.FromDateTime(portal.Now);

    /// <returns>The published cycle's identifier.</returns>
    public async Task<int> MakeAsync(CancellationToken cancellation)
    {
        await portal.CreateAsync(cancellation);
        var request = new DemoRequest(employees, Seed, Today);
        var parts = portal.Get<IEnumerable<IDemoPart>>().ToList();
        await parts.OfType<DemoPeople>().Single().SeedAsync(request, cancellation);
        await parts.OfType<DemoProgramme>().Single().SeedAsync(request, cancellation);
        var template = await TemplateAsync(cancellation);
        await using var db = portal.Db();
        var stars = await db.StarProgrammeVersions.AsNoTracking().Where(v => v.State == StarProgrammeState.Published).Select(v => v.Id).SingleAsync(cancellation);
        var cycle = await DraftAsync("Bench", CalendarPreset.Period(PeriodKind.Quarter, Today), template, stars, cancellation);
        await PlanPeersAsync(db, cycle, cancellation);
        BenchPortal.Must(await portal.Get<PublishCycle>().RunAsync(cycle, (await portal.CycleAsync(cycle, cancellation)).Version, BenchPortal.Hr, cancellation));
        return cycle;
    }

    private static Indicator Measured(string key, decimal weight, Measure measure) => new(
        key, LocalText.Same(key), LocalText.Same(key), IndicatorKind.Performance, weight, measure, "", LocalText.Same("System"), [new SourceShare(Source.Data, 100m)], new Dictionary<int, LocalText>());

    private static Indicator Behaviour(int index) => new(
        $"behaviour-{index + 1:00}",
        LocalText.Same($"Behaviour {index + 1}"),
        LocalText.Same($"Behaviour {index + 1}"),
        IndicatorKind.Behaviour,
        // eight times 8 and four times 9 are 100
        index < 8 ? 8m : 9m,
        new RatingMeasure(),
        "",
        LocalText.Empty,
        [new SourceShare(Source.Self, 0m), new SourceShare(Source.Manager, 60m), new SourceShare(Source.Peer, 40m)],
        new Dictionary<int, LocalText>());

    private async Task<int> TemplateAsync(CancellationToken cancellation)
    {
        var version = new TemplateVersion(1, Template);
        BenchPortal.Must(version.Publish(BenchPortal.Hr, portal.Now));
        var template = new FormTemplate("bench");
        template.Add(version);
        await using var db = portal.Db();
        db.FormTemplates.Add(template);
        await db.SaveChangesAsync(cancellation);
        return version.Id;
    }

    private async Task<int> DraftAsync(string name, (DateOnly Start, DateOnly End) period, int template, int stars, CancellationToken cancellation)
    {
        var made = BenchPortal.Must(await portal.Get<CreateCycle>().RunAsync(new CycleBasics(name, PeriodKind.Quarter, period.Start, period.End, "Asia/Shanghai"), BenchPortal.Hr, cancellation));
        var edit = new CycleEdit(made, (await portal.CycleAsync(made, cancellation)).Version) { TemplateVersionId = template, Stars = new StarChoice(stars) };
        BenchPortal.Must(await portal.Get<EditCycle>().RunAsync(edit, BenchPortal.Hr, cancellation));
        return made;
    }

    /// <summary>Colleagues at growing distances around a ring: nobody gets the same one twice.</summary>
    private async Task PlanPeersAsync(PortalDbContext db, int cycle, CancellationToken cancellation)
    {
        var people = await db.Employees.AsNoTracking().Where(e => e.LeaveDate == null || e.LeaveDate >= Today).OrderBy(e => e.Id).Select(e => e.Id).ToArrayAsync(cancellation);
        var steps = Enumerable.Range(1, Math.Min(peers, people.Length - 1)).ToList();
        foreach (var chunk in Enumerable.Range(0, people.Length).Chunk(Chunk))
        {
            List<PlannedReviewer> rows = [.. chunk.SelectMany(i => steps.Select(s => new PlannedReviewer(cycle, people[i], people[(i + s) % people.Length], Relationship.Peer)))];
            await db.WriteAsync(() => db.InsertAsync(rows, null, cancellation), cancellation);
        }
    }
}
