namespace StarPortal.Domain.Identity;

/// <summary>A request that had an effect, and its answer: the same request sent again gets that answer and has no second effect.</summary>
public sealed class ApiRequest
{
    public const int KeyLimit = 200;

    /// <summary>How long a repetition is recognised.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    // rows are written by a set statement: of two copies at once the second must find out without a fault
    private ApiRequest()
    {
    }

    public long Id { get; private set; }

    public int ApiKeyId { get; private set; }

    /// <summary>The <c>Idempotency-Key</c> that the client chose; unique for each API key.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Of the bytes received: another body under the same key is a mistake of the client.</summary>
    public string BodyHash { get; private set; } = "";

    public int StatusCode { get; private set; }

    /// <summary>The answer's JSON as it was sent.</summary>
    public string Answer { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    public DateTime ExpiresAt { get; private set; }
}
