using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Calendar;
using StarPortal.Domain;
using StarPortal.Domain.Calendar;
using StarPortal.Web.Shared.Calendar;

namespace StarPortal.Web.Features.Calendar;

public sealed record CalendarDayView(int Id, DateOnly Date, CalendarDayKind Kind, LocalText Name, int Version);

/// <param name="Years">Of which anything is known, and the present one.</param>
public sealed record CalendarView(int Year, IReadOnlyList<int> Years, IReadOnlyList<CalendarDayView> Days);

/// <summary>Reads the company's days for HR.</summary>
public sealed class CalendarQueries(IDbContextFactory<PortalDbContext> factory, IEnumerable<ICalendarEffects> effects, TimeProvider clock)
{
    /// <param name="year">Null for the present one.</param>
    public async Task<CalendarView?> YearAsync(int? year, Actor actor, CancellationToken cancellation)
    {
        if (!CalendarAccess.CanManage(actor))
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().Year;
        var shown = year ?? now;
        var (first, last) = (new DateOnly(shown, 1, 1), new DateOnly(shown, 12, 31));
        var years = await db.CalendarDays.Select(d => d.Date.Year).Distinct().ToListAsync(cancellation);
        var days = await db.CalendarDays.AsNoTracking().Where(d => d.Date >= first && d.Date <= last).OrderBy(d => d.Date)
            .Select(d => new CalendarDayView(d.Id, d.Date, d.Kind, d.Name, d.Version)).ToListAsync(cancellation);
        return new CalendarView(shown, [.. years.Append(now).Append(now + 1).Append(shown).Distinct().Order()], days);
    }

    /// <summary>What moves when these days are so.</summary>
    public async Task<IReadOnlyList<CalendarEffect>> EffectsAsync(IReadOnlyList<WorkException> changes, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var changed = (await db.WorkCalendarAsync(cancellation)).With(changes);
        var moved = new List<CalendarEffect>();
        foreach (var effect in effects)
        {
            moved.AddRange(await effect.OfAsync(changed, actor, cancellation));
        }

        return moved;
    }
}
