using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.People;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Cycles.Setup;

namespace StarPortal.Web.Tests.Cycles;

public sealed class SetupTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Population_ByEveryFilter_FindsThePeople(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var ann = await portal.AddEmployeeAsync("Ann", department: "Sales", jobFamily: "Sales", level: "P1");
        var bob = await portal.AddEmployeeAsync("Bob", department: "Sales", jobFamily: "Sales", level: "P2");
        var cid = await portal.AddEmployeeAsync("Cid 席德", department: "Tech", jobFamily: "Tech", level: "P1");
        int below;
        await using (var db = portal.Open())
        {
            var sales = await db.Departments.SingleAsync(d => d.Name == "Sales", Stop);
            var team = new Department("Team", sales);
            db.Departments.Add(team);
            await db.SaveChangesAsync(Stop);
            team.SetPath();
            await db.SaveChangesAsync(Stop);
            var dan = new Employee("D1", new EmployeeDetails("Dan", "d1@example.org", team.Id, HireDate: new DateOnly(2026, 6, 1)));
            db.Employees.Add(dan);
            await db.SaveChangesAsync(Stop);
            below = dan.Id;
        }

        var all = Population.Everybody;
        var departments = all with { DepartmentIds = [ann.DepartmentId] };
        await ExpectAsync(all, ann.Id, bob.Id, cid.Id, below);
        await ExpectAsync(departments, ann.Id, bob.Id, below);
        await ExpectAsync(departments with { HiredUntil = new DateOnly(2026, 1, 1) }, ann.Id, bob.Id);
        await ExpectAsync(all with { JobFamilies = ["Sales"], Levels = ["P1"] }, ann.Id);
        await ExpectAsync(departments with { IncludedEmployeeIds = [cid.Id], ExcludedEmployeeIds = [bob.Id] }, ann.Id, cid.Id, below);
        await ExpectAsync(Population.OnlyNamed with { IncludedEmployeeIds = [cid.Id] }, cid.Id);
        await ExpectAsync(Population.OnlyNamed);
        Assert.Equal(1, (await portal.Get<SetupQueries>().PopulationAsync(all, "UTC", "席", 1, Actors.Hr, Stop)).Total);

        async Task ExpectAsync(Population population, params int[] people)
        {
            var found = await portal.Get<SetupQueries>().PopulationAsync(population, "UTC", "", 1, Actors.Hr, Stop);
            Assert.Equal(people.Order(), found.Rows.Select(r => r.Id).Order());
        }
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Check_OfAnOddCycle_ListsWarningsAndErrors(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await portal.AddEmployeeAsync("Ann");
        var cycle = await portal.DraftAsync();

        var check = await portal.Get<CheckQueries>().CheckAsync(cycle, Actors.Hr, Stop);

        Assert.False(check!.Blocked);
        Assert.Equal((1, 1, 0, 0), (check.Participants, check.SelfReviews, check.ManagerReviews, check.PeerReviews));
        var codes = check.Findings.Select(f => f.Error.Code).ToList();
        Assert.Contains("CheckNoManager", codes);
        Assert.Contains("CheckFewPeers", codes);
        Assert.Contains("CheckPhasePast", codes);
        Assert.Null(await portal.Get<CheckQueries>().CheckAsync(cycle, Actors.Administrator, Stop));
    }

    [Fact]
    public async Task Check_OfAnEmptyDraft_Blocks()
    {
        await using var portal = await TestPortal.CreateAsync();
        var made = await portal.Get<CreateCycle>().RunAsync(new CycleBasics("Empty", PeriodKind.Month, new DateOnly(2026, 12, 1), new DateOnly(2026, 12, 31), "UTC"), Actors.Hr, Stop);

        var check = await portal.Get<CheckQueries>().CheckAsync(made.Value, Actors.Hr, Stop);

        Assert.True(check!.Blocked);
        Assert.Contains(check.Findings, f => f.Error.Is(CycleErrors.TemplateMissing));
        Assert.Contains(check.Findings, f => f.Error.Is(CycleErrors.NobodyTakesPart));
    }

    [Fact]
    public async Task Edit_OfAnOlderVersion_IsAnsweredWithChangedElsewhere()
    {
        await using var portal = await TestPortal.CreateAsync();
        await portal.AddEmployeeAsync("Ann");
        var cycle = await portal.DraftAsync();

        var late = await portal.Get<EditCycle>().RunAsync(new CycleEdit(cycle, 0) { Reviewers = new ReviewerSetup(true, false, 5) }, Actors.Hr, Stop);

        Assert.Equal("ChangedElsewhere", late.Error.Code);
    }

    [Fact]
    public async Task Edit_OfThePeriod_MovesAPresetCalendarAlong()
    {
        await using var portal = await TestPortal.CreateAsync();
        var cycle = await portal.DraftAsync();
        var before = await portal.CycleAsync(cycle);

        await portal.Get<EditCycle>().RunAsync(
            new CycleEdit(cycle, before.Version) { Basics = new CycleBasics("December", PeriodKind.Month, new DateOnly(2026, 12, 1), new DateOnly(2026, 12, 31), "UTC") }, Actors.Hr, Stop);

        var after = await portal.CycleAsync(cycle);
        Assert.Equal(before.Phases.Count, after.Phases.Count);
        Assert.Equal(new DateTime(2026, 12, 20, 9, 0, 0), after.Phase(PhaseKind.SelfReview)!.OpensAt);
    }

    [Fact]
    public async Task Publish_ThenEdit_IsRefused_AndTheCriteriaAreSeen()
    {
        await using var portal = await TestPortal.CreateAsync();
        var ann = await portal.AddEmployeeAsync("Ann");
        var bob = await portal.AddEmployeeAsync("Bob", department: "Elsewhere");
        var cycle = await portal.DraftAsync(Population.Everybody with { DepartmentIds = [ann.DepartmentId] });
        var criteria = portal.Get<Features.Cycles.CriteriaQueries>();
        Assert.Null(await criteria.FindAsync(cycle, Actors.Of(ann), Stop));
        await portal.PublishAsync(cycle);

        var edit = await portal.Get<EditCycle>().RunAsync(new CycleEdit(cycle, (await portal.CycleAsync(cycle)).Version) { Population = Population.Everybody }, Actors.Hr, Stop);

        Assert.True(edit.Error.Is(CycleErrors.WrongState));
        Assert.NotNull(await criteria.FindAsync(cycle, Actors.Of(ann), Stop));
        Assert.Null(await criteria.FindAsync(cycle, Actors.Of(bob), Stop));
    }

    [Fact]
    public async Task Reviewers_ChosenImportedAndRemoved_AreKept()
    {
        await using var portal = await TestPortal.CreateAsync();
        var ann = await portal.AddEmployeeAsync("Ann");
        var bob = await portal.AddEmployeeAsync("Bob");
        var cid = await portal.AddEmployeeAsync("Cid");
        var cycle = await portal.DraftAsync();
        var plan = portal.Get<PlanReviewers>();

        Assert.True((await plan.RunAsync(new ReviewerPlan.Add(cycle, ann.Id, ann.Id, Relationship.Peer), Actors.Hr, Stop)).Error.Is(SetupErrors.OwnReviewer));
        Assert.Equal(1, (await plan.RunAsync(new ReviewerPlan.Add(cycle, ann.Id, bob.Id, Relationship.Peer), Actors.Hr, Stop)).Value);
        Assert.True((await plan.RunAsync(new ReviewerPlan.Add(cycle, ann.Id, bob.Id, Relationship.Peer), Actors.Hr, Stop)).Error.Is(SetupErrors.AlreadyPlanned));
        var wrong = await ImportAsync([ann.Number, cid.Number], [bob.Number, "E9999"]);
        Assert.Equal((0, 1), (wrong.Added, wrong.Errors.Count));
        Assert.Equal(2, (await ImportAsync([ann.Number, cid.Number], [bob.Number, cid.Number], [ann.Number, bob.Number])).Added);
        Assert.Equal(1, (await plan.RunAsync(new ReviewerPlan.Remove(cycle, ann.Id, bob.Id), Actors.Hr, Stop)).Value);
        var rows = (await portal.Get<PlannedQueries>().RowsAsync(cycle, "", 1, Actors.Hr, Stop)).Rows;
        Assert.Equal(["Cid"], rows.Single(r => r.EmployeeId == ann.Id).Reviewers.Select(r => r.Name));

        async Task<ReviewerImportReport> ImportAsync(params string[][] cells) =>
            (await portal.Get<ImportReviewers>().RunAsync(cycle, new SheetTable(["Number", "Reviewer"], [.. cells.Select((c, i) => new SheetRow(i + 2, c))]), Actors.Hr, Stop)).Value;
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task PlanReviewers_ForOneself_IsRefused(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var hanna = await portal.AddEmployeeAsync("Hanna", jobFamily: "HR");
        var ann = await portal.AddEmployeeAsync("Ann");
        var cycle = await portal.DraftAsync();
        var (plan, own) = (portal.Get<PlanReviewers>(), Actors.Of(hanna, Domain.Roles.Employee | Domain.Roles.HR));

        Assert.True((await plan.RunAsync(new ReviewerPlan.Add(cycle, hanna.Id, ann.Id, Relationship.Peer), own, Stop)).Error.Is(CycleErrors.OwnCase));
        Assert.True((await plan.RunAsync(new ReviewerPlan.Add(cycle, hanna.Id, ann.Id, Relationship.Peer), Actors.Hr, Stop)).Succeeded);
        Assert.True((await plan.RunAsync(new ReviewerPlan.Remove(cycle, hanna.Id, ann.Id), own, Stop)).Error.Is(CycleErrors.OwnCase));
        var file = new Domain.SheetTable(["Number", "Reviewer"], [new Domain.SheetRow(2, [hanna.Number, ann.Number])]);
        Assert.True(Assert.Single((await portal.Get<ImportReviewers>().RunAsync(cycle, file, own, Stop)).Value.Errors).Error.Is(CycleErrors.OwnCase));
    }
}
