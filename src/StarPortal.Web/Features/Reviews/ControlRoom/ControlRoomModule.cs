using StarPortal.Web.Features.Reviews.ControlRoom.People;

namespace StarPortal.Web.Features.Reviews.ControlRoom;

/// <summary>HR's control room over a running cycle, as part of <see cref="ReviewsModule"/>.</summary>
internal static class ControlRoomModule
{
    public static void AddControlRoom(this IServiceCollection services)
    {
        services.AddTransient<ParticipantQueries>();
        services.AddTransient<HistoryQueries>();
        services.AddTransient<RecordParticipantLook>();
    }
}
