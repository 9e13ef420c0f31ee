using System.Globalization;
using System.Security.Claims;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared.Texts;

namespace StarPortal.Web.Shared;

/// <summary>The one place that writes dates, times, numbers and scores for a reader: in the reader's culture and time zone.</summary>
public sealed class Formats(TimeProvider clock)
{
    /// <summary>The reader's time zone.</summary>
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    /// <summary>Writes times for this person from now on; an unknown zone leaves them in UTC.</summary>
    public void WriteFor(ClaimsPrincipal reader) => WriteIn(reader.FindFirstValue(AccountClaims.TimeZone));

    /// <summary>Writes times in this zone from now on, for example in a mail.</summary>
    public void WriteIn(string? timeZone)
    {
        if (timeZone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone))
        {
            Zone = zone;
        }
    }

    /// <summary>Writes times in this zone from now on, for somebody who is not signed in here.</summary>
    public void WriteFor(TimeZoneInfo zone) => Zone = zone;

    public DateTime Now => clock.GetUtcNow().UtcDateTime;

    public DateTime ToLocal(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Zone);

    public DateTime ToUtc(DateTime local) => TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), Zone);

    /// <summary>79.57; a dash for no value.</summary>
    public static string Score(decimal? score) =>
        score is { } value ? Domain.Rounding.Score(value).ToString("0.00", CultureInfo.CurrentCulture) : "–";

    /// <summary>A weight or share such as 33.33 %, without trailing zeros.</summary>
    public static string Percent(decimal percent) => string.Format(CultureInfo.CurrentCulture, "{0:0.##} %", percent);

    /// <summary>An actual value as it was entered.</summary>
    public static string Number(decimal value) => value.ToString("#,0.########", CultureInfo.CurrentCulture);

    public static string Count(long count) => count.ToString("#,0", CultureInfo.CurrentCulture);

    /// <summary>Of a file: "87 KB", "5.3 MB", "514 MB".</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1_000_000 => $"{Count((bytes + 1023) / 1024)} KB",
        < 100_000_000 => $"{(bytes / 1_048_576m).ToString("0.0", CultureInfo.CurrentCulture)} MB",
        _ => $"{Count(bytes / 1_048_576)} MB",
    };

    public static string Day(DateOnly? day) => day?.ToString(IsChinese ? "yyyy年M月d日" : "d MMM yyyy", CultureInfo.CurrentCulture) ?? "–";

    /// <summary>Fri 27 Nov, 18:00 in the reader's zone.</summary>
    public string Moment(DateTime? utc)
    {
        if (utc is not { } value)
        {
            return "–";
        }

        var local = ToLocal(value);
        var year = local.Year == ToLocal(Now).Year ? "" : IsChinese ? "yyyy年" : " yyyy";
        return local.ToString(IsChinese ? $"{year}M月d日 ddd HH:mm" : $"ddd d MMM{year}, HH:mm", CultureInfo.CurrentCulture);
    }

    /// <summary>Fri 27 Nov, 18:00 (in 3 days).</summary>
    public string Deadline(DateTime utc) => $"{Moment(utc)} ({Distance(utc)})";

    /// <summary>14:03 in the reader's zone.</summary>
    public string Time(DateTime utc) => ToLocal(utc).ToString("HH:mm", CultureInfo.CurrentCulture);

    private string Distance(DateTime utc)
    {
        var days = DateOnly.FromDateTime(ToLocal(utc)).DayNumber - DateOnly.FromDateTime(ToLocal(Now)).DayNumber;
        return days switch
        {
            0 => SharedText.Today,
            1 => SharedText.Tomorrow,
            -1 => SharedText.Yesterday,
            > 0 => string.Format(CultureInfo.CurrentCulture, SharedText.InDays, days),
            _ => string.Format(CultureInfo.CurrentCulture, SharedText.DaysAgo, -days),
        };
    }

    /// <summary>The reader reads Chinese.</summary>
    public static bool IsChinese => CultureInfo.CurrentUICulture.Name.StartsWith("zh", StringComparison.Ordinal);
}
