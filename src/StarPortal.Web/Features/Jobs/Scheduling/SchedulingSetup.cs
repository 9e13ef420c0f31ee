using Npgsql;
using Quartz;
using StarPortal.Data.Sqlite;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.Jobs.Scheduling;

/// <summary>Quartz with its store in the portal's own database. Nothing outside this folder knows it (docs/adr/0024).</summary>
internal static class SchedulingSetup
{
    public const string SchedulerName = "StarPortal";

    /// <summary>So many long tasks at once on one node: a long batch does not hold up a launch.</summary>
    private const int TasksAtOnce = 2;

    private const int Threads = 10;

    public static IServiceCollection AddScheduling(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<SchedulerStore>();
        services.AddSingleton<SchedulerBeat>();
        services.AddSingleton<IStartsUp>(p => p.GetRequiredService<SchedulerBeat>());
        services.AddHostedService<SchedulerService>();
        services.AddHealthChecks().AddCheck<SchedulerHealth>("jobs", tags: ["ready"]);

        // the kind of database decides which components Quartz is given, so it is read before the container stands
        var portal = configuration.GetSection(PortalOptions.Section).Get<PortalOptions>() ?? new PortalOptions();
        services.AddQuartz(SchedulerName, q =>
        {
            q.ConfigureScheduler(o =>
            {
                o.ShutdownJobInterruption = ShutdownJobInterruption.Always;
                o.IdleWaitTime = TimeSpan.FromSeconds(10);
            });
            // what ticks is the real clock, what is due is decided by the portal's own: a scheduler without a name would put the one into the other's place
            q.UseTimeProvider(TimeProvider.System);
            q.UseDefaultThreadPool(Threads);
            q.UseExecutionLimits(l => l.ForGroup(Keys.Tasks, TasksAtOnce));
            q.UsePersistentStore(store =>
            {
                if (portal.IsPostgres)
                {
                    store.UsePostgres(NpgsqlFactory.Instance, portal.ConnectionString);
                    store.UseClustering(c =>
                    {
                        c.CheckinInterval = TimeSpan.FromSeconds(5);
                        c.CheckinMisfireThreshold = TimeSpan.FromSeconds(15);
                    });
                }
                else
                {
                    store.UseSqlite(GatedSqliteFactory.Instance, portal.ConnectionString);
                }

                store.ProvisionSchema();
                store.ConfigureStore(o => o.StoreJobDataAsStrings = true);
            });
        });
        return services;
    }
}
