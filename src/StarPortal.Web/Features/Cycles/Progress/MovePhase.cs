using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Reviews;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Goals;
using StarPortal.Domain.Notifications;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Cycles.Progress;

/// <param name="Open">True opens, false closes.</param>
/// <param name="ClosesAt">UTC; a new closing time for a phase that is opened after its own.</param>
public sealed record PhaseMove(int CycleId, PhaseKind Kind, bool Open, DateTime? ClosesAt = null);

/// <summary>
/// Opens or closes a phase, by hand or by date. Closing a review phase sets what was not submitted to <c>Missed</c>, texts
/// kept; opening it again gives that back to its writers. A review with an own end ahead stays open; none does when calibration opens.
/// </summary>
public sealed class MovePhase(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <summary>What team chats are told.</summary>
    public const string PhaseOpened = "Cycles.PhaseOpened";

    /// <inheritdoc cref="PhaseOpened"/>
    public const string PhaseClosed = "Cycles.PhaseClosed";

    public async Task<Result> RunAsync(PhaseMove move, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!CycleAccess.CanMovePhases(actor))
        {
            return CycleErrors.NotFound;
        }

        return await db.WriteOrTellAsync(() => MoveAsync(db, move, actor, cancellation), cancellation);
    }

    private async Task<Result> MoveAsync(PortalDbContext db, PhaseMove move, Actor actor, CancellationToken cancellation)
    {
        // before anything is read: a release or a submit at the same moment comes wholly before or wholly after
        await db.LockCycleAsync(move.CycleId, cancellation);
        if (await db.FindCycleAsync(move.CycleId, cancellation) is not { } cycle)
        {
            return CycleErrors.NotFound;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var again = cycle.Phase(move.Kind)?.State == PhaseState.Closed;
        var moved = move.Open ? cycle.OpenPhase(move.Kind, actor, now, move.ClosesAt) : cycle.ClosePhase(move.Kind, actor, now);
        if (moved.Failed)
        {
            return moved;
        }

        if (move is { Kind: PhaseKind.Calibration, Open: true } && actor.IsSystem && await OwnTimeAheadAsync(db, move.CycleId, now, cancellation))
        {
            // somebody was promised more time: the calendar waits for it, HR may open by hand
            return CycleErrors.ReviewsStillOpen;
        }

        // the phase before its reviews: a submit that read it open meets either its lock or the reviews' new version
        await db.SaveChangesAsync(cancellation);
        var reviews = (move.Open, again) switch
        {
            (false, _) => await db.EndAsync(Of(db, move).WithoutOwnTime(now), cancellation),
            (true, _) when move.Kind == PhaseKind.Calibration => await db.EndAsync(db.Reviews.Where(r => r.CycleId == move.CycleId), cancellation),
            (true, true) => await GiveBackAsync(db, move, cancellation),
            _ => 0,
        };
        if (move is { Kind: PhaseKind.ManagerReview, Open: false })
        {
            await EscalateReviews.RunAsync(db, cycle, actor, now, cancellation);
        }

        var sheets = (move.Kind, move.Open) switch
        {
            (PhaseKind.GoalConfirmation, false) => await TakeAsProposedAsync(db, move.CycleId, now, cancellation),
            (PhaseKind.GoalConfirmation, true) when again => await GiveBackSheetsAsync(db, move.CycleId, cancellation),
            _ => 0,
        };
        var nominations = (move.Kind, move.Open) == (PhaseKind.Nomination, false) ? await CloseNominations.ApproveAsync(db, cycle, now, cancellation) : 0;
        if ((move.Kind, move.Open) == (PhaseKind.PeerReview, true))
        {
            await CloseNominations.TellReviewersAsync(db, cycle, now, cancellation);
        }

        var concerned = (move.Kind, move.Open) switch
        {
            (PhaseKind.Nomination, _) => FormattableString.Invariant($"{nominations} proposals approved automatically"),
            (PhaseKind.GoalConfirmation, _) => FormattableString.Invariant($"{sheets} goal sheets concerned"),
            // this locks the values: the trail says how many were missing then
            (PhaseKind.DataCollection, false) => FormattableString.Invariant($"{await Actuals.ActualQueries.CountMissingAsync(db, cycle.Id, cancellation)} values missing"),
            _ => FormattableString.Invariant($"{reviews} reviews concerned"),
        };
        db.Announce(
            new Announcement(
                move.Open ? PhaseOpened : PhaseClosed,
                FormattableString.Invariant($"cycle:{cycle.Id}:{move.Kind}:{now:yyyyMMddHHmmss}"),
                FormattableString.Invariant($"/cycles/{cycle.Id}"),
                cycle.Name,
                move.Kind.ToString()),
            now);
        var verb = move.Open ? again ? "reopened" : "opened" : "closed";
        db.Audit(actor, new AuditNote("Cycles.PhaseMoved", "Cycle", cycle.Id, Details: $"{move.Kind} {verb}, {concerned}"), now);
        return Result.Ok;
    }

    /// <summary>Goals on the table count as they stand and say so; where nothing was proposed the template's figures hold.</summary>
    private static Task<int> TakeAsProposedAsync(PortalDbContext db, int cycleId, DateTime now, CancellationToken cancellation) =>
        db.GoalSheets.Where(s => s.CycleId == cycleId && s.State == GoalSheetState.Proposed)
            .ExecuteUpdateAsync(
                s => s.SetProperty(g => g.State, GoalSheetState.Confirmed)
                    .SetProperty(g => g.ConfirmedAsProposed, true)
                    .SetProperty(g => g.ConfirmedAt, now)
                    .SetProperty(g => g.Version, g => g.Version + 1),
                cancellation);

    private static Task<int> GiveBackSheetsAsync(PortalDbContext db, int cycleId, CancellationToken cancellation) =>
        db.GoalSheets.Where(s => s.CycleId == cycleId && s.State == GoalSheetState.Confirmed && s.ConfirmedAsProposed)
            .ExecuteUpdateAsync(
                s => s.SetProperty(g => g.State, GoalSheetState.Proposed)
                    .SetProperty(g => g.ConfirmedAsProposed, false)
                    .SetProperty(g => g.ConfirmedAt, (DateTime?)null)
                    .SetProperty(g => g.Version, g => g.Version + 1),
                cancellation);

    private static async Task<int> GiveBackAsync(PortalDbContext db, PhaseMove move, CancellationToken cancellation)
    {
        var missed = Of(db, move).Where(r => r.State == ReviewState.Missed && !r.PreviousManager);
        if (move.Kind == PhaseKind.ManagerReview)
        {
            missed = await EscalateReviews.TakeBackAsync(db, move.CycleId, missed, cancellation);
        }

        var begun = await missed.Where(r => r.SavedAt != null)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.State, ReviewState.Draft).SetProperty(r => r.Version, r => r.Version + 1), cancellation);
        return begun + await missed
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.State, ReviewState.NotStarted).SetProperty(r => r.Version, r => r.Version + 1), cancellation);
    }

    private static Task<bool> OwnTimeAheadAsync(PortalDbContext db, int cycleId, DateTime now, CancellationToken cancellation) =>
        db.Reviews.StillOpen().AnyAsync(r => r.CycleId == cycleId && r.ClosesAt > now, cancellation);

    private static IQueryable<Review> Of(PortalDbContext db, PhaseMove move)
    {
        var reviews = db.Reviews.Where(r => r.CycleId == move.CycleId);
        return move.Kind switch
        {
            PhaseKind.SelfReview => reviews.Where(r => r.Relationship == Relationship.Self),
            PhaseKind.ManagerReview => reviews.Where(r => r.Relationship == Relationship.Manager),
            PhaseKind.PeerReview => reviews.Where(r => r.Relationship != Relationship.Self && r.Relationship != Relationship.Manager),
            _ => reviews.Where(r => false),
        };
    }
}
