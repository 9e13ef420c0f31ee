using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Documents;
using StarPortal.Domain.Jobs;
using StarPortal.Domain.Results;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Results.Batch;

/// <param name="TaskId">Set while it is being made.</param>
/// <param name="Last">How its making stands, or how it ended the last time.</param>
/// <param name="IsMine">Others know that it was made; what is in it was looked at by whoever wanted it, as that person may.</param>
/// <param name="CanGoOn">Its making ended before it was done; what is printed is used again.</param>
public sealed record ReportBatchRow(
    int Id, DateTime RequestedAt, string RequestedBy, string? Department, string Language, PaperSize Paper, int Printed, string FileName, long FileSize, bool HasFile, bool Removed, bool IsMine, bool CanRetry,
    int? TaskId, BatchRun? Last, bool CanGoOn, IReadOnlyList<BatchFailureRow> Failures);

public sealed record BatchRun(LongTaskState State, int Done, int Total, string FailureCode);

public sealed record BatchFailureRow(string Number, string Name, string Code);

/// <param name="Depth">How many departments stand above it.</param>
public sealed record DepartmentChoice(int Id, string Name, int Depth);

/// <summary>What HR had printed of a cycle.</summary>
public sealed class ReportBatchQueries(IDbContextFactory<PortalDbContext> factory)
{
    public async Task<IReadOnlyList<ReportBatchRow>> ListAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        if (!ResultAccess.CanManage(actor))
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var rows = await db.ReportBatches.AsNoTracking().Include(b => b.Failures).Where(b => b.CycleId == cycleId)
            .OrderByDescending(b => b.Id).Take(20)
            .Select(b => new
            {
                Batch = b,
                Department = db.Departments.Where(d => d.Id == b.DepartmentId).Select(d => new { d.Name, d.Path }).FirstOrDefault(),
                Task = db.LongTasks.Where(t => t.Kind == ReportBatchHandler.TaskKind && t.TargetId == b.Id).OrderByDescending(t => t.Id)
                    .Select(t => new { t.Id, Run = new BatchRun(t.State, t.Done, t.Total, t.FailureCode) }).FirstOrDefault(),
            })
            .ToListAsync(cancellation);
        var trails = await DepartmentTrails.OfAsync(db, rows.Where(r => r.Department is not null).Select(r => r.Department!.Path), cancellation);
        return
        [
            .. rows.Select(r => new ReportBatchRow(
                r.Batch.Id, r.Batch.RequestedAt, r.Batch.RequestedBy, r.Department is { } d ? trails.Of(d.Path, d.Name) : null, r.Batch.Language, r.Batch.Paper, r.Batch.Printed, r.Batch.FileName, r.Batch.FileSize,
                r.Batch.HasFile, r.Batch.FileRemovedAt is not null, r.Batch.IsOf(actor), r.Batch.CanRetry && r.Batch.IsOf(actor),
                r.Task is { Run.State: LongTaskState.Queued or LongTaskState.Running } task ? task.Id : null, r.Task?.Run,
                r.Batch.IsUnfinished && r.Batch.IsOf(actor) && r.Task is { Run.State: LongTaskState.Failed or LongTaskState.Cancelled },
                [.. r.Batch.Failures.OrderBy(f => f.Name, StringComparer.CurrentCulture).Select(f => new BatchFailureRow(f.Number, f.Name, f.Code))])),
        ];
    }

    /// <summary>Departments with participants; empty for whoever may not print.</summary>
    public async Task<IReadOnlyList<DepartmentChoice>> DepartmentsAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!ResultAccess.CanManage(actor))
        {
            return [];
        }

        var departments = await db.Departments.AsNoTracking().Where(d => db.Participants.Any(p => p.CycleId == cycleId && p.DepartmentPath.StartsWith(d.Path)))
            .OrderBy(d => d.Path).Select(d => new { d.Id, d.Name, d.Path }).ToListAsync(cancellation);
        return [.. departments.Select(d => new DepartmentChoice(d.Id, d.Name, d.Path.Count(c => c == '/') - 2))];
    }

    /// <summary>For whoever wanted it only: another from HR may have their own result in it as HR sees it, and looks at each in the trail.</summary>
    public async Task<ReportBatch?> FileAsync(int id, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return ResultAccess.CanManage(actor) && await db.ReportBatches.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, cancellation) is { HasFile: true } batch && batch.IsOf(actor) ? batch : null;
    }
}
