using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Reviews;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Jobs;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Cycles.Progress;

/// <summary>Ends reviews whose own end has passed while their phase is closed; a phase that is open again keeps them open.</summary>
public sealed class EndReviews(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    private static readonly PhaseKind[] Phases = [PhaseKind.SelfReview, PhaseKind.ManagerReview, PhaseKind.PeerReview];

    /// <returns>How many reviews were ended.</returns>
    public async Task<int> RunAsync(Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanMovePhases(actor))
        {
            return 0;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var cycles = await Due(db, now).Select(r => r.CycleId).Distinct().OrderBy(c => c).ToListAsync(cancellation);
        var ended = 0;
        foreach (var cycleId in cycles)
        {
            await using var write = await factory.CreateDbContextAsync(cancellation);
            var done = await write.WriteOrTellAsync<int>(async () => await EndAsync(write, cycleId, actor, now, cancellation), cancellation);
            // somebody else was quicker: the next round sees it afresh
            ended += done.Succeeded ? done.Value : 0;
        }

        return ended;
    }

    private static async Task<int> EndAsync(PortalDbContext db, int cycleId, Actor actor, DateTime now, CancellationToken cancellation)
    {
        await db.LockCycleAsync(cycleId, cancellation);
        var ended = await db.EndAsync(Due(db, now).Where(r => r.CycleId == cycleId), cancellation);
        if (ended > 0)
        {
            db.Audit(actor, new AuditNote("Cycles.ReviewsEnded", "Cycle", cycleId, Details: FormattableString.Invariant($"{ended} reviews whose own time was over")), now);
            await EscalateReviews.LateAsync(db, (await db.FindCycleAsync(cycleId, cancellation))!, actor, now, cancellation);
        }

        return ended;
    }

    private static IQueryable<Review> Due(PortalDbContext db, DateTime now) =>
        db.Reviews.StillOpen().Where(r => r.ClosesAt != null && r.ClosesAt <= now)
            .Where(r => db.Cycles.Any(c => c.Id == r.CycleId && (c.State == CycleState.Running || c.State == CycleState.Calibrating)))
            .Where(r => !db.CyclePhases.Any(p => p.CycleId == r.CycleId && p.State != PhaseState.Closed && Phases.Contains(p.Kind)
                && p.Kind == (r.Relationship == Relationship.Self ? PhaseKind.SelfReview : r.Relationship == Relationship.Manager ? PhaseKind.ManagerReview : PhaseKind.PeerReview)));
}

/// <summary>Looks every half minute, as the phases' calendar does.</summary>
public sealed class EndReviewsJob(EndReviews end, JobReport report) : IRecurringJob
{
    private static readonly Actor Planned = Actor.System("Schedule");

    public string Name => "ReviewEnds";

    public string Label => CyclesText.Job_ReviewEnds;

    public JobSchedule Schedule => JobSchedule.Every(TimeSpan.FromSeconds(30));

    public async Task RunAsync(CancellationToken cancellation) => report.Add("Reviews", await end.RunAsync(Planned, cancellation));
}
