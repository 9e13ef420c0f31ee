using System.Globalization;
using Quartz;

namespace StarPortal.Web.Features.Jobs.Scheduling;

/// <summary>A tick of a recurring job. One at a time over all nodes; recovered when its node ends in the middle.</summary>
[DisallowConcurrentExecution]
internal sealed class RecurringQuartzJob(JobRunner runner) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var reason = context.Recovering ? RunReason.Recovery
            : context.Trigger.Key.Group == Keys.Due ? RunReason.Due
            : RunReason.Interval;
        await runner.RunAsync(context.JobDetail.Key.Name, reason, cancellationToken, reason == RunReason.Recovery ? CutOff(context) : null);
    }

    /// <summary>When the run began that is recovered; null when the store does not say.</summary>
    private static DateTime? CutOff(IJobExecutionContext context) =>
        context.MergedJobDataMap.TryGetValue(SchedulerConstants.FailedJobOriginalTriggerFireTime, out var fired)
            && DateTimeOffset.TryParse(Convert.ToString(fired, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at.UtcDateTime : null;
}

/// <summary>Carries out one long task, named by its trigger; several at once. Its lease decides who recovers it.</summary>
internal sealed class LongTaskQuartzJob(LongTaskWork work) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await work.RunAsync(int.Parse(context.Trigger.Key.Name, CultureInfo.InvariantCulture), cancellationToken);
}

/// <summary>How jobs and triggers are named in the store.</summary>
internal static class Keys
{
    /// <summary>Recurring jobs, and the triggers of their intervals.</summary>
    public const string Recurring = "Recurring";

    /// <summary>Triggers of one run: a daily moment has come, or somebody wants it.</summary>
    public const string Due = "Due";

    /// <summary>Triggers of long tasks, named by the task's identifier; also the group whose number at once is limited.</summary>
    public const string Tasks = "Tasks";

    public static readonly JobKey LongTask = new("LongTask", Tasks);

    public static JobKey Job(string name) => new(name, Recurring);

    public static TriggerKey Interval(string name) => new(name, Recurring);
}
