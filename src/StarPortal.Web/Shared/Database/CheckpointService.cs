using Microsoft.EntityFrameworkCore;
using StarPortal.Data;

namespace StarPortal.Web.Shared.Database;

/// <summary>Moves SQLite's write-ahead log into the main file, inside the write gate so that no commit meets a checkpoint.</summary>
internal sealed class CheckpointService(IDbContextFactory<PortalDbContext> factory, TimeProvider clock, ILogger<CheckpointService> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using (var db = await factory.CreateDbContextAsync(stoppingToken))
        {
            if (!db.IsSqlite)
            {
                return;
            }
        }

        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await CheckpointAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning(e, "The write-ahead log could not be checkpointed; tried again in {Pause}", Pause);
            }
        }
    }

    public async Task CheckpointAsync(CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        using var gate = await WriteGate.Of(db.Database.GetDbConnection().DataSource).EnterAsync(cancellation);
        await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancellation);
    }
}
