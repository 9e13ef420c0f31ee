using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Jobs;

namespace StarPortal.Web.Features.Jobs;

/// <summary>How far a task has come.</summary>
/// <param name="Step">What it is doing, as <c>Feature.Code</c>.</param>
/// <param name="NextAttemptAt">A passing fault: it is tried again then.</param>
public sealed record LongTaskStatus(int Id, LongTaskState State, int Done, int Total, string FailureCode, string Step = "", DateTime? NextAttemptAt = null, bool CancelRequested = false)
{
    public bool IsOver => State is LongTaskState.Succeeded or LongTaskState.Failed or LongTaskState.Cancelled;
}

public sealed class LongTaskQueries(IDbContextFactory<PortalDbContext> factory, TaskBoard board)
{
    /// <summary>A task as its requester, HR and administrators may see it; null otherwise.</summary>
    public async Task<LongTaskStatus?> FindAsync(int id, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var status = await db.LongTasks.AsNoTracking()
            .Where(t => t.Id == id && (t.RequestedByAccountId == actor.AccountId || actor.IsHr || actor.IsAdministrator))
            .Select(t => new LongTaskStatus(t.Id, t.State, t.Done, t.Total, t.FailureCode, t.Step, t.NextAttemptAt, t.CancelRequestedAt != null))
            .SingleOrDefaultAsync(cancellation);
        return status is { State: LongTaskState.Running } && board.Find(id) is { } at ? status with { Done = at.Done, Total = at.Total } : status;
    }

    /// <summary>The latest task of a kind on a target, whatever became of it; null when there never was one.</summary>
    public async Task<LongTaskStatus?> LatestAsync(string kind, int targetId, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.LongTasks.AsNoTracking()
            .Where(t => t.Kind == kind && t.TargetId == targetId)
            .OrderByDescending(t => t.Id)
            .Select(t => new LongTaskStatus(t.Id, t.State, t.Done, t.Total, t.FailureCode, t.Step, t.NextAttemptAt, t.CancelRequestedAt != null))
            .FirstOrDefaultAsync(cancellation);
    }
}
