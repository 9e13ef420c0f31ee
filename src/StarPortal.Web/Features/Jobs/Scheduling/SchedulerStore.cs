using Microsoft.EntityFrameworkCore;
using Quartz;
using StarPortal.Data;
using StarPortal.Domain.Jobs;

namespace StarPortal.Web.Features.Jobs.Scheduling;

/// <summary>Brings the store in line with the jobs of this program. May run on two nodes at once.</summary>
public sealed class SchedulerStore([FromKeyedServices(SchedulingSetup.SchedulerName)] ISchedulerFactory schedulers, IDbContextFactory<PortalDbContext> factory, JobPlans plans, TimeProvider clock, ILogger<SchedulerStore> logger)
{
    /// <summary>Creates the tables that are missing, adds new jobs, changes the intervals of known ones, removes those that are gone.</summary>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        var scheduler = await schedulers.GetScheduler(cancellation);
        await AddStatesAsync(cancellation);
        await scheduler.AddJob(
            JobBuilder.Create<LongTaskQuartzJob>().WithIdentity(Keys.LongTask).StoreDurably().Build(),
            AddJobOptions.Replacing,
            cancellation);
        foreach (var plan in plans.All)
        {
            await ArrangeAsync(scheduler, plan, cancellation);
        }

        var known = plans.All.Select(p => p.Name).ToHashSet();
        var stored = await scheduler.QueryJobs(new JobQuery { Group = GroupMatcher<JobKey>.GroupEquals(Keys.Recurring), Take = PagedQuery.All }, cancellation);
        foreach (var key in stored.Items.Select(j => j.Key).Where(k => !known.Contains(k.Name)))
        {
            logger.LogInformation("The job {Job} is gone from this version and is not run any more.", key.Name);
            await scheduler.DeleteJob(key, cancellation);
        }
    }

    private static async Task ArrangeAsync(IScheduler scheduler, JobPlan plan, CancellationToken cancellation)
    {
        var job = JobBuilder.Create<RecurringQuartzJob>().WithIdentity(Keys.Job(plan.Name)).StoreDurably().RequestRecovery().Build();
        await scheduler.AddJob(job, AddJobOptions.Replacing, cancellation);
        var key = Keys.Interval(plan.Name);
        if (!plan.Enabled || plan.Schedule.Interval is not { } interval)
        {
            await scheduler.UnscheduleJob(key, cancellation);
            return;
        }

        if (await scheduler.GetTrigger(key, cancellation) is ISimpleTrigger present && present.RepeatInterval == interval)
        {
            // its next time stays: a program that is started often still runs what is rare
            return;
        }

        var trigger = TriggerBuilder.Create()
            .WithIdentity(key)
            .ForJob(job)
            .StartAt(TimeProvider.System.GetUtcNow().AddSeconds(2))
            .WithSchedule(SimpleScheduleBuilder.Create().WithInterval(interval).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithRemainingCount))
            .Build();
        await scheduler.ScheduleJob(trigger, ScheduleJobOptions.Replacing, cancellation);
    }

    /// <summary>A row for each job, so that whatever happens to it is an update that can be told from another's.</summary>
    private async Task AddStatesAsync(CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var known = await db.JobStates.Select(s => s.Name).ToListAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var missing = plans.All.Where(p => !known.Contains(p.Name)).Select(p => new JobState(p.Name, now)).ToList();
        if (missing.Count > 0)
        {
            // another node may add them at this moment
            await db.WriteAsync(() => db.InsertAsync(missing, null, cancellation, skipKnown: true), cancellation);
        }
    }
}
