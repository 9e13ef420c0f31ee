using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StarPortal.Data;
using StarPortal.Data.Identity;
using StarPortal.Domain;
using StarPortal.Domain.People;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Tests;

/// <summary>The whole program on a free port of this machine, over a database of the test's own: for tests that speak HTTP.</summary>
public sealed partial class RunningPortal : IAsyncDisposable
{
    public const string Password = "Quiet-Lantern-58";
    private readonly TestDatabase database;
    private readonly List<IDisposable> clients = [];

    private RunningPortal(TestDatabase database, WebApplication app)
    {
        this.database = database;
        App = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public WebApplication App { get; }

    public Uri Address { get; }

    /// <param name="settings">Settings over those of a test, for example <c>StarPortal:SignIn:Burst</c>.</param>
    /// <param name="provider">The database to run on.</param>
    /// <param name="replace">Services of the test's own.</param>
    /// <param name="extend">Endpoints of the test's own.</param>
    /// <param name="environment">The environment that the program is started in.</param>
    public static async Task<RunningPortal> StartAsync(IReadOnlyDictionary<string, string?>? settings = null, Provider provider = Provider.Sqlite, Action<IServiceCollection>? replace = null, Action<WebApplication>? extend = null, string environment = "Production")
    {
        var database = await TestDatabase.CreateAsync(provider);
        var all = new Dictionary<string, string?>
        {
            ["StarPortal:Provider"] = provider == Provider.Sqlite ? "sqlite" : "postgres",
            ["StarPortal:Connection"] = database.Connection,
            ["StarPortal:Data"] = database.Folder,
            // whoever tests jobs switches it on
            ["StarPortal:Scheduler"] = "false",
            ["StarPortal:SignIn:Burst"] = "100000",
            ["StarPortal:SignIn:AttemptsPerMinute"] = "100000",
            ["StarPortal:SignIn:FailureMilliseconds"] = "0",
            ["StarPortal:SignIn:RevalidateSeconds"] = "1",
            ["Logging:LogLevel:Default"] = "Warning",
            ["urls"] = "http://127.0.0.1:0",
        };
        foreach (var (key, value) in settings ?? new Dictionary<string, string?>())
        {
            all[key] = value;
        }

        var app = PortalHost.Build(["--environment", environment], all, services =>
        {
            // the real work factor is slow on purpose; what is tested here does not depend on it
            services.Configure<PasswordHasherOptions>(o => o.IterationCount = 1_000);
            replace?.Invoke(services);
        });
        PortalHost.Configure(app);
        extend?.Invoke(app);
        await app.StartAsync();
        return new RunningPortal(database, app);
    }

    public PortalDbContext Open() => App.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext();

    /// <summary>An employee with an account whose password is <see cref="Password"/>.</summary>
    public async Task<Account> AddAccountAsync(string email, Roles roles = Roles.Employee, string? name = null)
    {
        var hash = await App.Services.GetRequiredService<HashWorkers>().HashAsync(Password, CancellationToken.None);
        await using var db = Open();
        var department = await db.Departments.FirstOrDefaultAsync(d => d.Name == "Operations");
        if (department is null)
        {
            department = new Department("Operations", null);
            db.Departments.Add(department);
            await db.SaveChangesAsync();
            department.SetPath();
        }

        var number = $"E{await db.Employees.CountAsync() + 1:0000}";
        var employee = new Employee(number, new EmployeeDetails(name ?? $"Person {number}", email, department.Id, HireDate: new DateOnly(2020, 1, 1)));
        db.Employees.Add(employee);
        await db.SaveChangesAsync();
        var account = Account.ForEmployee(employee);
        account.Roles = roles;
        account.PasswordHash = hash;
        db.Users.Add(account);
        await db.SaveChangesAsync();
        return account;
    }

    /// <summary>A browser without scripts: it keeps cookies and does not follow redirects.</summary>
    public HttpClient Browser()
    {
        var handler = new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
        var client = new HttpClient(handler) { BaseAddress = Address };
        client.DefaultRequestHeaders.Add("Accept-Language", "en-US");
        clients.Add(client);
        return client;
    }

    /// <summary>A browser in which this person is signed in.</summary>
    public async Task<HttpClient> SignInAsync(string email, string password = Password)
    {
        var client = Browser();
        using var response = await SubmitAsync(client, "/account/sign-in", "sign-in", ("Input.User", email), ("Input.Password", password));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return client;
    }

    /// <summary>Opens a page and sends one of its forms with these fields, as a browser would.</summary>
    public static async Task<HttpResponseMessage> SubmitAsync(HttpClient client, string page, string form, params (string Name, string Value)[] fields)
    {
        var html = await client.GetStringAsync(new Uri(page, UriKind.Relative));
        return await SubmitFromAsync(client, html, page, form, fields);
    }

    /// <summary>Sends a form of a page that is already at hand; hidden fields of that form go along.</summary>
    public static async Task<HttpResponseMessage> SubmitFromAsync(HttpClient client, string html, string page, string form, params (string Name, string Value)[] fields)
    {
        var body = FormTag().Matches(html).Select(m => m.Value).Single(f => f.Contains($"value=\"{form}\"", StringComparison.Ordinal));
        var values = HiddenTag().Matches(body).ToDictionary(m => Attribute(m.Value, "name"), m => Attribute(m.Value, "value"));
        foreach (var (name, value) in fields)
        {
            values[name] = value;
        }

        using var content = new FormUrlEncodedContent(values);
        return await client.PostAsync(new Uri(page, UriKind.Relative), content);
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(c => c.Dispose());
        await App.StopAsync();
        await App.DisposeAsync();
        await database.DisposeAsync();
    }

    private static string Attribute(string tag, string name) =>
        WebUtility.HtmlDecode(Regex.Match(tag, $"{name}=\"([^\"]*)\"").Groups[1].Value);

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex FormTag();

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex HiddenTag();
}
