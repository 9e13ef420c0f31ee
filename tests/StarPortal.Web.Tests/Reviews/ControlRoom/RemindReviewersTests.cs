using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Features.Reviews.ControlRoom.Actions;
using StarPortal.Web.Features.Reviews.ControlRoom.Lists;

namespace StarPortal.Web.Tests.Reviews.ControlRoom;

public sealed class RemindReviewersTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static RoomSelection Everybody => new("people", [], new RoomFilter(State: RoomState.Open));

    [Theory, ClassData(typeof(Providers))]
    public async Task Reminder_OfOneReview_TellsItsWriterOfAllThatWaits_AndNobodyElse(Provider provider)
    {
        await using var stage = await RoomStage.CreateAsync(provider);
        var writer = stage.AnnsTeam[0];
        var selection = new RoomSelection("reviews", [await stage.ReviewAsync(writer, stage.AnnsTeam[1])]);

        var preview = await stage.Portal.Get<ReminderPlan>().PreviewAsync(stage.CycleId, selection, stage.Hr, Stop);
        var told = await stage.Portal.Get<RemindReviewers>().RunAsync(stage.CycleId, selection, stage.Hr, Stop);

        // own review and four colleagues; the one on HR itself is nobody's business here
        Assert.Equal((writer.Id, 5), Assert.Single(preview.People.Select(p => (p.EmployeeId, p.Reviews))));
        Assert.Equal(1, told.Value);
        var notice = Assert.Single(await NoticesAsync(stage));
        Assert.Equal((writer.Id, "5", "/reviews"), (notice.EmployeeId, notice.Args[0], notice.Link));
        Assert.DoesNotContain(notice.Args, a => stage.AnnsTeam.Any(p => a.Contains(p.Name, StringComparison.Ordinal)));
        await using var db = stage.Portal.Open();
        Assert.Equal("1 people, 5 reviews", await db.AuditEntries.Where(e => e.Action == "Reviews.Reminded").Select(e => e.Details).SingleAsync(Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Reminder_OfEverybody_IsOnePerPersonAndDay(Provider provider)
    {
        await using var stage = await RoomStage.CreateAsync(provider);
        await stage.SetAsync(stage.Helen, stage.Helen, ReviewState.Submitted);
        var people = 2 + stage.AnnsTeam.Count + stage.BobsTeam.Count;

        var first = await stage.Portal.Get<RemindReviewers>().RunAsync(stage.CycleId, Everybody, stage.Hr, Stop);
        var again = await stage.Portal.Get<RemindReviewers>().RunAsync(stage.CycleId, Everybody, stage.Hr, Stop);
        var preview = await stage.Portal.Get<ReminderPlan>().PreviewAsync(stage.CycleId, Everybody, stage.Hr, Stop);
        stage.Portal.Clock.Advance(TimeSpan.FromDays(1));
        var tomorrow = await stage.Portal.Get<RemindReviewers>().RunAsync(stage.CycleId, Everybody, stage.Hr, Stop);

        Assert.Equal((people, 0, people), (first.Value, again.Value, tomorrow.Value));
        Assert.Equal((0, people), (preview.People.Count, preview.Today));
        Assert.All((await NoticesAsync(stage)).GroupBy(n => n.EmployeeId), n => Assert.Equal(2, n.Count()));
        Assert.DoesNotContain(await NoticesAsync(stage), n => n.EmployeeId == stage.Helen.Id);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Reminder_OfSomebodyAbsent_TellsTheDelegateToo_WhileTheyStandIn(Provider provider)
    {
        await using var stage = await RoomStage.CreateAsync(provider);
        var (absent, standIn) = (stage.AnnsTeam[0], stage.BobsTeam[0]);
        await using (var db = stage.Portal.Open())
        {
            var now = stage.Portal.Now;
            var today = DateOnly.FromDateTime(now);
            var delegation = new Delegation(absent.Id, standIn.Id, stage.CycleId, new DelegationDays(today, today.AddDays(5)), now.AddHours(-1), now.AddDays(5), "trip", now.AddDays(-1));
            Assert.True(delegation.Accept(Actors.Of(standIn), now.AddHours(-2)).Succeeded);
            db.Delegations.Add(delegation);
            await db.SaveChangesAsync(Stop);
        }

        var selection = new RoomSelection("reviews", [await stage.ReviewAsync(absent, stage.AnnsTeam[1])]);
        await stage.Portal.Get<RemindReviewers>().RunAsync(stage.CycleId, selection, stage.Hr, Stop);
        stage.Portal.Clock.Advance(TimeSpan.FromDays(6));
        await stage.Portal.Get<RemindReviewers>().RunAsync(stage.CycleId, selection, stage.Hr, Stop);

        var notices = await NoticesAsync(stage);
        Assert.Equal(2, notices.Count(n => n.EmployeeId == absent.Id));
        var told = Assert.Single(notices, n => n.EmployeeId == standIn.Id);
        Assert.Equal((ReminderPlan.DelegateKind, absent.Name), (told.Kind, told.Args[0]));
        Assert.Equal(3, notices.Count);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Reminder_LeavesAloneWhoIsDoneOrGone(Provider provider)
    {
        await using var stage = await RoomStage.CreateAsync(provider);
        var gone = stage.BobsTeam[2];
        await using (var db = stage.Portal.Open())
        {
            var left = DateOnly.FromDateTime(stage.Portal.Now).AddDays(-1);
            await db.WriteAsync(() => db.Employees.Where(e => e.Id == gone.Id).ExecuteUpdateAsync(s => s.SetProperty(e => e.LeaveDate, left), Stop), Stop);
        }

        await stage.SetAsync(stage.BobsTeam[1], stage.BobsTeam[1], ReviewState.Submitted);
        var selection = new RoomSelection("people", [gone.Id, stage.BobsTeam[1].Id]);

        var preview = await stage.Portal.Get<ReminderPlan>().PreviewAsync(stage.CycleId, selection, stage.Hr, Stop);
        var told = await stage.Portal.Get<RemindReviewers>().RunAsync(stage.CycleId, selection, stage.Hr, Stop);

        Assert.Equal((0, 1), (preview.People.Count, preview.Gone));
        Assert.Equal(0, told.Value);
        Assert.Empty(await NoticesAsync(stage));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Reminder_ByOthersThanHrOrAfterRelease_IsRefused(Provider provider)
    {
        await using var stage = await RoomStage.CreateAsync(provider);

        var manager = await stage.Portal.Get<RemindReviewers>().RunAsync(stage.CycleId, Everybody, Actors.Of(stage.Ann), Stop);
        var queued = await stage.Portal.Get<StartReminding>().RunAsync(stage.CycleId, Everybody, Actors.Of(stage.Ann), Stop);
        await using (var db = stage.Portal.Open())
        {
            await db.WriteAsync(() => db.Cycles.Where(c => c.Id == stage.CycleId).ExecuteUpdateAsync(s => s.SetProperty(c => c.State, CycleState.Released), Stop), Stop);
        }

        var late = await stage.Portal.Get<RemindReviewers>().RunAsync(stage.CycleId, Everybody, stage.Hr, Stop);

        Assert.True(manager.Error.Is(ReviewErrors.NotAllowed) && queued.Error.Is(ReviewErrors.NotAllowed));
        Assert.True(late.Error.Is(ReviewErrors.CycleNotRunning));
        Assert.Empty(await NoticesAsync(stage));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Reminder_AsALongTask_TellsTheSamePeopleOnce(Provider provider)
    {
        await using var stage = await RoomStage.CreateAsync(provider);
        var account = await AccountAsync(stage);
        Assert.True((await stage.Portal.Get<StartReminding>().RunAsync(stage.CycleId, Everybody, account, Stop)).Succeeded);

        Assert.True(await stage.Portal.Get<LongTaskWork>().RunNextAsync(Stop));

        var notices = await NoticesAsync(stage);
        Assert.Equal(2 + stage.AnnsTeam.Count + stage.BobsTeam.Count, notices.Count);
        Assert.Equal(notices.Count, notices.Select(n => n.EmployeeId).Distinct().Count());
    }

    private static async Task<Actor> AccountAsync(RoomStage stage)
    {
        var account = Data.Identity.Account.ForEmail("helen@example.org", stage.Helen.Name, Roles.Employee | Roles.HR);
        account.EmployeeId = stage.Helen.Id;
        await using var db = stage.Portal.Open();
        db.Users.Add(account);
        await db.SaveChangesAsync(Stop);
        return new Actor(account.Id, stage.Helen.Id, stage.Helen.Name, account.Roles, "127.0.0.1");
    }

    private static async Task<List<Domain.Notifications.Notification>> NoticesAsync(RoomStage stage)
    {
        await using var db = stage.Portal.Open();
        return await db.Notifications.AsNoTracking().Where(n => n.Kind == ReminderPlan.Kind || n.Kind == ReminderPlan.DelegateKind).ToListAsync(Stop);
    }
}
