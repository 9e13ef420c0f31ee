using Microsoft.EntityFrameworkCore;
using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Cycles.Changes;

/// <summary>Hand-overs whose cut-off is to come.</summary>
internal static class PlannedHandOvers
{
    public static Task<ManagerChange?> OfAsync(ChangeScene scene, int participantId) =>
        scene.Db.ManagerChanges.SingleOrDefaultAsync(c => c.ParticipantId == participantId && c.State == ManagerChangeState.Planned, scene.Cancellation);

    /// <summary>Another decision about the participant makes a plan pointless; both managers are told.</summary>
    public static async Task DropAsync(ChangeScene scene, Participant participant, string key)
    {
        if (await OfAsync(scene, participant.Id) is { } planned && planned.Cancel().Succeeded)
        {
            Tell(scene, participant, planned, key);
        }
    }

    public static void Tell(ChangeScene scene, Participant participant, ManagerChange planned, string key)
    {
        foreach (var manager in new[] { planned.FromId, planned.ToId })
        {
            scene.Tell(manager, "Cycles.HandOverCancelled", key, "/reviews/team", scene.Cycle.Name, participant.Name);
        }
    }
}
