namespace StarPortal.Web.Shared.Hosting;

internal static class RateLimits
{
    public static void UsePortalRateLimits(this WebApplication app)
    {
        _ = app;
    }
}
