using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using StarPortal.Web.Shared.Api;

namespace StarPortal.Web.Shared.Hosting;

/// <summary>How often one address may try to sign in or look up a certificate. The work of those signed in is never limited.</summary>
internal static class RateLimits
{
    /// <summary>For pages whose form takes a password, a code or a link.</summary>
    public const string SignIn = "sign-in";

    /// <summary>For looking up what a code on paper stands for.</summary>
    public const string Verify = "verify";

    /// <summary>For what other programs call, by their key.</summary>
    public const string Api = "api";

    /// <summary>For pages and forms that anybody may open who holds a link or a code.</summary>
    public const string Public = "public";

    public static IServiceCollection AddPortalRateLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = AnswerAsync;
            limiter.AddPolicy(SignIn, Partition);
            limiter.AddPolicy(Verify, VerifyPartition);
            limiter.AddPolicy(Api, ApiPartition);
            limiter.AddPolicy(Public, PublicPartition);
        });
        return services;
    }

    public static void UsePortalRateLimits(this WebApplication app) => app.UseRateLimiter();

    private static RateLimitPartition<string> Partition(HttpContext http)
    {
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            return RateLimitPartition.GetNoLimiter("");
        }

        var options = http.RequestServices.GetRequiredService<IOptions<PortalOptions>>().Value.SignIn;
        return Bucket(http, options.Burst, options.AttemptsPerMinute);
    }

    // a code can be asked by its address alone: every look counts
    private static RateLimitPartition<string> VerifyPartition(HttpContext http)
    {
        var options = http.RequestServices.GetRequiredService<IOptions<PortalOptions>>().Value.Verify;
        return Bucket(http, options.Burst, options.LooksPerMinute);
    }

    private static RateLimitPartition<string> Bucket(HttpContext http, int burst, int perMinute) =>
        RateLimitPartition.GetTokenBucketLimiter(
            Network(http.Connection.RemoteIpAddress),
            _ => Bucket(burst, perMinute));

    private static RateLimitPartition<string> ApiPartition(HttpContext http)
    {
        var options = http.RequestServices.GetRequiredService<IOptions<PortalOptions>>().Value.Api;
        return RateLimitPartition.GetTokenBucketLimiter($"key {ApiCaller.Of(http).KeyId}", _ => Bucket(options.Burst, options.RequestsPerMinute));
    }

    private static RateLimitPartition<string> PublicPartition(HttpContext http)
    {
        var options = http.RequestServices.GetRequiredService<IOptions<PortalOptions>>().Value.Public;
        var post = HttpMethods.IsPost(http.Request.Method);
        // looking is cheaper than sending, and a person looks more often
        var (burst, perMinute) = post ? (options.Burst, options.PostsPerMinute) : (options.Burst * 5, options.PostsPerMinute * 5);
        return RateLimitPartition.GetTokenBucketLimiter($"{(post ? "post" : "get")} {Network(http.Connection.RemoteIpAddress)}", _ => Bucket(burst, perMinute));
    }

    private static TokenBucketRateLimiterOptions Bucket(int burst, int perMinute) => new()
    {
        TokenLimit = burst,
        TokensPerPeriod = Math.Max(1, perMinute / 6),
        ReplenishmentPeriod = TimeSpan.FromSeconds(10),
        QueueLimit = 0,
    };

    /// <summary>An IPv6 host owns a whole /64 and could use a new address for each try.</summary>
    private static string Network(IPAddress? address)
    {
        if (address is null)
        {
            return "";
        }

        if (address.IsIPv4MappedToIPv6 || address.AddressFamily == AddressFamily.InterNetwork)
        {
            return address.MapToIPv4().ToString();
        }

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes).ToString();
    }

    private static async ValueTask AnswerAsync(Microsoft.AspNetCore.RateLimiting.OnRejectedContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        if (context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after))
        {
            http.Response.Headers.RetryAfter = Math.Ceiling(after.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (http.Features.Get<ApiCaller>() is not null)
        {
            await ApiAnswer.Refused(StatusCodes.Status429TooManyRequests, ApiErrors.TooMany).ExecuteAsync(http);
            return;
        }

        await new RazorComponentResult<TooManyAttempts> { StatusCode = StatusCodes.Status429TooManyRequests, PreventStreamingRendering = true }.ExecuteAsync(http);
    }
}
