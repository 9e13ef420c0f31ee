using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Identity;
using StarPortal.Domain;
using StarPortal.Web.Shared.Demo;

namespace StarPortal.Web.Features.Identity;

/// <summary>Accounts of the demo company: everybody signs in with the demo password.</summary>
internal sealed class DemoAccounts(IDbContextFactory<PortalDbContext> factory, IPasswordHasher<Account> hasher) : IDemoPart
{
    public int Order => 20;

    public async Task SeedAsync(DemoRequest request, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        // hashed once: 20,000 separate hashes would take half an hour, and the password is public anyway
        var hash = hasher.HashPassword(new Account(), DemoRequest.Password);
        db.Users.Add(WithPassword(hash, Account.ForEmail("admin@demo.example", "Demo Administrator", Roles.Administrator)));
        foreach (var person in await db.Employees.AsNoTracking().OrderBy(e => e.Id).Select(e => new { e.Id, e.Name, e.Email, e.JobFamily, e.Language }).ToListAsync(cancellation))
        {
            var account = WithPassword(hash, Account.ForEmployee(person.Id, person.Email, person.Name, person.Language));
            account.Roles |= person.JobFamily == "HR" ? Roles.HR : Roles.None;
            db.Users.Add(account);
        }

        await db.SaveChangesAsync(cancellation);
    }

    private static Account WithPassword(string hash, Account account)
    {
        account.PasswordHash = hash;
        return account;
    }
}
