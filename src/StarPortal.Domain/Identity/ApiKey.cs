using System.Security.Cryptography;
using System.Text;

namespace StarPortal.Domain.Identity;

/// <summary>What the holder of a key may do.</summary>
[Flags]
public enum ApiScopes
{
    None = 0,

    /// <summary><c>actuals:read</c></summary>
    ReadActuals = 1,

    /// <summary><c>actuals:write</c></summary>
    WriteActuals = 2,
}

/// <summary>As the list of keys shows it.</summary>
public enum ApiKeyState
{
    Active,
    Expired,
    Revoked,

    /// <summary>Whoever made it may no longer act or may no longer give such a key: it is refused until they may again.</summary>
    MakerInactive,
}

/// <summary>What another program signs in with. Only the hash of its secret is kept: who reads the database cannot use it.</summary>
public sealed class ApiKey : IVersioned
{
    /// <summary>So that a leaked key can be recognised, also by scanners.</summary>
    public const string Mark = "spk";

    public const int NameLimit = 100;
    public const int MostLimits = 200;
    public const int DefaultDays = 90;
    public const int MostDays = 365;

    private ApiKey()
    {
    }

    private ApiKey(ApiKeyPlan plan, string prefix, string secretHash, Actor actor, DateTime now)
    {
        Name = plan.Name.Trim();
        Scopes = plan.Scopes;
        CycleIds = [.. plan.CycleIds.Distinct().Order()];
        IndicatorKeys = [.. plan.IndicatorKeys.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Prefix = prefix;
        SecretHash = secretHash;
        CreatedById = actor.AccountId;
        CreatedBy = actor.Name;
        CreatedAt = now;
        ExpiresAt = now.AddDays(plan.Days);
    }

    public int Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The public part of the key, to find and to recognise it.</summary>
    public string Prefix { get; private set; } = "";

    public string SecretHash { get; private set; } = "";

    public ApiScopes Scopes { get; private set; }

    /// <summary>The only cycles that it reaches; empty for all.</summary>
    public IReadOnlyList<int> CycleIds { get; private set; } = [];

    /// <summary>The only indicators that it reaches; empty for all.</summary>
    public IReadOnlyList<string> IndicatorKeys { get; private set; } = [];

    /// <summary>The account that made it and answers for it.</summary>
    public int CreatedById { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    public DateTime ExpiresAt { get; private set; }

    public DateTime? RevokedAt { get; private set; }

    public string? RevokedBy { get; private set; }

    public DateTime? LastUsedAt { get; private set; }

    /// <summary>Network address of the last use.</summary>
    public string? LastUsedFrom { get; private set; }

    public int Version { get; private set; }

    /// <summary>A new key and the text that its holder sends, which is told once and never stored.</summary>
    public static Result<(ApiKey Key, string Token)> Create(ApiKeyPlan plan, Actor actor, DateTime now)
    {
        if (plan.Check(actor) is { Count: > 0 } faults)
        {
            return Result<(ApiKey, string)>.Fail(faults);
        }

        var prefix = Totp.ToBase32(RandomNumberGenerator.GetBytes(5)).ToLowerInvariant();
        var token = $"{Mark}_{prefix}_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}";
        return (new ApiKey(plan, prefix, HashOf(token), actor, now), token);
    }

    /// <summary>The secret has 256 random bits: a plain hash is enough.</summary>
    public static string HashOf(string token) => OneTimeLink.HashOf(token);

    /// <summary>The public part of what somebody sent; null when it does not look like a key.</summary>
    public static string? PrefixOf(string token)
    {
        var parts = token.Split('_');
        return parts.Length == 3 && parts[0] == Mark && parts[1].Length is > 0 and <= 20 && parts[2].Length == 64 ? parts[1] : null;
    }

    /// <summary>In a time that does not depend on where they differ.</summary>
    public static bool IsSame(string hash, string otherHash) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(otherHash));

    public bool Has(ApiScopes scope) => (Scopes & scope) == scope;

    public bool Reaches(int cycleId) => CycleIds.Count == 0 || CycleIds.Contains(cycleId);

    public bool Reaches(string indicatorKey) => IndicatorKeys.Count == 0 || IndicatorKeys.Contains(indicatorKey);

    /// <param name="makerMayGive">Whether the account that made it may act and could give such a key today.</param>
    public ApiKeyState StateAt(DateTime now, bool makerMayGive) => StateOf(RevokedAt, ExpiresAt, now, makerMayGive);

    /// <inheritdoc cref="StateAt"/>
    public static ApiKeyState StateOf(DateTime? revokedAt, DateTime expiresAt, DateTime now, bool makerMayGive) =>
        revokedAt is not null ? ApiKeyState.Revoked
        : expiresAt <= now ? ApiKeyState.Expired
        : makerMayGive ? ApiKeyState.Active
        : ApiKeyState.MakerInactive;

    /// <summary>Takes effect with the next request.</summary>
    public Result Revoke(Actor actor, DateTime now)
    {
        if (!ApiKeyAccess.CanManage(actor))
        {
            return SharedErrors.NotAllowed;
        }

        if (RevokedAt is not null)
        {
            return IdentityErrors.ApiKeyRevoked;
        }

        RevokedAt = now;
        RevokedBy = actor.Name;
        return Result.Ok;
    }
}

/// <summary>What somebody wants a new key to be.</summary>
/// <param name="Days">How long it works.</param>
/// <param name="CycleIds">Empty for all.</param>
/// <param name="IndicatorKeys">Empty for all.</param>
public sealed record ApiKeyPlan(string Name, ApiScopes Scopes, int Days, IReadOnlyList<int> CycleIds, IReadOnlyList<string> IndicatorKeys)
{
    /// <summary>What stands in the way of making it.</summary>
    public IReadOnlyList<Error> Check(Actor actor)
    {
        if (!ApiKeyAccess.CanManage(actor))
        {
            return [SharedErrors.NotAllowed];
        }

        var faults = new List<Error>();
        if (string.IsNullOrWhiteSpace(Name))
        {
            faults.Add(IdentityErrors.ApiKeyNameMissing);
        }
        else if (Name.Trim().Length > ApiKey.NameLimit)
        {
            faults.Add(IdentityErrors.ApiKeyNameTooLong.With(ApiKey.NameLimit));
        }

        if (Scopes == ApiScopes.None)
        {
            faults.Add(IdentityErrors.ApiKeyScopeMissing);
        }
        else if (!ApiKeyAccess.CanGive(actor, Scopes))
        {
            faults.Add(IdentityErrors.ApiKeyScopeNotYours);
        }

        if (Days is < 1 or > ApiKey.MostDays)
        {
            faults.Add(IdentityErrors.ApiKeyDays.With(ApiKey.MostDays));
        }

        if (CycleIds.Count > ApiKey.MostLimits || IndicatorKeys.Count > ApiKey.MostLimits)
        {
            faults.Add(IdentityErrors.ApiKeyTooManyLimits.With(ApiKey.MostLimits));
        }

        return faults;
    }
}

/// <summary>Who deals with keys.</summary>
public static class ApiKeyAccess
{
    public static bool CanManage(Actor actor) => actor.IsHr || actor.IsAdministrator;

    /// <summary>An administrator has no access to what people achieved, so none can make a key that reads it.</summary>
    public static bool CanGive(Actor actor, ApiScopes scopes) => MayGive(actor.Roles, scopes);

    /// <inheritdoc cref="CanGive"/>
    public static bool MayGive(Roles roles, ApiScopes scopes) =>
        roles.HasFlag(Roles.HR) || (roles.HasFlag(Roles.Administrator) && !scopes.HasFlag(ApiScopes.ReadActuals));
}
