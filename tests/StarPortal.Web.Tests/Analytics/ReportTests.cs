using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Analytics;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Features.Analytics;
using StarPortal.Web.Features.Results;

namespace StarPortal.Web.Tests.Analytics;

public sealed class ReportTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task CycleReport_OfAReleasedCycle_HoldsEverybodyAndIsForManagement(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ReportStory.CreateAsync(portal, spread: true);

        var report = await story.MakeAsync(ReportKind.Cycle, story.Results.Hr);

        Assert.Equal("15", report.Facts.Single(f => f.Name == "Participants").Value);
        var departments = ReportStory.Table(report, "Mean total by department");
        Assert.Equal(["Everybody"], departments.Rows.Select(r => r[0].Text));
        Assert.Equal(15, ReportStory.Table(report, "People by total").Rows.Sum(r => r[1].Value));
        await using var db = portal.Open();
        var mean = await db.ParticipantResults.Select(r => r.CurrentTotal!.Value).AverageAsync(Stop);
        Assert.Equal(Rounding.Score(mean), departments.Rows[0][2].Value);
        // the top of the line and a member of the committee, but no manager, no participant and no administrator
        Assert.True((await story.TryAsync(ReportKind.Cycle, Actors.Of(story.Results.OtherManager))).Succeeded);
        Assert.True((await story.TryAsync(ReportKind.Cycle, Actors.Of(story.Results.Peers[0], Roles.Employee | Roles.Committee))).Succeeded);
        foreach (var actor in (Actor[])[Actors.Of(story.Results.Manager), Actors.Of(story.Results.Subject), Actors.Administrator])
        {
            Assert.True((await story.TryAsync(ReportKind.Cycle, actor)).Failed, actor.Name);
        }
    }

    [Theory]
    [InlineData(new[] { 0, 1, 2, 2, 1 }, new[] { 0, 1, 2, 3, 4 })]
    [InlineData(new[] { 0, 2, 2, 1, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3 }, new[] { 0, 1, 2, 3, 4 })]
    public void Chart_OfManyDepartments_DrawsTheUpperLevelsThatHaveRoom(int[] depths, int[] drawn) => Assert.Equal(drawn, ReportWords.Upper(depths));

    [Fact]
    public async Task CycleReport_OfADepartmentWhoseUpperOneIsLeftOut_SaysWhereItBelongs()
    {
        await using var portal = await TestPortal.CreateAsync();
        var story = await ReportStory.CreateAsync(portal, spread: true);
        var report = await portal.Get<CycleReportQueries>().FindAsync(story.Results.CycleId, story.Results.Hr, Stop);
        DepartmentMean[] means = [report!.Figures.Departments[0], new("/1/2/3/", "North", 3, 12, 70m)];

        var written = (report with { Figures = report.Figures with { Departments = means }, Departments = new Dictionary<string, string> { ["/1/2/3/"] = "Sales / North" } }).Write("");

        Assert.Equal(["Everybody", "Sales / North"], ReportStory.Table(written, "Mean total by department").Rows.Select(r => r[0].Text));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task TeamReport_OfAManager_HoldsTheirTeamOnly_HrLeavesATrace(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ReportStory.CreateAsync(portal);
        var mia = Actors.Of(story.Results.Manager);

        var report = await story.MakeAsync(ReportKind.Team, mia);

        var totals = ReportStory.Table(report, "Totals of the team");
        Assert.Equal(["Hana", "Person 01", "Person 02", "Person 03", "王芳"], totals.Rows.Select(r => r[0].Text).Order(StringComparer.Ordinal));
        Assert.Equal(79.57m, totals.Rows.Single(r => r[0].Text == "王芳")[3].Value);
        Assert.Equal(5, ReportStory.Table(report, "People by total").Rows.Sum(r => r[1].Value));
        Assert.True((await story.TryAsync(ReportKind.Team, mia, managerId: story.Results.OtherManager.Id)).Failed);
        Assert.True((await story.TryAsync(ReportKind.Team, Actors.Of(story.Results.Subject))).Failed);
        Assert.True((await story.TryAsync(ReportKind.Team, Actors.Administrator, managerId: story.Results.Manager.Id)).Failed);

        // HR who is in the team sees it without herself
        var seen = ReportStory.Table(await story.MakeAsync(ReportKind.Team, story.Results.HrWhoTakesPart, managerId: story.Results.Manager.Id), "Totals of the team");
        Assert.DoesNotContain("Hana", seen.Rows.Select(r => r[0].Text));
        await using var db = portal.Open();
        var look = await db.AuditEntries.AsNoTracking().SingleAsync(e => e.Action == "Results.TeamReportViewed", Stop);
        Assert.Equal(story.Results.Manager.Id, look.SubjectEmployeeId);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task TeamReport_ManagerWhoWroteAsAPeer_DoesNotHoldThatResult(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ReportStory.CreateAsync(portal);
        await using (var db = portal.Open())
        {
            // one of the peers becomes who reads the result
            var participant = await db.Participants.SingleAsync(p => p.Id == story.Results.SubjectId, Stop);
            await db.Participants.Where(p => p.Id == participant.Id).ExecuteUpdateAsync(s => s.SetProperty(p => p.ManagerId, story.Results.Peers[0].Id), Stop);
            await db.Participants.Where(p => p.Id == story.Results.HanaId).ExecuteUpdateAsync(s => s.SetProperty(p => p.ManagerId, story.Results.Peers[0].Id), Stop);
        }

        var report = await story.MakeAsync(ReportKind.Team, Actors.Of(story.Results.Peers[0]));

        Assert.Equal(["Hana"], ReportStory.Table(report, "Totals of the team").Rows.Select(r => r[0].Text));
        Assert.DoesNotContain("王芳", JsonSerializer.Serialize(report.Parts.SkipLast(1)), StringComparison.Ordinal);
        Assert.DoesNotContain("79.57", JsonSerializer.Serialize(report), StringComparison.Ordinal);
    }

    /// <summary>Two hidden peers, or none at all: everything that anybody reads is the same to the last letter.</summary>
    [Theory, ClassData(typeof(Providers))]
    public async Task Reports_WithASuppressedGroup_SayNothingOfIt(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var two = await ReportStory.CreateAsync(portal, peers: 2);
        await using var other = await TestPortal.CreateAsync(provider);
        var none = await ReportStory.CreateAsync(other, peers: 0);

        foreach (var (kind, actor) in ((ReportKind, Func<ReportStory, Actor>)[])[(ReportKind.Team, s => Actors.Of(s.Results.Manager)), (ReportKind.Cycle, s => Actors.Of(s.Results.OtherManager)), (ReportKind.Cycle, s => s.Results.Hr)])
        {
            var (with, without) = (await two.MakeAsync(kind, actor(two)), await none.MakeAsync(kind, actor(none)));
            // how many of the company's reviews came in is no secret
            Assert.Equal(JsonSerializer.Serialize(without.Parts.Where(p => p.Heading != "Participation")), JsonSerializer.Serialize(with.Parts.Where(p => p.Heading != "Participation")));
        }

        Assert.DoesNotContain("peer 0", JsonSerializer.Serialize((await two.Results.ViewAsync(Actors.Of(two.Results.Subject))).Value), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task ProgressReport_IsForHrAndLeavesTheirOwnCaseOut(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ReportStory.CreateAsync(portal);

        var all = await story.MakeAsync(ReportKind.Progress, story.Results.Hr);
        var mine = await story.MakeAsync(ReportKind.Progress, Actors.Of(story.Results.Subject, Roles.Employee | Roles.HR));

        Assert.Equal((4m, 4m), (Peers(all)[1].Value, Peers(all)[2].Value));
        Assert.DoesNotContain(ReportStory.Table(mine, "Calendar").Rows, r => r[0].Text == "Peers");
        Assert.DoesNotContain(mine.Parts.SelectMany(p => p.Tables), t => t.Caption.StartsWith("Reviews handed in", StringComparison.Ordinal));
        Assert.Equal("14", mine.Facts.Single(f => f.Name == "Participants").Value);
        Assert.True((await story.TryAsync(ReportKind.Progress, Actors.Of(story.Results.Manager))).Failed);

        static IReadOnlyList<Web.Shared.Reports.ReportCell> Peers(Web.Shared.Reports.Report report) => ReportStory.Table(report, "Reviews handed in").Rows.Single(r => r[0].Text == "Peers");
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task CycleReport_OfAClosedCycle_ReadsWhatWasFrozen(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ReportStory.CreateAsync(portal);
        await using (var db = portal.Open())
        {
            db.CycleStatistics.Add(new CycleStatistics(story.Results.CycleId, 1, CycleFigures.Nothing with { Participants = 77, Mean = 12.34m }, portal.Now));
            await db.Cycles.ExecuteUpdateAsync(s => s.SetProperty(c => c.State, CycleState.Closed), Stop);
            await db.SaveChangesAsync(Stop);
        }

        var report = await story.MakeAsync(ReportKind.Cycle, story.Results.Hr);

        Assert.Equal("77", report.Facts.Single(f => f.Name == "Participants").Value);
        Assert.Equal(12.34m, Assert.Single(ReportStory.Table(report, "Mean total by cycle").Rows)[3].Value);
    }

    /// <summary>A correction after the release must not show as the difference of two reports.</summary>
    [Theory, ClassData(typeof(Providers))]
    public async Task CycleReport_AfterOneResultWasCorrected_IsAsReleased(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ReportStory.CreateAsync(portal);
        var before = JsonSerializer.Serialize(await story.MakeAsync(ReportKind.Cycle, story.Results.Hr));
        await using (var db = portal.Open())
        {
            var result = await db.ParticipantResults.Include(r => r.Versions).SingleAsync(r => r.ParticipantId == story.Results.SubjectId, Stop);
            db.ResultVersions.Add(new Domain.Results.ResultVersion(result.Id, 2, Domain.Results.ResultVersionKind.Appealed, result.Versions[0].Tree with { Total = 99 }, "appeal", story.Results.Hr, portal.Now.AddHours(1)));
            db.Entry(result).Property(r => r.CurrentNumber).CurrentValue = 2;
            db.Entry(result).Property(r => r.CurrentTotal).CurrentValue = 99m;
            await db.SaveChangesAsync(Stop);
        }

        Assert.Equal(before, JsonSerializer.Serialize(await story.MakeAsync(ReportKind.Cycle, story.Results.Hr)));
        Assert.Equal(99m, (await portal.Get<MyResultQueries>().MineAsync(Actors.Of(story.Results.Subject), Stop))[0].Total);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Choices_AreWhatMayBeRead(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ReportStory.CreateAsync(portal);
        var queries = portal.Get<ReportChoiceQueries>();

        Assert.Equal([ReportKind.Progress, ReportKind.Team, ReportKind.Cycle], Assert.Single(await queries.CyclesAsync(story.Results.Hr, Stop)).Kinds);
        Assert.Equal([ReportKind.Team], Assert.Single(await queries.CyclesAsync(Actors.Of(story.Results.Manager), Stop)).Kinds);
        Assert.Empty(await queries.CyclesAsync(Actors.Of(story.Results.Subject), Stop));
        Assert.Equal([("Mia", 5), ("Otto", 10)], (await queries.TeamsAsync(story.Results.CycleId, story.Results.Hr, Stop)).Select(t => (t.Name, t.People)));
        Assert.Equal(["Mia"], (await queries.TeamsAsync(story.Results.CycleId, Actors.Of(story.Results.Manager), Stop)).Select(t => t.Name));
    }
}
