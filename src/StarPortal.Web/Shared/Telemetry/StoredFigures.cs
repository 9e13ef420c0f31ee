using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StarPortal.Data;
using StarPortal.Domain.Jobs;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Shared.Telemetry;

/// <summary>Figures that are read from the database when they are asked for, not more often than every few seconds.</summary>
internal sealed class StoredFigures
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private readonly IDbContextFactory<PortalDbContext> factory;
    private readonly IOptions<PortalOptions> options;
    private readonly TimeProvider clock;
    private readonly SemaphoreSlim one = new(1, 1);
    private Figures figures = new(new Dictionary<string, long>(), new Dictionary<string, long>(), 0, 0);
    private long readAt;

    public StoredFigures(IMeterFactory meters, IDbContextFactory<PortalDbContext> factory, IOptions<PortalOptions> options, TimeProvider clock)
    {
        (this.factory, this.options, this.clock) = (factory, options, clock);
        var meter = meters.Create(PortalTelemetry.Name);
        meter.CreateObservableGauge("starportal.outbox.messages", () => Each(figures.Outbox), "{message}", "Messages in the outbox by state; those sent are not counted here.");
        meter.CreateObservableGauge("starportal.tasks.open", () => Each(figures.Tasks), "{task}", "One-off tasks that wait or run.");
        meter.CreateObservableGauge("starportal.outbox.oldest", () => figures.OldestSeconds, "s", "How long the oldest message that is due has been waiting.");
        meter.CreateObservableGauge("starportal.database.size", () => figures.Bytes, "By", "Size of the database.");
    }

    public async Task RefreshAsync(CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation);
        try
        {
            if (readAt == 0 || clock.GetElapsedTime(readAt) > Fresh)
            {
                figures = await ReadAsync(cancellation);
                readAt = clock.GetTimestamp();
            }
        }
        finally
        {
            one.Release();
        }
    }

    private static IEnumerable<Measurement<long>> Each(IReadOnlyDictionary<string, long> counts) =>
        counts.Select(c => new Measurement<long>(c.Value, new KeyValuePair<string, object?>("state", c.Key)));

    private async Task<Figures> ReadAsync(CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var outbox = await db.Outbox.Where(m => m.State == OutboxState.Waiting || m.State == OutboxState.Sending || m.State == OutboxState.Dead)
            .GroupBy(m => m.State).Select(g => new { g.Key, Count = g.LongCount() }).ToListAsync(cancellation);
        var tasks = await db.LongTasks.Where(t => t.State == LongTaskState.Queued || t.State == LongTaskState.Running)
            .GroupBy(t => t.State).Select(g => new { g.Key, Count = g.LongCount() }).ToListAsync(cancellation);
        var oldest = await db.Outbox.Where(m => m.State == OutboxState.Waiting && m.NextAttemptAt <= now).Select(m => (DateTime?)m.NextAttemptAt).MinAsync(cancellation);
        return new Figures(
            Enum.GetValues<OutboxState>().Where(s => s is OutboxState.Waiting or OutboxState.Sending or OutboxState.Dead)
                .ToDictionary(s => s.ToString(), s => outbox.FirstOrDefault(o => o.Key == s)?.Count ?? 0),
            Enum.GetValues<LongTaskState>().Where(s => s is LongTaskState.Queued or LongTaskState.Running)
                .ToDictionary(s => s.ToString(), s => tasks.FirstOrDefault(t => t.Key == s)?.Count ?? 0),
            oldest is { } since ? (now - since).TotalSeconds : 0,
            await BytesAsync(db, cancellation));
    }

    private async Task<long> BytesAsync(PortalDbContext db, CancellationToken cancellation)
    {
        if (options.Value.IsPostgres)
        {
            return await db.Database.SqlQuery<long>($"select pg_database_size(current_database()) as \"Value\"").SingleAsync(cancellation);
        }

        var file = db.Database.GetDbConnection().DataSource;
        return new[] { file, file + "-wal" }.Where(File.Exists).Sum(f => new FileInfo(f).Length);
    }

    private sealed record Figures(IReadOnlyDictionary<string, long> Outbox, IReadOnlyDictionary<string, long> Tasks, double OldestSeconds, long Bytes);
}
