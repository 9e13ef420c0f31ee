using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Jobs.Acts;

/// <summary>Wants a recurring job to run now; whichever node looks first carries it out. Two who want it at once get one run.</summary>
public sealed class RunJobNow(IDbContextFactory<PortalDbContext> factory, JobPlans plans, LongTaskSignal signal, TimeProvider clock)
{
    public async Task<Result> RunAsync(string name, Actor actor, CancellationToken cancellation)
    {
        if (!JobAccess.CanSteer(actor) || plans.Find(name) is not { } plan)
        {
            return SharedErrors.NotAllowed;
        }

        if (!plan.Enabled)
        {
            return JobErrors.SwitchedOff;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await db.JobStates.SingleOrDefaultAsync(s => s.Name == name, cancellation) is not { } state)
        {
            return SharedErrors.NotAllowed;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        if (state.RequestRun(now) is { Failed: true } refused)
        {
            return refused;
        }

        db.Audit(actor, new AuditNote("Jobs.RunRequested", "Job", 0, Details: name), now);
        var saved = await db.SaveOrTellAsync(cancellation);
        signal.Wake();
        return saved;
    }
}
