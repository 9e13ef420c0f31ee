using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Jobs.Acts;

/// <summary>Pauses a recurring job on all nodes, or lets it go on. A run that is under way ends as usual.</summary>
public sealed class PauseJob(IDbContextFactory<PortalDbContext> factory, JobPlans plans, TimeProvider clock)
{
    /// <param name="name">The job.</param>
    /// <param name="pause">False lets it go on.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellation">Ends the write.</param>
    public async Task<Result> RunAsync(string name, bool pause, Actor actor, CancellationToken cancellation)
    {
        if (!JobAccess.CanSteer(actor) || plans.Find(name) is null)
        {
            return SharedErrors.NotAllowed;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await db.JobStates.SingleOrDefaultAsync(s => s.Name == name, cancellation) is not { } state)
        {
            return SharedErrors.NotAllowed;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        if ((pause ? state.Pause() : state.Resume(now)) is { Failed: true } refused)
        {
            return refused;
        }

        db.Audit(actor, new AuditNote(pause ? "Jobs.Paused" : "Jobs.Resumed", "Job", 0, Details: name), now);
        return await db.SaveOrTellAsync(cancellation);
    }
}
