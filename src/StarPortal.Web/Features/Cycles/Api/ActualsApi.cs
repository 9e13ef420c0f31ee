using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using StarPortal.Domain.Identity;
using StarPortal.Web.Shared.Api;

namespace StarPortal.Web.Features.Cycles.Api;

/// <summary>Actual values for other systems: <c>/api/v1/actuals</c>.</summary>
internal static class ActualsApi
{
    public const string RepeatHeader = "Idempotency-Key";
    public const int MostMegabytes = 4;
    private const int MostBytes = MostMegabytes * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder app)
    {
        var group = app.MapApi("actuals");
        group.MapPost("actuals", WriteAsync).RequireAuthorization(ApiScheme.WriteActuals).WithName("writeActuals").DescribeWriting();
        group.MapGet("actuals", ReadAsync).RequireAuthorization(ApiScheme.ReadActuals).WithName("readActuals").DescribeReading();
    }

    private static async Task<IResult> WriteAsync(HttpContext http, FeedActuals feed, CancellationToken cancellation)
    {
        if (!IsJson(http.Request))
        {
            return ApiAnswer.Refused(StatusCodes.Status415UnsupportedMediaType, ApiErrors.MediaType);
        }

        var repeat = http.Request.Headers[RepeatHeader].ToString().Trim();
        if (repeat.Length is 0 or > ApiRequest.KeyLimit || repeat.Any(c => c is < '!' or > '~'))
        {
            return ApiAnswer.Refused(StatusCodes.Status400BadRequest, ApiErrors.RepeatKeyMissing.With(ApiRequest.KeyLimit));
        }

        if (await BytesAsync(http, cancellation) is not { } bytes)
        {
            return ApiAnswer.Refused(StatusCodes.Status413PayloadTooLarge, ApiErrors.BodyTooLarge.With(MostMegabytes));
        }

        var body = FeedBody.Read(bytes);
        if (body.Failed)
        {
            var status = body.Error.Is(ApiErrors.RowCount) ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest;
            return ApiAnswer.Refused(status, body.Error);
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return await feed.RunAsync(new FeedCommand(body.Value, repeat, hash), ApiCaller.Of(http), cancellation);
    }

    private static async Task<IResult> ReadAsync(HttpContext http, ReadActuals read, CancellationToken cancellation)
    {
        var question = ActualsQuestion.Read(http.Request.Query);
        return question.Failed
            ? ApiAnswer.Refused(StatusCodes.Status400BadRequest, question.Error)
            : await read.RunAsync(question.Value, ApiCaller.Of(http), cancellation);
    }

    private static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        && request.Headers.ContentEncoding.Count == 0;

    /// <summary>The body; null when it is longer than allowed, whatever its headers say.</summary>
    private static async Task<byte[]?> BytesAsync(HttpContext http, CancellationToken cancellation)
    {
        if (http.Request.ContentLength > MostBytes)
        {
            return null;
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MostBytes;
        }

        try
        {
            using var memory = new MemoryStream();
            await http.Request.Body.CopyToAsync(memory, cancellation);
            return memory.ToArray();
        }
        catch (BadHttpRequestException fault) when (fault.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
    }
}
