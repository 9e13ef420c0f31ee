namespace StarPortal.Domain;

/// <summary>Roles given to an account. <c>Manager</c> is not among them: it follows from the reporting line.</summary>
[Flags]
public enum Roles
{
    None = 0,
    Employee = 1,
    HR = 2,
    Committee = 4,
    Administrator = 8,
}

/// <summary>Who acts: a signed-in account, or a part of the program itself.</summary>
/// <param name="AccountId">0 for the program itself.</param>
/// <param name="EmployeeId">The person behind the account; null for an administrator who is no employee.</param>
/// <param name="Name">Name for the audit trail.</param>
/// <param name="Roles">Roles as they are now, not as they were at sign-in.</param>
/// <param name="Address">Network address the request came from.</param>
public sealed record Actor(int AccountId, int? EmployeeId, string Name, Roles Roles, string? Address = null)
{
    public bool IsHr => Roles.HasFlag(Roles.HR);

    public bool IsAdministrator => Roles.HasFlag(Roles.Administrator);

    public bool IsCommittee => Roles.HasFlag(Roles.Committee);

    public bool IsSystem => AccountId == 0;

    /// <summary>The program itself, for example a job or a command line verb.</summary>
    public static Actor System(string name) => new(0, null, name, Roles.None);

    /// <summary>HR acting on somebody else: HR never acts as HR on their own case.</summary>
    public bool IsHrFor(int employeeId) => IsHr && EmployeeId != employeeId;
}
