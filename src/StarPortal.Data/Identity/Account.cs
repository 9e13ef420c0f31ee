using Microsoft.AspNetCore.Identity;
using StarPortal.Domain;
using StarPortal.Domain.Identity;
using StarPortal.Domain.People;

namespace StarPortal.Data.Identity;

/// <summary>What somebody signs in with. Belongs to an employee, except for administrators and the first HR, who may be none (yet).</summary>
public sealed class Account : IdentityUser<int>
{
    public int? EmployeeId { get; set; }

    public Employee? Employee { get; set; }

    public string DisplayName { get; set; } = "";

    public Roles Roles { get; set; } = Roles.Employee;

    /// <summary>A disabled account cannot sign in and its live circuits end.</summary>
    public bool Disabled { get; set; }

    public DateTime? LastSignInAt { get; set; }

    /// <summary>A culture name chosen by the person.</summary>
    public string Language { get; set; } = "en-US";

    /// <summary>True for the dark theme.</summary>
    public bool DarkTheme { get; set; }

    /// <summary>An account that belongs to nobody in the company, for an administrator or the first HR.</summary>
    public static Account ForEmail(string email, string name, Roles roles)
    {
        var account = new Account { Roles = roles, LockoutEnabled = true };
        account.Name(email, name);
        account.RenewStamp();
        return account;
    }

    /// <summary>An employee's account without a password: the person chooses one by an invitation link.</summary>
    public static Account ForEmployee(Employee employee) =>
        ForEmployee(employee.Id, employee.Email, employee.Name, employee.Language);

    /// <inheritdoc cref="ForEmployee(Employee)"/>
    public static Account ForEmployee(int employeeId, string email, string name, string language)
    {
        var account = ForEmail(email, name, Roles.Employee);
        account.EmployeeId = employeeId;
        account.Language = language;
        return account;
    }

    /// <summary>The account of somebody who becomes an employee after having worked here as HR: sign-in and roles stay.</summary>
    public void Become(int employeeId, string email, string name)
    {
        EmployeeId = employeeId;
        Roles |= Roles.Employee;
        Name(email, name);
    }

    /// <summary>The form in which e-mails are compared; signing in and unique indexes go by it.</summary>
    public static string Normalize(string email) => email.Trim().Normalize().ToUpperInvariant();

    /// <summary>Takes over a new e-mail or name, for example after the employee's were edited.</summary>
    public void Name(string email, string name)
    {
        Email = email.Trim().ToLowerInvariant();
        UserName = Email;
        NormalizedEmail = Normalize(email);
        NormalizedUserName = NormalizedEmail;
        EmailConfirmed = true;
        DisplayName = name;
    }

    /// <summary>Ends every session of the account: cookies and live circuits carry the stamp of their sign-in.</summary>
    public void RenewStamp()
    {
        SecurityStamp = Guid.NewGuid().ToString("N");
        ConcurrencyStamp = Guid.NewGuid().ToString("N");
    }

    /// <summary>As the access rules see it.</summary>
    public AccountSubject Subject => new(Id, EmployeeId, Roles);
}
