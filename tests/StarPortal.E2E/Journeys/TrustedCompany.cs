using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StarPortal.Data;
using StarPortal.Data.Identity;
using StarPortal.Domain;
using StarPortal.Domain.Calendar;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Goals;
using StarPortal.Domain.Identity;
using StarPortal.Domain.Notifications;
using StarPortal.Domain.People.Import;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Stars;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Cycles.Progress;
using StarPortal.Web.Features.Cycles.Setup;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Notifications.Webhooks;
using StarPortal.Web.Features.People.Import;
using StarPortal.Web.Features.Results;
using StarPortal.Web.Shared.Hosting;
using StarPortal.Web.Shared.Spreadsheets;

namespace StarPortal.E2E.Journeys;

[CollectionDefinition(Name)]
public sealed class TrustedCompanyCollection : ICollectionFixture<TrustedCompany>
{
    public const string Name = "A company of thirteen";
}

/// <summary>
/// Thirteen people and a running program, shared by journeys that each have a cycle of their own. What is not the journey's
/// subject (people, cycle, reviews written beforehand) is made by the program's own use cases in this process.
/// </summary>
public sealed class TrustedCompany : IAsyncLifetime
{
    public const string Threshold = "3";
    private const string Support = $"华星公司/{Company.SupportTeam}";

    private static readonly Actor Machine = Actor.System("journey");
    private readonly Dictionary<string, string> invitations = [];
    private WebApplication app = null!;
    private int template;

    internal static Person Director { get; } = new("C001", "欧阳明", "华星公司", "Managing director", null, "zh");

    internal static Person Hr { get; } = new("H001", "Helen Carter", "华星公司/人力资源部", "HR manager", "C001", "en");

    internal static Person SecondHr { get; } = new("H002", "Paul Weber", "华星公司/人力资源部", "HR partner", "C001", "en");

    internal static Person Manager { get; } = new("M001", "李梅", Support, "Support lead", "C001", "zh");

    internal static Person OtherManager { get; } = new("M002", "Ingrid Dubois", "华星公司/研发部", "Quality lead", "C001", "en");

    internal static Person ThirdManager { get; } = new("M003", "Karl Müller", "华星公司/研发部", "Tools lead", "C001", "en");

    internal static Person Employee { get; } = new("E001", "王芳", Support, "Support agent", "M001", "zh");

    internal static Person Ann { get; } = new("E002", "Ann Baker", Support, "Support agent", "M001", "en");

    internal static Person Wei { get; } = new("E003", "张伟", Support, "Support agent", "M001", "zh");

    internal static Person Tom { get; } = new("E004", "Tom O'Neill", Support, "Support agent", "M001", "en");

    internal static Person Jing { get; } = new("E005", "陈静", Support, "Support agent", "M001", "zh");

    internal static Person Lukasz { get; } = new("E006", "Łukasz Żak", Support, "Support agent", "M001", "en");

    /// <summary>Leaves in the middle of a cycle.</summary>
    internal static Person Leaver { get; } = new("L001", "José García", Support, "Support agent", "M001", "en");

    /// <summary>Hired in the middle of a cycle; not there at first.</summary>
    internal static Person Joiner { get; } = new("J001", "Zoë Nováková", Support, "Support agent", "M001", "en");

    internal static IReadOnlyList<Person> Everybody { get; } =
        [Director, Hr, SecondHr, Manager, OtherManager, ThirdManager, Employee, Ann, Wei, Tom, Jing, Lukasz, Leaver];

    public PortalProcess Portal { get; private set; } = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The first of HR, for what is no journey's subject.</summary>
    private Actor Office { get; set; } = null!;

    /// <summary>Care by manager and peers, leading by manager and reports, one open question.</summary>
    private static TemplateDefinition Definition { get; } = new(
        LocalText.Same("Care and lead"),
        LocalText.Empty,
        new RatingScale([.. Enumerable.Range(1, 5).Select(i => new RatingPoint(i, i * 20m, LocalText.Same($"{i}"), LocalText.Same($"anchor {i}")))]),
        [
            new Section("work", LocalText.Same("Work"), 100m,
            [
                Rated("care", "Care", (Source.Manager, 60m), (Source.Peer, 40m)),
                Rated("leading", "Leading", (Source.Manager, 50m), (Source.Report, 50m)),
            ]),
        ],
        [new OpenQuestion("well", LocalText.Same("What went well?"), [Source.Self, Source.Manager, Source.Peer, Source.Report], false, AnswerVisibility.ParticipantAndManager)]);

    /// <summary>Settings of the portal, for example <c>Mail__Host</c>.</summary>
    internal IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    public async ValueTask InitializeAsync()
    {
        Portal = await PortalProcess.StartEmptyAsync(Settings);
        app = PortalHost.Build(
            [],
            new Dictionary<string, string?>
            {
                ["StarPortal:Data"] = Portal.Data,
                ["StarPortal:TimeZone"] = Settings.GetValueOrDefault("TimeZone", "Asia/Shanghai"),
                ["Logging:LogLevel:Default"] = "Warning",
            });
        await ImportAsync(Csv(Everybody));
        await InviteAsync();
        foreach (var hr in (Person[])[Hr, SecondHr])
        {
            Ok(await Get<ChangeRoles>().RunAsync(new ChangeRolesCommand((await AccountAsync(hr)).Id, Roles.HR, "journey"), Machine, Stop));
        }

        Office = new Actor((await AccountAsync(Hr)).Id, await IdAsync(Hr), Hr.Name, Roles.Employee | Roles.HR);
        template = await PublishAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.DisposeAsync();
        }

        // whatever the journeys did: nothing is there twice, and the trail is sound
        await StandingInvariants.ExpectAsync(Portal);
        await Portal.DisposeAsync();
    }

    /// <summary>A cycle that runs, with these people, its review phases opened by hand before their time.</summary>
    /// <param name="reviewers">Who reviews whom besides self and manager, planned before the launch.</param>
    internal async Task<int> CycleAsync(string name, IReadOnlyList<Person> people, params (Person Reviewer, Relationship As, Person Subject)[] reviewers)
    {
        var ids = await Task.WhenAll(people.Select(IdAsync));
        return await CycleAsync(name, Population.OnlyNamed with { IncludedEmployeeIds = ids }, reviewers);
    }

    /// <summary>The same for everybody of the support team, whoever comes to it.</summary>
    internal async Task<int> TeamCycleAsync(string name)
    {
        var department = await NumberAsync($"""select "Id" from "Departments" where "Name" = '{Company.SupportTeam}'""");
        return await CycleAsync(name, Population.Everybody with { DepartmentIds = [department] }, []);
    }

    internal async Task MoveAsync(int cycle, bool open, params PhaseKind[] phases)
    {
        foreach (var phase in phases)
        {
            Ok(await Get<MovePhase>().RunAsync(new PhaseMove(cycle, phase, open), Office, Stop));
        }
    }

    /// <summary>Somebody rates everything alike and answers the question.</summary>
    internal async Task WriteAsync(int cycle, Person reviewer, Person subject, int rating, string text, bool submit = true)
    {
        var id = await ReviewAsync(cycle, reviewer, subject);
        await using var db = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Stop);
        var review = await db.Reviews.Include(r => r.Answers).SingleAsync(r => r.Id == id, Stop);
        var writer = new Actor((await AccountAsync(reviewer)).Id, review.ReviewerId, reviewer.Name, Roles.Employee);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var form = ReviewForm.Of(Definition, review.Relationship);
        Ok(review.SaveDraft(Definition, [.. form.Indicators.Select(i => new AnswerContent(i.Key, rating, false, "")), new AnswerContent("well", null, false, text)], writer, now));
        if (submit)
        {
            Ok(review.Submit(Definition, ReviewRules.Default, writer, now));
        }

        await db.SaveChangesAsync(Stop);
    }

    /// <summary>Closes the review phases and computes; released when asked for.</summary>
    internal async Task ComputeAsync(int cycle, bool release)
    {
        await MoveAsync(cycle, open: false, PhaseKind.Nomination, PhaseKind.SelfReview, PhaseKind.PeerReview, PhaseKind.ManagerReview);
        Of(await Get<StartComputing>().RunAsync(cycle, Office, Stop));
        await UntilAsync($"""select count(*) = 0 from "LongTasks" where "TargetId" = {cycle} and "State" in ('Queued', 'Running')""");
        Assert.Equal("Succeeded", await Portal.QueryAsync($"""select distinct "State" from "LongTasks" where "TargetId" = {cycle}"""));
        if (release)
        {
            Ok(await Get<AcknowledgeMissingInputs>().RunAsync(cycle, Office, Stop));
            Of(await Get<ReleaseResults>().RunAsync(cycle, Office, Stop));
        }
    }

    /// <summary>Brings a file of people in, all of it or nothing.</summary>
    internal async Task ImportAsync(byte[] csv)
    {
        var table = Of(SpreadsheetReader.Read(csv, "people.csv"));
        Of(await Get<ImportPeople>().RunAsync(new ImportPeopleCommand("people.csv", table, ColumnGuess.Guess(table.Header)), Machine, null, Stop));
    }

    /// <summary>Makes the invitations of everybody who has no password yet.</summary>
    internal async Task InviteAsync()
    {
        foreach (var row in Of(await Get<InviteEverybody>().RunAsync("journey", Machine, Stop)))
        {
            invitations[row.Number] = row.Link.Path.Split("token=")[1];
        }
    }

    /// <summary>The person chooses a password by their invitation, when they have not yet.</summary>
    internal async Task AcceptAsync(Person person)
    {
        if (invitations.Remove(person.Number, out var secret))
        {
            Ok(await Get<SetPasswordByLink>().RunAsync(new SetPasswordByLinkCommand(LinkKind.Invitation, secret, Company.Password, Company.Password, null), Stop));
        }
    }

    /// <summary>The person's browser, signed in; they chose a password by their invitation when it is the first time.</summary>
    internal async Task<Window> OpenAsync(Browser browser, Person person, string suffix = "")
    {
        await AcceptAsync(person);
        var window = await Window.OpenAsync(browser, Portal, person.Number + suffix, person.Culture);
        await window.SignInAsync(person.Email, Company.Password);
        return window;
    }

    internal Task<int> IdAsync(Person person) => NumberAsync($"""select "Id" from "Employees" where "Number" = '{person.Number}'""");

    internal Task<int> ParticipantAsync(int cycle, Person person) =>
        NumberAsync($"""select p."Id" from "Participants" p join "Employees" e on e."Id" = p."EmployeeId" where p."CycleId" = {cycle} and e."Number" = '{person.Number}'""");

    /// <summary>The one review that the reviewer has on the subject.</summary>
    internal Task<int> ReviewAsync(int cycle, Person reviewer, Person subject) => NumberAsync(
        $"""
        select r."Id" from "Reviews" r join "Employees" w on w."Id" = r."ReviewerId" join "Employees" s on s."Id" = r."SubjectId"
        where r."CycleId" = {cycle} and w."Number" = '{reviewer.Number}' and s."Number" = '{subject.Number}'
        """);

    internal Task<string> StateAsync(int review) => Portal.QueryAsync($"""select "State" from "Reviews" where "Id" = {review}""");

    /// <summary>What the writer has written into the open question.</summary>
    internal Task<string> TextAsync(int review) => Portal.QueryAsync($"""select "Text" from "ReviewAnswers" where "ReviewId" = {review} and "ItemKey" = 'well'""");

    /// <summary>Kinds of notices that a person was sent since then, sorted.</summary>
    internal async Task<IReadOnlyList<string>> ToldAsync(Person person, DateTime since)
    {
        await using var db = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Stop);
        var id = await IdAsync(person);
        var kinds = await db.Notifications.AsNoTracking().Where(n => n.EmployeeId == id && n.CreatedAt >= since).Select(n => n.Kind).ToListAsync(Stop);
        return [.. kinds.Order(StringComparer.Ordinal)];
    }

    /// <summary>What the trail says about a person since then, as "action: reason".</summary>
    internal async Task<IReadOnlyList<string>> TrailAsync(Person subject, DateTime since)
    {
        await using var db = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Stop);
        var id = await IdAsync(subject);
        var rows = await db.AuditEntries.AsNoTracking().Where(e => e.SubjectEmployeeId == id && e.At >= since).OrderBy(e => e.Sequence).Select(e => new { e.Action, e.Reason }).ToListAsync(Stop);
        return [.. rows.Select(r => r.Reason.Length > 0 ? $"{r.Action}: {r.Reason}" : r.Action)];
    }

    internal static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    internal async Task UntilAsync(string sql)
    {
        var limit = Now.AddMinutes(2);
        while (await Portal.QueryAsync(sql) != "1")
        {
            Assert.True(Now < limit, $"Waited in vain: {sql}\n{Portal.Log}");
            await Task.Delay(100, Stop);
        }
    }

    /// <param name="left">Last days by number.</param>
    internal static byte[] Csv(IEnumerable<Person> people, IReadOnlyDictionary<string, string>? left = null)
    {
        var text = new System.Text.StringBuilder("工号,姓名,部门,岗位,直属上级,邮箱,入职日期,离职日期,语言\r\n");
        foreach (var p in people)
        {
            text.Append(CultureInfo.InvariantCulture, $"{p.Number},\"{p.Name}\",{p.Department},{p.Title},{p.Manager},{p.Email},2021-03-01,{left?.GetValueOrDefault(p.Number)},{p.Language}\r\n");
        }

        return [.. System.Text.Encoding.UTF8.GetBytes(text.ToString())];
    }

    /// <summary>A cycle of a month to come, launched: from here on its calendar moves it.</summary>
    internal async Task<int> MonthAsync(string name, DateOnly first, IReadOnlyList<PhaseDates> calendar, StarDefinition stars, IReadOnlyList<Person> people)
    {
        var programme = await PublishStarsAsync(stars);
        var (start, end) = CalendarPreset.Period(PeriodKind.Month, first);
        var cycle = Of(await Get<CreateCycle>().RunAsync(new CycleBasics(name, PeriodKind.Month, start, end, "UTC"), Office, Stop));
        Of(await Get<EditCycle>().RunAsync(
            new CycleEdit(cycle, await VersionAsync(cycle))
            {
                TemplateVersionId = template,
                Stars = new StarChoice(programme),
                Population = Population.OnlyNamed with { IncludedEmployeeIds = await Task.WhenAll(people.Select(IdAsync)) },
                Calendar = calendar,
                Reviewers = new ReviewerSetup(Self: true, Manager: true, int.Parse(Threshold, CultureInfo.InvariantCulture)),
                Release = ReleaseMode.OnDate,
            },
            Office,
            Stop));
        Ok(await Get<PublishCycle>().RunAsync(cycle, await VersionAsync(cycle), Office, Stop));
        Of(await Get<LaunchCycle>().RunAsync(cycle, await VersionAsync(cycle), Office, Stop));
        await UntilAsync($"""select "State" = 'Running' from "Cycles" where "Id" = {cycle}""");
        await UntilAsync("""select count(*) = 0 from "LongTasks" where "State" in ('Queued', 'Running')""");
        return cycle;
    }

    internal async Task AddDayOffAsync(DateOnly day, string name, string chinese)
    {
        await using var db = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Stop);
        db.CalendarDays.Add(Of(CalendarDay.Create(new CalendarEntry(day, CalendarDayKind.Off, name, chinese), Office)));
        await db.SaveChangesAsync(Stop);
    }

    /// <summary>Something the person promised to report on every week, first on that day.</summary>
    internal async Task PromiseAsync(Person owner, string title, DateTime due)
    {
        await using var db = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Stop);
        var department = await NumberAsync($"""select "DepartmentId" from "Employees" where "Number" = '{owner.Number}'""");
        var day = DateOnly.FromDateTime(due);
        var objective = new Objective(new ObjectiveDetails(department, null, await IdAsync(owner), "Quicker answers", "", day, day.AddMonths(1)));
        Ok(objective.Activate(parts: 1));
        db.Objectives.Add(objective);
        await db.SaveChangesAsync(Stop);
        db.KeyResults.Add(new KeyResult(objective.Id, new KeyResultDetails(title, "", 0m, 10m, await IdAsync(owner), CheckInCadence.Weekly), due.AddDays(-7)));
        await db.SaveChangesAsync(Stop);
    }

    /// <summary>A team's chat that is told everything, in English.</summary>
    internal async Task AddChatAsync(string url)
    {
        await using var db = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Stop);
        var kinds = Get<AnnouncementSentences>().Kinds().Select(k => k.Kind).ToList();
        db.Webhooks.Add(new Webhook(new WebhookWish("Team", WebhookFormat.WeCom, url, "", "en-US", kinds, true), "127.0.0.1", Get<WebhookSecrets>().Protect(url), null, Now));
        await db.SaveChangesAsync(Stop);
    }

    private async Task<int> PublishStarsAsync(StarDefinition definition)
    {
        await using var db = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Stop);
        var programme = new StarProgramme("month");
        var version = new StarProgrammeVersion(1, definition);
        programme.Add(version);
        db.StarProgrammes.Add(programme);
        await db.SaveChangesAsync(Stop);
        Ok(version.Publish(Office, Now));
        await db.SaveChangesAsync(Stop);
        return version.Id;
    }

    private async Task<int> CycleAsync(string name, Population population, (Person Reviewer, Relationship As, Person Subject)[] reviewers)
    {
        var today = DateOnly.FromDateTime(Now);
        var (start, end) = CalendarPreset.Period(PeriodKind.Quarter, today);
        var cycle = Of(await Get<CreateCycle>().RunAsync(new CycleBasics(name, PeriodKind.Quarter, start, end, "UTC"), Office, Stop));
        Of(await Get<EditCycle>().RunAsync(
            new CycleEdit(cycle, await VersionAsync(cycle))
            {
                TemplateVersionId = template,
                Population = population,
                Calendar = Calendar(Now.Date),
                Reviewers = new ReviewerSetup(Self: true, Manager: true, int.Parse(Threshold, CultureInfo.InvariantCulture)),
            },
            Office,
            Stop));
        foreach (var (reviewer, relationship, subject) in reviewers)
        {
            Of(await Get<PlanReviewers>().RunAsync(new ReviewerPlan.Add(cycle, await IdAsync(subject), await IdAsync(reviewer), relationship), Office, Stop));
        }

        Ok(await Get<PublishCycle>().RunAsync(cycle, await VersionAsync(cycle), Office, Stop));
        Of(await Get<LaunchCycle>().RunAsync(cycle, await VersionAsync(cycle), Office, Stop));
        await UntilAsync($"""select "State" = 'Running' from "Cycles" where "Id" = {cycle}""");
        await UntilAsync($"""select count(*) = 0 from "LongTasks" where "TargetId" = {cycle} and "State" in ('Queued', 'Running')""");
        await MoveAsync(cycle, open: true, PhaseKind.Nomination, PhaseKind.SelfReview, PhaseKind.PeerReview, PhaseKind.ManagerReview);
        return cycle;
    }

    // the phases end soon: who comes late needs more time
    private static IReadOnlyList<PhaseDates> Calendar(DateTime today) =>
    [
        new(PhaseKind.Publish, today.AddDays(-1), today.AddDays(-1).AddHours(9)),
        new(PhaseKind.Nomination, today.AddDays(1), today.AddDays(1).AddHours(9)),
        new(PhaseKind.SelfReview, today.AddDays(2), today.AddDays(3)),
        new(PhaseKind.PeerReview, today.AddDays(2), today.AddDays(3)),
        new(PhaseKind.ManagerReview, today.AddDays(2), today.AddDays(3)),
        new(PhaseKind.Release, today.AddDays(40), today.AddDays(40).AddHours(9)),
    ];

    private static Indicator Rated(string key, string name, params (Source Source, decimal Share)[] sources) => new(
        key, LocalText.Same(name), LocalText.Same(name), IndicatorKind.Behaviour, 50m, new RatingMeasure(), "", LocalText.Empty,
        [new SourceShare(Source.Self, 0m), .. sources.Select(s => new SourceShare(s.Source, s.Share))], new Dictionary<int, LocalText>());

    private async Task<int> PublishAsync()
    {
        await using var db = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Stop);
        var made = new FormTemplate("care-and-lead");
        var version = new TemplateVersion(1, Definition);
        made.Add(version);
        db.FormTemplates.Add(made);
        await db.SaveChangesAsync(Stop);
        Ok(version.Publish(Office, Now));
        await db.SaveChangesAsync(Stop);
        return version.Id;
    }

    private async Task<Account> AccountAsync(Person person)
    {
        await using var db = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Stop);
        return await db.Users.AsNoTracking().SingleAsync(a => a.Email == person.Email, Stop);
    }

    private async Task<int> VersionAsync(int cycle) => await NumberAsync($"""select "Version" from "Cycles" where "Id" = {cycle}""");

    private async Task<int> NumberAsync(string sql)
    {
        var found = await Portal.QueryAsync(sql);
        Assert.True(int.TryParse(found, CultureInfo.InvariantCulture, out var number), $"{sql}: {found}");
        return number;
    }

    private T Get<T>()
        where T : notnull => app.Services.CreateScope().ServiceProvider.GetRequiredService<T>();

    private static T Of<T>(Result<T> result)
    {
        Ok(result);
        return result.Value;
    }

    private static void Ok(Result result) => Assert.True(result.Succeeded, string.Join(", ", result.Errors));
}
