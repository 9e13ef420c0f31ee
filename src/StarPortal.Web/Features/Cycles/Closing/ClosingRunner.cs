using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Cycles;

namespace StarPortal.Web.Features.Cycles.Closing;

/// <summary>
/// Carries out the steps of a closing that has begun, or goes on with one that was cut off; and takes them back. Any number
/// of nodes may do so at once: each chunk and each change of a step's state is a compare-and-set.
/// </summary>
public sealed class ClosingRunner(IDbContextFactory<PortalDbContext> factory, IEnumerable<IClosingStep> steps, TimeProvider clock, ILogger<ClosingRunner> logger)
{
    /// <summary>Called after each commit; tests stop the closing there.</summary>
    internal Func<Task> AfterCommit { get; set; } = () => Task.CompletedTask;

    /// <summary>Closes a cycle that is marked as being closed.</summary>
    public async Task<Result> CloseAsync(int cycleId, TaskProgress progress, CancellationToken cancellation)
    {
        CycleClosing? closing;
        await using (var db = await factory.CreateDbContextAsync(cancellation))
        {
            closing = await db.CycleClosings.AsNoTracking().Where(c => c.CycleId == cycleId).OrderByDescending(c => c.Round).FirstOrDefaultAsync(cancellation);
        }

        // one that was cut off between its last commit and the protocol's is done, but does not say so yet
        if (closing is not { State: ClosingState.Running or ClosingState.Failed or ClosingState.Done })
        {
            return ClosingErrors.NotBeingClosed;
        }

        return await AllAsync(closing, new ClosingProtocol(factory, clock, closing, null), progress, cancellation);
    }

    /// <summary>Takes back what a closing did, last step first.</summary>
    public async Task<Result> ReverseAsync(int closingId, Reversal reversal, TaskProgress progress, CancellationToken cancellation)
    {
        CycleClosing? closing;
        await using (var db = await factory.CreateDbContextAsync(cancellation))
        {
            closing = await db.CycleClosings.AsNoTracking().SingleOrDefaultAsync(c => c.Id == closingId, cancellation);
        }

        if (closing is not { State: ClosingState.Reversing })
        {
            return closing?.State == ClosingState.Reversed ? Result.Ok : ClosingErrors.NotReversible;
        }

        return await AllAsync(closing, new ClosingProtocol(factory, clock, closing, reversal), progress, cancellation);
    }

    private async Task<Result> AllAsync(CycleClosing closing, ClosingProtocol protocol, TaskProgress progress, CancellationToken cancellation)
    {
        var wanted = closing.State == ClosingState.Done ? steps.Where(s => s.Name == FinishClosing.StepName) : steps;
        var ordered = (protocol.Reversing ? wanted.OrderByDescending(s => s.Order) : wanted.OrderBy(s => s.Order)).ToList();
        foreach (var (reached, step) in ordered.Index())
        {
            if (await protocol.TakeAsync(step, cancellation) is not { } run)
            {
                continue;
            }

            await AfterCommit();
            var carried = await CarryOutAsync(step, protocol, run, Report, cancellation);
            if (carried.Failed)
            {
                logger.LogWarning("Step {Step} of the closing of cycle {Cycle} ended with {Error}.", step.Name, closing.CycleId, carried.Errors[0]);
                await protocol.FailAsync(run, carried.Errors[0], nothingDone: reached == 0, cancellation);
                return carried;
            }

            await protocol.EndAsync(step, run, cancellation);
            await AfterCommit();

            // a step counts for a hundred, whatever it works on
            Task Report(int done, int total) => progress.ReportAsync((reached * 100) + (done * 100 / Math.Max(total, 1)), ordered.Count * 100, cancellation);
        }

        return Result.Ok;
    }

    private async Task<Result> CarryOutAsync(IClosingStep step, ClosingProtocol protocol, ClosingRun run, Func<int, int, Task> report, CancellationToken cancellation)
    {
        var context = new ClosingContext(factory, run, AfterCommit, report);
        try
        {
            return await (run.Reversing ? step.ReverseAsync(context, cancellation) : step.RunAsync(context, cancellation));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // shown to HR at once; whoever runs the task tries again
            logger.LogError(failure, "Step {Step} of the closing of cycle {Cycle} broke.", step.Name, run.CycleId);
            await protocol.FailAsync(run, ClosingErrors.StepBroke, nothingDone: false, CancellationToken.None);
            throw;
        }
    }
}
