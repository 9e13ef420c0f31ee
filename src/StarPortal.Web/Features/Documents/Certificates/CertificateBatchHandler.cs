using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Documents;
using StarPortal.Web.Features.Documents.Batches;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Documents.Certificates;

/// <summary>
/// Issues what is still missing, a hundred at a time, and then prints all that is valid into one file. Cut off anywhere and
/// begun again it issues nobody a second certificate and ends with one whole file.
/// </summary>
public sealed class CertificateBatchHandler(
    IDbContextFactory<PortalDbContext> factory, CertificateIssuing issuing, BatchPrinting printing, CertificateFiles files, TimeProvider clock) : ILongTaskHandler
{
    public const string TaskKind = "CertificateBatch";

    /// <summary>Certificates issued in one transaction: long enough to be quick, short enough not to keep others waiting.</summary>
    internal const int Chunk = 100;

    public string Kind => TaskKind;

    public async Task<Result> RunAsync(LongTaskView task, TaskProgress progress, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        // a role taken away since the batch was asked for counts
        if (!CertificateAccess.CanManage(task.RequestedBy) || await db.CertificateBatches.AsNoTracking().SingleOrDefaultAsync(b => b.Id == task.TargetId, cancellation) is not { } batch)
        {
            return CertificateErrors.NotFound;
        }

        if (batch.FinishedAt is not null)
        {
            return Result.Ok;
        }

        var missing = await Missing(db, batch, task.RequestedBy).CountAsync(cancellation);
        for (var left = missing; left > 0;)
        {
            await progress.ReportAsync(missing - left, missing * 2, cancellation);
            left = await IssueSomeAsync(batch, task.RequestedBy, cancellation) ? await Missing(db, batch, task.RequestedBy).CountAsync(cancellation) : 0;
        }

        var ids = await Valid(db, batch).ToListAsync(cancellation);
        if (ids.Count == 0)
        {
            return CertificateErrors.NothingToPrint;
        }

        var file = await printing.PrintAsync(batch, ids, done => progress.ReportAsync(missing + done, missing + ids.Count, cancellation), cancellation);
        return file.Failed ? Result.Fail(file.Errors) : await FinishAsync(batch, file.Value, ids.Count, task.RequestedBy, cancellation);
    }

    /// <summary>Who of the selection never had a certificate: one that was revoked is not given back by a batch.</summary>
    private static IQueryable<SubjectRow> Missing(PortalDbContext db, CertificateBatch batch, Actor actor)
    {
        var me = actor.EmployeeId;
        return CertificateSubjects.In(db, batch.CycleId, batch.Levels, batch.DepartmentId)
            .Where(r => r.EmployeeId != me || me == null)
            .Where(r => !db.Certificates.Any(c => c.EmployeeId == r.EmployeeId && c.CycleId == batch.CycleId && c.ProgrammeId == r.ProgrammeId));
    }

    private static IQueryable<int> Valid(PortalDbContext db, CertificateBatch batch)
    {
        var levels = batch.Levels.ToList();
        var rows = from c in db.Certificates.AsNoTracking()
                   where c.CycleId == batch.CycleId && c.State == CertificateState.Valid && levels.Contains(c.Level)
                   join p in db.Participants on new { c.CycleId, c.EmployeeId } equals new { p.CycleId, p.EmployeeId }
                   select new { c.Id, p.DepartmentPath, c.Name, c.Number };
        if (batch.DepartmentId is { } department)
        {
            rows = rows.Where(r => EF.Functions.Like(r.DepartmentPath, CertificateSubjects.Below(department)));
        }

        // the order in which a stack of paper is handed out
        return rows.OrderBy(r => r.DepartmentPath).ThenBy(r => r.Name).ThenBy(r => r.Number).Select(r => r.Id);
    }

    /// <returns>False when nobody was left.</returns>
    private async Task<bool> IssueSomeAsync(CertificateBatch batch, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteAsync(
            async () =>
            {
                // two batches at once take turns, and each sees what the other issued
                await db.LockCycleAsync(batch.CycleId, cancellation);
                if (await CertificateSubjects.OfAsync(db, batch.CycleId, cancellation) is not { } subjects)
                {
                    return false;
                }

                var rows = await Missing(db, batch, actor).OrderBy(r => r.DepartmentPath).ThenBy(r => r.Name).ThenBy(r => r.EmployeeId).Take(Chunk).ToListAsync(cancellation);
                var issued = await issuing.IssueAsync(db, [.. rows.Select(r => subjects.Of(batch.CycleId, r))], actor, cancellation);
                var kept = await db.CertificateBatches.SingleAsync(b => b.Id == batch.Id, cancellation);
                kept.CountIssued(issued.Count);
                return issued.Count > 0;
            },
            cancellation);
    }

    private async Task<Result> FinishAsync(CertificateBatch asked, PrintedFile file, int printed, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var batch = await db.CertificateBatches.SingleAsync(b => b.Id == asked.Id, cancellation);
        var me = actor.EmployeeId;
        if (me is not null && await CertificateSubjects.In(db, batch.CycleId, batch.Levels, batch.DepartmentId)
            .AnyAsync(r => r.EmployeeId == me && !db.Certificates.Any(c => c.EmployeeId == me && c.CycleId == batch.CycleId && c.ProgrammeId == r.ProgrammeId), cancellation))
        {
            batch.LeaveOwnOut();
        }

        batch.Finish(file.Name, file.Size, printed, now);
        db.Audit(actor, new AuditNote("Documents.CertificatesPrinted", "CertificateBatch", batch.Id, Details: $"cycle={batch.CycleId}, issued={batch.Issued}, printed={printed}, format={batch.Format}"), now);
        var kept = await db.SaveOrTellAsync(cancellation);
        if (kept.Succeeded)
        {
            files.RemoveWork(batch.FileToken);
        }

        return kept;
    }
}
