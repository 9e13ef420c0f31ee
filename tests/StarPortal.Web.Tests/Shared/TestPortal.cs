using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.People;
using StarPortal.Web.Shared.Hosting;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Tests;

/// <summary>The real program's services over a database of the test's own, with a clock that the test moves. Nothing is listening.</summary>
public sealed class TestPortal : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly WebApplication app;
    private readonly AsyncServiceScope scope;

    private TestPortal(TestDatabase database, Action<IServiceCollection>? replace)
    {
        this.database = database;
        var settings = new Dictionary<string, string?>
        {
            ["StarPortal:Provider"] = database.Provider == Provider.Sqlite ? "sqlite" : "postgres",
            ["StarPortal:Connection"] = database.Connection,
            ["StarPortal:Data"] = database.Folder,
            ["Logging:LogLevel:Default"] = "Warning",
        };
        app = PortalHost.Build([], settings, services =>
        {
            services
                .Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock))
                // the real work factor is slow on purpose; what is tested here does not depend on it
                .Configure<PasswordHasherOptions>(o => o.IterationCount = 1_000);
            replace?.Invoke(services);
        });
        scope = app.Services.CreateAsyncScope();
    }

    public FakeClock Clock { get; } = new();

    public DateTime Now => Clock.Now;

    /// <param name="provider">The database to run on.</param>
    /// <param name="replace">Services of the test's own.</param>
    public static async Task<TestPortal> CreateAsync(Provider provider = Provider.Sqlite, Action<IServiceCollection>? replace = null) =>
        new(await TestDatabase.CreateAsync(provider), replace);

    public T Get<T>()
        where T : notnull => scope.ServiceProvider.GetRequiredService<T>();

    public PortalDbContext Open() => Get<IDbContextFactory<PortalDbContext>>().CreateDbContext();

    /// <summary>An employee in the department of that name, which is made when missing.</summary>
    public async Task<Employee> AddEmployeeAsync(string name, Employee? manager = null, string department = "Operations", string jobFamily = "", string level = "")
    {
        await using var db = Open();
        var home = await db.Departments.SingleOrDefaultAsync(d => d.Name == department);
        if (home is null)
        {
            home = new Department(department, null);
            db.Departments.Add(home);
            await db.SaveChangesAsync();
            home.SetPath();
            await db.SaveChangesAsync();
        }

        var number = $"E{await db.Employees.CountAsync() + 1:0000}";
        var employee = new Employee(number, new EmployeeDetails(name, $"{number}@example.org", home.Id, JobFamily: jobFamily, Level: level, ManagerId: manager?.Id, HireDate: new DateOnly(2020, 1, 1)));
        db.Employees.Add(employee);
        await db.SaveChangesAsync();
        return employee;
    }

    public async ValueTask DisposeAsync()
    {
        await CheckNoticesAsync();
        await scope.DisposeAsync();
        await app.DisposeAsync();
        await database.DisposeAsync();
    }

    /// <summary>Nobody was told anything that has no sentence.</summary>
    private async Task CheckNoticesAsync()
    {
        var known = Get<IEnumerable<NoticeKind>>().Select(k => k.Kind).ToHashSet();
        await using var db = Open();
        List<string> sent;
        try
        {
            sent = await db.Notifications.Select(n => n.Kind).Distinct().ToListAsync();
        }
        catch (System.Data.Common.DbException)
        {
            // a test about a database that is not there
            return;
        }

        Assert.All(sent.Where(k => !k.StartsWith("Test.", StringComparison.Ordinal)), k => Assert.Contains(k, known));
    }
}

/// <summary>Actors for tests.</summary>
public static class Actors
{
    public static Actor Hr { get; } = new(901, null, "Helen HR", Roles.Employee | Roles.HR, "127.0.0.1");

    public static Actor Administrator { get; } = new(902, null, "Adam Admin", Roles.Administrator, "127.0.0.1");

    public static Actor Of(Employee employee, Roles roles = Roles.Employee) => new(10_000 + employee.Id, employee.Id, employee.Name, roles, "127.0.0.1");
}
