namespace StarPortal.Web.Features.Home;

/// <summary>Everything this feature registers.</summary>
internal static class HomeModule
{
    public static IServiceCollection AddHome(this IServiceCollection services)
    {
        return services;
    }

}
