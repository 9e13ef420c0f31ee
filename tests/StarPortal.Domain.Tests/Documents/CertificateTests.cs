using StarPortal.Domain.Cycles;
using StarPortal.Domain.Documents;

namespace StarPortal.Domain.Tests.Documents;

public sealed class CertificateTests
{
    private static readonly DateTime Now = new(2026, 10, 5, 9, 0, 0, DateTimeKind.Utc);
    private static readonly Actor Hr = new(1, 7, "Helen", Roles.Employee | Roles.HR);
    private static readonly Actor Employee = new(2, 8, "Emil", Roles.Employee);
    private static readonly Actor Administrator = new(3, null, "Adam", Roles.Administrator);

    [Fact]
    public void Revoke_ValidOne_KeepsWhoWhenAndWhy()
    {
        var certificate = Issued();

        Assert.True(certificate.Revoke("  wrong level ", Hr, Now.AddDays(1)).Succeeded);

        Assert.Equal(CertificateState.Revoked, certificate.State);
        Assert.Equal(("Helen", "wrong level", Now.AddDays(1)), (certificate.EndedBy, certificate.EndReason, certificate.EndedAt!.Value));
        Assert.Equal("Emil Example", certificate.Facts.Name);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void End_AlreadyEnded_IsRefusedAndChangesNothing(bool revokedFirst)
    {
        var certificate = Issued();
        Assert.True((revokedFirst ? certificate.Revoke("first", Hr, Now) : certificate.Replace("first", Hr, Now)).Succeeded);
        var state = certificate.State;

        Assert.True(certificate.Revoke("second", Hr, Now.AddDays(1)).Error.Is(CertificateErrors.NotValid));
        Assert.True(certificate.Replace("second", Hr, Now.AddDays(1)).Error.Is(CertificateErrors.NotValid));
        Assert.Equal((state, "first", Now), (certificate.State, certificate.EndReason, certificate.EndedAt!.Value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n")]
    public void Revoke_WithoutAReason_IsRefused(string reason) => Assert.True(Issued().Revoke(reason, Hr, Now).Error.Is(SharedErrors.ReasonRequired));

    [Fact]
    public void Revoke_ReasonLongerThanKept_IsRefused() =>
        Assert.True(Issued().Revoke(new string('x', Certificate.LongestReason + 1), Hr, Now).Error.Is(CertificateErrors.ReasonTooLong));

    [Fact]
    public void Decide_IsForHrAndNeverForOnesOwn()
    {
        Assert.True(CertificateAccess.CanDecide(Hr, 8));
        Assert.False(CertificateAccess.CanDecide(Hr, 7));
        Assert.False(CertificateAccess.CanDecide(Employee, 8));
        Assert.False(CertificateAccess.CanDecide(Administrator, 8));
        Assert.True(CertificateAccess.CanDecide(Actor.System("appeal"), 8));
        Assert.True(Issued(7).Revoke("mine", Hr, Now).Failed);
    }

    [Fact]
    public void View_IsForTheOwnerAndHr()
    {
        Assert.True(CertificateAccess.CanView(Employee, 8));
        Assert.True(CertificateAccess.CanView(Hr, 8));
        Assert.False(CertificateAccess.CanView(Employee, 9));
        Assert.False(CertificateAccess.CanView(Administrator, 8));
    }

    [Theory]
    [InlineData(PeriodKind.Month, "2026-09-01", "2026-09-30", "September 2026", "2026年9月")]
    [InlineData(PeriodKind.Month, "2028-02-01", "2028-02-29", "February 2028", "2028年2月")]
    [InlineData(PeriodKind.Quarter, "2026-07-01", "2026-09-30", "Q3 2026", "2026年第3季度")]
    [InlineData(PeriodKind.HalfYear, "2026-07-01", "2026-12-31", "H2 2026", "2026年下半年")]
    [InlineData(PeriodKind.HalfYear, "2026-01-01", "2026-06-30", "H1 2026", "2026年上半年")]
    [InlineData(PeriodKind.Year, "2026-01-01", "2026-12-31", "2026", "2026年度")]
    [InlineData(PeriodKind.Year, "2026-04-01", "2027-03-31", "1 April 2026 – 31 March 2027", "2026年4月1日至2027年3月31日")]
    [InlineData(PeriodKind.Quarter, "2026-08-01", "2026-10-31", "1 August 2026 – 31 October 2026", "2026年8月1日至2026年10月31日")]
    [InlineData(PeriodKind.Quarter, "2026-07-01", "2026-09-29", "1 July 2026 – 29 September 2026", "2026年7月1日至2026年9月29日")]
    [InlineData(PeriodKind.Custom, "2026-01-05", "2026-02-10", "5 January 2026 – 10 February 2026", "2026年1月5日至2026年2月10日")]
    public void Period_OfACycle_IsSaidInBothLanguages(PeriodKind kind, string start, string end, string english, string chinese)
    {
        var culture = System.Globalization.CultureInfo.InvariantCulture;

        Assert.Equal(new LocalText(english, chinese), CertificatePeriod.Of(kind, DateOnly.Parse(start, culture), DateOnly.Parse(end, culture)));
    }

    private static Certificate Issued(int employeeId = 8)
    {
        var facts = new CertificateFacts("Emil Example", LocalText.Same("Star"), 3, 5, LocalText.Same("Gold"), LocalText.Same("Q3 2026"));
        return new Certificate(new CertificateNumber(2026, 1), CertificateCode.Create(), new CertificateSubject(employeeId, 1, 1, facts), 1, new DateOnly(2026, 10, 5), Hr, Now);
    }
}
