using Microsoft.AspNetCore.Identity;
using StarPortal.Domain;
using StarPortal.Domain.People;

namespace StarPortal.Data.Identity;

/// <summary>What somebody signs in with. Belongs to an employee, except for administrators who are none.</summary>
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
}
