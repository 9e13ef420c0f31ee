using Microsoft.EntityFrameworkCore;
using StarPortal.Data.Identity;
using StarPortal.Domain;
using StarPortal.Domain.Identity;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Tests.Identity;

public sealed class AccountTests
{
    private const string Password = "Quiet-Lantern-58";
    private const string Chosen = "Copper-Meadow-71";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Link_UsedTwice_FailsTheSecondTime(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var account = await portal.AddAccountAsync("Ann", null);
        var link = await portal.Get<IssueLink>().RunAsync(new IssueLinkCommand(account.Id, LinkKind.Invitation, "new here"), Actors.Hr, Stop);
        var secret = Secret(link.Value);

        Assert.Equal("Ann", await portal.Get<SetPasswordByLink>().FindAsync(LinkKind.Invitation, secret, Stop));
        Assert.Null(await portal.Get<SetPasswordByLink>().FindAsync(LinkKind.Reset, secret, Stop));
        Assert.True((await SetAsync(portal, LinkKind.Invitation, secret, Chosen)).Succeeded);
        Assert.Equal(IdentityErrors.LinkInvalid, (await SetAsync(portal, LinkKind.Invitation, secret, "Another-Lamp-33")).Error);
        Assert.True((await portal.Get<SignIn>().RunAsync(new SignInCommand(account.Email!, Chosen, null), Stop)).Succeeded);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Link_UsedByTwoAtOnce_WorksForOne(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var account = await portal.AddAccountAsync("Ann", null);
        var secret = Secret((await portal.Get<IssueLink>().RunAsync(new IssueLinkCommand(account.Id, LinkKind.Reset, "asked"), Actors.Hr, Stop)).Value);

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => SetAsync(portal, LinkKind.Reset, secret, $"{Chosen}{i}")));

        Assert.Single(results, r => r.Succeeded);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task ResetLink_AfterADayOrReplaced_IsVoid(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var account = await portal.AddAccountAsync("Ann", Password);
        var old = Secret((await portal.Get<IssueLink>().RunAsync(new IssueLinkCommand(account.Id, LinkKind.Reset, "asked"), Actors.Hr, Stop)).Value);
        var fresh = Secret((await portal.Get<IssueLink>().RunAsync(new IssueLinkCommand(account.Id, LinkKind.Reset, "asked again"), Actors.Hr, Stop)).Value);
        Assert.Equal(IdentityErrors.LinkInvalid, (await SetAsync(portal, LinkKind.Reset, old, Chosen)).Error);

        portal.Clock.Advance(TimeSpan.FromHours(24));

        Assert.Equal(IdentityErrors.LinkInvalid, (await SetAsync(portal, LinkKind.Reset, fresh, Chosen)).Error);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Link_IsStoredOnlyAsItsHash(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var account = await portal.AddAccountAsync("Ann", null);
        var secret = Secret((await portal.Get<IssueLink>().RunAsync(new IssueLinkCommand(account.Id, LinkKind.Invitation, "new"), Actors.Hr, Stop)).Value);

        await using var db = portal.Open();
        Assert.Equal(OneTimeLink.HashOf(secret), (await db.OneTimeLinks.SingleAsync(Stop)).SecretHash);
        Assert.DoesNotContain(await db.AuditEntries.ToListAsync(Stop), e => e.Details.Contains(secret, StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Links_ForEverybodyWithoutPassword_AreOneEachAndNoneForWhoTheActorMayNotManage(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await portal.AddAccountAsync("Ann", null);
        await portal.AddAccountAsync("Ben", null);
        await portal.AddAccountAsync("Has One", Password);
        await portal.AddAccountAsync("Gone", null, a => a.Disabled = true);
        var other = await portal.AddAdministratorAsync("other", null);
        var kept = Secret((await portal.Get<IssueLink>().RunAsync(new IssueLinkCommand(other.Id, LinkKind.Invitation, "new"), Actors.Administrator, Stop)).Value);

        await portal.Get<InviteEverybody>().RunAsync("start", Actors.Hr, Stop);
        var rows = await portal.Get<InviteEverybody>().RunAsync("again", Actors.Hr, Stop);

        Assert.Equal(["Ann", "Ben"], rows.Value.Select(r => r.Name));
        Assert.NotNull(await portal.Get<SetPasswordByLink>().FindAsync(LinkKind.Invitation, kept, Stop));
        await using var db = portal.Open();
        Assert.Equal(3, await db.OneTimeLinks.CountAsync(Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Roles_GivenByHr_AreCommitteeOnly(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var account = await portal.AddAccountAsync("Ann", Password);

        Assert.True((await RolesAsync(portal, account, Roles.Committee, Actors.Hr)).Succeeded);
        Assert.Equal(IdentityErrors.RoleNotYours, (await RolesAsync(portal, account, Roles.Committee | Roles.HR, Actors.Hr)).Error);
        Assert.Equal(IdentityErrors.RoleNotYours, (await RolesAsync(portal, account, Roles.Administrator, Actors.Hr)).Error);
        Assert.True((await RolesAsync(portal, account, Roles.HR | Roles.Administrator, Actors.Administrator)).Succeeded);
        await using var db = portal.Open();
        Assert.Equal(Roles.Employee | Roles.HR | Roles.Administrator, (await db.Users.SingleAsync(Stop)).Roles);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Roles_OwnOrByOthersOrWithoutReason_AreRefused(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var admin = await portal.AddAdministratorAsync("adam", Password);
        var account = await portal.AddAccountAsync("Ann", Password);

        Assert.Equal(IdentityErrors.OwnAccount, (await RolesAsync(portal, admin, Roles.None, admin.Actor())).Error);
        Assert.Equal("NotAllowed", (await RolesAsync(portal, admin, Roles.None, account.Actor())).Error.Code);
        Assert.Equal("ReasonRequired", (await portal.Get<ChangeRoles>().RunAsync(new ChangeRolesCommand(account.Id, Roles.HR, " "), admin.Actor(), Stop)).Error.Code);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task LastAdministrator_CannotBeRemovedOrDisabled(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var last = await portal.AddAdministratorAsync("last", Password);
        var waiting = await portal.AddAdministratorAsync("waiting", null);

        Assert.Equal(IdentityErrors.LastAdministrator, (await RolesAsync(portal, last, Roles.None, waiting.Actor())).Error);
        Assert.Equal(IdentityErrors.LastAdministrator, (await ManageAsync(portal, last, AccountAction.Disable, waiting.Actor())).Error);
        Assert.Equal(IdentityErrors.LastAdministrator, (await RolesAsync(portal, last, Roles.None, Actor.System("command line"))).Error);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task TwoAdministrators_RemovingEachOther_LeaveOne(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var one = await portal.AddAdministratorAsync("one", Password);
        var two = await portal.AddAdministratorAsync("two", Password);

        var results = await Task.WhenAll(RolesAsync(portal, one, Roles.None, two.Actor()), RolesAsync(portal, two, Roles.None, one.Actor()));

        Assert.Single(results, r => r.Succeeded);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Hr_CannotTakeOverAnAdministratorOrAct_OnTheirOwn(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var admin = await portal.AddAdministratorAsync("adam", Password);
        var hr = await portal.AddAccountAsync("Helen", Password, a => a.Roles = Roles.Employee | Roles.HR);
        foreach (var target in (Account[])[admin, hr])
        {
            Assert.Equal("NotAllowed", (await portal.Get<IssueLink>().RunAsync(new IssueLinkCommand(target.Id, LinkKind.Reset, "x"), hr.Actor(), Stop)).Error.Code);
            Assert.Equal("NotAllowed", (await ManageAsync(portal, target, AccountAction.Disable, hr.Actor())).Error.Code);
            Assert.Equal("NotAllowed", (await ManageAsync(portal, target, AccountAction.ResetSecondFactor, hr.Actor())).Error.Code);
        }
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Disable_EndsSessionsAndLinks_EnableLetsInAgain(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var account = await portal.AddAccountAsync("Ann", Password);
        await portal.Get<IssueLink>().RunAsync(new IssueLinkCommand(account.Id, LinkKind.Reset, "x"), Actors.Hr, Stop);

        Assert.True((await ManageAsync(portal, account, AccountAction.Disable, Actors.Hr)).Succeeded);
        await using (var db = portal.Open())
        {
            Assert.NotEqual(account.SecurityStamp, (await db.Users.SingleAsync(Stop)).SecurityStamp);
            Assert.False(await db.OneTimeLinks.AnyAsync(Stop));
        }

        Assert.Equal(IdentityErrors.AccountDisabled, (await portal.Get<IssueLink>().RunAsync(new IssueLinkCommand(account.Id, LinkKind.Reset, "x"), Actors.Hr, Stop)).Error);
        Assert.True((await ManageAsync(portal, account, AccountAction.Enable, Actors.Hr)).Succeeded);
        Assert.True((await portal.Get<SignIn>().RunAsync(new SignInCommand(account.Email!, Password, null), Stop)).Succeeded);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task ChangePassword_ChecksThePresentOneAndTheRules(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var account = await portal.AddAccountAsync("Annabel Smith", Password);
        var change = portal.Get<ChangePassword>();

        Assert.Equal(IdentityErrors.PasswordWrong, (await change.RunAsync(new ChangePasswordCommand("wrong", Chosen, Chosen), account.Actor(), Stop)).Error);
        Assert.Equal(IdentityErrors.PasswordsDiffer, (await change.RunAsync(new ChangePasswordCommand(Password, Chosen, "other"), account.Actor(), Stop)).Error);
        Assert.Equal(IdentityErrors.PasswordPersonal, (await change.RunAsync(new ChangePasswordCommand(Password, "xx-annabel-99x", "xx-annabel-99x"), account.Actor(), Stop)).Error);
        Assert.True((await change.RunAsync(new ChangePasswordCommand(Password, Chosen, Chosen), account.Actor(), Stop)).Succeeded);
        Assert.True((await portal.Get<SignIn>().RunAsync(new SignInCommand(account.Email!, Chosen, null), Stop)).Succeeded);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task List_SearchesFiltersAndPagesInTheDatabase(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await portal.AddAccountAsync("王小明", Password);
        await portal.AddAccountAsync("Ann_a", null);
        await portal.AddAccountAsync("Annxa", Password, a => a.Roles |= Roles.Committee);
        var queries = portal.Get<AccountQueries>();
        Task<Page<AccountRow>> ListAsync(string search, Roles? role = null, AccountStatus? status = null, Actor? actor = null) =>
            queries.ListAsync(new AccountFilter(search, role, status), new SortBy("name", false), 1, 2, actor ?? Actors.Hr, Stop);

        Assert.Equal(3, (await ListAsync("")).Total);
        Assert.Equal(2, (await ListAsync("")).Rows.Count);
        Assert.Equal("王小明", Assert.Single((await ListAsync("小明")).Rows).Name);
        Assert.Equal("Ann_a", Assert.Single((await ListAsync("ann_")).Rows).Name);
        Assert.Equal("Annxa", Assert.Single((await ListAsync("", Roles.Committee)).Rows).Name);
        Assert.Equal("Ann_a", Assert.Single((await ListAsync("", null, AccountStatus.NotSetUp)).Rows).Name);
        Assert.Equal(1, await queries.CountWithoutPasswordAsync(Actors.Hr, Stop));
        Assert.Equal(0, (await ListAsync("", actor: new Actor(1, 1, "x", Roles.Employee))).Total);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task SetUpLink_MakesTheFirstAdministratorOnce(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var (link, secret) = OneTimeLink.Create(LinkKind.SetUp, null, portal.Now);
        await using (var db = portal.Open())
        {
            db.OneTimeLinks.Add(link);
            await db.SaveChangesAsync(Stop);
        }

        var setUp = portal.Get<SetUpAdministrator>();
        Assert.True(await setUp.IsOpenAsync(secret, Stop));
        Assert.Equal(IdentityErrors.PasswordCommon, (await setUp.RunAsync(new SetUpAdministratorCommand(secret, "boss@example.org", "Maria", "Password2026!", "Password2026!", null), Stop)).Error);
        Assert.True((await setUp.RunAsync(new SetUpAdministratorCommand(secret, "boss@example.org", "Maria", Chosen, Chosen, null), Stop)).Succeeded);
        Assert.Equal(IdentityErrors.SetUpLinkInvalid, (await setUp.RunAsync(new SetUpAdministratorCommand(secret, "two@example.org", "Two", Chosen, Chosen, null), Stop)).Error);
        Assert.True(await setUp.IsDoneAsync(Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task CreateAccount_ForEmployeeOrAdministrator_ChecksWhoItIs(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var ann = await portal.AddEmployeeAsync("Ann");
        var shell = Actor.System("command line");
        Task<Result<IssuedLink>> CreateAsync(string who, string? name, Roles roles) =>
            portal.Get<CreateAccount>().RunAsync(new CreateAccountCommand(who, name, roles, "test"), shell, Stop);

        Assert.True((await CreateAsync(ann.Number, null, Roles.HR)).Succeeded);
        Assert.Equal(IdentityErrors.AccountExists, (await CreateAsync(ann.Email, null, Roles.None)).Error);
        Assert.Equal(IdentityErrors.EmployeeUnknown, (await CreateAsync("x@example.org", "X", Roles.Committee)).Error);
        Assert.True((await CreateAsync("first.hr@example.org", "H", Roles.HR)).Succeeded);
        Assert.Equal(IdentityErrors.EmailInvalid, (await CreateAsync("nonsense", "X", Roles.Administrator)).Error);
        Assert.Equal(IdentityErrors.NameRequired, (await CreateAsync("x@example.org", " ", Roles.Administrator)).Error);
        Assert.True((await CreateAsync("x@example.org", "X", Roles.Administrator)).Succeeded);
        Assert.Equal(IdentityErrors.EmailTaken, (await CreateAsync("X@example.org", "X", Roles.Administrator)).Error);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task CreateAccount_ByThoseWhoMayNot_IsRefused(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var ann = await portal.AddEmployeeAsync("Ann");
        var create = portal.Get<CreateAccount>();
        Task<Result<IssuedLink>> CreateAsync(string who, Roles roles, Actor actor, string reason = "test") =>
            create.RunAsync(new CreateAccountCommand(who, "X", roles, reason), actor, Stop);

        Assert.Equal("NotAllowed", (await CreateAsync("nobody@example.org", Roles.None, Actors.Of(ann))).Error.Code);
        Assert.Equal(IdentityErrors.RoleNotYours, (await CreateAsync("boss@example.org", Roles.Administrator, Actors.Hr)).Error);
        Assert.Equal(IdentityErrors.RoleNotYours, (await CreateAsync(ann.Number, Roles.HR, Actors.Hr)).Error);
        Assert.Equal("ReasonRequired", (await CreateAsync("boss@example.org", Roles.Administrator, Actors.Administrator, " ")).Error.Code);
    }

    private static string Secret(IssuedLink link) => link.Path[(link.Path.IndexOf("token=", StringComparison.Ordinal) + 6)..];

    private static Task<Result> SetAsync(TestPortal portal, LinkKind kind, string secret, string password) =>
        portal.Get<SetPasswordByLink>().RunAsync(new SetPasswordByLinkCommand(kind, secret, password, password, null), Stop);

    private static Task<Result> RolesAsync(TestPortal portal, Account account, Roles roles, Actor actor) =>
        portal.Get<ChangeRoles>().RunAsync(new ChangeRolesCommand(account.Id, roles, "test"), actor, Stop);

    private static Task<Result> ManageAsync(TestPortal portal, Account account, AccountAction action, Actor actor) =>
        portal.Get<ManageAccount>().RunAsync(new ManageAccountCommand(account.Id, action, "test"), actor, Stop);
}
