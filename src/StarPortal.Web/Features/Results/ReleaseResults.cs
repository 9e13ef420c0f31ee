using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Reviews;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Notifications;
using StarPortal.Domain.Results;
using StarPortal.Web.Shared.Database;
using StarPortal.Web.Shared.Results;

namespace StarPortal.Web.Features.Results;

/// <summary>
/// Makes the results of a cycle visible to all participants at once and freezes them. Refused unless what is stored is
/// exactly what the inputs give now.
/// </summary>
public sealed class ReleaseResults(IDbContextFactory<PortalDbContext> factory, IEnumerable<IAfterComputing> followers, TimeProvider clock)
{
    /// <summary>What participants and team chats are told.</summary>
    public const string Released = "Results.Released";

    /// <returns>How many participants see their result from now on.</returns>
    public async Task<Result<int>> RunAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!(ResultAccess.CanManage(actor) || actor.IsSystem) || await ScoringInputs.FindCycleAsync(db, cycleId, cancellation) is not { } scoring)
        {
            return ResultErrors.NotAllowed;
        }

        var stamp = await StampAsync(db, cycleId, cancellation);
        if (scoring.IsComputable && await StaleAsync(db, scoring, cancellation) is { } stale)
        {
            return stale;
        }

        var missing = await MissingInputs.ListAsync(db, scoring, null, cancellation);
        return await db.WriteOrTellAsync(() => ReleaseAsync(db, cycleId, stamp, missing.Count > 0, actor, cancellation), cancellation);
    }

    private async Task<Result<int>> ReleaseAsync(PortalDbContext db, int cycleId, Stamp stamp, bool inputsMissing, Actor actor, CancellationToken cancellation)
    {
        // from here on nobody changes an input; what was changed since the check is seen
        await db.LockCycleAsync(cycleId, cancellation);
        if (!(await StampAsync(db, cycleId, cancellation)).Is(stamp))
        {
            return ResultErrors.Outdated;
        }

        if (await StartComputing.RunningAsync(db, cycleId, cancellation) is not null)
        {
            return ResultErrors.StillComputing;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var cycle = await db.Cycles.Include(c => c.Phases).SingleAsync(c => c.Id == cycleId, cancellation);
        var released = cycle.Release(actor, now, inputsMissing);
        if (released.Failed)
        {
            return Result<int>.Fail(released.Errors);
        }

        // what is reopened counts as it was handed in, what is missing was acknowledged: ending them changes no result
        await db.EndAsync(db.Reviews.Where(r => r.CycleId == cycleId), cancellation);
        await CountedReviews.PublishAsync(db, cycleId, cancellation);
        var participants = await ScoringInputs.Counting(db, cycleId).CountAsync(cancellation);
        var details = string.Create(CultureInfo.InvariantCulture, $"participants={participants}, inputsMissing={inputsMissing}");
        db.Audit(actor, new AuditNote("Results.Released", "Cycle", cycleId, Details: details), now);
        await db.SaveChangesAsync(cancellation);
        var key = FormattableString.Invariant($"cycle:{cycleId}");
        await db.NotifyAsync(ScoringInputs.Counting(db, cycleId).Select(p => p.EmployeeId), new Notice(Released, key, "/results", cycle.Name), now, cancellation);
        db.Announce(new Announcement(Released, key, FormattableString.Invariant($"/cycles/{cycleId}"), cycle.Name), now);
        return participants;
    }

    // computing again is the only check that cannot be fooled by a change nobody thought of
    private async Task<Error?> StaleAsync(PortalDbContext db, ScoringCycle cycle, CancellationToken cancellation)
    {
        await foreach (var chunk in ScoringInputs.ReadAsync(db, cycle, cancellation))
        {
            var stored = await StoredResults.ReadAsync(db, cycle.Id, chunk[0].ParticipantId, chunk[^1].ParticipantId, cancellation);
            foreach (var participant in chunk)
            {
                if (!stored.TryGetValue(participant.ParticipantId, out var result) || result.Tree is null)
                {
                    return ResultErrors.NotComputed;
                }

                if (!result.Says(Scoring.Compute(participant.Input)))
                {
                    return ResultErrors.Outdated;
                }
            }
        }

        foreach (var follower in followers)
        {
            if (await follower.StaleAsync(cycle.Id, cancellation) is { } stale)
            {
                return stale;
            }
        }

        return null;
    }

    private async Task<Stamp> StampAsync(PortalDbContext db, int cycleId, CancellationToken cancellation)
    {
        var stamps = new List<string>();
        foreach (var follower in followers)
        {
            stamps.Add(await follower.StampAsync(db, cycleId, cancellation));
        }

        return new Stamp(await InputStamp.ReadAsync(db, cycleId, cancellation), stamps);
    }

    private sealed record Stamp(InputStamp Inputs, IReadOnlyList<string> Followers)
    {
        public bool Is(Stamp other) => Inputs == other.Inputs && Followers.SequenceEqual(other.Followers);
    }
}
