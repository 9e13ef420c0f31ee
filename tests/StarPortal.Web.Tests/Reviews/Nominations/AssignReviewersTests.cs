using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Cycles.Setup;
using StarPortal.Web.Features.Reviews.Nominations;
using StarPortal.Web.Tests.Cycles;

namespace StarPortal.Web.Tests.Reviews.Nominations;

/// <summary>HR's rules: what the preview shows is what happens, before launch and after.</summary>
public sealed class AssignReviewersTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Running_PreviewAndResult_AreTheSame_AndTwiceAddsNothing(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await NominationStage.SetAsync(portal);
        AssignmentRule rule = new AssignmentRule.Colleagues(2, 11, true);
        var queries = portal.Get<NominationOverviewQueries>();

        var preview = (await queries.PreviewAsync(stage.CycleId, rule, stage.Hr, Stop))!;
        var again = (await queries.PreviewAsync(stage.CycleId, rule, stage.Hr, Stop))!;
        Assert.Equivalent(preview, again, strict: true);
        Assert.Null(await queries.PreviewAsync(stage.CycleId, rule, Actors.Of(stage.Mona), Stop));
        Assert.True((await portal.Get<AssignReviewers>().RunAsync(stage.CycleId, rule, Actors.Of(stage.Mona), Stop)).Error.Is(SharedErrors.NotAllowed));

        Assert.Equal(preview.Reviewers, (await portal.Get<AssignReviewers>().RunAsync(stage.CycleId, rule, stage.Hr, Stop)).Value);

        await using var db = portal.Open();
        var made = await db.Reviews.AsNoTracking().Where(r => r.Relationship == Relationship.Peer)
            .Join(db.Employees, r => r.SubjectId, e => e.Id, (r, e) => new { e.Name, r.ReviewerId })
            .Join(db.Employees, x => x.ReviewerId, e => e.Id, (x, e) => new { x.Name, Reviewer = e.Name }).ToListAsync(Stop);
        Assert.Equal(preview.Reviewers, made.Count);
        Assert.All(preview.First, row => Assert.Equal(row.Reviewers.Order(), made.Where(m => m.Name == row.Name).Select(m => m.Reviewer).Order()));
        Assert.Equal(0, (await portal.Get<AssignReviewers>().RunAsync(stage.CycleId, rule, stage.Hr, Stop)).Value);
        // the phase is not open: they are told when it opens
        Assert.Empty(await stage.ToldAsync());
        Assert.Equal(2, await db.AuditEntries.CountAsync(a => a.Action == "Reviews.ReviewersAssigned", Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Running_DirectReportsAndCrossTeam_KeepOneRoleEach(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await NominationStage.SetAsync(portal);
        var assign = portal.Get<AssignReviewers>();

        Assert.Equal(3, (await assign.RunAsync(stage.CycleId, new AssignmentRule.DirectReports(), stage.Hr, Stop)).Value);
        // Mona reviews Emma as her manager already, and Emma reviews Mona as a report
        Assert.Equal(4, (await assign.RunAsync(stage.CycleId, new AssignmentRule.CrossTeam("Fair", [stage.Mona.Id, stage.Emma.Id, stage.Olga.Id], [], false), stage.Hr, Stop)).Value);
        Assert.True((await assign.RunAsync(stage.CycleId, new AssignmentRule.CrossTeam("Own", [stage.Hanna.Id, stage.Olga.Id], [], false), stage.Hr, Stop)).Error.Is(CycleErrors.OwnCase));
        Assert.True((await portal.Get<NominationOverviewQueries>().PreviewAsync(stage.CycleId, new AssignmentRule.CrossTeam("Own", [stage.Olga.Id], [stage.Hanna.Id], false), stage.Hr, Stop))!.OwnCase);

        await using var db = portal.Open();
        Assert.False(await db.Reviews.GroupBy(r => new { r.ParticipantId, r.ReviewerId }).AnyAsync(g => g.Count() > 1, Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task BeforeLaunch_PlansByRule_AndLaunchMakesThem(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var mona = await portal.AddEmployeeAsync("Mona");
        await portal.AddEmployeeAsync("Emma", mona);
        await portal.AddEmployeeAsync("Eric", mona);
        var cycle = await portal.DraftAsync();
        var rule = new AssignmentRule.DirectReports();

        Assert.Equal(2, (await portal.Get<PlannedQueries>().PreviewAsync(cycle, rule, Actors.Hr, Stop))!.Reviewers);
        Assert.Equal(2, (await portal.Get<PlanReviewers>().RunAsync(new ReviewerPlan.Assign(cycle, rule), Actors.Hr, Stop)).Value);

        await portal.PublishAsync(cycle);
        await portal.LaunchAsync(cycle);
        Assert.True(await portal.Get<StarPortal.Web.Features.Jobs.LongTaskWork>().RunNextAsync(Stop));
        await using var db = portal.Open();
        Assert.Equal(2, await db.Reviews.CountAsync(r => r.Relationship == Relationship.Report && r.SubjectId == mona.Id, Stop));
    }

    [Fact]
    public async Task Check_GroupsThatCannotWork_AreWarnedOf()
    {
        await using var portal = await TestPortal.CreateAsync();
        await portal.AddEmployeeAsync("Ann");
        var cycle = await portal.DraftAsync();

        // the template asks peers
        Assert.Equal("CheckGroupClosed", await WarningAsync(new GroupRule(Relationship.Peer, 0, 0, Nominator.Hr)));
        Assert.Equal("CheckMinimumUnderThreshold", await WarningAsync(new GroupRule(Relationship.Peer, 2, 8, Nominator.Hr)));
        Assert.Equal("", await WarningAsync(new GroupRule(Relationship.Peer, 3, 8, Nominator.Hr)));

        async Task<string> WarningAsync(GroupRule peers)
        {
            var edited = await portal.Get<EditCycle>().RunAsync(
                new CycleEdit(cycle, (await portal.CycleAsync(cycle)).Version) { Reviewers = new ReviewerSetup(true, true, 3, ReviewRules.Default with { Groups = [peers] }) }, Actors.Hr, Stop);
            Assert.True(edited.Succeeded);
            var check = (await portal.Get<CheckQueries>().CheckAsync(cycle, Actors.Hr, Stop))!;
            return string.Join(",", check.Findings.Select(f => f.Error.Code).Where(c => c is "CheckGroupClosed" or "CheckMinimumUnderThreshold"));
        }
    }
}
