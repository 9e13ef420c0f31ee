using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Shared.Database;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Shared.CommandLine.Bench;

/// <summary>The program's own services over one SQLite file of a bench. Nothing is listening, no job runs by itself.</summary>
internal sealed class BenchPortal : IAsyncDisposable
{
    /// <summary>Who presses the buttons.</summary>
    public static readonly Actor Hr = new(0, null, "Bench", Roles.HR);

    private readonly WebApplication app;
    private readonly AsyncServiceScope scope;

    private BenchPortal(string file, string data)
    {
        var settings = new Dictionary<string, string?>
        {
            [$"{PortalOptions.Section}:{nameof(PortalOptions.Provider)}"] = "sqlite",
            [$"{PortalOptions.Section}:{nameof(PortalOptions.Connection)}"] = ConnectionOf(file),
            [$"{PortalOptions.Section}:{nameof(PortalOptions.Data)}"] = data,
            ["Logging:LogLevel:Default"] = "Error",
            ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Error",
            ["Logging:Console:LogToStandardErrorThreshold"] = "Trace",
        };
        app = PortalHost.Build([], settings);
        scope = app.Services.CreateAsyncScope();
    }

    public DateTime Now => Get<TimeProvider>().GetUtcNow().UtcDateTime;

    public static BenchPortal Open(string file, BenchFolder folder) => new(file, folder.Folder("data"));

    public static string ConnectionOf(string file) => new SqliteConnectionStringBuilder { DataSource = file }.ToString();

    public T Get<T>()
        where T : notnull => scope.ServiceProvider.GetRequiredService<T>();

    public PortalDbContext Db() => Get<IDbContextFactory<PortalDbContext>>().CreateDbContext();

    /// <summary>An empty database as the model is now: a bench has no history.</summary>
    public async Task CreateAsync(CancellationToken cancellation)
    {
        await using var db = Db();
        await db.Database.EnsureCreatedAsync(cancellation);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellation);
        await ShippedData.InstallAsync(scope.ServiceProvider, cancellation);
    }

    /// <summary>Everything is in the main file afterwards, so that a copy of it is a copy of all.</summary>
    public async Task SettleAsync(CancellationToken cancellation)
    {
        await using (var db = Db())
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancellation);
        }

        SqliteConnection.ClearAllPools();
    }

    public async Task<Cycle> CycleAsync(int id, CancellationToken cancellation)
    {
        await using var db = Db();
        return await db.Cycles.AsNoTracking().Include(c => c.Phases).SingleAsync(c => c.Id == id, cancellation);
    }

    /// <summary>A bench that meets a refusal measures nothing.</summary>
    public static T Must<T>(Result<T> result) => result.Succeeded ? result.Value : throw new InvalidOperationException(Why(result.Errors));

    public static void Must(Result result)
    {
        if (result.Failed)
        {
            throw new InvalidOperationException(Why(result.Errors));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await scope.DisposeAsync();
        await app.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }

    private static string Why(IReadOnlyList<Error> errors) =>
        string.Create(CultureInfo.InvariantCulture, $"The bench was refused: {string.Join("; ", errors)}");
}
