using Microsoft.EntityFrameworkCore;
using StarPortal.Domain.Cycles;

namespace StarPortal.Data;

/// <summary>
/// Locks for rules that span rows, for use inside <see cref="WriteAsync{T}"/> before anything else is read. On SQLite the
/// write gate already keeps every other writer out; PostgreSQL would let two writes each act on what the other changes.
/// </summary>
public sealed partial class PortalDbContext
{
    // any constant of this application, different from the migrations'
    private const long OrganisationKey = 0x5354_4152_4F52_4741;
    private const long SchemeKey = 0x5354_4152_5343_484D;
    private const long DelegationsKey = 0x5354_4152_4445_4C45;
    private const long FactsKey = 0x5354_4152_4641_4354;
    private const long DigestsKey = 0x5354_4152_4449_4745;

    /// <summary>Nobody else changes the cycle, moves its phases or writes what its results follow from until this write ends.</summary>
    /// <returns>False when there is no such cycle.</returns>
    public async Task<bool> LockCycleAsync(int cycleId, CancellationToken cancellation) =>
        await Cycles.Where(c => c.Id == cycleId).ExecuteUpdateAsync(s => s.SetProperty(c => c.Version, c => c.Version), cancellation) > 0;

    /// <summary>The cycle stays in the state that is answered until this write ends; others may hold it too.</summary>
    public Task<CycleState?> HoldCycleAsync(int cycleId, CancellationToken cancellation)
    {
        var held = IsSqlite ? Cycles : Cycles.FromSql($"""SELECT * FROM "Cycles" WHERE "Id" = {cycleId} FOR SHARE""");
        return held.AsNoTracking().Where(c => c.Id == cycleId).Select(c => (CycleState?)c.State).SingleOrDefaultAsync(cancellation);
    }

    /// <summary>One change of a running scheme at a time: the year's quota counts them over all cycles.</summary>
    public async Task LockSchemeChangesAsync(CancellationToken cancellation)
    {
        if (!IsSqlite)
        {
            await Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({SchemeKey})", cancellation);
        }
    }

    /// <summary>One delegation is made or accepted at a time: whether it fits depends on both people's others.</summary>
    public async Task LockDelegationsAsync(CancellationToken cancellation)
    {
        if (!IsSqlite)
        {
            await Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({DelegationsKey})", cancellation);
        }
    }

    /// <summary>One program writes digests at a time: whoever comes second sees whose day was done.</summary>
    public async Task LockDigestsAsync(CancellationToken cancellation)
    {
        if (!IsSqlite)
        {
            await Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({DigestsKey})", cancellation);
        }
    }

    /// <summary>Nobody else records a fact until this write ends: the same record twice would count twice.</summary>
    public async Task LockStarFactsAsync(CancellationToken cancellation)
    {
        if (!IsSqlite)
        {
            await Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({FactsKey})", cancellation);
        }
    }

    /// <summary>Nobody else adds evidence to the same owner until this write ends: how many files there are is a rule over rows.</summary>
    public async Task LockEvidenceAsync(string ownerKind, int ownerId, CancellationToken cancellation)
    {
        if (!IsSqlite)
        {
            await Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext({ownerKind}), {ownerId})", cancellation);
        }
    }

    /// <summary>One change of departments, reporting line, numbers and addresses at a time: whether a change fits depends on all others.</summary>
    public async Task LockOrganisationAsync(CancellationToken cancellation)
    {
        if (!IsSqlite)
        {
            await Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({OrganisationKey})", cancellation);
        }
    }
}
