using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Cycles;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Goals;
using StarPortal.Web.Features.Goals.Objectives;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Goals.KeyResults;

/// <param name="Version">Of the key result as the person saw it.</param>
public sealed record CheckInCommand(int KeyResultId, int Version, decimal Value, Confidence Confidence, string Note);

/// <param name="Written">Actual values that took the value at once.</param>
/// <param name="Waiting">Those that wait for somebody else's confirmation.</param>
/// <param name="Locked">Those whose cycle takes no values at the moment.</param>
public sealed record CheckInOutcome(int Written, int Waiting, int Locked);

/// <summary>
/// Reports where a key result stands. Where the value feeds somebody's actual value it is written at once only if the one
/// who reports may say so for that person; else it waits for the manager or HR.
/// </summary>
public sealed class CheckInKeyResult(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result<CheckInOutcome>> RunAsync(CheckInCommand command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        try
        {
            return await db.WriteOrTellAsync(() => CheckInAsync(db, command, actor, cancellation), cancellation);
        }
        catch (DbUpdateException)
        {
            // somebody entered one of the actual values in the same moment
            return SharedErrors.ChangedElsewhere;
        }
    }

    private async Task<Result<CheckInOutcome>> CheckInAsync(PortalDbContext db, CheckInCommand command, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var result = await db.KeyResults.SingleOrDefaultAsync(k => k.Id == command.KeyResultId, cancellation);
        var objective = result is null ? null : await db.Objectives.AsNoTracking().SingleAsync(o => o.Id == result.ObjectiveId, cancellation);
        if (result is null || !GoalAccess.CanCheckIn(actor, result.OwnerId, await db.CanManageAsync(actor, objective!.DepartmentId, DateOnly.FromDateTime(now), cancellation)))
        {
            return GoalErrors.NotFound;
        }

        if (objective!.State != ObjectiveState.Active)
        {
            return GoalErrors.ObjectiveNotActive;
        }

        if (result.Version != command.Version)
        {
            return SharedErrors.ChangedElsewhere;
        }

        var before = result.Current;
        var checkIn = result.CheckIn(command.Value, command.Confidence, command.Note, actor, now);
        if (checkIn.Failed)
        {
            return Result<CheckInOutcome>.Fail(checkIn.Errors);
        }

        db.KeyResultCheckIns.Add(checkIn.Value);
        await db.SaveChangesAsync(cancellation);
        db.Audit(actor, new AuditNote("Goals.CheckedIn", "KeyResult", result.Id, Details: $"{result.Title}: {ActualValueWrites.Text(before)} → {ActualValueWrites.Text(result.Current)}"), now);
        return await FeedAsync(db, result, checkIn.Value, actor, now, cancellation);
    }

    private static async Task<Result<CheckInOutcome>> FeedAsync(
        PortalDbContext db, KeyResult result, KeyResultCheckIn checkIn, Actor actor, DateTime now, CancellationToken cancellation)
    {
        var (written, waiting, locked) = (0, 0, 0);
        foreach (var target in await FeedWrites.Of(db, db.KeyResultFeeds.Where(f => f.KeyResultId == result.Id)).ToListAsync(cancellation))
        {
            if ((await db.CheckActualWindowAsync(target.CycleId, cancellation)).Failed)
            {
                locked++;
            }
            else if (!GoalAccess.CanFeed(actor, target.Feed.EmployeeId, target.ManagerId))
            {
                waiting++;
            }
            else if (await FeedWrites.WriteAsync(db, target, checkIn, result.Title, actor, now, cancellation) is { Failed: true } refused)
            {
                return Result<CheckInOutcome>.Fail(refused.Errors);
            }
            else
            {
                written++;
            }
        }

        return new CheckInOutcome(written, waiting, locked);
    }
}
