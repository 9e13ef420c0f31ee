using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Features.Cycles.Actuals;
using StarPortal.Web.Features.Cycles.Setup;
using StarPortal.Web.Shared;

#pragma warning disable CA1304, CA1311 // the database lowers, not this program

namespace StarPortal.Web.Features.Cycles.Decisions;

/// <param name="Counting">All points of the participant that count now.</param>
/// <param name="Moves">What the reader may do now.</param>
public sealed record AdjustmentRow(
    int Id, int Version, string Person, string Number, decimal Points, decimal Counting, string Reason, string Evidence, AdjustmentState State, IReadOnlyList<DecisionStep> Steps, IReadOnlyList<AdjustmentMove> Moves);

public sealed record AdjustmentsView(int CycleId, string Name, bool Open, Page<AdjustmentRow> Rows);

/// <summary>The points of a cycle: all for HR, those of their people for managers; nobody sees their own here.</summary>
public sealed class AdjustmentQueries(IDbContextFactory<PortalDbContext> factory)
{
    /// <summary>Each row reads its evidence files: few on a page.</summary>
    public const int PageSize = 20;

    private const int MostFound = 20;

    /// <param name="page">1 upwards; what waits for a decision comes first, then the newest.</param>
    public async Task<AdjustmentsView?> FindAsync(int cycleId, int page, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var cycle = await db.Cycles.AsNoTracking().Where(c => c.Id == cycleId && c.LaunchedAt != null).Select(c => new { c.Name, c.State }).SingleOrDefaultAsync(cancellation);
        if (cycle is null)
        {
            return null;
        }

        var places = await LinePlaces.ReadAsync(db, actor, cancellation);
        var people = (await ActualQueries.People(db, cycleId).Select(p => new ExemptionQueries.Person(p.Id, p.EmployeeId, p.ManagerId, p.Number, p.Name)).ToListAsync(cancellation))
            .Where(p => AdjustmentAccess.CanPropose(actor, places.Of(p.EmployeeId, p.ManagerId))).ToDictionary(p => p.Id);
        if (!actor.IsHr && people.Count == 0)
        {
            return null;
        }

        var open = cycle.State is CycleState.Running or CycleState.Calibrating;
        var all = await db.Adjustments.AsNoTracking().Where(a => db.Participants.Any(p => p.Id == a.ParticipantId && p.CycleId == cycleId)).OrderByDescending(a => a.State == AdjustmentState.Proposed).ThenByDescending(a => a.Id).ToListAsync(cancellation);
        var seen = all.Where(a => people.ContainsKey(a.ParticipantId)).ToList();
        var counting = all.Where(a => a.State == AdjustmentState.Approved).GroupBy(a => a.ParticipantId).ToDictionary(g => g.Key, g => g.Sum(a => a.Points));
        return new AdjustmentsView(
            cycleId, cycle.Name, open,
            new Page<AdjustmentRow>(
            [
                .. seen.Skip((page - 1) * PageSize).Take(PageSize).Select(a => new AdjustmentRow(
                    a.Id, a.Version, people[a.ParticipantId].Name, people[a.ParticipantId].Number, a.Points, counting.GetValueOrDefault(a.ParticipantId), a.Reason, a.Evidence, a.State, a.Steps,
                    open ? Moves(actor, a, people[a.ParticipantId].EmployeeId) : [])),
            ],
            seen.Count));
    }

    /// <summary>Participants whom the actor may propose points for.</summary>
    public async Task<IReadOnlyList<Choice>> ParticipantsAsync(int cycleId, string text, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var places = await LinePlaces.ReadAsync(db, actor, cancellation);
        var pattern = SearchPattern.Contains(text);
        var found = await ActualQueries.People(db, cycleId)
            .Where(p => EF.Functions.Like(p.Name.ToLower(), pattern, "\\") || EF.Functions.Like(p.Number.ToLower(), pattern, "\\"))
            .OrderBy(p => p.Name).ThenBy(p => p.Id).Select(p => new ExemptionQueries.Person(p.Id, p.EmployeeId, p.ManagerId, p.Number, p.Name)).ToListAsync(cancellation);
        return [.. found.Where(p => AdjustmentAccess.CanPropose(actor, places.Of(p.EmployeeId, p.ManagerId))).Take(MostFound).Select(p => new Choice(p.Id, $"{p.Name} ({p.Number})"))];
    }

    private static List<AdjustmentMove> Moves(Actor actor, Adjustment a, int employeeId) => a.State switch
    {
        AdjustmentState.Proposed when a.ProposedById == actor.AccountId => [AdjustmentMove.Withdraw],
        AdjustmentState.Proposed when AdjustmentAccess.CanDecide(actor, employeeId) => [AdjustmentMove.Approve, AdjustmentMove.Reject],
        AdjustmentState.Approved when AdjustmentAccess.CanDecide(actor, employeeId) => [AdjustmentMove.Revoke],
        _ => [],
    };
}
