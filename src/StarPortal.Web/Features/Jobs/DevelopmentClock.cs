using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StarPortal.Data;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.Jobs;

/// <param name="Now">The moment that it is to be, with its offset from UTC.</param>
/// <param name="StepMinutes">Goes there in steps of this many minutes, doing at each what is due; nothing means at once.</param>
public sealed record SetClock(DateTimeOffset Now, int? StepMinutes = null);

/// <summary>What became of it.</summary>
/// <param name="Rounds">How often all jobs were run.</param>
/// <param name="Failed">Jobs that failed, by name.</param>
public sealed record ClockSet(DateTimeOffset Now, int Rounds, IReadOnlyList<string> Failed);

/// <summary>
/// Development only: sets the clock forward and runs every recurring job and waiting task until there is nothing left to do,
/// as if that time had gone by.
/// </summary>
internal sealed class DevelopmentClock(SettableClock clock, JobRunner runner, IServiceScopeFactory scopes, IDbContextFactory<PortalDbContext> factory, IOptions<PortalOptions> options, ILogger<DevelopmentClock> log)
{
    private const int MostRounds = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly SemaphoreSlim one = new(1, 1);
    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);

    /// <returns>Null when that moment has passed already.</returns>
    public async Task<ClockSet?> RunAsync(SetClock command, CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation);
        try
        {
            if (command.Now < clock.GetUtcNow())
            {
                return null;
            }

            var (rounds, failed) = (0, new SortedSet<string>(StringComparer.Ordinal));
            for (var arrived = false; !arrived;)
            {
                // a task that runs now holds leases of the time before
                await DrainAsync(cancellation);
                var next = command.StepMinutes is { } minutes ? clock.GetUtcNow().AddMinutes(minutes) : command.Now;
                arrived = next >= command.Now;
                var from = clock.GetUtcNow().UtcDateTime;
                clock.TrySet(arrived ? command.Now : next);
                rounds += await SettleAsync(from, failed, cancellation);
            }

            return new ClockSet(clock.GetUtcNow(), rounds, [.. failed]);
        }
        finally
        {
            one.Release();
        }
    }

    // what one job does may be another's work: over when a round has changed nothing; daily jobs have one turn a day
    private async Task<int> SettleAsync(DateTime from, SortedSet<string> failed, CancellationToken cancellation)
    {
        var to = clock.GetUtcNow().UtcDateTime;
        var before = "";
        for (var round = 1; ; round++)
        {
            var busy = await RunJobsAsync(s => round == 1 ? s.NextAfter(from, zone) <= to : s.Interval is not null, failed, cancellation);
            await DrainAsync(cancellation);
            var after = await FingerprintAsync(cancellation);
            if ((!busy && after == before) || round == MostRounds)
            {
                return round;
            }

            before = after;
        }
    }

    private async Task<bool> RunJobsAsync(Func<JobSchedule, bool> isDue, SortedSet<string> failed, CancellationToken cancellation)
    {
        await using var list = scopes.CreateAsyncScope();
        var busy = false;
        var due = list.ServiceProvider.GetServices<IRecurringJob>().Where(j => isDue(j.Schedule)).Select(j => (j.Name, Daily: j.Schedule.Interval is null)).ToList();
        foreach (var (name, daily) in due)
        {
            if (daily)
            {
                // the scheduler has seen the new time too: whoever is first takes the day, the other waits for it
                var outcome = await runner.RunAsync(name, RunReason.Due, cancellation);
                busy |= outcome is not null;
                if (outcome == JobOutcome.Failed)
                {
                    failed.Add(name);
                }

                continue;
            }

            await using var scope = scopes.CreateAsyncScope();
            try
            {
                await scope.ServiceProvider.GetServices<IRecurringJob>().First(j => j.Name == name).RunAsync(cancellation);
                busy |= scope.ServiceProvider.GetRequiredService<JobReport>().DidSomething;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogError(failure, "The recurring job {Job} failed after the clock was set.", name);
                failed.Add(name);
            }
        }

        return busy;
    }

    private async Task DrainAsync(CancellationToken cancellation)
    {
        var limit = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(limit) < Patience)
        {
            await using (var db = await factory.CreateDbContextAsync(cancellation))
            {
                if (!await db.LongTasks.AnyAsync(t => t.State == LongTaskState.Queued || t.State == LongTaskState.Running, cancellation))
                {
                    return;
                }
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    // every effect of a job leaves a notice, an audit entry, a task, a message or a phase that has moved
    private async Task<string> FingerprintAsync(CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var counts = new[]
        {
            await db.AuditEntries.LongCountAsync(cancellation),
            await db.Notifications.LongCountAsync(cancellation),
            await db.LongTasks.LongCountAsync(cancellation),
            await db.Outbox.LongCountAsync(cancellation),
            await db.Outbox.LongCountAsync(m => m.State == Domain.Notifications.OutboxState.Sent, cancellation),
            await db.CyclePhases.LongCountAsync(p => p.State == Domain.Cycles.PhaseState.Closed, cancellation),
            await db.CyclePhases.LongCountAsync(p => p.State == Domain.Cycles.PhaseState.Open, cancellation),
        };
        return string.Join(' ', counts);
    }
}

internal static class DevelopmentClockModule
{
    public static IServiceCollection AddPortalClock(this IServiceCollection services)
    {
        services.AddSingleton(s => new SettableClock(s.GetRequiredService<IOptions<PortalOptions>>().Value.Data));
        services.AddSingleton(s => s.GetRequiredService<IOptions<PortalOptions>>().Value.Clock.Settable
            ? s.GetRequiredService<SettableClock>()
            : TimeProvider.System);
        services.AddSingleton<DevelopmentClock>();
        return services;
    }

    /// <summary>The way to set the clock; it is not there unless the options say so, and they may only in Development.</summary>
    public static void MapDevelopmentClock(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment() || !app.Services.GetRequiredService<IOptions<PortalOptions>>().Value.Clock.Settable)
        {
            return;
        }

        app.MapPost("/development/clock", async Task<IResult> (SetClock command, DevelopmentClock clock, CancellationToken cancellation) =>
            {
                if (command.StepMinutes is < 1)
                {
                    return TypedResults.BadRequest();
                }

                return await clock.RunAsync(command, cancellation) is { } done ? TypedResults.Ok(done) : TypedResults.Conflict();
            })
            .AllowAnonymous();
    }
}
