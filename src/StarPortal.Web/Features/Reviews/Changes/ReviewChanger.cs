using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Notifications;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Reviews.Changes;

/// <summary>
/// Carries a change of many reviews out, all or none, with the cycle's row held: a phase that closes and a release come
/// wholly before or wholly after.
/// </summary>
public sealed class ReviewChanger(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    internal async Task<Result> RunAsync(ReviewChange change, string action, Func<PortalDbContext, ChangeScene, DateTime, Task<Result<IReadOnlyList<ChangeStep>>>> work, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (string.IsNullOrWhiteSpace(change.Reason))
        {
            return actor.IsHr ? ReviewErrors.ReasonRequired : ReviewErrors.NotAllowed;
        }

        if (change.Reason.Trim().Length > Review.ReasonLimit)
        {
            return ReviewErrors.ReasonTooLong.With(Review.ReasonLimit);
        }

        return await db.WriteOrTellAsync(
            async () =>
            {
                if (actor.IsHr && change.ReviewIds.Count > 0)
                {
                    var first = change.ReviewIds[0];
                    var cycleId = await db.Reviews.Where(r => r.Id == first).Select(r => r.CycleId).SingleOrDefaultAsync(cancellation);
                    await db.LockCycleAsync(cycleId, cancellation);
                }

                var loaded = await ChangeScene.LoadAsync(db, change.ReviewIds, actor, cancellation);
                if (loaded.Failed)
                {
                    return Result.Fail(loaded.Errors);
                }

                if (change.Stamp is { } seen && seen != loaded.Value.Stamp)
                {
                    return SharedErrors.ChangedElsewhere;
                }

                var now = clock.GetUtcNow().UtcDateTime;
                var steps = await work(db, loaded.Value, now);
                if (steps.Failed)
                {
                    return Result.Fail(steps.Errors);
                }

                Write(db, loaded.Value, steps.Value, action, change.Reason.Trim(), actor, now);
                await db.SaveChangesAsync(cancellation);
                return Result.Ok;
            },
            cancellation);
    }

    private static void Write(PortalDbContext db, ChangeScene scene, IReadOnlyList<ChangeStep> steps, string action, string reason, Actor actor, DateTime now)
    {
        foreach (var step in steps)
        {
            db.Audit(actor, new AuditNote(action, nameof(Review), step.Review.Id, step.Review.SubjectId, reason, step.Details), now);
        }

        // one notice per person and change, whatever the number of reviews: nobody is told about anybody else's
        foreach (var told in steps.SelectMany(s => s.Told).GroupBy(t => (t.EmployeeId, t.Kind)))
        {
            var names = told.Select(t => scene.Participants[t.ParticipantId].Name).Distinct().ToList();
            var kind = names.Count == 1 ? told.Key.Kind : $"{told.Key.Kind}Many";
            db.Notify(told.Key.EmployeeId, new Notice(kind, FormattableString.Invariant($"cycle:{scene.Cycle.Id}:{now:yyyyMMddHHmmssfff}"), "/reviews", names.Count == 1 ? names[0] : FormattableString.Invariant($"{names.Count}"), scene.Cycle.Name), now);
        }
    }
}

/// <param name="Details">For the trail; no text of the review.</param>
/// <param name="Told">Who learns of it.</param>
internal sealed record ChangeStep(Review Review, string Details, params IReadOnlyList<Told> Told);

internal sealed record Told(int EmployeeId, int ParticipantId, string Kind);
