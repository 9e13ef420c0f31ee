using System.Security.Cryptography;
using System.Text;

namespace StarPortal.Domain.Identity;

/// <summary>What a one-time link lets its holder do.</summary>
public enum LinkKind
{
    /// <summary>Make the first administrator.</summary>
    SetUp,

    /// <summary>Choose a first password.</summary>
    Invitation,

    /// <summary>Choose a new password.</summary>
    Reset,
}

/// <summary>A link that works once. Only the hash of its secret is kept: who reads the database cannot use it.</summary>
public sealed class OneTimeLink
{
    private OneTimeLink()
    {
    }

    private OneTimeLink(LinkKind kind, int? accountId, string secretHash, DateTime createdAt, DateTime? expiresAt)
    {
        Kind = kind;
        AccountId = accountId;
        SecretHash = secretHash;
        CreatedAt = createdAt;
        ExpiresAt = expiresAt;
    }

    public int Id { get; private set; }

    public LinkKind Kind { get; private set; }

    /// <summary>The account it belongs to; null for the set-up link.</summary>
    public int? AccountId { get; private set; }

    public string SecretHash { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    /// <summary>Null for the set-up link, which stays open until it is used.</summary>
    public DateTime? ExpiresAt { get; private set; }

    /// <summary>How long a link of this kind stays open.</summary>
    public static TimeSpan? Lifetime(LinkKind kind) => kind switch
    {
        LinkKind.Reset => TimeSpan.FromHours(24),
        LinkKind.Invitation => TimeSpan.FromDays(14),
        _ => null,
    };

    /// <summary>A new link and its secret, which is told once and never stored.</summary>
    public static (OneTimeLink Link, string Secret) Create(LinkKind kind, int? accountId, DateTime now)
    {
        var secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        return (new OneTimeLink(kind, accountId, HashOf(secret), now, now + Lifetime(kind)), secret);
    }

    /// <summary>The secret has 256 random bits: a plain hash is enough.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    public bool IsOpen(DateTime now) => ExpiresAt is null || now < ExpiresAt;
}
