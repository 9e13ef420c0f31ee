using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Features.Jobs.Scheduling;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Jobs;

/// <summary>A recurring job as its row shows it; its label and schedule are read by the reader's language.</summary>
/// <param name="Interval">Seconds between two runs; null when it is daily.</param>
/// <param name="Time">Time of the day, in the portal's zone.</param>
/// <param name="RunningSince">Null when it does not run.</param>
public sealed record JobRow(
    string Name,
    double? Interval,
    TimeOnly? Time,
    bool Enabled,
    bool Paused,
    bool RunRequested,
    DateTime? Next,
    DateTime? RunningSince,
    DateTime? StartedAt,
    long Milliseconds,
    JobOutcome? Outcome,
    string Counts,
    int FailuresInARow,
    string Reference);

/// <summary>A one-off task that waits, runs, or ended a short while ago.</summary>
public sealed record TaskRow(
    int Id,
    string Kind,
    int TargetId,
    LongTaskState State,
    int Done,
    int Total,
    string Step,
    string RequestedBy,
    DateTime RequestedAt,
    DateTime? FinishedAt,
    int Attempts,
    int Interruptions,
    DateTime? NextAttemptAt,
    bool CancelRequested,
    string FailureCode,
    string Reference);

public sealed record JobsView(IReadOnlyList<JobRow> Jobs, IReadOnlyList<TaskRow> Tasks, string Zone)
{
    /// <summary>Something is under way: worth looking again soon.</summary>
    public bool IsBusy => Jobs.Any(j => j.RunningSince is not null || j.RunRequested) || Tasks.Any(t => t.State is LongTaskState.Queued or LongTaskState.Running);
}

/// <summary>What the history is narrowed to.</summary>
/// <param name="Name">Job or kind of task; empty for all.</param>
/// <param name="Outcome">Null for all.</param>
/// <param name="From">UTC.</param>
/// <param name="To">UTC, not included.</param>
public sealed record RunFilter(string Name, JobOutcome? Outcome, DateTime? From, DateTime? To);

public sealed record RunRow(long Id, string Name, int? TaskId, JobCause Cause, string Node, DateTime StartedAt, long Milliseconds, JobOutcome Outcome, string Counts, string FailureCode, string Reference);

public sealed class JobQueries(IDbContextFactory<PortalDbContext> factory, JobPlans plans, TimeProvider clock)
{
    public const int PageSize = 25;

    private const int MostTasks = 50;
    private const int DaysOfTasks = 7;

    /// <summary>All jobs, and tasks of the last days; null for those who may not see it.</summary>
    public async Task<JobsView?> ViewAsync(Actor actor, CancellationToken cancellation)
    {
        if (!JobAccess.CanSee(actor))
        {
            return null;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var states = await db.JobStates.AsNoTracking().ToDictionaryAsync(s => s.Name, cancellation);
        var scheduled = await StoredTriggers.AnyAsync(db, cancellation);
        var running = scheduled ? await StoredTriggers.RunningAsync(db, cancellation) : new Dictionary<string, DateTime>();
        var next = scheduled ? await StoredTriggers.NextAsync(db, cancellation) : new Dictionary<string, DateTime>();
        var jobs = plans.All
            .OrderBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => Row(p, states.GetValueOrDefault(p.Name) ?? new JobState(p.Name, now), running, next, now))
            .ToList();
        return new JobsView(jobs, await TasksAsync(db, now, cancellation), plans.Zone.Id);
    }

    /// <summary>Runs that did something or failed, the latest first.</summary>
    public async Task<Page<RunRow>> HistoryAsync(RunFilter filter, int page, Actor actor, CancellationToken cancellation)
    {
        if (!JobAccess.CanSee(actor))
        {
            return new Page<RunRow>([], 0);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var runs = db.JobRuns.AsNoTracking()
            .Where(r => (filter.Name == "" || r.Name == filter.Name) && (filter.Outcome == null || r.Outcome == filter.Outcome))
            .Where(r => (filter.From == null || r.StartedAt >= filter.From) && (filter.To == null || r.StartedAt < filter.To));
        var rows = await runs
            .OrderByDescending(r => r.StartedAt).ThenByDescending(r => r.Id)
            .Skip((Math.Max(1, page) - 1) * PageSize).Take(PageSize)
            .Select(r => new RunRow(r.Id, r.Name, r.TaskId, r.Cause, r.Node, r.StartedAt, r.Milliseconds, r.Outcome, r.Counts, r.FailureCode, r.Reference))
            .ToListAsync(cancellation);
        return new Page<RunRow>(rows, await runs.CountAsync(cancellation));
    }

    /// <summary>Counts as they were kept.</summary>
    public static IReadOnlyDictionary<string, long> Counts(string kept) =>
        kept.Length == 0 ? new Dictionary<string, long>() : JsonSerializer.Deserialize<Dictionary<string, long>>(kept)!;

    private JobRow Row(JobPlan plan, JobState state, IReadOnlyDictionary<string, DateTime> running, IReadOnlyDictionary<string, DateTime> next, DateTime now) => new(
        plan.Name,
        plan.Schedule.Interval?.TotalSeconds,
        plan.Schedule.Time,
        plan.Enabled,
        state.Paused,
        state.RunRequestedAt is not null,
        !plan.Enabled || state.Paused ? null : plan.Schedule.Time is null ? Found(next, plan.Name) : state.Next(plan.Schedule, plans.Zone, now),
        Found(running, plan.Name),
        state.StartedAt,
        state.Milliseconds,
        state.Outcome,
        state.Counts,
        state.FailuresInARow,
        state.Reference);

    private static DateTime? Found(IReadOnlyDictionary<string, DateTime> moments, string name) => moments.TryGetValue(name, out var moment) ? moment : null;

    private static async Task<IReadOnlyList<TaskRow>> TasksAsync(PortalDbContext db, DateTime now, CancellationToken cancellation)
    {
        var after = now.AddDays(-DaysOfTasks);
        return await db.LongTasks.AsNoTracking()
            .Where(t => t.State == LongTaskState.Queued || t.State == LongTaskState.Running || t.FinishedAt >= after)
            .OrderByDescending(t => t.State == LongTaskState.Running).ThenByDescending(t => t.State == LongTaskState.Queued).ThenByDescending(t => t.Id)
            .Take(MostTasks)
            .Select(t => new TaskRow(t.Id, t.Kind, t.TargetId, t.State, t.Done, t.Total, t.Step, t.RequestedBy, t.RequestedAt, t.FinishedAt, t.Attempts, t.Interruptions, t.NextAttemptAt, t.CancelRequestedAt != null, t.FailureCode, t.Reference))
            .ToListAsync(cancellation);
    }
}
