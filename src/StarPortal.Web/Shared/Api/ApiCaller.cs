using StarPortal.Domain;

namespace StarPortal.Web.Shared.Api;

/// <summary>The program that calls: its key, and who answers for it.</summary>
/// <param name="EmployeeId">Of the person who made the key; null when they are no employee.</param>
/// <param name="CycleIds">The only cycles that the key reaches; empty for all.</param>
/// <param name="IndicatorKeys">The only indicators that the key reaches; empty for all.</param>
public sealed record ApiCaller(
    int KeyId, string KeyName, int AccountId, int? EmployeeId, IReadOnlyList<int> CycleIds, IReadOnlyList<string> IndicatorKeys, string? Address)
{
    /// <summary>As history and audit trail name it. It acts for whoever made the key, so it never decides that person's own case.</summary>
    public Actor Actor => new(AccountId, EmployeeId, $"{KeyName} (API)", Roles.None, Address);

    public bool Reaches(int cycleId) => CycleIds.Count == 0 || CycleIds.Contains(cycleId);

    public bool Reaches(string indicatorKey) => IndicatorKeys.Count == 0 || IndicatorKeys.Contains(indicatorKey);

    /// <summary>Only behind a policy of <see cref="ApiScheme"/>.</summary>
    public static ApiCaller Of(HttpContext http) => http.Features.Get<ApiCaller>() ?? throw new InvalidOperationException("Nobody called with a key.");
}

/// <summary>How other programs sign in.</summary>
public static class ApiScheme
{
    public const string Name = "ApiKey";
    public const string ScopeClaim = "scope";
    public const string KeyClaim = "api-key";

    public const string ReadActuals = "actuals:read";
    public const string WriteActuals = "actuals:write";
}
