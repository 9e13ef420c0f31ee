using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Cycles.Progress;

public sealed partial class PhasePanel
{
    private IReadOnlyList<Error> errors = [];
    private PhaseView? asked;
    private PhaseKind? dated;
    private DateTime newEnd;

    [Parameter, EditorRequired]
    public CycleView Cycle { get; set; } = null!;

    [Parameter]
    public EventCallback Moved { get; set; }

    [Inject]
    private MovePhase MovePhase { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    private TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(Cycle.TimeZone);

    private static string Action(PhaseView phase) => phase.State switch
    {
        PhaseState.Open => CyclesText.ClosePhase,
        PhaseState.Closed => CyclesText.ReopenPhase,
        _ => CyclesText.OpenPhase,
    };

    private static string Follows(PhaseView phase) => (phase.State, phase.Kind) switch
    {
        (PhaseState.Open, PhaseKind.SelfReview or PhaseKind.PeerReview or PhaseKind.ManagerReview) => CyclesText.CloseReviewsFollows,
        (PhaseState.Open, PhaseKind.DataCollection) => CyclesText.CloseDataFollows,
        (PhaseState.Open, _) => CyclesText.ClosePhaseFollows,
        (_, PhaseKind.Calibration) => CyclesText.OpenCalibrationFollows,
        (PhaseState.Closed, PhaseKind.SelfReview or PhaseKind.PeerReview or PhaseKind.ManagerReview) => CyclesText.ReopenReviewsFollows,
        _ => CyclesText.OpenPhaseFollows,
    };

    private bool CanMove(PhaseView phase) => !PhaseRules.FollowsTheCycle(phase.Kind) && phase.Kind switch
    {
        PhaseKind.Acknowledgement or PhaseKind.Appeal => Cycle.State == CycleState.Released,
        PhaseKind.Calibration => Cycle.State is CycleState.Running or CycleState.Calibrating,
        _ => Cycle.State == CycleState.Running,
    };

    private bool CanReschedule(PhaseView phase) => phase.State != PhaseState.Closed && (Cycle.State switch
    {
        CycleState.Published or CycleState.Running or CycleState.Calibrating => true,
        CycleState.Released => phase.Kind is PhaseKind.Acknowledgement or PhaseKind.Appeal or PhaseKind.Close,
        _ => false,
    });

    private bool NeedsEnd(PhaseView phase) => phase.State != PhaseState.Open && phase.ClosesAt <= Formats.Now;

    private string Local(DateTime utc) => CycleWords.Local(utc, Zone);

    private void Ask(PhaseView phase)
    {
        errors = [];
        dated = null;
        asked = phase;
        newEnd = ZoneTime.ToLocal(Formats.Now, Zone).Date.AddDays(3).AddHours(18);
    }

    private void Reschedule(PhaseView phase)
    {
        errors = [];
        asked = null;
        dated = phase.Kind;
    }

    private async Task RescheduledAsync()
    {
        dated = null;
        await Moved.InvokeAsync();
    }

    private async Task MoveAsync()
    {
        var phase = asked!;
        DateTime? closesAt = NeedsEnd(phase) ? ZoneTime.ClosesAt(newEnd, Zone) : null;
        var move = new PhaseMove(Cycle.Id, phase.Kind, phase.State != PhaseState.Open, closesAt);
        var moved = await MovePhase.RunAsync(move, await Actors.CurrentAsync(), CancellationToken.None);
        errors = moved.Errors;
        if (moved.Succeeded)
        {
            asked = null;
            await Moved.InvokeAsync();
        }
    }
}
