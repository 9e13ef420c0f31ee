using Microsoft.EntityFrameworkCore;
using StarPortal.Web.Features.People;
using StarPortal.Web.Shared.Demo;

namespace StarPortal.Web.Tests.People;

public sealed class DemoPeopleTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(25)]
    [InlineData(26)]
    [InlineData(120)]
    [InlineData(999)]
    [InlineData(20_000)]
    public void Company_OfAnySize_IsWhole(int size)
    {
        var people = new DemoCompany(new DemoRequest(size, 1, Today)).People;

        Assert.Equal(size, people.Count);
        Assert.Equal(size, people.Select(p => p.Number).Distinct().Count());
        Assert.Equal(size, people.Select(p => p.Email).Distinct().Count());
        Assert.Contains(people, p => p.JobFamily == "HR" && p.Email == "hr@demo.example");
        Assert.Null(people[0].Manager);
        Assert.All(people.Select((p, i) => (Person: p, Place: i)).Skip(1), p => Assert.InRange(p.Person.Manager!.Value, 0, p.Place - 1));
        Assert.True(size == 1 || people.Where(p => p.Manager is not null).GroupBy(p => p.Manager).Max(g => g.Count()) <= 12);
        if (size >= 4)
        {
            var manager = people.FindIndex(p => p.Email == "manager@demo.example");
            Assert.Equal(manager, people.Single(p => p.Email == "employee@demo.example").Manager);
        }
    }

    [Fact]
    public void Company_OfTheDefaultSize_HasDepartmentsOfTen()
    {
        var people = new DemoCompany(new DemoRequest(120, 1, Today)).People;
        var employee = people.Single(p => p.Email == "employee@demo.example");

        Assert.InRange(people.Count(p => p.Department == employee.Department && p.LeaveDate is null), 10, 13);
    }

    [Fact]
    public void Company_SameSeed_IsTheSame()
    {
        var first = new DemoCompany(new DemoRequest(300, 7, Today));

        Assert.Equal(first.People, new DemoCompany(new DemoRequest(300, 7, Today)).People);
        Assert.NotEqual(first.People, new DemoCompany(new DemoRequest(300, 8, Today)).People);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Seed_WritesEverybodyAndTheNextOneGetsAFreeId(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await portal.Get<IEnumerable<IDemoPart>>().Single(p => p is DemoPeople).SeedAsync(new DemoRequest(120, 1, Today), Stop);
        var next = await portal.AddEmployeeAsync("Next One");

        await using var db = portal.Open();
        Assert.Equal(121, next.Id);
        var seeded = await db.Employees.AsNoTracking().Where(e => e.Id <= 120).OrderBy(e => e.Id).ToListAsync(Stop);
        Assert.Equal(Enumerable.Range(1, 120).Select(i => $"P{i:00000}"), seeded.Select(e => e.Number));
        Assert.All(seeded.Skip(1), e => Assert.True(e.ManagerId < e.Id));
        Assert.All(await db.Departments.AsNoTracking().ToListAsync(Stop), d => Assert.EndsWith($"/{d.Id}/", d.Path, StringComparison.Ordinal));
    }
}
