using System.Globalization;
using Microsoft.Extensions.Options;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.Jobs;

/// <summary>Section <c>StarPortal:Jobs</c>: what differs from a job's own schedule, by its name. Kept as written, so that every fault can be told.</summary>
public sealed class JobsOptions : Dictionary<string, JobOptions>
{
    public const string Section = $"{PortalOptions.Section}:Jobs";

    public JobsOptions()
        : base(StringComparer.OrdinalIgnoreCase)
    {
    }
}

/// <summary>How one job runs; what is not said stays as the job says.</summary>
public sealed class JobOptions
{
    /// <summary>Time between two runs, such as <c>00:05:00</c>.</summary>
    public string? Every { get; set; }

    /// <summary>Time of the day in the portal's zone, such as <c>02:30</c>.</summary>
    public string? DailyAt { get; set; }

    public string? Enabled { get; set; }
}

/// <summary>A job as this program runs it.</summary>
/// <param name="Label">Read anew on each render, in the reader's language.</param>
public sealed record JobPlan(string Name, JobSchedule Schedule, bool Enabled, Func<string> Label);

/// <summary>Reads the written options of one job.</summary>
internal static class JobOptionsReader
{
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    public static IEnumerable<string> Faults(string key, JobOptions options)
    {
        if (options.Every is { Length: > 0 } && options.DailyAt is { Length: > 0 })
        {
            yield return $"{key}: either Every or DailyAt, not both";
        }

        if (options.Every is { Length: > 0 } every)
        {
            if (Interval(every) is not { } interval)
            {
                yield return $"{key}:Every: not a length of time such as 00:05:00: {every}";
            }
            else if (interval < Shortest || interval > Longest)
            {
                yield return $"{key}:Every: must lie between {Shortest:c} and {Longest:c}: {every}";
            }
        }

        if (options.DailyAt is { Length: > 0 } at && Time(at) is null)
        {
            yield return $"{key}:DailyAt: not a time of the day such as 02:30: {at}";
        }

        if (options.Enabled is { Length: > 0 } enabled && !bool.TryParse(enabled, out _))
        {
            yield return $"{key}:Enabled: neither true nor false: {enabled}";
        }
    }

    public static JobPlan Plan(IRecurringJob job, JobOptions? options) => new(
        job.Name,
        options switch
        {
            { Every: { Length: > 0 } every } => JobSchedule.Every(Interval(every)!.Value),
            { DailyAt: { Length: > 0 } at } => JobSchedule.Daily(Time(at)!.Value),
            _ => job.Schedule,
        },
        options?.Enabled is not { Length: > 0 } enabled || bool.Parse(enabled),
        () => job.Label);

    private static TimeSpan? Interval(string text) =>
        TimeSpan.TryParseExact(text, ["c", @"h\:mm\:ss", @"hh\:mm\:ss", @"d\.hh\:mm\:ss"], CultureInfo.InvariantCulture, out var value) ? value : null;

    private static TimeOnly? Time(string text) =>
        TimeOnly.TryParseExact(text, ["HH:mm", "H:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var value) ? value : null;
}

/// <summary>Stops the start with every fault listed by key.</summary>
internal sealed class JobsOptionsCheck(IServiceScopeFactory scopes) : IValidateOptions<JobsOptions>
{
    public ValidateOptionsResult Validate(string? name, JobsOptions options)
    {
        using var scope = scopes.CreateScope();
        var known = scope.ServiceProvider.GetServices<IRecurringJob>().Select(j => j.Name).Order(StringComparer.Ordinal).ToList();
        var faults = options
            .SelectMany(o => (known.Contains(o.Key, StringComparer.OrdinalIgnoreCase) ? [] : Unknown(o.Key, known)).Concat(JobOptionsReader.Faults($"{JobsOptions.Section}:{o.Key}", o.Value)))
            .ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Unknown(string key, List<string> known) =>
        [$"{JobsOptions.Section}:{key}: no such job; there are {string.Join(", ", known)}"];
}

/// <summary>Which jobs there are and when they run here.</summary>
public sealed class JobPlans(IServiceScopeFactory scopes, IOptions<JobsOptions> options, IOptions<PortalOptions> portal)
{
    private IReadOnlyList<JobPlan>? plans;
    private IReadOnlyDictionary<string, TaskPlan>? tasks;

    /// <summary>The zone of daily times.</summary>
    public TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById(portal.Value.TimeZone);

    public IReadOnlyList<JobPlan> All => plans ??= Read();

    public JobPlan? Find(string name) => All.FirstOrDefault(p => p.Name == name);

    /// <summary>What a job or a kind of task does, in the reader's language; its bare name when this version does not know it.</summary>
    public string Label(string name)
    {
        tasks ??= ReadTasks();
        return Find(name)?.Label() ?? (tasks.TryGetValue(name, out var task) ? task.Label() : name);
    }

    /// <summary>Whether tasks of this kind may end before they are done.</summary>
    public bool CanBeCancelled(string kind)
    {
        tasks ??= ReadTasks();
        return !tasks.TryGetValue(kind, out var task) || task.CanBeCancelled;
    }

    /// <summary>Every job and kind of task, by its label.</summary>
    public IReadOnlyList<(string Name, string Label)> Labels()
    {
        tasks ??= ReadTasks();
        return [.. All.Select(p => p.Name).Concat(tasks.Keys).Select(n => (n, Label(n))).OrderBy(n => n.Item2, StringComparer.CurrentCulture)];
    }

    private Dictionary<string, TaskPlan> ReadTasks()
    {
        using var scope = scopes.CreateScope();
        return scope.ServiceProvider.GetServices<ILongTaskHandler>().ToDictionary(h => h.Kind, h => new TaskPlan(h.CanBeCancelled, () => h.Label));
    }

    private List<JobPlan> Read()
    {
        using var scope = scopes.CreateScope();
        return [.. scope.ServiceProvider.GetServices<IRecurringJob>().Select(j => JobOptionsReader.Plan(j, options.Value.GetValueOrDefault(j.Name)))];
    }

    private sealed record TaskPlan(bool CanBeCancelled, Func<string> Label);
}
