using StarPortal.Domain.Jobs;

namespace StarPortal.Web.Features.Jobs;

/// <summary>
/// Something to be done again and again, such as opening phases whose time has come. Safe to run twice, late, or on two
/// nodes at once. What it did is told to the <see cref="JobReport"/> of its scope.
/// </summary>
public interface IRecurringJob
{
    /// <summary>Never changed: the key of its schedule in the options, of its history and of its figures.</summary>
    string Name { get; }

    /// <summary>What it does, in the reader's language.</summary>
    string Label { get; }

    /// <summary>When it runs unless the options say otherwise.</summary>
    JobSchedule Schedule { get; }

    Task RunAsync(CancellationToken cancellation);
}

/// <summary>What a run did, for the history. One per run: a job asks for it in its constructor. A run that reports nothing did nothing.</summary>
public sealed class JobReport
{
    private readonly Dictionary<string, long> counts = [];

    public IReadOnlyDictionary<string, long> Counts => counts;

    public bool DidSomething => counts.Values.Any(c => c > 0);

    /// <param name="what">What was counted, for example <c>Phases</c>; its words are the resource <c>Count_{what}</c> of <c>JobsText</c>.</param>
    /// <param name="count">How many more.</param>
    public void Add(string what, long count)
    {
        if (count > 0)
        {
            counts[what] = counts.GetValueOrDefault(what) + count;
        }
    }
}
