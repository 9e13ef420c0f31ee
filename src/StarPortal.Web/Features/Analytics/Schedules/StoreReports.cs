using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Analytics;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Features.Documents;
using StarPortal.Web.Features.Documents.Batches;
using StarPortal.Web.Shared.Database;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.Analytics.Schedules;

/// <summary>
/// Makes the copies that are due, as whoever they are for: what that person may not read any more is not made. The reader
/// is told in the transaction that says it is ready, so of two nodes, or of a run and its repetition, one tells.
/// </summary>
internal sealed class StoreReports(IDbContextFactory<PortalDbContext> factory, MakeReport making, DocumentRenderer renderer, IDocumentPrinter printer, ReportFiles files, TimeProvider clock)
{
    public const string Ready = "Analytics.ReportReady";

    /// <summary>Tries before a copy is left as failed.</summary>
    private const int Tries = 5;

    private const int AtOnce = 200;

    /// <returns>How many are ready.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        List<int> due;
        await using (var db = await factory.CreateDbContextAsync(cancellation))
        {
            var now = clock.GetUtcNow().UtcDateTime;
            due = await db.StoredReports.AsNoTracking().Where(r => r.ReadyAt == null && r.FileRemovedAt == null && r.Attempts < Tries && r.ExpiresAt > now)
                .OrderBy(r => r.Id).Take(AtOnce).Select(r => r.Id).ToListAsync(cancellation);
        }

        var ready = 0;
        foreach (var id in due)
        {
            ready += await StoreAsync(id, cancellation) ? 1 : 0;
        }

        return ready;
    }

    /// <summary>Files after their time, and those of copies that nobody may open.</summary>
    public async Task<int> ExpireAsync(CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var old = await db.StoredReports.Where(r => r.FileRemovedAt == null && r.ExpiresAt <= now).ToListAsync(cancellation);
        foreach (var report in old)
        {
            files.Remove(report.FileToken);
            report.RemoveFile(now);
        }

        await db.SaveOrTellAsync(cancellation);
        return old.Count;
    }

    private async Task<bool> StoreAsync(int id, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var report = await db.StoredReports.SingleAsync(r => r.Id == id, cancellation);
        var paper = await db.ReportSchedules.AsNoTracking().Where(s => s.Id == report.ScheduleId).Select(s => s.Paper).SingleAsync(cancellation);
        var made = await FileAsync(db, report, paper, cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        if (made.Failed)
        {
            report.Fail(made.Error);
            await db.SaveOrTellAsync(cancellation);
            return false;
        }

        report.Finish(made.Value.Name, made.Value.Size, now);
        var cycle = await db.Cycles.AsNoTracking().Where(c => c.Id == report.CycleId).Select(c => c.Name).SingleAsync(cancellation);
        db.Notify(report.EmployeeId, new Notice(Ready, $"{Ready}:{report.Id}", $"/reports/stored/{report.Id}", [cycle]), now);
        return (await db.SaveOrTellAsync(cancellation)).Succeeded;
    }

    private async Task<Result<PrintedFile>> FileAsync(PortalDbContext db, StoredReport report, Domain.Documents.PaperSize paper, CancellationToken cancellation)
    {
        var reader = await (from e in db.Employees.AsNoTracking()
                            join a in db.Users on e.Id equals a.EmployeeId
                            where e.Id == report.EmployeeId && !a.Disabled
                            select new { a.Id, e.Name, a.Roles, e.Language }).FirstOrDefaultAsync(cancellation);
        if (reader is null)
        {
            return ReportErrors.MayNotRead;
        }

        var language = CultureInfo.GetCultureInfo(Languages.Nearest(reader.Language));
        var made = await making.RunAsync(new ReportRequest(report.Kind, report.CycleId), language, new Actor(reader.Id, report.EmployeeId, reader.Name, reader.Roles), cancellation);
        if (made.Failed)
        {
            return ReportErrors.MayNotRead;
        }

        var pdf = await printer.PrintAsync(await renderer.HtmlAsync<ReportDocument>(made.Value, language, paper), cancellation);
        if (pdf.Failed)
        {
            return Result<PrintedFile>.Fail(pdf.Errors);
        }

        // whole or not there, also when two nodes make it at once
        var part = $"{files.PathOf(report.FileToken)}.{Guid.NewGuid():N}";
        await File.WriteAllBytesAsync(part, pdf.Value, cancellation);
        File.Move(part, files.PathOf(report.FileToken), overwrite: true);
        return new PrintedFile($"{made.Value.FileName}.pdf", pdf.Value.Length);
    }
}
