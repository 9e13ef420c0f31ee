using StarPortal.Domain;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Features.Cycles.Closing;

/// <summary>Carries a closing out that HR or the calendar has begun, and goes on with one that was cut off.</summary>
internal sealed class CloseCycleHandler(ClosingRunner runner) : ILongTaskHandler
{
    public const string TaskKind = "CloseCycle";

    public string Kind => TaskKind;

    /// <summary>The cycle is held from the request to the end: what was cut off is gone on with.</summary>
    public bool CanBeCancelled => false;

    public Task<Result> RunAsync(LongTaskView task, TaskProgress progress, CancellationToken cancellation) =>
        runner.CloseAsync(task.TargetId, progress, cancellation);
}
