using StarPortal.Domain;
using StarPortal.Domain.Calendar;

namespace StarPortal.Web.Shared.Calendar;

/// <summary>Something planned that moves to another day with a change of the calendar.</summary>
/// <param name="To">Null when it is left out.</param>
/// <param name="Count">How many reminders.</param>
public sealed record CalendarEffect(DateOnly From, DateOnly? To, int Count);

/// <summary>Says what a change of the company's days would move. Implemented by whoever plans by them.</summary>
public interface ICalendarEffects
{
    Task<IReadOnlyList<CalendarEffect>> OfAsync(WorkCalendar changed, Actor actor, CancellationToken cancellation);
}
