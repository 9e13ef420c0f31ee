using StarPortal.Web.Features.Jobs.Backups;

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
        services.AddTransient<MakeBackup>();
        services.AddTransient<RestoreBackup>();
        services.AddTransient<IRecurringJob, BackupJob>();
        services.AddHostedService<LongTaskRunner>();
        services.AddHostedService<RecurringJobs>();
        return services;
    }
}
