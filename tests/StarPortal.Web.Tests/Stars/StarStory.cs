using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.People;
using StarPortal.Domain.Stars;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Cycles.Closing;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Features.Results;

namespace StarPortal.Web.Tests.Stars;

/// <summary>
/// A programme of three levels by total (★★ from 60, ★★★ from 80) over a template whose total is the actual value that
/// the test enters, and cycles of it: everything between goes through the program itself.
/// </summary>
internal sealed class StarStory
{
    private readonly Dictionary<string, Employee> people = [];

    private StarStory(TestPortal portal) => Portal = portal;

    public TestPortal Portal { get; }

    public int ProgrammeId { get; private set; }

    public int ProgrammeVersionId { get; private set; }

    public int TemplateVersionId { get; private set; }

    public Actor Hr { get; } = Actors.Hr;

    public Employee this[string name] => people[name];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static StarDefinition Definition { get; } = new(
        new LocalText("Star employee", "星级员工"),
        new LocalText("Thanks for good work", "感谢出色的工作"),
        [
            new StarLevel(1, new LocalText("Member", "成员"), "#6b7280", null, [], null),
            new StarLevel(2, new LocalText("Silver", "银星"), "#94a3b8", Total(60m), [new Benefit(BenefitKind.BonusAmount, LocalText.Empty, 500m)], null),
            new StarLevel(3, new LocalText("Gold", "金星"), "#b45309", Total(80m),
            [
                new Benefit(BenefitKind.BonusAmount, LocalText.Empty, 1_500.5m),
                new Benefit(BenefitKind.BonusPercent, LocalText.Empty, 10m),
                new Benefit(BenefitKind.Gift, new LocalText("=Fountain pen", "钢笔")),
                new Benefit(BenefitKind.PaidLeave, new LocalText("Paid leave", "带薪休假"), 2m),
                new Benefit(BenefitKind.Certificate, LocalText.Empty),
                new Benefit(BenefitKind.Mentorship, LocalText.Empty),
            ], 10m),
        ],
        StarPolicy.Default,
        Population.Everybody);

    public static async Task<StarStory> CreateAsync(TestPortal portal, StarDefinition? definition = null)
    {
        var story = new StarStory(portal);
        await using var db = portal.Open();
        var template = new FormTemplate("totals");
        var version = new TemplateVersion(1, Template);
        Must(version.Publish(story.Hr, portal.Now));
        template.Add(version);
        db.FormTemplates.Add(template);
        var programme = new StarProgramme("star-employee");
        var stars = new StarProgrammeVersion(1, definition ?? Definition);
        Must(stars.Publish(story.Hr, portal.Now));
        programme.Add(stars);
        db.StarProgrammes.Add(programme);
        await db.SaveChangesAsync(Stop);
        (story.TemplateVersionId, story.ProgrammeId, story.ProgrammeVersionId) = (version.Id, programme.Id, stars.Id);
        return story;
    }

    /// <summary>A running cycle of one month with these people and totals; null is a person without data.</summary>
    public async Task<int> RunAsync(DateOnly periodEnd, params (string Name, decimal? Total)[] totals)
    {
        foreach (var (name, _) in totals)
        {
            if (!people.ContainsKey(name))
            {
                people[name] = await Portal.AddEmployeeAsync(name);
            }
        }

        await using var db = Portal.Open();
        var name1 = $"Cycle to {periodEnd:yyyy-MM-dd}";
        var cycle = new Cycle(name1);
        Must(cycle.EditBasics(name1, PeriodKind.Month, periodEnd.AddDays(1).AddMonths(-1), periodEnd, "Asia/Shanghai"));
        Must(cycle.ChooseTemplate(TemplateVersionId));
        Must(cycle.ChooseStarProgramme(ProgrammeVersionId));
        Must(cycle.SetCalendar([Phase(PhaseKind.SelfReview, -20, -5), Phase(PhaseKind.ManagerReview, -20, -5), Phase(PhaseKind.Release, -1, 1), Phase(PhaseKind.Close, 2, 3)]));
        Must(cycle.Publish(Hr, Portal.Now));
        Must(cycle.CompleteLaunch(Portal.Now));
        db.Cycles.Add(cycle);
        await db.SaveChangesAsync(Stop);
        foreach (var (name, total) in totals)
        {
            var id = await AddAsync(cycle.Id, people[name]);
            if (total is { } value)
            {
                await SetTotalAsync(id, value);
            }
        }

        return cycle.Id;
    }

    public async Task<int> AddAsync(int cycleId, Employee employee)
    {
        await using var db = Portal.Open();
        var participant = new Participant(cycleId, employee.Id);
        db.Participants.Add(participant);
        var entry = db.Entry(participant);
        entry.Property(p => p.Name).CurrentValue = employee.Name;
        entry.Property(p => p.Number).CurrentValue = employee.Number;
        entry.Property(p => p.DepartmentId).CurrentValue = employee.DepartmentId;
        entry.Property(p => p.DepartmentName).CurrentValue = "Operations";
        entry.Property(p => p.DepartmentPath).CurrentValue = $"/{employee.DepartmentId}/";
        entry.Property(p => p.ManagerId).CurrentValue = employee.ManagerId;
        await db.SaveChangesAsync(Stop);
        return participant.Id;
    }

    public void Know(Employee employee) => people[employee.Name] = employee;

    public async Task SetTotalAsync(int participantId, decimal total)
    {
        await using var db = Portal.Open();
        var actual = await db.ActualValues.SingleOrDefaultAsync(a => a.ParticipantId == participantId, Stop);
        if (actual is null)
        {
            actual = new ActualValue(participantId, "points");
            db.ActualValues.Add(actual);
        }

        actual.Set(total, "test", "", Hr, Portal.Now);
        await db.SaveChangesAsync(Stop);
    }

    public Task<Result> ComputeAsync(int cycleId) =>
        Portal.Get<ComputeResults>().RunAsync(cycleId, Hr, TaskProgress.None(Portal.Get<IDbContextFactory<Data.PortalDbContext>>(), Portal.Clock), Stop);

    public async Task<Result<int>> ReleaseAsync(int cycleId)
    {
        Must(await ComputeAsync(cycleId));
        Must(await Portal.Get<AcknowledgeMissingInputs>().RunAsync(cycleId, Hr, Stop));
        return await Portal.Get<ReleaseResults>().RunAsync(cycleId, Hr, Stop);
    }

    public Task<Result> CloseAsync(int cycleId) => Portal.Get<CloseCycle>().RunAsync(cycleId, null, Hr, Stop);

    /// <summary>Runs a whole cycle to its end.</summary>
    public async Task<int> FinishAsync(DateOnly periodEnd, params (string Name, decimal? Total)[] totals)
    {
        var cycle = await RunAsync(periodEnd, totals);
        Must(await ReleaseAsync(cycle));
        Must(await CloseAsync(cycle));
        return cycle;
    }

    public async Task<(int Level, int CyclesBelow)> StandingAsync(string name)
    {
        await using var db = Portal.Open();
        var standing = await db.StarStandings.AsNoTracking().SingleAsync(s => s.EmployeeId == people[name].Id && s.ProgrammeId == ProgrammeId, Stop);
        return (standing.Level, standing.CyclesBelow);
    }

    public static void Must(Result result) => Assert.True(result.Succeeded, string.Join(", ", result.Errors));

    private PhaseDates Phase(PhaseKind kind, int from, int to) =>
        new(kind, DateTime.SpecifyKind(Portal.Now.Date.AddDays(from), DateTimeKind.Utc), DateTime.SpecifyKind(Portal.Now.Date.AddDays(to), DateTimeKind.Utc));

    private static FactCriterion Total(decimal least) => new(new FactReference(FactKind.TotalScore), Comparison.AtLeast, least);

    private static TemplateDefinition Template { get; } = new(
        new LocalText("Totals", "总分"),
        LocalText.Empty,
        new RatingScale([.. Enumerable.Range(1, 5).Select(v => new RatingPoint(v, v * 20m, LocalText.Same($"{v}"), LocalText.Same($"Anchor {v}")))]),
        [
            new Section("results", new LocalText("Results", "业绩"), 100m,
            [
                new("points", LocalText.Same("points"), LocalText.Empty, IndicatorKind.Performance, 100m, new LinearMeasure(0m, 100m), "%", LocalText.Same("test"), [new SourceShare(Source.Data, 100m)], new Dictionary<int, LocalText>()),
            ]),
        ],
        []);
}
