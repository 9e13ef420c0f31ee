using StarPortal.Domain.Identity;

namespace StarPortal.Domain.Tests.Identity;

public sealed class AccountRulesTests
{
    private static readonly string[] Own = ["annabel.smith@acme.example", "Annabel Smith", "E0042", "王小明"];

    [Theory]
    [InlineData("Quiet-Lantern-58", null)]
    [InlineData("四个互不相关的词语组合", null)]
    [InlineData("correct pony clip wire", null)]
    [InlineData("short-9", nameof(IdentityErrors.PasswordTooShort))]
    [InlineData("aaaaaaaaaaaa", nameof(IdentityErrors.PasswordTooFewCharacters))]
    [InlineData("121212121212", nameof(IdentityErrors.PasswordTooFewCharacters))]
    [InlineData("abcdefghijkl", nameof(IdentityErrors.PasswordTooFewCharacters))]
    [InlineData("Password2026!", nameof(IdentityErrors.PasswordCommon))]
    [InlineData("P@ssw0rd1234", nameof(IdentityErrors.PasswordCommon))]
    [InlineData("PASSWORD....", nameof(IdentityErrors.PasswordCommon))]
    [InlineData("my-annabel-99", nameof(IdentityErrors.PasswordPersonal))]
    [InlineData("SMITH-and-co-1", nameof(IdentityErrors.PasswordPersonal))]
    [InlineData("xx-acme-xx-42", nameof(IdentityErrors.PasswordPersonal))]
    [InlineData("e0042-hidden-x", nameof(IdentityErrors.PasswordPersonal))]
    [InlineData("王小明喜欢吃西瓜和桃子", nameof(IdentityErrors.PasswordPersonal))]
    public void Password_ByTheRules_IsTakenOrNot(string password, string? expected)
    {
        var result = PasswordRules.Check(password, Own, p => p == "password");
        Assert.Equal(expected, result.Failed ? result.Error.Code : null);
    }

    [Fact]
    public void Password_OverTheMaximum_IsRefused() =>
        Assert.True(PasswordRules.Check(string.Concat(Enumerable.Repeat("Quiet-Lantern", 10)), [], _ => false).Error.Is(IdentityErrors.PasswordTooLong));

    [Theory]
    [InlineData(Roles.Administrator, 2, Roles.Employee, Roles.HR | Roles.Committee | Roles.Administrator, true)]
    [InlineData(Roles.Administrator, 2, Roles.Administrator, Roles.HR | Roles.Committee | Roles.Administrator, true)]
    [InlineData(Roles.Administrator, 1, Roles.Administrator, Roles.None, false)]
    [InlineData(Roles.Employee | Roles.HR, 2, Roles.Employee, Roles.Committee, true)]
    [InlineData(Roles.Employee | Roles.HR, 2, Roles.Employee | Roles.HR, Roles.Committee, false)]
    [InlineData(Roles.Employee | Roles.HR, 2, Roles.Administrator, Roles.Committee, false)]
    [InlineData(Roles.Employee | Roles.HR, 1, Roles.Employee | Roles.HR, Roles.None, false)]
    [InlineData(Roles.Employee | Roles.Committee, 2, Roles.Employee, Roles.None, false)]
    [InlineData(Roles.Employee, 2, Roles.Employee, Roles.None, false)]
    public void Access_ByRole_SaysWhatMayBeChanged(Roles actorRoles, int target, Roles targetRoles, Roles changeable, bool manages)
    {
        var actor = new Actor(1, null, "actor", actorRoles);
        var subject = new AccountSubject(target, null, targetRoles);
        Assert.Equal(changeable, AccountAccess.RolesToChange(actor, subject));
        Assert.Equal(manages, AccountAccess.CanManage(actor, subject));
    }

    [Fact]
    public void Access_OnASecondAccountOfTheSamePerson_IsOwn()
    {
        var actor = new Actor(1, 7, "actor", Roles.Administrator);
        Assert.False(AccountAccess.CanManage(actor, new AccountSubject(2, 7, Roles.Employee)));
    }

    [Fact]
    public void SetsWith_EveryRole_HoldEveryCombination() =>
        Assert.All(AccountAccess.SetsWith(Roles.HR), set => Assert.True(set.HasFlag(Roles.HR)));

    [Theory]
    [InlineData("2026-11-23", "UTC", "2026-11-23T23:59:59Z", true)]
    [InlineData("2026-11-23", "UTC", "2026-11-24T00:00:00Z", false)]
    [InlineData("2026-11-23", "Asia/Shanghai", "2026-11-23T15:59:59Z", true)]
    [InlineData("2026-11-23", "Asia/Shanghai", "2026-11-23T16:00:00Z", false)]
    [InlineData("2026-11-23", "No/Such", "2026-11-23T23:59:59Z", true)]
    public void State_OnTheLastDayOfWork_EndsAtMidnightThere(string leave, string zone, string now, bool may)
    {
        var state = new AccountState(false, DateOnly.Parse(leave, System.Globalization.CultureInfo.InvariantCulture), zone);
        Assert.Equal(may, state.MayAct(DateTime.Parse(now, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal)));
        Assert.False((state with { Disabled = true, LeaveDate = null }).MayAct(DateTime.UnixEpoch));
    }
}
