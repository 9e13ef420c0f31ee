using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StarPortal.Domain;
using StarPortal.Domain.Identity;
using StarPortal.Domain.People;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Tests.Identity;

public sealed class SignInTests
{
    private const string Password = "Quiet-Lantern-58";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task SignIn_ByEmailOrNumber_Succeeds(Provider provider)
    {
        await using var portal = await OpenAsync(provider);
        var account = await portal.AddAccountAsync("Ann", Password);

        foreach (var user in (string[])[account.Email!, account.Email!.ToUpperInvariant(), "E0001", "e0001", " E0001 "])
        {
            var result = await portal.Get<SignIn>().RunAsync(new SignInCommand(user, Password, "192.0.2.1"), Stop);
            Assert.True(result.Succeeded, user);
            Assert.Equal(new SignInAnswer(account.Id, false), result.Value);
        }

        await using var db = portal.Open();
        Assert.Equal(portal.Now, (await db.Users.SingleAsync(Stop)).LastSignInAt);
        Assert.Equal(5, await db.AuditEntries.CountAsync(e => e.Action == "Identity.SignedIn" && e.Address == "192.0.2.1" && e.SubjectEmployeeId == account.EmployeeId, Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task SignIn_AfterFiveFailures_IsLockedForFifteenMinutes(Provider provider)
    {
        await using var portal = await OpenAsync(provider);
        var account = await portal.AddAccountAsync("Ann", Password);
        for (var i = 0; i < LockOut.Failures; i++)
        {
            Assert.False(await TryAsync(portal, account.Email!, "wrong"));
        }

        Assert.False(await TryAsync(portal, account.Email!, Password));
        portal.Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.False(await TryAsync(portal, account.Email!, Password));
        portal.Clock.Advance(TimeSpan.FromMinutes(1) + TimeSpan.FromSeconds(1));
        Assert.True(await TryAsync(portal, account.Email!, Password));

        await using var db = portal.Open();
        Assert.Equal(0, (await db.Users.SingleAsync(Stop)).AccessFailedCount);
        Assert.Equal(1, await db.AuditEntries.CountAsync(e => e.Action == "Identity.LockedOut", Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task SignIn_FourFailuresThenRight_StartsCountingAnew(Provider provider)
    {
        await using var portal = await OpenAsync(provider);
        var account = await portal.AddAccountAsync("Ann", Password);
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < LockOut.Failures - 1; i++)
            {
                Assert.False(await TryAsync(portal, account.Email!, "wrong"));
            }

            Assert.True(await TryAsync(portal, account.Email!, Password));
        }
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task SignIn_ManyWrongAtOnce_AreAllCounted(Provider provider)
    {
        await using var portal = await OpenAsync(provider);
        var account = await portal.AddAccountAsync("Ann", Password);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => TryAsync(portal, account.Email!, "wrong")));

        Assert.False(await TryAsync(portal, account.Email!, Password));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task SignIn_UnknownLockedDisabledLeftOrWithoutPassword_GiveTheSameAnswer(Provider provider)
    {
        await using var portal = await OpenAsync(provider);
        var disabled = await portal.AddAccountAsync("Dora", Password, a => a.Disabled = true);
        var locked = await portal.AddAccountAsync("Leo", Password, a => a.LockoutEnd = new DateTimeOffset(portal.Now.AddMinutes(5)));
        var invited = await portal.AddAccountAsync("Ina", null);
        var left = await portal.AddAccountAsync("Lee", Password);
        await using (var db = portal.Open())
        {
            var employee = await db.Employees.SingleAsync(e => e.Id == left.EmployeeId, Stop);
            employee.Apply(new EmployeeDetails(employee.Name, employee.Email, employee.DepartmentId, LeaveDate: DateOnly.FromDateTime(portal.Now).AddDays(-1)));
            await db.SaveChangesAsync(Stop);
        }

        foreach (var user in (string[])["nobody@example.org", "E9999", disabled.Email!, locked.Email!, invited.Email!, left.Email!])
        {
            var result = await portal.Get<SignIn>().RunAsync(new SignInCommand(user, Password, null), Stop);
            Assert.Equal(IdentityErrors.SignInFailed, Assert.Single(result.Errors));
        }
    }

    [Fact]
    public async Task SignIn_Refused_TakesTheSameTimeWhateverTheCause()
    {
        await using var portal = await TestPortal.CreateAsync();
        var floor = TimeSpan.FromMilliseconds(portal.Get<IOptions<PortalOptions>>().Value.SignIn.FailureMilliseconds);
        var account = await portal.AddAccountAsync("Ann", Password);
        Assert.False(await TryAsync(portal, "warm@example.org", "up"));

        foreach (var user in (string[])["nobody@example.org", account.Email!])
        {
            var started = Stopwatch.GetTimestamp();
            Assert.False(await TryAsync(portal, user, "wrong"));
            Assert.True(Stopwatch.GetElapsedTime(started) >= floor - TimeSpan.FromMilliseconds(20), user);
        }
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task SecondFactor_CodeOrRecoveryCode_WorksOnce(Provider provider)
    {
        await using var portal = await OpenAsync(provider);
        var account = await portal.AddAccountAsync("Ann", Password);
        var actor = new Actor(account.Id, account.EmployeeId, "Ann", Roles.Employee);
        var secret = Totp.NewSecret();
        var codes = await portal.Get<ChangeSecondFactor>().EnableAsync(secret, Totp.Code(secret, Totp.StepAt(portal.Now)), actor, Stop);
        Assert.Equal(RecoveryCodes.Count, codes.Value.Length);

        var first = await portal.Get<SignIn>().RunAsync(new SignInCommand(account.Email!, Password, null), Stop);
        Assert.True(first.Value.NeedsCode);
        Assert.False(await ConfirmAsync(portal, account.Id, Totp.Code(secret, Totp.StepAt(portal.Now)), false), "the code that switched it on is used up");
        portal.Clock.Advance(TimeSpan.FromSeconds(30));
        var code = Totp.Code(secret, Totp.StepAt(portal.Now));
        Assert.True(await ConfirmAsync(portal, account.Id, code, false));
        Assert.False(await ConfirmAsync(portal, account.Id, code, false));
        Assert.True(await ConfirmAsync(portal, account.Id, codes.Value[3].ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal), true));
        Assert.False(await ConfirmAsync(portal, account.Id, codes.Value[3], true));
        Assert.Equal(RecoveryCodes.Count - 1, (await portal.Get<AccountQueries>().OwnAsync(actor, Stop)).RecoveryCodesLeft);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task SecondFactor_GuessedWithTheRightPassword_LocksTheAccount(Provider provider)
    {
        await using var portal = await OpenAsync(provider);
        var account = await portal.AddAccountAsync("Ann", Password);
        var secret = Totp.NewSecret();
        await portal.Get<ChangeSecondFactor>().EnableAsync(secret, Totp.Code(secret, Totp.StepAt(portal.Now)), new Actor(account.Id, account.EmployeeId, "Ann", Roles.Employee), Stop);
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < LockOut.Failures; i++)
        {
            Assert.True(await TryAsync(portal, account.Email!, Password));
            Assert.False(await ConfirmAsync(portal, account.Id, "not a code", false));
        }

        Assert.False(await TryAsync(portal, account.Email!, Password));
        Assert.False(await ConfirmAsync(portal, account.Id, Totp.Code(secret, Totp.StepAt(portal.Now)), false));
    }

    private static async Task<TestPortal> OpenAsync(Provider provider)
    {
        var portal = await TestPortal.CreateAsync(provider);
        portal.Get<IOptions<PortalOptions>>().Value.SignIn.FailureMilliseconds = 0;
        return portal;
    }

    private static async Task<bool> TryAsync(TestPortal portal, string user, string password) =>
        (await portal.Get<SignIn>().RunAsync(new SignInCommand(user, password, null), Stop)).Succeeded;

    private static async Task<bool> ConfirmAsync(TestPortal portal, int accountId, string code, bool recovery) =>
        (await portal.Get<ConfirmSecondFactor>().RunAsync(new ConfirmSecondFactorCommand(accountId, code, recovery, null), Stop)).Succeeded;
}
