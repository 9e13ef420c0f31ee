using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.People;
using StarPortal.Domain.People.Import;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Features.People.Import;

/// <summary>Brings in a file that was confirmed: all of it in one transaction, which also says that it is done.</summary>
public sealed class ImportPeopleHandler(IDbContextFactory<PortalDbContext> factory, ImportPeople import, TimeProvider clock) : ILongTaskHandler
{
    public const string TaskKind = "ImportPeople";

    public string Kind => TaskKind;

    public async Task<Result> RunAsync(LongTaskView task, TaskProgress progress, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var waiting = await db.PeopleImports.AsNoTracking().SingleAsync(i => i.Id == task.TargetId, cancellation);
        if (waiting.FinishedAt is not null)
        {
            // ended after its last write and before it could say so
            return Result.Ok;
        }

        if (waiting.Content is not { } content || JsonSerializer.Deserialize<ImportPeopleCommand>(content) is not { } command)
        {
            return PeopleErrors.ImportContentGone;
        }

        await progress.ReportAsync(0, command.Table.Rows.Count, cancellation);
        var result = await import.RunAsync(command, task.RequestedBy, at => progress.Tell(at.Done, at.Total), (writing, counts) => FinishAsync(writing, task.TargetId, counts, progress, cancellation), cancellation);
        if (result.Succeeded)
        {
            return Result.Ok;
        }

        // what was confirmed is not what would happen now: it has to be checked again
        await EndAsync(db, task.TargetId, cancellation);
        return result.Error.Is(PeopleErrors.ImportHasProblems) ? PeopleErrors.ImportChangedSinceCheck : result.Error;
    }

    private async Task FinishAsync(PortalDbContext db, int id, ImportCounts counts, TaskProgress progress, CancellationToken cancellation)
    {
        await progress.HoldAsync(db, cancellation);
        (await db.PeopleImports.SingleAsync(i => i.Id == id, cancellation)).Finish(counts, clock.GetUtcNow().UtcDateTime);
    }

    private static Task EndAsync(PortalDbContext db, int id, CancellationToken cancellation) =>
        db.WriteAsync(
            async () =>
            {
                (await db.PeopleImports.SingleAsync(i => i.Id == id, cancellation)).Forget();
                await db.SaveChangesAsync(cancellation);
            },
            cancellation);
}
