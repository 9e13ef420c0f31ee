using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Identity;
using StarPortal.Domain;
using StarPortal.Web.Shared.Demo;

namespace StarPortal.Web.Features.Identity;

/// <summary>Accounts of the demo company: everybody signs in with the demo password.</summary>
internal sealed class DemoAccounts(IDbContextFactory<PortalDbContext> factory, IPasswordHasher<Account> hasher, ILookupNormalizer normalizer) : IDemoPart
{
    public int Order => 20;

    public async Task SeedAsync(DemoRequest request, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        // hashed once: 20,000 separate hashes would take half an hour, and the password is public anyway
        var hash = hasher.HashPassword(new Account(), DemoRequest.Password);
        var administrator = New(hash, "admin@demo.example", "Demo Administrator", null);
        administrator.Roles = Roles.Administrator;
        db.Users.Add(administrator);
        foreach (var person in await db.Employees.AsNoTracking().OrderBy(e => e.Id).Select(e => new { e.Id, e.Name, e.Email, e.JobFamily, e.Language }).ToListAsync(cancellation))
        {
            var account = New(hash, person.Email, person.Name, person.Id);
            account.Language = person.Language;
            account.Roles = Roles.Employee | (person.JobFamily == "HR" ? Roles.HR : Roles.None);
            db.Users.Add(account);
        }

        await db.SaveChangesAsync(cancellation);
    }

    private Account New(string hash, string email, string name, int? employeeId) => new()
    {
        UserName = email,
        NormalizedUserName = normalizer.NormalizeName(email),
        Email = email,
        NormalizedEmail = normalizer.NormalizeEmail(email),
        EmailConfirmed = true,
        DisplayName = name,
        EmployeeId = employeeId,
        PasswordHash = hash,
        SecurityStamp = Guid.NewGuid().ToString("N"),
        LockoutEnabled = true,
    };
}
