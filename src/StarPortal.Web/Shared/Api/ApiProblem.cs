using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using StarPortal.Domain;
using StarPortal.Web.Shared.Texts;

namespace StarPortal.Web.Shared.Api;

/// <summary>What is wrong with one row, by its position in the request.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Message">In the language asked for, for people.</param>
public sealed record ApiRowError(int Index, string Code, string Message)
{
    public static ApiRowError Of(int index, Error error) => new(index, error.Code, ErrorText.For(error));
}

/// <summary>A refusal as RFC 9457 describes it.</summary>
/// <param name="Type">Stable, for programs; the last part is the code.</param>
/// <param name="Title">In the language asked for, for people.</param>
/// <param name="Errors">The rows at fault, when rows are what is wrong.</param>
public sealed record ApiProblem(string Type, string Title, int Status, string Code, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ApiRowError>? Errors = null)
{
    public static ApiProblem Of(int status, Error error, IReadOnlyList<ApiRowError>? rows = null) =>
        new($"urn:starportal:problem:{error.Code}", ErrorText.For(error), status, error.Code, rows);
}

/// <summary>An answer whose bytes are settled: it can be kept and given again.</summary>
public sealed record ApiAnswer(int Status, string Json) : IResult
{
    private const string ProblemType = "application/problem+json";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>Given before, for the same request.</summary>
    public bool Replayed { get; init; }

    public static ApiAnswer Ok<T>(T body) => new(StatusCodes.Status200OK, JsonSerializer.Serialize(body, Options));

    public static ApiAnswer Refused(int status, Error error, IReadOnlyList<ApiRowError>? rows = null) =>
        new(status, JsonSerializer.Serialize(ApiProblem.Of(status, error, rows), Options));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = Status < 400 ? "application/json; charset=utf-8" : ProblemType;
        response.Headers.ContentLanguage = CultureInfo.CurrentUICulture.Name;
        response.Headers.CacheControl = "no-store";
        if (Replayed)
        {
            response.Headers["Idempotency-Replayed"] = "true";
        }

        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(Json), httpContext.RequestAborted);
    }
}
