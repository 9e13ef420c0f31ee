using StarPortal.Domain;

namespace StarPortal.Web.Features.Jobs;

/// <summary>
/// Carries out long tasks of one kind, in small steps that may be repeated: after a crash the task starts again from the
/// beginning, on this node or another, and must end as if nothing had happened.
/// </summary>
public interface ILongTaskHandler
{
    string Kind { get; }

    /// <param name="progress">To be told after each step, never inside a write transaction.</param>
    Task<Result> RunAsync(LongTaskView task, TaskProgress progress, CancellationToken cancellation);
}

/// <summary>What a handler is given of its task.</summary>
/// <param name="RequestedBy">Who asked for it, for the audit trail.</param>
public sealed record LongTaskView(int Id, string Kind, int TargetId, string Input, Actor RequestedBy);
