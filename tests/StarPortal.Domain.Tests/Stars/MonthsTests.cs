using System.Globalization;
using StarPortal.Domain.Stars;

namespace StarPortal.Domain.Tests.Stars;

public sealed class MonthsTests
{
    // the period's last day is worked to its end; a month without the day has its anniversary on its last day
    [Theory]
    [InlineData("2026-07-01", "2026-09-30", 3)]
    [InlineData("2026-07-02", "2026-09-30", 2)]
    [InlineData("2026-06-30", "2026-09-30", 3)]
    [InlineData("2026-08-31", "2026-09-30", 1)]
    [InlineData("2026-08-31", "2026-09-29", 1)]
    [InlineData("2026-08-31", "2026-09-28", 0)]
    [InlineData("2026-08-31", "2027-02-28", 6)]
    [InlineData("2026-08-31", "2027-02-27", 6)]
    [InlineData("2026-08-31", "2027-02-26", 5)]
    [InlineData("2024-02-29", "2025-02-28", 12)]
    [InlineData("2024-02-29", "2025-02-27", 12)]
    [InlineData("2024-02-29", "2025-02-26", 11)]
    [InlineData("2025-11-30", "2026-02-28", 3)]
    [InlineData("2025-12-31", "2026-03-31", 3)]
    [InlineData("2025-12-31", "2026-03-30", 3)]
    [InlineData("2025-12-31", "2026-03-29", 2)]
    [InlineData("2026-09-30", "2026-09-30", 0)]
    [InlineData("2026-10-01", "2026-09-30", 0)]
    [InlineData("2027-01-01", "2026-09-30", 0)]
    public void Tenure_OnBoundaryDays_CountsCompleteMonths(string hired, string end, int expected) => Assert.Equal(expected, Months.Tenure(Day(hired), Day(end)));

    [Fact]
    public void Tenure_UnknownHireDate_IsMissing() => Assert.Null(Months.Tenure(null, Day("2026-09-30")));

    [Theory]
    [InlineData("2026-07-01", "2026-07-31", 1)]
    [InlineData("2026-07-01", "2026-09-30", 3)]
    [InlineData("2026-01-01", "2026-12-31", 12)]
    [InlineData("2024-02-01", "2024-02-29", 1)]
    [InlineData("2026-06-01", "2026-06-15", 0.5)]
    [InlineData("2026-05-16", "2026-07-15", 2)]
    public void Length_OfPeriods_IsWholeMonthsAndAShare(string start, string end, double expected) => Assert.Equal((decimal)expected, Months.Length(Day(start), Day(end)));

    [Fact]
    public void Tenure_OneMoreDay_NeverCountsLess()
    {
        var hired = Day("2024-01-31");
        var tenures = Enumerable.Range(0, 1500).Select(d => Months.Tenure(hired, hired.AddDays(d))!.Value).ToList();

        Assert.All(tenures.Zip(tenures.Skip(1)), p => Assert.InRange(p.Second - p.First, 0, 1));
    }

    private static DateOnly Day(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture);
}
