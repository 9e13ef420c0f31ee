using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Stars;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Stars.Facts;

/// <summary>Adds a training to the catalogue, or changes its name and whether it can be chosen. HR only.</summary>
public sealed class KeepTraining(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <param name="Id">Null for a new one, whose code never changes afterwards.</param>
    /// <param name="Version">The concurrency token of what the person saw; 0 for a new one.</param>
    public sealed record Command(int? Id, string Code, LocalText Name, bool Retired, int Version);

    public async Task<Result> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        if (!StarAccess.CanManage(actor))
        {
            return StarErrors.FactNotFound;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return command.Id is { } id ? await EditAsync(db, id, command, actor, cancellation) : await AddAsync(db, command, actor, cancellation);
    }

    private async Task<Result> AddAsync(PortalDbContext db, Command command, Actor actor, CancellationToken cancellation)
    {
        var code = command.Code.Trim();
        var made = TrainingCourse.Make(code, command.Name);
        if (made.Failed)
        {
            return made;
        }

        try
        {
            return await db.WriteAsync<Result>(
                async () =>
                {
                    if (await db.TrainingCourses.AnyAsync(c => c.Code == code, cancellation))
                    {
                        return StarErrors.TrainingTwice.With(code);
                    }

                    db.TrainingCourses.Add(made.Value);
                    await db.SaveChangesAsync(cancellation);
                    db.Audit(actor, new AuditNote("Stars.TrainingAdded", "TrainingCourse", made.Value.Id, Details: code), clock.GetUtcNow().UtcDateTime);
                    return Result.Ok;
                },
                cancellation);
        }
        catch (DbUpdateException)
        {
            return StarErrors.TrainingTwice.With(code);
        }
    }

    private async Task<Result> EditAsync(PortalDbContext db, int id, Command command, Actor actor, CancellationToken cancellation)
    {
        if (await db.TrainingCourses.SingleOrDefaultAsync(c => c.Id == id, cancellation) is not { } course)
        {
            return StarErrors.FactNotFound;
        }

        if (course.Version != command.Version)
        {
            return SharedErrors.ChangedElsewhere;
        }

        var edited = course.Edit(command.Name, command.Retired);
        if (edited.Failed)
        {
            return edited;
        }

        db.Audit(
            actor,
            new AuditNote("Stars.TrainingEdited", "TrainingCourse", id, Details: $"{course.Code}{(course.Retired ? ", retired" : "")}"),
            clock.GetUtcNow().UtcDateTime);
        return await db.SaveOrTellAsync(cancellation);
    }
}
