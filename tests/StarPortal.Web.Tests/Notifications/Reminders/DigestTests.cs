using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Goals;
using StarPortal.Domain.Notifications;
using StarPortal.Domain.People;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Notifications.Reminders;
using StarPortal.Web.Tests.Cycles;

namespace StarPortal.Web.Tests.Notifications.Reminders;

public sealed class DigestTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Month_WhenNobodyActs_GivesWhatThePreviewSaid(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (cycle, _, _) = await StageAsync(portal);
        var first = DateOnly.FromDateTime(portal.Now);
        var forecast = await portal.Get<ReminderForecast>().ForAsync(null, first, first.AddDays(40), Actors.Hr, Stop);
        Assert.NotEmpty(forecast.Value.Rows);

        await WalkAsync(portal, 40);

        await using var db = portal.Open();
        var mails = await db.Outbox.AsNoTracking().Where(m => m.Kind == "Digest").OrderBy(m => m.Key).ToListAsync(Stop);
        var sent = await db.SentReminders.AsNoTracking().Where(s => s.Stage != ReminderStage.Manager).ToListAsync(Stop);
        Assert.Equal(
            forecast.Value.Rows.SelectMany(r => r.Reminders.Select(t => (r.EmployeeId, r.Day, t.Stage))).Order(),
            sent.Select(s => (s.EmployeeId, s.Day, s.Stage)).Order());
        // one a day, and no more mails than days with something to say
        Assert.Equal(mails.Count, mails.Select(m => m.Key).Distinct().Count());
        Assert.All(sent.Select(s => $"digest:{s.EmployeeId}:{s.Day:yyyy-MM-dd}").Distinct(), key => Assert.Contains(mails, m => m.Key == key));
        Assert.All(sent, s => Assert.True(s.Day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)));
        Assert.All(sent, s => Assert.Equal(9, s.SentAt.Hour));
        Assert.Equal(cycle, (await db.Cycles.SingleAsync(Stop)).Id);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Digest_SaysWhatIsDue_InTheReadersLanguage_OnceOnly(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (_, lead, ann) = await StageAsync(portal);
        await SpeakAsync(portal, lead.Id, "zh-CN");
        await SelfReviewDueTomorrowAsync(portal);

        Assert.True((await portal.Get<SendDigests>().RunAsync(Stop)).Mails >= 2);
        Assert.Equal(0, (await portal.Get<SendDigests>().RunAsync(Stop)).Mails);

        var mine = await MailAsync(portal, ann.Id);
        Assert.Contains("Write your self review", mine.Text, StringComparison.Ordinal);
        Assert.Contains("November", mine.Text, StringComparison.Ordinal);
        Assert.Contains("BEGIN:VCALENDAR", Assert.Single(mine.Attachments).Text, StringComparison.Ordinal);
        Assert.Contains("完成您的自评", (await MailAsync(portal, lead.Id)).Text, StringComparison.Ordinal);
        await using var db = portal.Open();
        Assert.Equal(1, await db.Notifications.CountAsync(n => n.EmployeeId == ann.Id && n.Kind == SendDigests.NoticeOfDigest, Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task TwoProgramsAtOnce_WriteOneDigestEach(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (_, _, ann) = await StageAsync(portal);
        await SelfReviewDueTomorrowAsync(portal);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => portal.Get<SendDigests>().RunAsync(Stop), Stop)));

        await using var db = portal.Open();
        Assert.Single(await db.Outbox.Where(m => m.EmployeeId == ann.Id).ToListAsync(Stop));
        Assert.Single(await db.SentReminders.Where(s => s.EmployeeId == ann.Id && s.Task.StartsWith("review")).ToListAsync(Stop), s => s.Stage == ReminderStage.OneDay);
    }

    [Fact]
    public async Task Digest_WhatIsDone_OrNobodyIsThereFor_IsNotSent()
    {
        await using var portal = await TestPortal.CreateAsync();
        var (_, lead, ann) = await StageAsync(portal);
        await SelfReviewDueTomorrowAsync(portal);
        await using (var db = portal.Open())
        {
            await db.Reviews.Where(r => r.ReviewerId == ann.Id).ExecuteUpdateAsync(s => s.SetProperty(r => r.State, ReviewState.Submitted), Stop);
            await db.Participants.Where(p => p.EmployeeId == ann.Id).ExecuteUpdateAsync(s => s.SetProperty(p => p.State, ParticipantState.Leaver), Stop);
            await db.Employees.Where(e => e.Id == lead.Id).ExecuteUpdateAsync(s => s.SetProperty(e => e.LeaveDate, DateOnly.FromDateTime(portal.Now).AddDays(-1)), Stop);
        }

        await portal.Get<SendDigests>().RunAsync(Stop);

        await using var after = portal.Open();
        Assert.Empty(await after.SentReminders.Where(s => s.EmployeeId == ann.Id || s.EmployeeId == lead.Id).ToListAsync(Stop));
        Assert.Empty(await after.Outbox.Where(m => m.EmployeeId == lead.Id).ToListAsync(Stop));
    }

    [Fact]
    public async Task Notices_UnreadOnes_ComeInTheNextDigest_Once()
    {
        await using var portal = await TestPortal.CreateAsync();
        var ann = await portal.AddEmployeeAsync("Ann");
        await NineAsync(portal);
        await using (var db = portal.Open())
        {
            db.Notify(ann.Id, new Notice("Reviews.Reminder", "cycle:1:x", "/reviews", "3", "November"), portal.Now.AddHours(-2));
            await db.SaveChangesAsync(Stop);
        }

        Assert.Equal(1, (await portal.Get<SendDigests>().RunAsync(Stop)).Mails);
        Assert.Contains("November", (await MailAsync(portal, ann.Id)).Text, StringComparison.Ordinal);

        portal.Clock.Advance(TimeSpan.FromDays(1));
        await NineAsync(portal);
        Assert.Equal(0, (await portal.Get<SendDigests>().RunAsync(Stop)).Mails);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Overdue_EverySecondWorkingDay_ThreeTimes_ThenToTheManager(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (cycle, _, ann) = await StageAsync(portal);
        await using (var db = portal.Open())
        {
            db.DataOwners.Add(new DataOwner(cycle, "accuracy", ann.Id, Actors.Hr, portal.Now));
            await db.SaveChangesAsync(Stop);
            // on a Monday
            await db.Cycles.ExecuteUpdateAsync(s => s.SetProperty(c => c.ActualsUnlockedAt, portal.Now), Stop);
            await db.CyclePhases.Where(p => p.Kind == PhaseKind.DataCollection).ExecuteUpdateAsync(s => s.SetProperty(p => p.State, PhaseState.Closed), Stop);
        }

        await WalkAsync(portal, 30);

        // due on the Wednesday at 18:00; the working day after, and then every second one
        Assert.Equal(
            "OneDay 11-24, DueDay 11-25, FirstOverdue 11-27, SecondOverdue 12-01, ThirdOverdue 12-03, Manager 12-07",
            await StagesAsync(portal, ann.Id, "values:"));
        await ExpectToldAsync(portal, ann, "1");
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Overdue_OfAnApproval_GoesToTheManagersOfWhoCouldDecide(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (cycle, lead, ann) = await StageAsync(portal);
        await using (var db = portal.Open())
        {
            var hr = Data.Identity.Account.ForEmployee(ann);
            hr.Roles = Roles.Employee | Roles.HR;
            db.Users.AddRange(hr, Data.Identity.Account.ForEmployee(lead));
            var bob = await db.Participants.SingleAsync(p => p.Name == "Bob", Stop);
            db.Exemptions.Add(Exemption.Request(cycle, bob.Id, "accuracy", "The server was down.", Actors.Hr, portal.Now).Value);
            await db.SaveChangesAsync(Stop);
        }

        await WalkAsync(portal, 30);

        const string Line = "OneDay 11-24, DueDay 11-25, FirstOverdue 11-27, SecondOverdue 12-01, ThirdOverdue 12-03, Manager 12-07";
        Assert.Equal(Line, await StagesAsync(portal, ann.Id, "exemption:"));
        Assert.Equal(Line, await StagesAsync(portal, lead.Id, "exemption-line:"));
        await ExpectToldAsync(portal, ann, "1");
        await ExpectToldAsync(portal, lead, "1");
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Overdue_OfGoalsThatHrOpenedAgain_WaitsForWhoseTurnItIs(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (cycle, lead, ann) = await StageAsync(portal);
        await using (var db = portal.Open())
        {
            var participant = await db.Participants.SingleAsync(p => p.EmployeeId == ann.Id, Stop);
            await AddPhaseAsync(db, cycle);
            var sheet = new GoalSheet(cycle, participant.Id, ann.Id);
            Assert.True(sheet.Reopen("The target was wrong.", afterPhase: true, Actors.Hr, portal.Now).Succeeded);
            db.GoalSheets.Add(sheet);
            await db.SaveChangesAsync(Stop);
        }

        await WalkAsync(portal, 12);
        Assert.Equal("OneDay 11-27, DueDay 11-30, FirstOverdue 12-02, SecondOverdue 12-04", await StagesAsync(portal, ann.Id, "goals:"));

        await using (var db = portal.Open())
        {
            await db.GoalSheets.ExecuteUpdateAsync(s => s.SetProperty(g => g.State, GoalSheetState.Proposed).SetProperty(g => g.EmployeeConfirmedAt, portal.Now), Stop);
        }

        await WalkAsync(portal, 5);
        Assert.NotEqual("", await StagesAsync(portal, lead.Id, "goals:"));
    }

    /// <summary>Whatever is moved whenever, and however many programs look: nobody is told of one stage twice, or twice on one day.</summary>
    [Theory, ClassData(typeof(Providers))]
    public async Task Digest_WhenDatesMoveAtRandom_IsNeverSentAgain(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await StageAsync(portal);
        var random = new Random(20261122);
        for (var day = 0; day < 40; day++)
        {
            if (random.Next(3) == 0)
            {
                await using var db = portal.Open();
                var (opens, closes) = (portal.Now.AddDays(-random.Next(20)), portal.Now.Date.AddDays(random.Next(-1, 10)).AddHours(random.Next(24)));
                await db.CyclePhases.Where(p => p.Kind == PhaseKind.SelfReview || p.Kind == PhaseKind.ManagerReview || p.Kind == PhaseKind.DataCollection).ExecuteUpdateAsync(
                    s => s.SetProperty(p => p.State, PhaseState.Open).SetProperty(p => p.OpensAt, opens).SetProperty(p => p.ClosesAt, DateTime.SpecifyKind(closes, DateTimeKind.Utc)), Stop);
            }

            await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => portal.Get<SendDigests>().RunAsync(Stop), Stop)));
            await NextAsync(portal);
        }

        await using var after = portal.Open();
        var sent = await after.SentReminders.AsNoTracking().ToListAsync(Stop);
        Assert.True(sent.Count > 10, $"{sent.Count} reminders");
        Assert.Equal(sent.Count, sent.DistinctBy(s => (s.EmployeeId, s.Task, s.Stage)).Count());
        Assert.Equal(sent.Count, sent.DistinctBy(s => (s.EmployeeId, s.Task, s.Day)).Count());
        var mails = await after.Outbox.AsNoTracking().Where(m => m.Kind == "Digest").Select(m => new { m.EmployeeId, m.CreatedAt.Date }).ToListAsync(Stop);
        Assert.Equal(mails.Count, mails.Distinct().Count());
        Assert.Equal(mails.Select(m => (m.EmployeeId!.Value, DateOnly.FromDateTime(m.Date))).Order(), sent.Where(s => s.Stage != ReminderStage.Manager).Select(s => (s.EmployeeId, s.Day)).Distinct().Order());
    }

    [Fact]
    public async Task Cycle_WithRemindersOff_IsQuiet()
    {
        await using var portal = await TestPortal.CreateAsync();
        var (cycle, _, ann) = await StageAsync(portal);
        await SelfReviewDueTomorrowAsync(portal);
        Assert.True((await portal.Get<SetCycleReminders>().RunAsync(cycle, 0, new ReminderSettings(true, []), Actors.Hr, Stop)).Succeeded);
        Assert.Equal(SharedErrors.ChangedElsewhere, (await portal.Get<SetCycleReminders>().RunAsync(cycle, 7, new ReminderSettings(true, []), Actors.Hr, Stop)).Error);

        await portal.Get<SendDigests>().RunAsync(Stop);

        await using var db = portal.Open();
        Assert.Empty(await db.SentReminders.Where(s => s.EmployeeId == ann.Id).ToListAsync(Stop));
    }

    [Fact]
    public async Task Preview_HidesFromHr_WhoReviewsThemAndTheirTeam()
    {
        await using var portal = await TestPortal.CreateAsync();
        var (cycle, lead, ann) = await StageAsync(portal);
        await using (var db = portal.Open())
        {
            var participant = await db.Participants.SingleAsync(p => p.EmployeeId == ann.Id, Stop);
            var peer = await db.Employees.SingleAsync(e => e.Name == "Bob", Stop);
            db.Reviews.Add(new Review(cycle, participant.Id, ann.Id, peer.Id, Relationship.Peer));
            await db.SaveChangesAsync(Stop);
        }

        var day = DateOnly.FromDateTime(portal.Now);
        async Task<int> CountAsync(Actor actor) => (await portal.Get<ReminderForecast>().ForAsync(null, day, day.AddDays(40), actor, Stop)).Value.Rows.Sum(r => r.Reminders.Count(t => t.Kind == Web.Shared.Notifications.TaskKind.GroupReview));

        Assert.True(await CountAsync(Actors.Hr) > 0);
        Assert.Equal(0, await CountAsync(Actors.Of(ann, Roles.HR)));
        Assert.Equal(0, await CountAsync(Actors.Of(lead, Roles.HR)));
        Assert.Equal(SharedErrors.NotAllowed, (await portal.Get<ReminderForecast>().ForAsync(null, null, null, Actors.Administrator, Stop)).Error);
    }

    private static async Task<(int Cycle, Employee Lead, Employee Ann)> StageAsync(TestPortal portal)
    {
        var boss = await portal.AddEmployeeAsync("Boss");
        var lead = await portal.AddEmployeeAsync("Lead", boss);
        var ann = await portal.AddEmployeeAsync("Ann", lead);
        await portal.AddEmployeeAsync("Bob", lead);
        return (await portal.RunningAsync(), lead, ann);
    }

    /// <summary>To nine o'clock (UTC) of the working day before self reviews are due, with the phase open.</summary>
    private static async Task SelfReviewDueTomorrowAsync(TestPortal portal)
    {
        await NineAsync(portal);
        await using var db = portal.Open();
        var due = portal.Now.Date.AddDays(1).AddHours(18);
        await db.CyclePhases.Where(p => p.Kind == PhaseKind.SelfReview).ExecuteUpdateAsync(
            s => s.SetProperty(p => p.State, PhaseState.Open).SetProperty(p => p.OpensAt, portal.Now.AddDays(-20)).SetProperty(p => p.ClosesAt, DateTime.SpecifyKind(due, DateTimeKind.Utc)), Stop);
    }

    private static async Task<string> StagesAsync(TestPortal portal, int employeeId, string task)
    {
        await using var db = portal.Open();
        var rows = await db.SentReminders.AsNoTracking().Where(s => s.EmployeeId == employeeId && s.Task.StartsWith(task)).OrderBy(s => s.SentAt).ToListAsync(Stop);
        return string.Join(", ", rows.Select(r => $"{r.Stage} {r.Day:MM-dd}"));
    }

    /// <summary>Who leads somebody is told once how much is overdue, and never what.</summary>
    private static async Task ExpectToldAsync(TestPortal portal, Employee person, string count)
    {
        await using var db = portal.Open();
        var told = (await db.Notifications.AsNoTracking().Where(n => n.Kind == SendDigests.NoticeOfOverdue && n.EmployeeId == person.ManagerId).ToListAsync(Stop)).Where(n => n.Args[0] == person.Name);
        Assert.Equal([person.Name, count], Assert.Single(told).Args);
    }

    private static async Task AddPhaseAsync(PortalDbContext db, int cycle)
    {
        var loaded = await db.Cycles.Include(c => c.Phases).SingleAsync(c => c.Id == cycle, Stop);
        // the calendar of the stage has none
        var phase = loaded.Phases.Single(p => p.Kind == PhaseKind.MidTermCheck);
        await db.CyclePhases.Where(p => p.Id == phase.Id).ExecuteUpdateAsync(s => s.SetProperty(p => p.Kind, PhaseKind.GoalConfirmation).SetProperty(p => p.State, PhaseState.Closed), Stop);
        db.ChangeTracker.Clear();
    }

    private static Task NineAsync(TestPortal portal)
    {
        var day = portal.Now.Hour >= 9 ? portal.Now.Date.AddDays(1) : portal.Now.Date;
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday or DayOfWeek.Friday)
        {
            day = day.AddDays(1);
        }

        portal.Clock.Advance(day.AddHours(9) - portal.Now);
        return Task.CompletedTask;
    }

    private static async Task WalkAsync(TestPortal portal, int days)
    {
        for (var end = portal.Now.AddDays(days); portal.Now < end;)
        {
            await portal.Get<SendDigests>().RunAsync(Stop);
            await NextAsync(portal);
        }
    }

    private static Task NextAsync(TestPortal portal)
    {
        var next = portal.Now.Date.AddHours(9);
        portal.Clock.Advance((next > portal.Now ? next : next.AddDays(1)) - portal.Now);
        return Task.CompletedTask;
    }

    private static async Task SpeakAsync(TestPortal portal, int employeeId, string language)
    {
        await using var db = portal.Open();
        await db.Employees.Where(e => e.Id == employeeId).ExecuteUpdateAsync(s => s.SetProperty(e => e.Language, language), Stop);
    }

    private static async Task<MailContent> MailAsync(TestPortal portal, int employeeId)
    {
        await using var db = portal.Open();
        return OutboxMessage.MailOf((await db.Outbox.AsNoTracking().OrderByDescending(m => m.Id).FirstAsync(m => m.EmployeeId == employeeId && m.Kind == "Digest", Stop)).Content)!;
    }
}
