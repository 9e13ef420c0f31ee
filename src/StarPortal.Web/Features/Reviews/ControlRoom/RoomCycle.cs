using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews.ControlRoom;

/// <summary>What the control room goes by: the cycle's rules and the ends of its review phases.</summary>
/// <param name="TimeZone">IANA name; days are those of this zone.</param>
public sealed record RoomCycle(int Id, string Name, CycleState State, string TimeZone, int Threshold, ReviewRules Rules, IReadOnlyList<RoomPhase> Phases)
{
    /// <summary>Where reviews can still be written and changed.</summary>
    public bool IsRunning => State is CycleState.Running or CycleState.Calibrating;

    /// <summary>Groups that a participant must have some reviewers of.</summary>
    public IReadOnlyList<GroupRule> Required => [.. Rules.Groups.Where(g => g is { Minimum: > 0, Maximum: > 0 })];

    /// <summary>UTC; far away where the cycle has no such phase.</summary>
    public DateTime EndOf(Relationship relationship) => Phases.FirstOrDefault(p => p.Kind == ReviewWindow.PhaseOf(relationship))?.ClosesAt ?? DateTime.MaxValue;
}

public sealed record RoomPhase(PhaseKind Kind, PhaseState State, DateTime OpensAt, DateTime ClosesAt);

internal sealed class RoomCycles(IDbContextFactory<PortalDbContext> factory)
{
    /// <summary>A launched cycle for HR; null for everybody else and for what is not there.</summary>
    public async Task<RoomCycle?> FindAsync(int id, Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor))
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await ReadAsync(db, id, cancellation);
    }

    /// <summary>The running cycle that ends last; null when none runs.</summary>
    public async Task<RoomCycle?> CurrentAsync(Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor))
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var id = await db.Cycles.AsNoTracking().Where(c => c.State == CycleState.Running)
            .OrderByDescending(c => c.PeriodEnd).ThenByDescending(c => c.Id).Select(c => (int?)c.Id).FirstOrDefaultAsync(cancellation);
        return id is { } found ? await ReadAsync(db, found, cancellation) : null;
    }

    internal static async Task<RoomCycle?> ReadAsync(PortalDbContext db, int id, CancellationToken cancellation)
    {
        var cycle = await db.Cycles.AsNoTracking().Include(c => c.Phases)
            .SingleOrDefaultAsync(c => c.Id == id && c.LaunchedAt != null, cancellation);
        return cycle is null
            ? null
            : new RoomCycle(
                cycle.Id,
                cycle.Name,
                cycle.State,
                cycle.TimeZone,
                cycle.AnonymityThreshold,
                cycle.ReviewRules,
                [.. cycle.Phases.Where(p => PhaseRules.Rating.Contains(p.Kind)).OrderBy(p => p.ClosesAt).Select(p => new RoomPhase(p.Kind, p.State, p.OpensAt, p.ClosesAt))]);
    }
}
