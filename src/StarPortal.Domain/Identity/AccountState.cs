namespace StarPortal.Domain.Identity;

/// <summary>What decides whether an account may act at a moment.</summary>
/// <param name="Disabled">Taken out of use by HR or an administrator.</param>
/// <param name="LeaveDate">The person's last day of work; null while employed or for an account without an employee.</param>
/// <param name="TimeZone">IANA name of the zone in which that day ends.</param>
public sealed record AccountState(bool Disabled, DateOnly? LeaveDate = null, string? TimeZone = null)
{
    /// <summary>A disabled account may not act, nor one whose person has left: the last day of work still counts.</summary>
    public bool MayAct(DateTime now) => !Disabled && (LeaveDate is null || LeaveDate >= DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, Zone)));

    private TimeZoneInfo Zone => TimeZone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;
}

/// <summary>Lock-out: after so many failures in a row nobody gets in for a while, whatever they type.</summary>
public static class LockOut
{
    public const int Failures = 5;

    public static readonly TimeSpan Duration = TimeSpan.FromMinutes(15);
}
