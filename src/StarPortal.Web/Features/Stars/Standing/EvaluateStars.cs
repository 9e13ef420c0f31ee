using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Stars;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Stars;
using StarPortal.Web.Shared.Results;

namespace StarPortal.Web.Features.Stars.Standing;

/// <summary>
/// Works out what everybody reached whenever results are computed, in chunks. Repeatable until release: rows that say the
/// same as before are left alone, so a run that was cut off is simply run again.
/// </summary>
internal sealed class EvaluateStars(IDbContextFactory<PortalDbContext> factory, TimeProvider clock) : IAfterComputing
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public async Task<Result> RunAsync(int cycleId, Actor actor, Func<int, Task> done, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await StarCycle.FindAsync(db, cycleId, cancellation) is not { } cycle)
        {
            return Result.Ok;
        }

        var people = 0;
        await foreach (var chunk in FreshOutcomes.ReadAsync(db, cycle, Now, cancellation))
        {
            var stored = await WriteAsync(cycleId, write => StoreAsync(write, cycleId, chunk, cancellation), cancellation);
            if (stored.Failed)
            {
                return stored;
            }

            people += chunk.Count;
            await done(people);
        }

        return await WriteAsync(cycleId, write => Strangers(write, cycle).ExecuteDeleteAsync(cancellation), cancellation);
    }

    public async Task<Error?> StaleAsync(int cycleId, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await StarCycle.FindAsync(db, cycleId, cancellation) is not { } cycle)
        {
            return null;
        }

        await foreach (var chunk in FreshOutcomes.ReadAsync(db, cycle, Now, cancellation))
        {
            var stored = await FreshOutcomes.StoredAsync(db, cycleId, chunk[0].ParticipantId, chunk[^1].ParticipantId, cancellation);
            foreach (var fresh in chunk)
            {
                if (!stored.TryGetValue(fresh.ParticipantId, out var outcome))
                {
                    return StandingErrors.NotEvaluated;
                }

                if (!FreshOutcomes.Same(outcome, fresh))
                {
                    return StandingErrors.Outdated;
                }
            }
        }

        return await Strangers(db, cycle).AnyAsync(cancellation) ? StandingErrors.Outdated : null;
    }

    public async Task<string> StampAsync(PortalDbContext db, int cycleId, CancellationToken cancellation)
    {
        if (await StarCycle.FindAsync(db, cycleId, cancellation) is not { } cycle)
        {
            return "";
        }

        var people = db.Participants.Where(p => p.CycleId == cycleId).Select(p => p.EmployeeId);
        var facts = db.StarFacts.Where(f => f.State == StarFactState.Approved && people.Contains(f.EmployeeId));
        var standings = db.StarStandings.Where(s => s.ProgrammeId == cycle.ProgrammeId && people.Contains(s.EmployeeId));
        var employees = db.Employees.Where(e => people.Contains(e.Id));
        long[] counts =
        [
            await facts.CountAsync(cancellation),
            await facts.SumAsync(f => (long)f.Id, cancellation),
            await facts.SumAsync(f => (long)f.Version, cancellation),
            await standings.CountAsync(cancellation),
            await standings.SumAsync(s => (long)s.Version, cancellation),
            // the hire date decides the tenure
            await employees.SumAsync(e => (long)e.Version, cancellation),
        ];
        return string.Join(' ', counts.Select(c => c.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Outcomes of people who were withdrawn since.</summary>
    private static IQueryable<StarOutcome> Strangers(PortalDbContext db, StarCycle cycle)
    {
        var people = db.InStarProgramme(cycle.Id, cycle.Definition.Population).Select(p => p.Id);
        return db.StarOutcomes.Where(o => o.CycleId == cycle.Id && !people.Contains(o.ParticipantId));
    }

    private async Task<Result> WriteAsync(int cycleId, Func<PortalDbContext, Task> work, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteAsync<Result>(
            async () =>
            {
                // holds the cycle's row until the chunk is in: release waits for it, or has already happened
                await db.LockCycleAsync(cycleId, cancellation);
                var state = await db.Cycles.AsNoTracking().Where(c => c.Id == cycleId).Select(c => c.State).SingleAsync(cancellation);
                if (state is not (CycleState.Running or CycleState.Calibrating))
                {
                    return StandingErrors.NotOpen;
                }

                await work(db);
                return Result.Ok;
            },
            cancellation);
    }

    private static async Task StoreAsync(PortalDbContext db, int cycleId, IReadOnlyList<StarOutcome> chunk, CancellationToken cancellation)
    {
        var stored = await FreshOutcomes.StoredAsync(db, cycleId, chunk[0].ParticipantId, chunk[^1].ParticipantId, cancellation);
        await db.InsertAsync([.. chunk.Where(o => !stored.ContainsKey(o.ParticipantId))], null, cancellation);
        foreach (var fresh in chunk)
        {
            if (stored.TryGetValue(fresh.ParticipantId, out var outcome) && !FreshOutcomes.Same(outcome, fresh))
            {
                db.Attach(outcome);
                outcome.Replace(fresh);
            }
        }

        await db.SaveChangesAsync(cancellation);
    }
}
