using StarPortal.Domain;

namespace StarPortal.Web.Features.Jobs;

/// <summary>
/// Carries out long tasks of one kind, in small steps that may be repeated: after a crash the task starts again from the
/// beginning, on this node or another, and must end as if nothing had happened.
/// </summary>
public interface ILongTaskHandler
{
    string Kind { get; }

    /// <summary>What it does, in the reader's language; unless said otherwise the resource <c>Task_{Kind}</c> of <c>JobsText</c>.</summary>
    string Label => TaskLabels.Of(Kind);

    /// <summary>False when leaving it half done would block others; then nobody can cancel it, not even while it waits.</summary>
    bool CanBeCancelled => true;

    /// <param name="task">What is asked for.</param>
    /// <param name="progress">To be told after each step, never inside a write transaction; there the task ends when it was cancelled.</param>
    /// <param name="cancellation">The program stops, or another node has taken the task over.</param>
    Task<Result> RunAsync(LongTaskView task, TaskProgress progress, CancellationToken cancellation);
}

/// <summary>What a handler is given of its task.</summary>
/// <param name="RequestedBy">Who asked for it, for the audit trail.</param>
public sealed record LongTaskView(int Id, string Kind, int TargetId, string Input, Actor RequestedBy);
