using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Cycles.Decisions;

/// <summary>Where an actor stands in the reporting line towards people.</summary>
internal sealed class LinePlaces
{
    private readonly Dictionary<int, int?> managers;
    private readonly int? me;
    private readonly bool leads;

    private LinePlaces(Dictionary<int, int?> managers, int? me)
    {
        (this.managers, this.me) = (managers, me);
        leads = me is { } id && managers.TryGetValue(id, out var above) && above is null && managers.ContainsValue(id);
    }

    /// <summary>Towards everybody together.</summary>
    public LinePlace Everybody => new(null, false, false, leads);

    public static async Task<LinePlaces> ReadAsync(PortalDbContext db, Actor actor, CancellationToken cancellation) =>
        new(await db.Employees.AsNoTracking().Select(e => new { e.Id, e.ManagerId }).ToDictionaryAsync(e => e.Id, e => e.ManagerId, cancellation), actor.EmployeeId);

    /// <param name="employeeId">The participant's employee.</param>
    /// <param name="managerId">The manager of the participant's snapshot, who counts besides the line of today.</param>
    public LinePlace Of(int employeeId, int? managerId) =>
        new(employeeId, me is { } id && id != employeeId && (managerId == id || IsAbove(id, employeeId)), managerId is null && managers.GetValueOrDefault(employeeId) is null, leads);

    private bool IsAbove(int manager, int employee)
    {
        var seen = new HashSet<int>();
        for (var at = managers.GetValueOrDefault(employee); at is { } id && seen.Add(id); at = managers.GetValueOrDefault(id))
        {
            if (id == manager)
            {
                return true;
            }
        }

        return false;
    }
}
