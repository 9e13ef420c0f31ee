using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Jobs;
using StarPortal.Domain.People;
using StarPortal.Domain.People.Import;

namespace StarPortal.Web.Features.People.Import;

/// <param name="TaskId">Carries it out.</param>
/// <param name="FinishedAt">UTC; null while it is not in.</param>
public sealed record PeopleImportRow(int Id, string FileName, int TaskId, LongTaskState State, DateTime? FinishedAt, int Added, int Changed, int Left, int Departments);

/// <summary>What became of files that were to be brought in.</summary>
public sealed class PeopleImportQueries(IDbContextFactory<PortalDbContext> factory)
{
    /// <summary>Null for whoever may not import.</summary>
    public async Task<PeopleImportRow?> FindAsync(int id, Actor actor, CancellationToken cancellation)
    {
        if (!PeopleAccess.CanImport(actor))
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await Rows(db, db.PeopleImports.Where(i => i.Id == id)).SingleOrDefaultAsync(cancellation);
    }

    /// <summary>One that this person has begun and that is not over; null when there is none.</summary>
    public async Task<PeopleImportRow?> RunningAsync(Actor actor, CancellationToken cancellation)
    {
        if (!PeopleAccess.CanImport(actor))
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var mine = db.PeopleImports.Where(i => i.RequestedByAccountId == actor.AccountId
            && db.LongTasks.Any(t => t.Kind == ImportPeopleHandler.TaskKind && t.TargetId == i.Id && (t.State == LongTaskState.Queued || t.State == LongTaskState.Running)));
        return await Rows(db, mine.OrderByDescending(i => i.Id).Take(1)).FirstOrDefaultAsync(cancellation);
    }

    private static IQueryable<PeopleImportRow> Rows(PortalDbContext db, IQueryable<PeopleImport> imports) =>
        from i in imports.AsNoTracking()
        join t in db.LongTasks on i.Id equals t.TargetId
        where t.Kind == ImportPeopleHandler.TaskKind
        select new PeopleImportRow(i.Id, i.FileName, t.Id, t.State, i.FinishedAt, i.Added, i.Changed, i.Left, i.Departments);
}
