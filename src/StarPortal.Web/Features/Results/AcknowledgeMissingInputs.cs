using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Results;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Results;

/// <summary>HR has read the list of missing inputs and releases without them.</summary>
public sealed class AcknowledgeMissingInputs(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!(ResultAccess.CanManage(actor) || actor.IsSystem) || await ScoringInputs.FindCycleAsync(db, cycleId, cancellation) is not { } scoring)
        {
            return ResultErrors.NotAllowed;
        }

        // what it leaves out is known when it has ended
        if (await StartComputing.RunningAsync(db, cycleId, cancellation) is not null)
        {
            return ResultErrors.StillComputing;
        }

        var missing = await MissingInputs.ListAsync(db, scoring, null, cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var cycle = await db.Cycles.SingleAsync(c => c.Id == cycleId, cancellation);
        var done = cycle.AcknowledgeMissing(actor, now);
        if (done.Failed)
        {
            return done;
        }

        var counts = string.Join(", ", missing.CountBy(m => m.Kind).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key}={c.Value}")));
        db.Audit(actor, new AuditNote("Results.MissingAcknowledged", "Cycle", cycleId, Details: counts), now);
        return await db.SaveOrTellAsync(cancellation);
    }
}
