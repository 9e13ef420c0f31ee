namespace StarPortal.Domain.Identity;

/// <summary>The account that somebody wants to change, as far as the rules look at it.</summary>
public sealed record AccountSubject(int AccountId, int? EmployeeId, Roles Roles);

/// <summary>Who may change whose account.</summary>
public static class AccountAccess
{
    /// <summary>Roles that are given by hand; <see cref="Roles.Employee"/> comes with the employee.</summary>
    public const Roles Assignable = Roles.HR | Roles.Committee | Roles.Administrator;

    public static bool CanView(Actor actor) => actor.IsHr || actor.IsAdministrator || actor.IsSystem;

    public static bool IsOwn(Actor actor, AccountSubject account) =>
        !actor.IsSystem && (actor.AccountId == account.AccountId || (actor.EmployeeId is { } employee && employee == account.EmployeeId));

    /// <summary>
    /// Disable, enable, unlock, links, second factor. HR manages ordinary accounts only: with a reset link one could
    /// otherwise take over the account of an administrator.
    /// </summary>
    public static bool CanManage(Actor actor, AccountSubject account) =>
        actor.IsSystem || (!IsOwn(actor, account) && (actor.IsAdministrator || (actor.IsHr && (account.Roles & (Roles.HR | Roles.Administrator)) == Roles.None)));

    /// <summary>The roles that this actor may give to or take from this account; nobody changes their own.</summary>
    public static Roles RolesToChange(Actor actor, AccountSubject account) =>
        actor.IsSystem ? Assignable
        : IsOwn(actor, account) ? Roles.None
        : actor.IsAdministrator ? Assignable
        : actor.IsHr ? Roles.Committee
        : Roles.None;

    /// <summary>Every combination of roles that contains this one: the database keeps combinations by name.</summary>
    public static IReadOnlyList<Roles> SetsWith(Roles role) =>
        [.. Enumerable.Range(0, 16).Select(set => (Roles)set).Where(set => set.HasFlag(role))];

    /// <summary>Whether these assignable roles may become the account's roles.</summary>
    public static Result CheckRoles(Actor actor, AccountSubject account, Roles roles)
    {
        var changed = (account.Roles ^ roles) & ~Roles.Employee;
        if (changed == Roles.None)
        {
            return Result.Ok;
        }

        if (IsOwn(actor, account))
        {
            return IdentityErrors.OwnAccount;
        }

        return (changed & ~RolesToChange(actor, account)) == Roles.None ? Result.Ok : IdentityErrors.RoleNotYours;
    }
}
