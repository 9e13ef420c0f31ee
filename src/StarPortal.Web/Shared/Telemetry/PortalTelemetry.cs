using System.Diagnostics;
using System.Diagnostics.Metrics;
using StarPortal.Domain;

namespace StarPortal.Web.Shared.Telemetry;

/// <summary>
/// What the portal counts and traces, through System.Diagnostics only, so that any collector can attach. Labels take words of
/// the program (names of jobs, outcomes, states): never a person, an address or a text, and never a value without bounds.
/// </summary>
internal static class PortalTelemetry
{
    /// <summary>Name of the meter and of the source of activities.</summary>
    public const string Name = "StarPortal";

    public static readonly ActivitySource Activities = new(Name);

    private static readonly Meter Meter = new(Name);
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800] };
    private static readonly Counter<long> Jobs = Meter.CreateCounter<long>("starportal.jobs", "{run}", "Runs of recurring jobs that have ended, by job and outcome.");
    private static readonly Histogram<double> JobSeconds = Meter.CreateHistogram("starportal.job.duration", "s", "How long runs of recurring jobs took.", tags: null, Seconds);
    private static readonly Counter<long> Tasks = Meter.CreateCounter<long>("starportal.tasks", "{task}", "One-off tasks that have ended, by kind and outcome.");
    private static readonly Histogram<double> TaskSeconds = Meter.CreateHistogram("starportal.task.duration", "s", "How long one-off tasks took.", tags: null, Seconds);
    private static readonly Counter<long> Prints = Meter.CreateCounter<long>("starportal.pdf.documents", "{document}", "Documents printed as PDF, by outcome.");
    private static readonly Histogram<double> PrintSeconds = Meter.CreateHistogram("starportal.pdf.duration", "s", "How long printing a document took, waiting included.", tags: null, Seconds);
    private static readonly UpDownCounter<long> PrintQueue = Meter.CreateUpDownCounter<long>("starportal.pdf.queue", "{document}", "Documents being printed or waiting for their turn.");
    private static readonly Counter<long> Conflicts = Meter.CreateCounter<long>("starportal.saves.conflicts", "{save}", "Saves refused because somebody else had been quicker.");
    private static readonly Counter<long> SignIns = Meter.CreateCounter<long>("starportal.sign_ins", "{attempt}", "Tries to sign in, by step and outcome.");
    private static readonly Counter<long> Imports = Meter.CreateCounter<long>("starportal.imports", "{import}", "Imports of files, by kind and outcome.");

    /// <summary>Counts a run of a recurring job and tells its trace how it ended. The work's failure is thrown on.</summary>
    public static async Task JobAsync(string job, Activity activity, Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        var succeeded = false;
        try
        {
            await work();
            succeeded = true;
        }
        finally
        {
            activity.SetStatus(succeeded ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
            Jobs.Add(1, new("job", job), Outcome(succeeded));
            JobSeconds.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("job", job));
        }
    }

    /// <summary>Counts a one-off task and tells its trace how it ended; a failed result counts as failed.</summary>
    public static async Task<Error?> TaskAsync(string kind, Activity activity, Func<Task<Error?>> work)
    {
        var started = Stopwatch.GetTimestamp();
        var failure = await work();
        activity.SetStatus(failure is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error, failure?.Code);
        Tasks.Add(1, new("kind", kind), Outcome(failure is null));
        TaskSeconds.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("kind", kind));
        return failure;
    }

    /// <summary>Traces printing one document and counts it by its outcome.</summary>
    public static async Task<Result<byte[]>> PrintAsync(Func<Task<Result<byte[]>>> work)
    {
        var started = Stopwatch.GetTimestamp();
        using var activity = Activities.StartActivity("print");
        PrintQueue.Add(1);
        var outcome = "Failed";
        try
        {
            var result = await work();
            outcome = result.Failed ? result.Errors[0].Code : "Succeeded";
            return result;
        }
        finally
        {
            PrintQueue.Add(-1);
            Prints.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
            PrintSeconds.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
    }

    public static void SaveConflicted() => Conflicts.Add(1);

    /// <param name="step"><c>password</c> or <c>code</c>.</param>
    /// <param name="succeeded">Whether it was right.</param>
    public static void SignInTried(string step, bool succeeded) => SignIns.Add(1, new("step", step), Outcome(succeeded));

    /// <param name="kind">What was brought in, such as <c>people</c>.</param>
    /// <param name="succeeded">False when the file was refused.</param>
    public static void Imported(string kind, bool succeeded) => Imports.Add(1, new("kind", kind), Outcome(succeeded));

    private static KeyValuePair<string, object?> Outcome(bool succeeded) => new("outcome", succeeded ? "Succeeded" : "Failed");
}
