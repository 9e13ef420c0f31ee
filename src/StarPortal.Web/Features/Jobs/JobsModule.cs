namespace StarPortal.Web.Features.Jobs;

/// <summary>Everything this feature registers.</summary>
internal static class JobsModule
{
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        return services;
    }

}
