using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Features.Reviews.ControlRoom.Actions;
using StarPortal.Web.Features.Reviews.ControlRoom.Counts;
using StarPortal.Web.Features.Reviews.ControlRoom.Lists;
using StarPortal.Web.Features.Reviews.ControlRoom.People;
using StarPortal.Web.Features.Reviews.ControlRoom.Raters;
using StarPortal.Web.Shared.Inbox;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Reviews.ControlRoom;

/// <summary>HR's control room over a running cycle, as part of <see cref="ReviewsModule"/>.</summary>
internal static class ControlRoomModule
{
    public static void AddControlRoom(this IServiceCollection services)
    {
        services.AddTransient<ParticipantQueries>();
        services.AddTransient<HistoryQueries>();
        services.AddTransient<RecordParticipantLook>();
        services.AddTransient<RoomCycles>();
        services.AddTransient<CountQueries>();
        services.AddTransient<SelectedReviews>();
        services.AddTransient<ReminderPlan>();
        services.AddTransient<RemindReviewers>();
        services.AddTransient<StartReminding>();
        services.AddTransient<ILongTaskHandler, RemindHandler>();
        services.AddSingleton(new NoticeKind(ReminderPlan.Kind, () => ControlRoomText.Notice_Reminder));
        services.AddSingleton(new NoticeKind(ReminderPlan.DelegateKind, () => ControlRoomText.Notice_DelegateReminder));
        services.AddSingleton(new HomePanel(20, typeof(RoomHomePanel), Policies.Hr));
        AddList<ReviewList>(services);
        AddList<LoadList>(services);
        AddList<ParticipantList>(services);
        AddList<ManagerList>(services);
        AddList<GroupList>(services);
        AddList<ShortList>(services);
        AddList<RaterList>(services);
    }

    public static void MapControlRoom(this IEndpointRouteBuilder app) => RoomExport.Map(app);

    private static void AddList<T>(IServiceCollection services)
        where T : class, IRoomList
    {
        services.AddTransient<T>();
        services.AddTransient<IRoomList>(p => p.GetRequiredService<T>());
    }
}
