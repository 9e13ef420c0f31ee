using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Goals;
using StarPortal.Web.Shared;

#pragma warning disable CA1304, CA1311 // the database lowers, not this program

namespace StarPortal.Web.Features.Goals.Sheets;

/// <summary>Where a sheet stands, as HR filters by it.</summary>
public enum GoalStanding
{
    /// <summary>Nothing written, or a draft only.</summary>
    NotProposed,
    WaitsForEmployee,
    WaitsForManager,
    Confirmed,
    AsProposed,
}

/// <param name="Standing">Null shows all.</param>
public sealed record GoalFilter(string Search = "", GoalStanding? Standing = null, bool OnlyWithoutManager = false, int Page = 1);

/// <param name="Counts">How many sheets stand where.</param>
public sealed record CycleGoalsView(int CycleId, string Name, PhaseState? Phase, DateTime? OpensAt, DateTime? ClosesAt, IReadOnlyDictionary<GoalStanding, int> Counts)
{
    public int Total => Counts.Values.Sum();
}

/// <summary>HR's view of a cycle's goals.</summary>
public sealed class CycleGoalQueries(IDbContextFactory<PortalDbContext> factory)
{
    public const int PageSize = 25;

    public async Task<CycleGoalsView?> FindAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        if (!GoalAccess.CanOverlook(actor))
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var cycle = await db.Cycles.AsNoTracking().Where(c => c.Id == cycleId)
            .Select(c => new { c.Name, Phase = c.Phases.Where(p => p.Kind == PhaseKind.GoalConfirmation).Select(p => new { p.State, p.OpensAt, p.ClosesAt }).FirstOrDefault() })
            .SingleOrDefaultAsync(cancellation);
        if (cycle is null)
        {
            return null;
        }

        var people = await db.Participants.CountAsync(p => p.CycleId == cycleId && p.State != ParticipantState.Withdrawn, cancellation);
        var sheets = await db.GoalSheets.AsNoTracking()
            .Where(s => s.CycleId == cycleId && db.Participants.Any(p => p.Id == s.ParticipantId && p.State != ParticipantState.Withdrawn))
            .GroupBy(s => new { s.State, s.ConfirmedAsProposed, WaitsForEmployee = s.EmployeeConfirmedAt == null })
            .Select(g => new { g.Key, Count = g.Count() })
            .ToListAsync(cancellation);
        var counts = sheets.GroupBy(s => Of(s.Key.State, s.Key.ConfirmedAsProposed, s.Key.WaitsForEmployee)).ToDictionary(g => g.Key, g => g.Sum(s => s.Count));
        counts[GoalStanding.NotProposed] = people - counts.Where(c => c.Key != GoalStanding.NotProposed).Sum(c => c.Value);
        return new CycleGoalsView(cycleId, cycle.Name, cycle.Phase?.State, cycle.Phase?.OpensAt, cycle.Phase?.ClosesAt, counts);
    }

    public async Task<Page<GoalRow>> RowsAsync(int cycleId, GoalFilter filter, Actor actor, CancellationToken cancellation)
    {
        if (!GoalAccess.CanOverlook(actor))
        {
            return new Page<GoalRow>([], 0);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var people = Standing(db, db.Participants.Where(p => p.CycleId == cycleId), filter.Standing);
        if (filter.OnlyWithoutManager)
        {
            people = people.Where(p => p.ManagerId == null);
        }

        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var pattern = SearchPattern.Contains(filter.Search);
            people = people.Where(p => EF.Functions.Like(p.Name.ToLower(), pattern, "\\") || EF.Functions.Like(p.Number.ToLower(), pattern, "\\") || EF.Functions.Like(p.DepartmentName.ToLower(), pattern, "\\"));
        }

        // the page is cut before it is joined
        var counted = people.Where(p => p.State != ParticipantState.Withdrawn);
        var total = await counted.CountAsync(cancellation);
        var page = counted.OrderBy(p => p.Name).ThenBy(p => p.Id).Skip((filter.Page - 1) * PageSize).Take(PageSize).Select(p => p.Id);
        var rows = await GoalQueries.RowsOf(db, db.Participants.Where(p => page.Contains(p.Id))).ToListAsync(cancellation);
        return new Page<GoalRow>(rows, total);
    }

    internal static GoalStanding Of(GoalSheetState? state, bool asProposed, bool waitsForEmployee) => state switch
    {
        GoalSheetState.Confirmed => asProposed ? GoalStanding.AsProposed : GoalStanding.Confirmed,
        GoalSheetState.Proposed => waitsForEmployee ? GoalStanding.WaitsForEmployee : GoalStanding.WaitsForManager,
        _ => GoalStanding.NotProposed,
    };

    private static IQueryable<Participant> Standing(PortalDbContext db, IQueryable<Participant> people, GoalStanding? standing)
    {
        var sheets = db.GoalSheets;
        return standing switch
        {
            GoalStanding.NotProposed => people.Where(p => !sheets.Any(s => s.ParticipantId == p.Id && s.State != GoalSheetState.Open)),
            GoalStanding.WaitsForEmployee => people.Where(p => sheets.Any(s => s.ParticipantId == p.Id && s.State == GoalSheetState.Proposed && s.EmployeeConfirmedAt == null)),
            GoalStanding.WaitsForManager => people.Where(p => sheets.Any(s => s.ParticipantId == p.Id && s.State == GoalSheetState.Proposed && s.EmployeeConfirmedAt != null)),
            GoalStanding.Confirmed => people.Where(p => sheets.Any(s => s.ParticipantId == p.Id && s.State == GoalSheetState.Confirmed && !s.ConfirmedAsProposed)),
            GoalStanding.AsProposed => people.Where(p => sheets.Any(s => s.ParticipantId == p.Id && s.State == GoalSheetState.Confirmed && s.ConfirmedAsProposed)),
            _ => people,
        };
    }
}
