using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.People;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Reviews;

namespace StarPortal.Web.Tests.Reviews;

/// <summary>A running cycle around one participant: subject, manager, three peers, a stranger and somebody of HR.</summary>
internal sealed class ReviewStage
{
    internal static readonly AnswerContent[] SelfAnswers =
    [
        new("quality", 4, false, "I checked every order twice."),
        new("collaboration", null, true, ""),
        new("proud", null, false, "The new guide."),
        new("secret", null, false, "Only for HR."),
    ];

    internal static readonly AnswerContent[] ManagerAnswers =
    [
        new("quality", 3, false, "Right, but late."),
        new("collaboration", 5, false, "Without her the move would have failed."),
    ];

    internal static readonly AnswerContent[] PeerAnswers = [new("collaboration", 4, false, "Helped us in May."), new("advice", null, false, "Go on.")];

    private ReviewStage(TestPortal portal) => Portal = portal;

    internal TestPortal Portal { get; }

    internal Employee Subject { get; private set; } = null!;

    internal Employee Manager { get; private set; } = null!;

    internal Employee[] Peers { get; private set; } = [];

    internal Employee Stranger { get; private set; } = null!;

    internal Employee HrPerson { get; private set; } = null!;

    internal int CycleId { get; private set; }

    internal int ParticipantId { get; private set; }

    internal int SelfId { get; private set; }

    internal int ManagerId { get; private set; }

    internal int[] PeerIds { get; private set; } = [];

    internal Actor Hr => Actors.Of(HrPerson, Roles.Employee | Roles.HR);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    internal static async Task<ReviewStage> SetAsync(TestPortal portal)
    {
        var stage = new ReviewStage(portal);
        stage.Manager = await portal.AddEmployeeAsync("Mona Manager");
        stage.Subject = await portal.AddEmployeeAsync("李伟", stage.Manager);
        stage.Peers = [await portal.AddEmployeeAsync("Pia"), await portal.AddEmployeeAsync("Paul"), await portal.AddEmployeeAsync("Petra")];
        stage.Stranger = await portal.AddEmployeeAsync("Stan");
        stage.HrPerson = await portal.AddEmployeeAsync("Hanna", jobFamily: "HR");
        await stage.LaunchAsync();
        return stage;
    }

    internal Task<Result<SavedDraft>> SaveAsync(int reviewId, Actor actor, params AnswerContent[] answers) =>
        SaveAsync(reviewId, actor, [.. answers.Select(a => new AnswerChange(a, AnswerContent.Empty(a.ItemKey)))]);

    internal Task<Result<SavedDraft>> SaveAsync(int reviewId, Actor actor, IReadOnlyList<AnswerChange> changes) =>
        Portal.Get<SaveReviewDraft>().RunAsync(new SaveReviewDraftCommand(reviewId, changes), actor, Stop);

    internal async Task SubmitAsync(int reviewId, Employee writer, params AnswerContent[] answers)
    {
        var saved = await SaveAsync(reviewId, Actors.Of(writer), answers);
        Assert.True(saved.Succeeded, string.Join(", ", saved.Errors));
        var submitted = await Portal.Get<SubmitReview>().RunAsync(new SubmitReviewCommand(reviewId, saved.Value.Version), Actors.Of(writer), Stop);
        Assert.True(submitted.Succeeded, string.Join(", ", submitted.Errors));
    }

    internal Task SubmitSelfAsync() => SubmitAsync(SelfId, Subject, SelfAnswers);

    internal Task SubmitManagerAsync() => SubmitAsync(ManagerId, Manager, ManagerAnswers);

    internal Task<ReviewView?> FindAsync(int reviewId, Actor actor) => Portal.Get<ReviewQueries>().FindAsync(reviewId, actor, Stop);

    internal async Task<Review> ReviewAsync(int id)
    {
        await using var db = Portal.Open();
        return await db.Reviews.AsNoTracking().Include(r => r.Answers).SingleAsync(r => r.Id == id, Stop);
    }

    /// <summary>One more person whom the manager reviews in this cycle.</summary>
    internal async Task<int> AddManagerReviewAsync(string name)
    {
        var person = await Portal.AddEmployeeAsync(name, Manager);
        await using var db = Portal.Open();
        await db.WriteAsync(() => InsertParticipantAsync(db, person), Stop);
        var participant = await db.Participants.SingleAsync(p => p.CycleId == CycleId && p.EmployeeId == person.Id, Stop);
        var review = new Review(CycleId, participant.Id, person.Id, Manager.Id, Relationship.Manager);
        db.Reviews.Add(review);
        await db.SaveChangesAsync(Stop);
        return review.Id;
    }

    internal async Task ChangeCycleAsync(Func<Cycle, Result> change)
    {
        await using var db = Portal.Open();
        var cycle = await db.Cycles.Include(c => c.Phases).SingleAsync(c => c.Id == CycleId, Stop);
        var result = change(cycle);
        Assert.True(result.Succeeded, string.Join(", ", result.Errors));
        await db.SaveChangesAsync(Stop);
    }

    private static TemplateDefinition Template { get; } = new(
        LocalText.Same("Test"),
        LocalText.Empty,
        new RatingScale([.. Enumerable.Range(1, 5).Select(v => new RatingPoint(v, v * 20m, new LocalText($"Point {v}", $"第{v}级"), new LocalText($"Anchor {v}", $"行为{v}")))]),
        [
            new Section("results", new LocalText("Results", "业绩"), 60m,
            [
                Indicator("accuracy", "Accuracy", "准确率", new CompletionMeasure(100m), Source.Data),
                Indicator("quality", "Quality", "质量", new RatingMeasure(), Source.Manager, Source.Self),
            ]),
            new Section("together", new LocalText("Together", "协作"), 40m,
                [Indicator("collaboration", "Collaboration", "协作精神", new RatingMeasure(), Source.Peer, Source.Manager, Source.Self)]),
        ],
        [
            new OpenQuestion("proud", new LocalText("What are you proud of?", "您最自豪的是什么？"), [Source.Self], true, AnswerVisibility.ParticipantAndManager),
            new OpenQuestion("secret", new LocalText("What should HR know?", "人力资源应了解什么？"), [Source.Self], false, AnswerVisibility.HrOnly),
            new OpenQuestion("advice", new LocalText("Advice?", "有什么建议？"), [Source.Peer], false, AnswerVisibility.ParticipantAndManager),
            new OpenQuestion("plans", new LocalText("Plans for this person?", "培养计划？"), [Source.Manager], false, AnswerVisibility.ManagerOnly),
        ]);

    private static Indicator Indicator(string key, string en, string zh, Measure measure, params Source[] sources) => new(
        key, new LocalText(en, zh), new LocalText($"What {en} means", $"{zh}的定义"), IndicatorKind.Performance, key == "collaboration" ? 100m : 50m, measure,
        sources[0] == Source.Data ? "%" : "", sources[0] == Source.Data ? LocalText.Same("orders") : LocalText.Empty,
        [.. sources.Select((s, i) => new SourceShare(s, i == 0 ? 100m : 0m))], new Dictionary<int, LocalText>());

    private async Task LaunchAsync()
    {
        await using var db = Portal.Open();
        var template = new FormTemplate("test");
        var version = new TemplateVersion(1, Template);
        template.Add(version);
        db.FormTemplates.Add(template);
        await db.SaveChangesAsync(Stop);

        var cycle = new Cycle("Q4 2026");
        var now = Portal.Now;
        Ok(cycle.EditBasics("Q4 2026", PeriodKind.Quarter, new DateOnly(2026, 10, 1), new DateOnly(2026, 12, 31), "UTC"));
        Ok(cycle.ChooseTemplate(version.Id));
        Ok(cycle.SetCalendar(
        [
            new PhaseDates(PhaseKind.SelfReview, now.AddDays(-3), now.AddDays(4)),
            new PhaseDates(PhaseKind.PeerReview, now.AddDays(-3), now.AddDays(4)),
            new PhaseDates(PhaseKind.ManagerReview, now.AddDays(-3), now.AddDays(7)),
            new PhaseDates(PhaseKind.Release, now.AddDays(9), now.AddDays(9)),
        ]));
        Ok(cycle.Publish(Actors.Hr, now));
        Ok(cycle.CompleteLaunch(now));
        foreach (var kind in PhaseRules.Rating)
        {
            Ok(cycle.OpenPhase(kind, Actors.Hr, now));
        }

        db.Cycles.Add(cycle);
        await db.SaveChangesAsync(Stop);
        CycleId = cycle.Id;
        await SnapshotAsync(db);
    }

    private async Task SnapshotAsync(PortalDbContext db)
    {
        await db.WriteAsync(() => InsertParticipantAsync(db, Subject), Stop);
        ParticipantId = await db.Participants.Where(p => p.CycleId == CycleId).Select(p => p.Id).SingleAsync(Stop);
        var self = Review(Subject, Relationship.Self);
        var manager = Review(Manager, Relationship.Manager);
        var peers = Peers.Select(p => Review(p, Relationship.Peer)).ToArray();
        db.Reviews.AddRange([self, manager, .. peers]);
        await db.SaveChangesAsync(Stop);
        (SelfId, ManagerId, PeerIds) = (self.Id, manager.Id, [.. peers.Select(p => p.Id)]);
    }

    private async Task<int> InsertParticipantAsync(PortalDbContext db, Employee person) =>
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "Participants" ("CycleId", "EmployeeId", "State", "Number", "Name", "DepartmentId", "DepartmentName", "DepartmentPath", "JobTitle", "Level", "ManagerId", "ManagerReviewUnlocked", "Version")
            SELECT {CycleId}, e."Id", 'Active', e."Number", e."Name", e."DepartmentId", d."Name", d."Path", e."JobTitle", e."Level", e."ManagerId", FALSE, 0
            FROM "Employees" e JOIN "Departments" d ON d."Id" = e."DepartmentId" WHERE e."Id" = {person.Id}
            """,
            Stop);

    private Review Review(Employee reviewer, Relationship relationship) => new(CycleId, ParticipantId, Subject.Id, reviewer.Id, relationship);

    private static void Ok(Result result) => Assert.True(result.Succeeded, string.Join(", ", result.Errors));
}
