using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.People;
using StarPortal.Web.Features.People;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Tests.People;

public sealed class PeopleUseCasesTests
{
    private static readonly SortBy ByName = new("name", false);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Directory_SearchFilterSort_GoByWhoAsks(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var ann = await portal.AddEmployeeAsync("Ann_Chief", jobFamily: "Sales", level: "P2");
        var wei = await portal.AddEmployeeAsync("张伟", ann, "Support", "Service", "P1");
        await LeaveAsync(portal, wei, new DateOnly(2026, 1, 31));
        var people = portal.Get<PeopleQueries>();

        async Task<string[]> NamesAsync(PeopleFilter filter, Actor actor) => [.. (await people.ListAsync(filter, ByName, 1, actor, Stop)).Rows.Select(r => r.Name)];
        Assert.Equal(["Ann_Chief"], await NamesAsync(new PeopleFilter(), Actors.Of(ann)));
        Assert.Empty(await NamesAsync(new PeopleFilter(Status: EmployeeStatus.Left), Actors.Of(ann)));
        Assert.Equal(["张伟"], await NamesAsync(new PeopleFilter(Status: EmployeeStatus.Left), Actors.Hr));
        Assert.Equal(["Ann_Chief"], await NamesAsync(new PeopleFilter("n_c"), Actors.Hr));
        Assert.Empty(await NamesAsync(new PeopleFilter("a%f"), Actors.Hr));
        Assert.Equal(["张伟"], await NamesAsync(new PeopleFilter("张", wei.DepartmentId, "Service", "P1", EmployeeStatus.All), Actors.Hr));
        foreach (var column in PeopleColumns.All)
        {
            Assert.Equal(2, (await people.ListAsync(new PeopleFilter(Status: EmployeeStatus.All), new SortBy(column.Key, true), 1, Actors.Hr, Stop)).Total);
        }

        Assert.Null((await people.ListAsync(new PeopleFilter(), ByName, 1, Actors.Of(ann), Stop)).Rows[0].HireDate);
        Assert.Equal(["Sales"], (await people.ChoicesAsync(Actors.Of(ann), Stop)).JobFamilies);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Person_ShownToOthers_HasNoPersonnelFacts(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var ann = await portal.AddEmployeeAsync("Ann");
        var bob = await portal.AddEmployeeAsync("Bob", ann);
        var cid = await portal.AddEmployeeAsync("Cid", ann);
        await LeaveAsync(portal, cid, new DateOnly(2026, 1, 31));
        var people = portal.Get<EmployeeQueries>();

        var own = await people.GetAsync(bob.Id, Actors.Of(bob), Stop);
        var other = await people.GetAsync(ann.Id, Actors.Of(bob), Stop);
        var hr = await people.GetAsync(ann.Id, Actors.Hr, Stop);
        Assert.Equal((new DateOnly(2020, 1, 1), "Ann", false), (own!.Details.HireDate!.Value, own.Manager!.Name, own.CanEdit));
        Assert.Null(other!.Details.HireDate);
        Assert.Equal(["Bob"], other.Reports.Select(r => r.Name));
        Assert.True(hr!.CanEdit);
        Assert.Null(await people.GetAsync(cid.Id, Actors.Of(bob), Stop));
        Assert.True((await people.GetAsync(cid.Id, Actors.Hr, Stop))!.HasLeft);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Edit_ByHr_IsAuditedAndTheAccountFollows(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var ann = await portal.AddEmployeeAsync("Ann");
        var added = await portal.Get<AddEmployee>().RunAsync(new EmployeeInput(" B7 ", new EmployeeDetails("Bob", "Bob@x.example", ann.DepartmentId, ManagerId: ann.Id)), Actors.Hr, Stop);
        var input = new EmployeeInput("B7", new EmployeeDetails("Bob B", "bobb@x.example", ann.DepartmentId, Level: "P2", ManagerId: ann.Id));

        var result = await portal.Get<EditEmployee>().RunAsync(added.Value, input, Actors.Hr, Stop);
        var stale = await portal.Get<EditEmployee>().RunAsync(added.Value, input with { Number = "B8" }, Actors.Hr, Stop);

        Assert.True(result.Succeeded);
        Assert.True(stale.Error.Is(SharedErrors.ChangedElsewhere));
        await using var db = portal.Open();
        var account = await db.Users.SingleAsync(a => a.EmployeeId == added.Value, Stop);
        Assert.Equal(("bobb@x.example", "Bob B"), (account.UserName, account.DisplayName));
        Assert.Equal("Name: Bob → Bob B; Email: bob@x.example → bobb@x.example; Level:  → P2", (await db.AuditEntries.SingleAsync(a => a.Action == "People.Edited", Stop)).Details);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Edit_FaultyRecord_IsRefusedWithEveryReason(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var ann = await portal.AddEmployeeAsync("Ann");
        var bob = await portal.AddEmployeeAsync("Bob", ann);
        var gone = await portal.AddEmployeeAsync("Gone");
        await LeaveAsync(portal, gone, new DateOnly(2026, 1, 31));
        var edit = portal.Get<EditEmployee>();

        async Task<string> CodesAsync(Employee employee, EmployeeDetails details, Actor actor, string? number = null) =>
            string.Join(',', (await edit.RunAsync(employee.Id, new EmployeeInput(number ?? employee.Number, details), actor, Stop)).Errors.Select(e => e.Code));
        Assert.Equal("ManagerCycle", await CodesAsync(ann, ann.Details with { ManagerId = bob.Id }, Actors.Hr));
        Assert.Equal("ManagerIsSelf", await CodesAsync(ann, ann.Details with { ManagerId = ann.Id }, Actors.Hr));
        Assert.Equal("ManagerHasLeft", await CodesAsync(bob, bob.Details with { ManagerId = gone.Id }, Actors.Hr));
        Assert.Equal("NumberTaken,EmailTaken", await CodesAsync(bob, bob.Details with { Email = ann.Email }, Actors.Hr, ann.Number));
        Assert.Equal("LeaveBeforeHire", await CodesAsync(bob, bob.Details with { LeaveDate = new DateOnly(2019, 1, 1) }, Actors.Hr));
        Assert.Equal("LeaverWarning", await CodesAsync(ann, ann.Details with { LeaveDate = new DateOnly(2026, 12, 31) }, Actors.Hr));
        Assert.Equal("NotAllowed", await CodesAsync(bob, bob.Details with { Level = "P9" }, Actors.Of(bob, Roles.Employee | Roles.HR)));
        Assert.Equal("NotAllowed", await CodesAsync(bob, bob.Details with { Level = "P9" }, Actors.Of(ann)));
        Assert.Equal("", await CodesAsync(bob, bob.Details with { Level = "P9" }, Actors.Of(ann, Roles.Employee | Roles.HR)));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Departments_MovedAndRenamed_KeepTheirSubtree(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var edit = portal.Get<EditDepartments>();
        Assert.True((await edit.AddAsync("A", null, Actors.Hr, Stop)).Succeeded);
        var a = await FindAsync(portal, "A");
        await edit.AddAsync("B", a.Id, Actors.Hr, Stop);
        var b = await FindAsync(portal, "B");
        await edit.AddAsync("C", b.Id, Actors.Hr, Stop);
        var c = await FindAsync(portal, "C");

        Assert.Equal("DepartmentCycle", (await edit.ChangeAsync(a.Id, a.Version, "A", c.Id, Actors.Hr, Stop)).Error.Code);
        Assert.Equal("DepartmentNameTaken", (await edit.AddAsync(" b ", a.Id, Actors.Hr, Stop)).Error.Code);
        Assert.Equal("DepartmentNotEmpty", (await edit.RemoveAsync(b.Id, b.Version, Actors.Hr, Stop)).Error.Code);
        Assert.Equal("NotAllowed", (await edit.ChangeAsync(b.Id, b.Version, "B", null, Actors.Administrator, Stop)).Error.Code);
        Assert.True((await edit.ChangeAsync(b.Id, b.Version, "Bee", null, Actors.Hr, Stop)).Succeeded);
        Assert.Equal($"/{b.Id}/{c.Id}/", (await FindAsync(portal, "C")).Path);
        Assert.Equal("ChangedElsewhere", (await edit.ChangeAsync(b.Id, b.Version, "B", a.Id, Actors.Hr, Stop)).Error.Code);
        Assert.True((await edit.RemoveAsync(a.Id, (await FindAsync(portal, "A")).Version, Actors.Hr, Stop)).Succeeded);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Organisation_Tree_CountsAndHeads(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var ann = await portal.AddEmployeeAsync("Ann", department: "Top");
        var bob = await portal.AddEmployeeAsync("Bob", ann, "Sales");
        await portal.AddEmployeeAsync("Cid", bob, "Sales");
        var sales = await FindAsync(portal, "Sales");
        await portal.Get<EditDepartments>().ChangeAsync(sales.Id, sales.Version, "Sales", ann.DepartmentId, Actors.Hr, Stop);

        var tree = await portal.Get<OrganisationQueries>().TreeAsync(Actors.Of(bob), Stop);

        var (top, below) = (tree.Single(d => d.Name == "Top"), tree.Single(d => d.Name == "Sales"));
        Assert.Equal((1, 3, true), (top.Own, top.All, top.HasChildren));
        Assert.Equal((2, 2, "Bob"), (below.Own, below.All, Assert.Single(below.Heads).Name));
    }

    private static async Task<Department> FindAsync(TestPortal portal, string name)
    {
        await using var db = portal.Open();
        return await db.Departments.AsNoTracking().SingleAsync(d => d.Name == name, Stop);
    }

    private static async Task LeaveAsync(TestPortal portal, Employee employee, DateOnly day)
    {
        await using var db = portal.Open();
        await db.Employees.Where(e => e.Id == employee.Id).ExecuteUpdateAsync(s => s.SetProperty(e => e.LeaveDate, day), Stop);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Departments_MovedUnderEachOtherAtOnce_StayATree(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var edit = portal.Get<EditDepartments>();
        await edit.AddAsync("North", null, Actors.Hr, Stop);
        await edit.AddAsync("South", null, Actors.Hr, Stop);
        await using var db = portal.Open();
        var both = await db.Departments.AsNoTracking().OrderBy(d => d.Id).ToListAsync(Stop);

        var moved = await Task.WhenAll(
            Task.Run(() => edit.ChangeAsync(both[0].Id, both[0].Version, both[0].Name, both[1].Id, Actors.Hr, Stop), Stop),
            Task.Run(() => edit.ChangeAsync(both[1].Id, both[1].Version, both[1].Name, both[0].Id, Actors.Hr, Stop), Stop));

        Assert.Single(moved, m => m.Succeeded);
        Assert.Equal(1, await db.Departments.CountAsync(d => d.ParentId == null, Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Add_OneNumberByManyAtOnce_GivesOneEmployeeAndAnswersForTheOthers(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var ann = await portal.AddEmployeeAsync("Ann");

        var added = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => Task.Run(
            () => portal.Get<AddEmployee>().RunAsync(new EmployeeInput("N1", new EmployeeDetails("New", $"new{i}@example.org", ann.DepartmentId, TimeZone: "UTC", Language: "en-US")), Actors.Hr, Stop), Stop)));

        Assert.Single(added, a => a.Succeeded);
        Assert.All(added.Where(a => a.Failed), a => Assert.Equal("NumberTaken", a.Error.Code));
    }
}
