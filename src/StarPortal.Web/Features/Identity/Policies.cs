using Microsoft.AspNetCore.Authorization;
using StarPortal.Domain;
using StarPortal.Web.Shared.Api;

namespace StarPortal.Web.Features.Identity;

/// <summary>Named policies of pages and endpoints. They open the door only: every use case asks its own access rule again.</summary>
public static class Policies
{
    /// <summary>Signed in and an employee.</summary>
    public const string Employee = nameof(Employee);

    /// <summary>
    /// Somebody reports to the person. For navigation only: the claim may be some minutes old, so a manager's pages stay open
    /// to every <see cref="Employee"/> and show the reports that there are.
    /// </summary>
    public const string Manager = nameof(Manager);

    public const string Hr = nameof(Hr);

    public const string Committee = nameof(Committee);

    public const string Administrator = nameof(Administrator);

    public const string HrOrAdministrator = nameof(HrOrAdministrator);

    internal static AuthorizationBuilder AddPortalPolicies(this AuthorizationBuilder builder) => builder
        .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
        .AddPolicy(Employee, p => p.RequireClaim(AccountClaims.EmployeeId))
        .AddPolicy(Manager, p => p.RequireClaim(AccountClaims.EmployeeId).RequireClaim(AccountClaims.Manages))
        .AddPolicy(Hr, p => p.RequireRole(nameof(Roles.HR)))
        .AddPolicy(Committee, p => p.RequireRole(nameof(Roles.Committee)))
        .AddPolicy(Administrator, p => p.RequireRole(nameof(Roles.Administrator)))
        .AddPolicy(HrOrAdministrator, p => p.RequireRole(nameof(Roles.HR), nameof(Roles.Administrator)))
        .AddPolicy(ApiScheme.ReadActuals, p => Program(p, ApiScheme.ReadActuals))
        .AddPolicy(ApiScheme.WriteActuals, p => Program(p, ApiScheme.WriteActuals));

    /// <summary>Another program with its key; a person's cookie opens nothing here.</summary>
    private static void Program(AuthorizationPolicyBuilder policy, string scope) => policy
        .AddAuthenticationSchemes(ApiScheme.Name).RequireAuthenticatedUser().RequireClaim(ApiScheme.ScopeClaim, scope);
}
