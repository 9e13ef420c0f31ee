namespace StarPortal.Domain.Identity;

/// <summary>A request that had an effect, and its answer: the same request sent again gets that answer and has no second effect.</summary>
public sealed class ApiRequest
{
    public const int KeyLimit = 200;

    /// <summary>How long a repetition is recognised.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private ApiRequest()
    {
    }

    public ApiRequest(int apiKeyId, string key, string bodyHash, DateTime now)
    {
        ApiKeyId = apiKeyId;
        Key = key;
        BodyHash = bodyHash;
        CreatedAt = now;
        ExpiresAt = now + Lifetime;
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

    public void Answered(int statusCode, string answer)
    {
        StatusCode = statusCode;
        Answer = answer;
    }
}
