using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Results;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Results;

namespace StarPortal.Web.Features.Results;

/// <summary>
/// Computes the results of a cycle in chunks. Repeatable until release: a version is added only where the outcome
/// changed, so a run that was cut off is simply run again.
/// </summary>
public sealed class ComputeResults(IDbContextFactory<PortalDbContext> factory, IEnumerable<IAfterComputing> followers, TimeProvider clock) : ILongTaskHandler
{
    public const string TaskKind = "ComputeResults";

    public string Kind => TaskKind;

    public Task<Result> RunAsync(LongTaskView task, TaskProgress progress, CancellationToken cancellation) =>
        RunAsync(task.TargetId, task.RequestedBy, progress, cancellation);

    public async Task<Result> RunAsync(int cycleId, Actor actor, TaskProgress progress, CancellationToken cancellation)
    {
        if (!ResultAccess.CanManage(actor) && !actor.IsSystem)
        {
            return ResultErrors.NotAllowed;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await ScoringInputs.FindCycleAsync(db, cycleId, cancellation) is not { IsComputable: true } cycle)
        {
            return ResultErrors.NotComputable;
        }

        await ClearAcknowledgementAsync(cycleId, cancellation);
        var participants = await ScoringInputs.Counting(db, cycleId).CountAsync(cancellation);
        // everybody is gone through once for the scores and once for each thing that follows from them
        var total = participants * (1 + followers.Count());
        var (done, changed) = (0, 0);
        await progress.ReportAsync(0, total, cancellation);
        await foreach (var chunk in ScoringInputs.ReadAsync(db, cycle, cancellation))
        {
            var stored = await StoreAsync(cycleId, [.. chunk.Select(p => (p.ParticipantId, Scoring.Compute(p.Input)))], actor, cancellation);
            if (stored.Failed)
            {
                return stored;
            }

            (done, changed) = (done + chunk.Count, changed + stored.Value);
            await progress.ReportAsync(done, total, cancellation);
        }

        foreach (var follower in followers)
        {
            var before = done;
            var followed = await follower.RunAsync(cycleId, actor, people => progress.ReportAsync(before + people, total, cancellation), cancellation);
            if (followed.Failed)
            {
                return followed;
            }

            done += participants;
        }

        await WriteTrailAsync(cycleId, participants, changed, actor, cancellation);
        return Result.Ok;
    }

    private async Task<Result<int>> StoreAsync(int cycleId, IReadOnlyList<(int, ScoreTree)> trees, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteAsync<Result<int>>(
            async () =>
            {
                // holds the cycle's row until the chunk is in: release waits for it, or has already happened
                var open = await db.Cycles
                    .Where(c => c.Id == cycleId && (c.State == CycleState.Running || c.State == CycleState.Calibrating))
                    .ExecuteUpdateAsync(s => s.SetProperty(c => c.Version, c => c.Version), cancellation);
                return open == 0
                    ? ResultErrors.NotComputable
                    : await StoredResults.AddVersionsAsync(db, cycleId, trees, actor, clock.GetUtcNow().UtcDateTime, cancellation);
            },
            cancellation);
    }

    private async Task ClearAcknowledgementAsync(int cycleId, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var cycle = await db.Cycles.SingleAsync(c => c.Id == cycleId, cancellation);
        if (cycle.MissingAcknowledgedAt is not null)
        {
            cycle.ClearMissingAcknowledgement();
            await db.SaveChangesAsync(cancellation);
        }
    }

    private async Task WriteTrailAsync(int cycleId, int participants, int changed, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var details = string.Create(CultureInfo.InvariantCulture, $"participants={participants}, changed={changed}");
        db.Audit(actor, new AuditNote("Results.Computed", "Cycle", cycleId, Details: details), clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancellation);
    }
}
