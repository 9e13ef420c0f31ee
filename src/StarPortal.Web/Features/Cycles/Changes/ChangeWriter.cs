using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Calendar;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Cycles.Changes;

/// <summary>A participant as the person saw them.</summary>
public sealed record PersonSeen(int ParticipantId, int Version);

/// <summary>
/// How every change of people is written: with the cycle's row locked, so that a phase, a release or another person of HR
/// comes wholly before or wholly after, and all or none.
/// </summary>
public sealed class ChangeWriter(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    private const int Attempts = 5;

    internal async Task<Result> RunAsync(int cycleId, ParticipantChangeKind kind, Actor actor, Func<ChangeScene, Task<Result>> work, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor) && !actor.IsSystem)
        {
            return CycleErrors.NotFound;
        }

        for (var attempt = 1; ; attempt++)
        {
            await using var db = await factory.CreateDbContextAsync(cancellation);
            var done = await db.WriteOrTellAsync(
                async () =>
                {
                    await db.LockCycleAsync(cycleId, cancellation);
                    if (await db.FindCycleAsync(cycleId, cancellation) is not { } cycle)
                    {
                        return CycleErrors.NotFound;
                    }

                    if (cycle.ClosingSince is not null)
                    {
                        return ClosingErrors.BeingClosed;
                    }

                    var possible = ParticipantChangeRules.Check(kind, cycle.State);
                    return possible.Failed ? possible : await work(new ChangeScene(db, cycle, await db.WorkCalendarAsync(cancellation), actor, clock.GetUtcNow().UtcDateTime, cancellation));
                },
                cancellation);

            // somebody saved a draft of one of the reviews: what is there now is taken, unless the participant changed
            if (done.Succeeded || !done.Error.Is(SharedErrors.ChangedElsewhere) || attempt == Attempts)
            {
                return done;
            }
        }
    }
}
