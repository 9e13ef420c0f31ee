using Microsoft.Extensions.Options;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Jobs.Acts;
using StarPortal.Web.Features.Jobs.Backups;
using StarPortal.Web.Features.Jobs.Scheduling;
using StarPortal.Web.Shared.Layout;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Jobs;

/// <summary>Everything this feature registers.</summary>
internal static class JobsModule
{
    public static IServiceCollection AddJobs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<JobsOptions>().BindConfiguration(JobsOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<JobsOptions>, JobsOptionsCheck>();
        services.AddSingleton<JobPlans>();
        services.AddSingleton<NodeName>();
        services.AddSingleton<JobRunner>();
        services.AddScoped<JobReport>();
        services.AddTransient<IRecurringJob, ForgetRunsJob>();

        services.AddSingleton<LongTaskSignal>();
        services.AddSingleton<TaskBoard>();
        services.AddSingleton<LongTaskWork>();
        services.AddTransient<LongTaskQueries>();
        services.AddTransient<MakeBackup>();
        services.AddTransient<RestoreBackup>();
        services.AddTransient<IRecurringJob, BackupJob>();

        services.AddTransient<JobQueries>();
        services.AddTransient<RunJobNow>();
        services.AddTransient<PauseJob>();
        services.AddTransient<CancelLongTask>();
        services.AddTransient<RepeatLongTask>();
        services.AddSingleton(p => new NoticeKind(JobAlarm.Kind, () => JobsText.Notice_Failed, NoticeDelivery.Immediate, Word: (_, name) => p.GetRequiredService<JobPlans>().Label(name)));
        services.AddSingleton(p => new AnnouncementKind(JobAlarm.Kind, () => JobsText.Announce_Failed, () => JobsText.Notice_Failed, (_, name) => p.GetRequiredService<JobPlans>().Label(name)));
        services.AddSingleton(new NavigationEntry(NavigationGroup.Administration, 40, "jobs", "schedule", () => JobsText.Jobs, Policies.HrOrAdministrator));
        return services.AddScheduling(configuration);
    }
}
