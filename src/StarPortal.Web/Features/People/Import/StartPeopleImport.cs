using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Jobs;
using StarPortal.Domain.People;
using StarPortal.Domain.People.Import;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Features.People.Import;

/// <summary>HR has confirmed what a check showed: the file is kept and brought in by a long task.</summary>
public sealed class StartPeopleImport(IDbContextFactory<PortalDbContext> factory, LongTaskSignal signal, TimeProvider clock)
{
    /// <returns>The import's identifier.</returns>
    public async Task<Result<int>> RunAsync(ImportPeopleCommand command, Actor actor, CancellationToken cancellation)
    {
        if (!PeopleAccess.CanImport(actor))
        {
            return PeopleErrors.NotAllowed;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var import = new PeopleImport(command.FileName, JsonSerializer.Serialize(command), actor, now);
        await using var db = await factory.CreateDbContextAsync(cancellation);
        await db.WriteAsync(
            async () =>
            {
                db.PeopleImports.Add(import);
                await db.SaveChangesAsync(cancellation);
                db.LongTasks.Add(new LongTask(ImportPeopleHandler.TaskKind, import.Id, "", actor, now));
                await db.SaveChangesAsync(cancellation);
            },
            cancellation);
        signal.Wake();
        return import.Id;
    }
}
