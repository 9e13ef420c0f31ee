using StarPortal.Domain;

namespace StarPortal.Web.Shared.Api;

/// <summary>Named faults of requests that other programs send.</summary>
public static class ApiErrors
{
    /// <summary>One answer for a missing, unknown, expired or revoked key: nobody learns which keys exist.</summary>
    public static readonly Error KeyRefused = Of("ApiKeyRefused");

    /// <summary>Scope.</summary>
    public static readonly Error ScopeMissing = Of("ApiScopeMissing");

    public static readonly Error NotFound = Of("ApiNotFound");
    public static readonly Error TooMany = Of("ApiTooMany");
    public static readonly Error Fault = Of("ApiFault");

    /// <summary>Limit in megabytes.</summary>
    public static readonly Error BodyTooLarge = Of("ApiBodyTooLarge");

    public static readonly Error MediaType = Of("ApiMediaType");

    /// <summary>What the reader said.</summary>
    public static readonly Error BadJson = Of("ApiBadJson");

    /// <summary>Name of the property or parameter.</summary>
    public static readonly Error BadValue = Of("ApiBadValue");

    /// <summary>Limit.</summary>
    public static readonly Error RowCount = Of("ApiRowCount");

    /// <summary>Limit.</summary>
    public static readonly Error RepeatKeyMissing = Of("ApiRepeatKeyMissing");

    public static readonly Error RepeatKeyReused = Of("ApiRepeatKeyReused");
    public static readonly Error RowsRefused = Of("ApiRowsRefused");

    private static Error Of(string code) => new("Shared", code);
}
