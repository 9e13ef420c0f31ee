using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.People;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Features.Results;

namespace StarPortal.Web.Tests.Results;

/// <summary>
/// The worked example in a database: 王芳 is reviewed by herself, her manager Mia and four peers; Hana of HR takes part
/// too. The review phases are closed; nothing is computed yet.
/// </summary>
internal sealed class ResultStory
{
    private ResultStory(TestPortal portal) => Portal = portal;

    public TestPortal Portal { get; }

    public int CycleId { get; private set; }

    public Employee Subject { get; private set; } = null!;

    public Employee Manager { get; private set; } = null!;

    public Employee OtherManager { get; private set; } = null!;

    public Employee Hana { get; private set; } = null!;

    public IReadOnlyList<Employee> Peers { get; private set; } = [];

    public int SubjectId { get; private set; }

    public int HanaId { get; private set; }

    public Actor Hr { get; } = Actors.Hr;

    public Actor HrWhoTakesPart => Actors.Of(Hana, Roles.Employee | Roles.HR);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<ResultStory> CreateAsync(TestPortal portal, int peers = 4, bool actuals = true)
    {
        var story = new ResultStory(portal);
        story.OtherManager = await portal.AddEmployeeAsync("Otto");
        story.Manager = await portal.AddEmployeeAsync("Mia", story.OtherManager);
        story.Subject = await portal.AddEmployeeAsync("王芳", story.Manager);
        story.Hana = await portal.AddEmployeeAsync("Hana", story.Manager, jobFamily: "HR");
        var names = new List<Employee>();
        foreach (var name in (string[])["Pia", "Paul", "Petra", "Pavel"])
        {
            names.Add(await portal.AddEmployeeAsync(name, story.OtherManager));
        }

        story.Peers = names;
        await story.LaunchAsync();
        story.SubjectId = await story.AddParticipantAsync(story.Subject, story.Manager);
        story.HanaId = await story.AddParticipantAsync(story.Hana, story.Manager);
        await story.SubmitAsync(story.SubjectId, story.Subject, story.Subject, Relationship.Self, 5, 5, 5, 5, "self says so");
        await story.SubmitAsync(story.SubjectId, story.Subject, story.Manager, Relationship.Manager, 4, 3, null, null, "manager says so");
        for (var i = 0; i < 4; i++)
        {
            var (collaboration, responsiveness) = WorkedExample.Peers[i];
            if (i < peers)
            {
                await story.SubmitAsync(story.SubjectId, story.Subject, names[i], Relationship.Peer, null, null, collaboration, responsiveness, $"peer {i} says so");
            }
            else
            {
                await story.AddReviewAsync(new Review(story.CycleId, story.SubjectId, story.Subject.Id, names[i].Id, Relationship.Peer));
            }
        }

        if (actuals)
        {
            await story.SetActualsAsync(story.SubjectId, 96.4m, 95.5m, 1m);
            await story.SetActualsAsync(story.HanaId, 99m, 98m, 0m);
        }

        await story.ClosePhasesAsync();
        return story;
    }

    public async Task<Result> ComputeAsync() =>
        await Portal.Get<ComputeResults>().RunAsync(CycleId, Hr, TaskProgress.None(Portal.Get<IDbContextFactory<Data.PortalDbContext>>(), Portal.Clock), Stop);

    public async Task ReleaseAsync()
    {
        Assert.True((await ComputeAsync()).Succeeded);
        Assert.True((await Portal.Get<AcknowledgeMissingInputs>().RunAsync(CycleId, Hr, Stop)).Succeeded);
        var released = await Portal.Get<ReleaseResults>().RunAsync(CycleId, Hr, Stop);
        Assert.True(released.Succeeded, released.Failed ? released.Error.ToString() : "");
    }

    public Task<Result<ResultView>> ViewAsync(Actor actor, int? participantId = null) =>
        Portal.Get<ViewResult>().RunAsync(participantId ?? SubjectId, ResultLook.Page, actor, Stop);

    public async Task<int> AddParticipantAsync(Employee employee, Employee? manager)
    {
        await using var db = Portal.Open();
        var participant = new Participant(CycleId, employee.Id);
        db.Participants.Add(participant);
        var entry = db.Entry(participant);
        entry.Property(p => p.Name).CurrentValue = employee.Name;
        entry.Property(p => p.Number).CurrentValue = employee.Number;
        entry.Property(p => p.DepartmentId).CurrentValue = employee.DepartmentId;
        entry.Property(p => p.DepartmentName).CurrentValue = "Operations";
        entry.Property(p => p.DepartmentPath).CurrentValue = $"/{employee.DepartmentId}/";
        entry.Property(p => p.JobTitle).CurrentValue = "客户经理";
        entry.Property(p => p.ManagerId).CurrentValue = manager?.Id;
        await db.SaveChangesAsync(Stop);
        return participant.Id;
    }

    public async Task SetActualsAsync(int participantId, decimal accuracy, decimal satisfaction, decimal complaints)
    {
        await using var db = Portal.Open();
        foreach (var (key, value) in new[] { ("accuracy", accuracy), ("satisfaction", satisfaction), ("complaints", complaints) })
        {
            var actual = await db.ActualValues.SingleOrDefaultAsync(a => a.ParticipantId == participantId && a.IndicatorKey == key, Stop);
            if (actual is null)
            {
                actual = new ActualValue(participantId, key);
                db.ActualValues.Add(actual);
            }

            actual.Set(value, "ticket system", "", Hr, Portal.Now);
        }

        await db.SaveChangesAsync(Stop);
    }

    public async Task SubmitAsync(
        int participantId, Employee subject, Employee reviewer, Relationship relationship, int? professionalism, int? initiative, int? collaboration, int? responsiveness, string words)
    {
        var review = new Review(CycleId, participantId, subject.Id, reviewer.Id, relationship);
        var form = ReviewForm.Of(WorkedExample.Template, relationship);
        var ratings = new Dictionary<string, int?> { ["professionalism"] = professionalism, ["initiative"] = initiative, ["collaboration"] = collaboration, ["responsiveness"] = responsiveness };
        var answers = form.Indicators.Select(i => new AnswerContent(i.Key, ratings[i.Key], ratings[i.Key] is null, $"{words} on {i.Key}"))
            .Concat(form.Questions.Select(q => new AnswerContent(q.Key, null, false, $"{words} on {q.Key}")))
            .ToList();
        var actor = Actors.Of(reviewer);
        Assert.True(review.SaveDraft(WorkedExample.Template, answers, actor, Portal.Now).Succeeded);
        Assert.True(review.Submit(WorkedExample.Template, ReviewRules.Default, actor, Portal.Now).Succeeded);
        await AddReviewAsync(review);
    }

    public async Task AddReviewAsync(Review review)
    {
        await using var db = Portal.Open();
        db.Reviews.Add(review);
        await db.SaveChangesAsync(Stop);
    }

    private async Task LaunchAsync()
    {
        await using var db = Portal.Open();
        var version = new TemplateVersion(1, WorkedExample.Template);
        var published = version.Publish(Hr, Portal.Now);
        Assert.True(published.Succeeded, string.Join(", ", published.Errors));
        var template = new FormTemplate("worked");
        template.Add(version);
        db.FormTemplates.Add(template);
        await db.SaveChangesAsync(Stop);
        var day = Portal.Now.Date;
        var cycle = new Cycle("2026 Q3 季度考核");
        Must(cycle.EditBasics("2026 Q3 季度考核", PeriodKind.Quarter, new DateOnly(2026, 7, 1), new DateOnly(2026, 9, 30), "Asia/Shanghai"));
        Must(cycle.ChooseTemplate(version.Id));
        Must(cycle.SetCalendar(
        [
            Phase(PhaseKind.SelfReview, -20, -5),
            Phase(PhaseKind.PeerReview, -20, -5),
            Phase(PhaseKind.ManagerReview, -20, -5),
            Phase(PhaseKind.Release, -1, 1),
        ]));
        Must(cycle.Publish(Hr, Portal.Now));
        Must(cycle.CompleteLaunch(Portal.Now));
        foreach (var kind in PhaseRules.Rating)
        {
            Must(cycle.OpenPhase(kind, Actor.System("test"), Portal.Now));
        }

        db.Cycles.Add(cycle);
        await db.SaveChangesAsync(Stop);
        CycleId = cycle.Id;

        PhaseDates Phase(PhaseKind kind, int from, int to) => new(kind, DateTime.SpecifyKind(day.AddDays(from), DateTimeKind.Utc), DateTime.SpecifyKind(day.AddDays(to), DateTimeKind.Utc));
    }

    private async Task ClosePhasesAsync()
    {
        await using var db = Portal.Open();
        var cycle = await db.Cycles.Include(c => c.Phases).SingleAsync(c => c.Id == CycleId, Stop);
        foreach (var kind in PhaseRules.Rating)
        {
            Must(cycle.ClosePhase(kind, Hr, Portal.Now));
        }

        await db.SaveChangesAsync(Stop);
    }

    private static void Must(Result result) => Assert.True(result.Succeeded, string.Join(", ", result.Errors));
}
