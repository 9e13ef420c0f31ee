namespace StarPortal.Web.Features.Jobs;

/// <summary>Everything this feature registers.</summary>
internal static class JobsModule
{
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddSingleton<LongTaskSignal>();
        services.AddSingleton<LongTaskWork>();
        services.AddScoped<JobReport>();
        services.AddTransient<LongTaskQueries>();
        services.AddHostedService<LongTaskRunner>();
        services.AddHostedService<RecurringJobs>();
        return services;
    }
}
