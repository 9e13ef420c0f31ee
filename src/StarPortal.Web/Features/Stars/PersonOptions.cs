using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Web.Shared;

#pragma warning disable CA1304, CA1311 // the database lowers, not this program

namespace StarPortal.Web.Features.Stars;

/// <summary>A person to choose.</summary>
public sealed record PersonOption(int Id, string Number, string Label);

/// <summary>Finds people to choose: everybody employed for HR, one's own reports and oneself for anybody else.</summary>
public sealed class PersonOptions(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    private const int Most = 12;

    public async Task<IReadOnlyList<PersonOption>> FindAsync(string text, Actor actor, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var pattern = SearchPattern.Contains(text);
        var exact = SearchPattern.Contains(text)[1..^1];
        return await Visible(db, actor)
            .Where(e => e.LeaveDate == null || e.LeaveDate >= today)
            .Where(e => EF.Functions.Like(e.Name.ToLower(), pattern, "\\") || EF.Functions.Like(e.Number.ToLower(), pattern, "\\") || EF.Functions.Like((e.Name + " · " + e.Number).ToLower(), exact, "\\"))
            .OrderBy(e => e.Name).ThenBy(e => e.Id).Take(Most)
            .Select(e => new PersonOption(e.Id, e.Number, e.Name + " · " + e.Number)).ToListAsync(cancellation);
    }

    public async Task<IReadOnlyList<PersonOption>> NamedAsync(IReadOnlyList<int> ids, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await Visible(db, actor).Where(e => ids.Contains(e.Id)).OrderBy(e => e.Name).ThenBy(e => e.Id)
            .Select(e => new PersonOption(e.Id, e.Number, e.Name + " · " + e.Number)).ToListAsync(cancellation);
    }

    private static IQueryable<Domain.People.Employee> Visible(PortalDbContext db, Actor actor)
    {
        var me = actor.EmployeeId;
        return actor.IsHr
            ? db.Employees.AsNoTracking()
            : db.Employees.AsNoTracking().Where(e => me != null && (e.Id == me || e.ManagerId == me));
    }
}
