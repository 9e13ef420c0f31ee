using StarPortal.Domain;

namespace StarPortal.Web.Features.Jobs;

internal static class JobAccess
{
    public static bool CanSee(Actor actor) => actor.IsHr || actor.IsAdministrator;

    public static bool CanSteer(Actor actor) => actor.IsHr || actor.IsAdministrator;
}
