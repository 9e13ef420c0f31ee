namespace StarPortal.Web.Features.Notifications.Reminders;

internal static class Zones
{
    /// <summary>The zone of that name; of a name that no system knows any more, UTC.</summary>
    public static TimeZoneInfo Of(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
}
