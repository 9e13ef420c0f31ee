using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Documents;
using StarPortal.Domain.Results;
using StarPortal.Web.Features.Documents;
using StarPortal.Web.Features.Documents.Batches;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Spreadsheets;
using StarPortal.Web.Shared.Texts;

namespace StarPortal.Web.Features.Results.Batch;

/// <summary>
/// Prints the reports of a cycle into one archive. Each is looked at as the person who wants them may: as HR, which goes into
/// the audit trail for each person, and their own as everybody sees their own. What cannot be printed is listed, in the archive too.
/// </summary>
public sealed class ReportBatchHandler(
    IDbContextFactory<PortalDbContext> factory, ViewResult viewing, DocumentRenderer renderer, BatchArchive archiving, ReportFiles files, TimeProvider clock) : ILongTaskHandler
{
    public const string TaskKind = "ReportBatch";

    public string Kind => TaskKind;

    public async Task<Result> RunAsync(LongTaskView task, TaskProgress progress, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        // a role taken away since the batch was asked for counts
        if (!ResultAccess.CanManage(task.RequestedBy) || await db.ReportBatches.AsNoTracking().SingleOrDefaultAsync(b => b.Id == task.TargetId, cancellation) is not { } batch)
        {
            return ResultErrors.NotAllowed;
        }

        if (batch.FinishedAt is not null)
        {
            return Result.Ok;
        }

        var people = await PeopleAsync(db, batch, cancellation);
        if (people.Count == 0)
        {
            return CertificateErrors.NothingToPrint;
        }

        var language = CultureInfo.GetCultureInfo(batch.Language);
        var items = people.ConvertAll(p => new BatchItem(p.Id.ToString(CultureInfo.InvariantCulture), $"{p.Number} {p.Name}", stop => HtmlAsync(p.Id, batch, language, task.RequestedBy, stop)));
        var title = string.Create(CultureInfo.InvariantCulture, $"results-{batch.CycleId}-{batch.RequestedAt:yyyy-MM-dd}-{batch.Id}");
        var made = await archiving.MakeAsync(
            files, batch.FileToken, title, items, failures => Missing(people, failures, language), done => progress.ReportAsync(done, people.Count, cancellation), cancellation);
        return await FinishAsync(batch.Id, made, people, task.RequestedBy, cancellation);
    }

    private static async Task<List<Person>> PeopleAsync(PortalDbContext db, ReportBatch batch, CancellationToken cancellation)
    {
        var rows = ScoringInputs.Counting(db, batch.CycleId);
        if (batch.DepartmentId is { } department)
        {
            var part = string.Create(CultureInfo.InvariantCulture, $"%/{department}/%");
            rows = rows.Where(p => EF.Functions.Like(p.DepartmentPath, part));
        }

        return await rows.Where(p => db.ParticipantResults.Any(r => r.ParticipantId == p.Id && r.CurrentNumber > 0))
            .OrderBy(p => p.DepartmentPath).ThenBy(p => p.Name).ThenBy(p => p.Id)
            .Select(p => new Person(p.Id, p.Number, p.Name)).ToListAsync(cancellation);
    }

    private async Task<Result<string>> HtmlAsync(int participantId, ReportBatch batch, CultureInfo language, Actor actor, CancellationToken cancellation)
    {
        // ends with this method
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (language, language);
        var view = await viewing.RunAsync(participantId, ResultLook.Batch, actor, cancellation);
        return view.Failed ? Result<string>.Fail(view.Errors) : await renderer.HtmlAsync<ResultDocument>(view.Value, language, batch.Paper);
    }

    /// <summary>Whoever unpacks the archive sees what is not in it.</summary>
    private static Dictionary<string, byte[]> Missing(List<Person> people, IReadOnlyDictionary<string, Error> failures, CultureInfo language)
    {
        if (failures.Count == 0)
        {
            return [];
        }

        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = language;
        try
        {
            var content = new SheetContent(
                "",
                [ResultsText.Col_Number, ResultsText.Col_Name, ResultsText.BatchReason],
                people.Where(p => failures.ContainsKey(p.Key)).Select(p => (IReadOnlyList<object?>)[p.Number, p.Name, ErrorText.For(failures[p.Key])]));
            return new Dictionary<string, byte[]> { ["missing.csv"] = SpreadsheetWriter.Csv(content) };
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private async Task<Result> FinishAsync(int batchId, BatchOutcome made, List<Person> people, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var batch = await db.ReportBatches.Include(b => b.Failures).SingleAsync(b => b.Id == batchId, cancellation);
        batch.Finish(
            made.File.Name, made.File.Size, made.Printed,
            people.Where(p => made.Failures.ContainsKey(p.Key)).Select(p => new ReportBatchFailure(p.Id, p.Number, p.Name, made.Failures[p.Key])), now);
        db.Audit(actor, new AuditNote("Results.ReportsPrinted", "ReportBatch", batch.Id, Details: $"cycle={batch.CycleId}, printed={made.Printed}, failed={made.Failures.Count}"), now);
        await db.SaveChangesAsync(cancellation);
        if (made.Failures.Count == 0)
        {
            // nothing is left to be tried again
            files.RemoveWork(batch.FileToken);
        }

        return Result.Ok;
    }

    private sealed record Person(int Id, string Number, string Name)
    {
        public string Key => Id.ToString(CultureInfo.InvariantCulture);
    }
}
