using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.People;
using StarPortal.Web.Features.Cycles.Changes;
using StarPortal.Web.Shared.Inbox;
using StarPortal.Web.Shared.People;

namespace StarPortal.Web.Tests.Cycles;

public sealed class DifferencesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Differences_OfEveryKind_AreFoundCountedAndWaitInTheInbox(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (cycle, people) = await SetAsync(portal);
        var queries = portal.Get<ChangeQueries>();

        var view = await queries.FindAsync(cycle, Actors.Hr, Stop);
        var rows = await queries.DifferencesAsync(cycle, new DifferenceFilter(), Actors.Hr, Stop);

        Assert.Equal(
            [(DifferenceKind.Manager, 1), (DifferenceKind.Department, 1), (DifferenceKind.Position, 1), (DifferenceKind.Left, 1), (DifferenceKind.Returned, 0), (DifferenceKind.Joined, 1)],
            view!.Counts.Select(c => (c.Kind, c.Count)));
        Assert.Equal(
            new HashSet<(string, DifferenceKind, string, string)>
            {
                ("Bea", DifferenceKind.Manager, "Mona", "Nora"),
                ("Cleo", DifferenceKind.Department, "Operations", "Sales"),
                ("Dan", DifferenceKind.Position, "–", "P5"),
                ("Emil", DifferenceKind.Left, "", "2026-11-01"),
                ("Lena", DifferenceKind.Joined, "", "Operations"),
            },
            rows.Rows.Select(r => (r.Name, r.Kind, r.Before, r.After)).ToHashSet());
        Assert.Equal(5, rows.Total);
        Assert.Equal("Bea", Assert.Single((await queries.DifferencesAsync(cycle, new DifferenceFilter(Search: "be"), Actors.Hr, Stop)).Rows).Name);
        Assert.Single((await queries.DifferencesAsync(cycle, new DifferenceFilter(DifferenceKind.Left), Actors.Hr, Stop)).Rows);
        // HR's own case is another's to decide
        Assert.Equal(4, (await queries.DifferencesAsync(cycle, new DifferenceFilter(), Actors.Of(people["Bea"], Roles.Employee | Roles.HR), Stop)).Total);
        var inbox = portal.Get<IEnumerable<IInboxSource>>().Single(s => s.GetType().Name == "ChangesInbox");
        Assert.Contains(Assert.Single(await inbox.ForAsync(Actors.Hr, Stop)).Context, c => c == '5');
        Assert.Empty(await inbox.ForAsync(Actors.Of(people["Mona"]), Stop));
        Assert.Null(await queries.FindAsync(cycle, Actors.Of(people["Mona"]), Stop));
        Assert.Equal(0, (await queries.DifferencesAsync(cycle, new DifferenceFilter(), Actors.Administrator, Stop)).Total);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task LeftAsIs_IsAskedAgainOnlyWhenTheOrganisationChangesOnceMore(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (cycle, people) = await SetAsync(portal);
        var leave = portal.Get<LeaveAsIs>();
        foreach (var (kind, name) in new[]
        {
            (DifferenceKind.Manager, "Bea"), (DifferenceKind.Department, "Cleo"), (DifferenceKind.Position, "Dan"), (DifferenceKind.Left, "Emil"), (DifferenceKind.Joined, "Lena"),
        })
        {
            var left = await leave.RunAsync(new LeaveAsIsOrder(cycle, kind, [people[name].Id], "known"), Actors.Hr, Stop);
            Assert.True(left.Succeeded, string.Join(", ", left.Errors));
        }

        Assert.Equal(0, (await portal.Get<ChangeQueries>().DifferencesAsync(cycle, new DifferenceFilter(), Actors.Hr, Stop)).Total);
        Assert.Equal(5, (await portal.Get<ChangeQueries>().HistoryAsync(cycle, 1, Actors.Hr, Stop)).Total);
        await PeopleChangesTests.EditAsync(portal, people["Bea"].Id, d => d with { ManagerId = people["Cleo"].Id });
        await PeopleChangesTests.EditAsync(portal, people["Dan"].Id, d => d with { Level = "P6" });

        Assert.Equal(["Bea", "Dan"], (await portal.Get<ChangeQueries>().DifferencesAsync(cycle, new DifferenceFilter(), Actors.Hr, Stop)).Rows.Select(r => r.Name));
        await using var db = portal.Open();
        var told = await db.Notifications.AsNoTracking().SingleAsync(n => n.Kind.StartsWith("Cycles."), Stop);
        Assert.Equal((people["Mona"].Id, "Cycles.ManagerKept"), (told.EmployeeId, told.Kind));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Bulk_OfOneKind_IsDoneForAllOrNone(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (cycle, people) = await SetAsync(portal);
        await PeopleChangesTests.EditAsync(portal, people["Dan"].Id, d => d with { ManagerId = people["Nora"].Id });
        var rows = (await portal.Get<ChangeQueries>().DifferencesAsync(cycle, new DifferenceFilter(DifferenceKind.Manager), Actors.Hr, Stop)).Rows;
        Assert.Equal(2, rows.Count);
        var change = portal.Get<ChangeManager>();
        var order = new ManagerChangeOrder(cycle, [.. rows.Select(r => new NewManager(new PersonSeen(r.ParticipantId!.Value, r.Version), people["Nora"].Id))], null, null, "new team");

        Assert.Equal(
            SharedErrors.ChangedElsewhere,
            (await change.RunAsync(order with { People = [order.People[0], order.People[1] with { Person = order.People[1].Person with { Version = 9 } }] }, Actors.Hr, Stop)).Error);
        Assert.Equal(2, (await portal.Get<ChangeQueries>().DifferencesAsync(cycle, new DifferenceFilter(DifferenceKind.Manager), Actors.Hr, Stop)).Total);
        Assert.True((await change.RunAsync(order, Actors.Hr, Stop)).Succeeded);
        Assert.Equal(0, (await portal.Get<ChangeQueries>().DifferencesAsync(cycle, new DifferenceFilter(DifferenceKind.Manager), Actors.Hr, Stop)).Total);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task OrganisationEffects_BeforeAnything_SayWhoIsConcernedByWhat(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (_, people) = await SetAsync(portal);
        var effects = portal.Get<IOrganisationEffects>();
        var ada = people["Ada"];
        RecordChange Of(Employee employee, EmployeeDetails after, params PeopleField[] fields) => new(employee.Id, employee.Number, after, "", null, "Nora", fields.ToHashSet());

        var found = Assert.Single(await effects.ForAsync(
            [
                Of(ada, ada.Details with { ManagerId = people["Nora"].Id, LeaveDate = new DateOnly(2026, 11, 1) }, PeopleField.Manager, PeopleField.LeaveDate),
                Of(people["Cleo"], people["Cleo"].Details with { Email = "new@example.org" }, PeopleField.Email),
                new RecordChange(null, "E9", new EmployeeDetails("Newt", "newt@example.org", -1), "Branch", people["Ada"].DepartmentId, "", Enum.GetValues<PeopleField>().ToHashSet()),
            ],
            Actors.Hr,
            Stop));

        Assert.Equal(
            [(DifferenceKind.Manager, "Ada", "Mona", "Nora"), (DifferenceKind.Left, "Ada", "", "2026-11-01"), (DifferenceKind.Joined, "Newt", "", "Branch")],
            found.People.Select(p => (p.Kind, p.Name, p.Before, p.After)));
        Assert.Equal((1, 0), (found.People[0].OpenAbout, found.People[0].OpenOthers));
        Assert.Empty(await effects.ForAsync([Of(ada, ada.Details, PeopleField.Manager)], Actors.Of(people["Mona"]), Stop));
        var concern = Assert.Single(await effects.ConcernsAsync(people["Mona"].Id, Actors.Hr, Stop));
        Assert.Equal((true, 5, 6), (concern.TakesPart, concern.Manages, concern.OpenReviews));
    }

    /// <summary>A running cycle of Mona's team and Nora, in which every kind of difference has come up since, and Lena is new.</summary>
    private static async Task<(int Cycle, Dictionary<string, Employee> People)> SetAsync(TestPortal portal)
    {
        var people = new Dictionary<string, Employee> { ["Mona"] = await portal.AddEmployeeAsync("Mona"), ["Nora"] = await portal.AddEmployeeAsync("Nora") };
        foreach (var name in (string[])["Ada", "Bea", "Cleo", "Dan", "Emil"])
        {
            people[name] = await portal.AddEmployeeAsync(name, people["Mona"]);
        }

        var cycle = await portal.RunningAsync();
        people["Lena"] = await portal.AddEmployeeAsync("Lena", people["Mona"]);
        people["Otto"] = await portal.AddEmployeeAsync("Otto", department: "Sales");
        await PeopleChangesTests.EditAsync(portal, people["Otto"].Id, d => d with { LeaveDate = new DateOnly(2026, 1, 1) });
        await PeopleChangesTests.EditAsync(portal, people["Bea"].Id, d => d with { ManagerId = people["Nora"].Id });
        await PeopleChangesTests.EditAsync(portal, people["Cleo"].Id, d => d with { DepartmentId = people["Otto"].DepartmentId });
        await PeopleChangesTests.EditAsync(portal, people["Dan"].Id, d => d with { Level = "P5" });
        await PeopleChangesTests.EditAsync(portal, people["Emil"].Id, d => d with { LeaveDate = new DateOnly(2026, 11, 1) });
        return (cycle, people);
    }
}
