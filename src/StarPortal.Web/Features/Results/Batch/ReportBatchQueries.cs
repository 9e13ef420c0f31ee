using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Documents;
using StarPortal.Domain.Jobs;
using StarPortal.Domain.Results;

namespace StarPortal.Web.Features.Results.Batch;

/// <param name="TaskId">Set while it is being made.</param>
public sealed record ReportBatchRow(
    int Id, DateTime RequestedAt, string RequestedBy, string? Department, string Language, PaperSize Paper, int Printed, string FileName, long FileSize, bool HasFile, bool Removed, bool CanRetry,
    int? TaskId, bool Failed, IReadOnlyList<BatchFailureRow> Failures);

public sealed record BatchFailureRow(string Number, string Name, string Code);

public sealed record DepartmentChoice(int Id, string Name);

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
                Department = db.Departments.Where(d => d.Id == b.DepartmentId).Select(d => d.Name).FirstOrDefault(),
                Task = db.LongTasks.Where(t => t.Kind == ReportBatchHandler.TaskKind && t.TargetId == b.Id).OrderByDescending(t => t.Id).Select(t => new { t.Id, t.State }).FirstOrDefault(),
            })
            .ToListAsync(cancellation);
        return
        [
            .. rows.Select(r => new ReportBatchRow(
                r.Batch.Id, r.Batch.RequestedAt, r.Batch.RequestedBy, r.Department, r.Batch.Language, r.Batch.Paper, r.Batch.Printed, r.Batch.FileName, r.Batch.FileSize,
                r.Batch.HasFile, r.Batch.FileRemovedAt is not null, r.Batch.CanRetry,
                r.Task is { State: LongTaskState.Queued or LongTaskState.Running } task ? task.Id : null, r.Task?.State == LongTaskState.Failed,
                [.. r.Batch.Failures.OrderBy(f => f.Name, StringComparer.CurrentCulture).Select(f => new BatchFailureRow(f.Number, f.Name, f.Code))])),
        ];
    }

    /// <summary>Departments with participants; empty for whoever may not print.</summary>
    public async Task<IReadOnlyList<DepartmentChoice>> DepartmentsAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return ResultAccess.CanManage(actor)
            ? await db.Departments.AsNoTracking().Where(d => db.Participants.Any(p => p.CycleId == cycleId && p.DepartmentPath.StartsWith(d.Path)))
                .OrderBy(d => d.Path).Select(d => new DepartmentChoice(d.Id, d.Name)).ToListAsync(cancellation)
            : [];
    }

    public async Task<ReportBatch?> FileAsync(int id, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return ResultAccess.CanManage(actor) && await db.ReportBatches.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, cancellation) is { HasFile: true } batch ? batch : null;
    }
}
