using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.Feedback;

/// <summary>How many forms one link takes, wherever they come from: a flood from many addresses ends here.</summary>
internal sealed class LinkLimits(IOptions<PortalOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<int> limiter = PartitionedRateLimiter.Create<int, int>(link => RateLimitPartition.GetTokenBucketLimiter(link, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = options.Value.Public.PostsPerLinkPerMinute,
        TokensPerPeriod = Math.Max(1, options.Value.Public.PostsPerLinkPerMinute / 6),
        ReplenishmentPeriod = TimeSpan.FromSeconds(10),
        QueueLimit = 0,
    }));

    public bool Takes(int linkId)
    {
        using var lease = limiter.AttemptAcquire(linkId);
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();
}
