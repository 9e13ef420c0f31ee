using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Goals;
using StarPortal.Domain.People;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Cycles.Progress;
using StarPortal.Web.Features.Goals.Sheets;

namespace StarPortal.Web.Tests.Goals;

/// <summary>A running cycle with an open goal phase: Emma reports to Mark, Nora (of HR) to nobody. Two data indicators, whose goals may differ.</summary>
internal sealed class GoalStage
{
    public static readonly TemplateDefinition Template = new(
        LocalText.Same("Goals"),
        LocalText.Empty,
        Results.WorkedExample.Template.Scale,
        [
            new Section("work", LocalText.Same("Work"), 100m,
            [
                Data("nps", new LinearMeasure(20m, 60m), 60m),
                Data("cases", new CompletionMeasure(100m), 40m),
            ]),
        ],
        []);

    private GoalStage(TestPortal portal) => Portal = portal;

    public TestPortal Portal { get; }

    public Employee Emma { get; private set; } = null!;

    public Employee Mark { get; private set; } = null!;

    public Employee Nora { get; private set; } = null!;

    public Actor AsEmma => Actors.Of(Emma);

    public Actor AsMark => Actors.Of(Mark);

    public Actor AsNora => Actors.Of(Nora, Roles.Employee | Roles.HR);

    public int CycleId { get; private set; }

    /// <summary>Participants by employee.</summary>
    public IReadOnlyDictionary<int, int> Ids { get; private set; } = new Dictionary<int, int>();

    public int EmmaId => Ids[Emma.Id];

    public int NoraId => Ids[Nora.Id];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<GoalStage> CreateAsync(TestPortal portal)
    {
        var stage = new GoalStage(portal)
        {
            Nora = await portal.AddEmployeeAsync("Nora", jobFamily: "HR"),
        };
        stage.Mark = await portal.AddEmployeeAsync("Mark", stage.Nora);
        stage.Emma = await portal.AddEmployeeAsync("Emma", stage.Mark);
        await stage.LaunchAsync();
        return stage;
    }

    public static IReadOnlyList<GoalEntry> Goals(decimal? nps = null, decimal? npsWeight = null, decimal? casesWeight = null, string text = "") =>
        [new("nps", nps, npsWeight, text), new("cases", null, casesWeight)];

    public async Task<GoalSheet?> SheetAsync(int participantId)
    {
        await using var db = Portal.Open();
        return await db.GoalSheets.AsNoTracking().Include(s => s.Goals).Include(s => s.Steps).AsSplitQuery().SingleOrDefaultAsync(s => s.ParticipantId == participantId, Stop);
    }

    public async Task<GoalSeen> SeenAsync(int participantId) => new(participantId, (await SheetAsync(participantId))?.Version);

    public async Task ProposeAsync(int participantId, Actor actor, IReadOnlyList<GoalEntry> goals)
    {
        var proposed = await Portal.Get<ProposeGoals>().RunAsync(await SeenAsync(participantId), goals, actor, Stop);
        Assert.True(proposed.Succeeded, string.Join("; ", proposed.Errors));
    }

    public async Task ConfirmAsync(int participantId, Actor actor)
    {
        var confirmed = await Portal.Get<ConfirmGoals>().RunAsync(await SeenAsync(participantId), actor, Stop);
        Assert.True(confirmed.Succeeded, string.Join("; ", confirmed.Errors));
    }

    public async Task MoveAsync(PhaseKind kind, bool open)
    {
        var moved = await Portal.Get<MovePhase>().RunAsync(new PhaseMove(CycleId, kind, open, open ? Portal.Now.AddDays(5) : null), Actors.Hr, Stop);
        Assert.True(moved.Succeeded, string.Join("; ", moved.Errors));
    }

    private static Indicator Data(string key, Measure measure, decimal weight) => new(
        key, LocalText.Same(key), LocalText.Same(key), IndicatorKind.Performance, weight, measure, "", LocalText.Same("System"),
        [new SourceShare(Source.Data, 100m)], new Dictionary<int, LocalText>())
    {
        GoalLimits = key == "nps" ? new GoalLimits(40m, 80m, 50m, 70m) : new GoalLimits(null, null, 30m, 50m),
    };

    private async Task LaunchAsync()
    {
        await using var db = Portal.Open();
        var version = new TemplateVersion(1, Template);
        Must(version.Publish(Actors.Hr, Portal.Now));
        var template = new FormTemplate("goals");
        template.Add(version);
        db.FormTemplates.Add(template);
        await db.SaveChangesAsync(Stop);
        var cycle = new Cycle("Goals 2026");
        var day = Portal.Now.Date;
        Must(cycle.EditBasics("Goals 2026", PeriodKind.Quarter, new DateOnly(2026, 10, 1), new DateOnly(2026, 12, 31), "UTC"));
        Must(cycle.ChooseTemplate(version.Id));
        Must(cycle.ChooseReviewers(false, false, 3));
        Must(cycle.SetCalendar([Phase(PhaseKind.GoalConfirmation, -1, 5), Phase(PhaseKind.DataCollection, -1, 10), Phase(PhaseKind.Release, 20, 20)]));
        Must(cycle.Publish(Actors.Hr, Portal.Now));
        Must(cycle.CompleteLaunch(Portal.Now));
        Must(cycle.OpenPhase(PhaseKind.GoalConfirmation, Actors.Hr, Portal.Now));
        Must(cycle.OpenPhase(PhaseKind.DataCollection, Actors.Hr, Portal.Now));
        db.Cycles.Add(cycle);
        await db.SaveChangesAsync(Stop);
        CycleId = cycle.Id;
        foreach (var person in (Employee[])[Emma, Mark, Nora])
        {
            var participant = new Participant(CycleId, person.Id);
            db.Participants.Add(participant);
            var entry = db.Entry(participant);
            entry.Property(p => p.Name).CurrentValue = person.Name;
            entry.Property(p => p.Number).CurrentValue = person.Number;
            entry.Property(p => p.DepartmentId).CurrentValue = person.DepartmentId;
            entry.Property(p => p.DepartmentName).CurrentValue = "Operations";
            entry.Property(p => p.DepartmentPath).CurrentValue = $"/{person.DepartmentId}/";
            entry.Property(p => p.ManagerId).CurrentValue = person.ManagerId;
        }

        await db.SaveChangesAsync(Stop);
        Ids = await db.Participants.Where(p => p.CycleId == CycleId).ToDictionaryAsync(p => p.EmployeeId, p => p.Id, Stop);

        PhaseDates Phase(PhaseKind kind, int from, int to) => new(kind, DateTime.SpecifyKind(day.AddDays(from), DateTimeKind.Utc), DateTime.SpecifyKind(day.AddDays(to), DateTimeKind.Utc));
    }

    private static void Must(Result result) => Assert.True(result.Succeeded, string.Join(", ", result.Errors));
}
