using StarPortal.Data.Identity;
using StarPortal.Domain;
using StarPortal.Web.Features.Identity;

namespace StarPortal.Web.Tests.Identity;

internal static class TestAccounts
{
    /// <summary>An employee with an account; without a password it still waits for its invitation.</summary>
    public static async Task<Account> AddAccountAsync(this TestPortal portal, string name, string? password, Action<Account>? change = null)
    {
        var account = Account.ForEmployee(await portal.AddEmployeeAsync(name));
        await SaveAsync(portal, account, password, change);
        return account;
    }

    /// <summary>An administrator who is no employee.</summary>
    public static async Task<Account> AddAdministratorAsync(this TestPortal portal, string name, string? password)
    {
        var account = Account.ForEmail($"{name}@example.org", name, Roles.Administrator);
        await SaveAsync(portal, account, password, null);
        return account;
    }

    public static Actor Actor(this Account account) => new(account.Id, account.EmployeeId, account.DisplayName, account.Roles, "127.0.0.1");

    private static async Task SaveAsync(TestPortal portal, Account account, string? password, Action<Account>? change)
    {
        account.PasswordHash = password is null ? null : await portal.Get<HashWorkers>().HashAsync(password, CancellationToken.None);
        change?.Invoke(account);
        await using var db = portal.Open();
        db.Users.Add(account);
        await db.SaveChangesAsync();
    }
}
