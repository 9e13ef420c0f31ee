using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Features.Identity;

namespace StarPortal.Web.Features.Cycles.Progress;

public sealed partial class PhaseDatesForm
{
    private IReadOnlyList<Error> errors = [];
    private DateTime opens;
    private DateTime closes;
    private string reason = "";
    private bool overtaken;
    private ElementReference opensBox;
    private ElementReference closesBox;

    [Parameter, EditorRequired]
    public CycleView Cycle { get; set; } = null!;

    [Parameter, EditorRequired]
    public PhaseView Phase { get; set; } = null!;

    /// <summary>The dates are changed.</summary>
    [Parameter]
    public EventCallback Saved { get; set; }

    /// <summary>Somebody else changed the phase meanwhile: what the form goes by is to be read again; what was typed stays.</summary>
    [Parameter]
    public EventCallback Stale { get; set; }

    /// <summary>The person gave it up.</summary>
    [Parameter]
    public EventCallback Left { get; set; }

    [Inject]
    private ReschedulePhase Reschedule { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    private TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(Cycle.TimeZone);

    private bool IsOpen => Phase.State == PhaseState.Open;

    protected override void OnInitialized() =>
        (opens, closes) = (ZoneTime.ToLocal(Phase.OpensAt, Zone), ZoneTime.ToLocal(Phase.ClosesAt, Zone));

    protected override void OnParametersSet()
    {
        if (IsOpen)
        {
            opens = ZoneTime.ToLocal(Phase.OpensAt, Zone);
        }
    }

    // the form stands under the table: take the reader there
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await (IsOpen ? closesBox : opensBox).FocusAsync();
        }
    }

    private async Task SaveAsync()
    {
        // a time that was not touched stays exact, also one that the clock change makes ambiguous
        var opensAt = IsOpen || opens == ZoneTime.ToLocal(Phase.OpensAt, Zone) ? Phase.OpensAt : ZoneTime.OpensAt(opens, Zone);
        var closesAt = closes == ZoneTime.ToLocal(Phase.ClosesAt, Zone) ? Phase.ClosesAt : ZoneTime.ClosesAt(closes, Zone);
        var dates = new NewPhaseDates(Cycle.Id, Phase.Kind, Phase.Version, opensAt, closesAt, reason);
        var done = await Reschedule.RunAsync(dates, await Actors.CurrentAsync(), CancellationToken.None);
        errors = done.Errors;
        if (done.Succeeded)
        {
            await Saved.InvokeAsync();
        }
        else if (done.Error.Is(SharedErrors.ChangedElsewhere))
        {
            // both are seen, and saving once more is a decision
            (errors, overtaken) = ([], true);
            await Stale.InvokeAsync();
        }
    }
}
