using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Cycles;

namespace StarPortal.Web.Features.Cycles.Closing;

/// <summary>A phase of the calendar that should be over before the cycle is closed.</summary>
internal abstract class PhaseCheck(Formats formats, PhaseKind kind, ClosingSeverity otherwise) : IClosingCheck
{
    public abstract int Order { get; }

    public string Name => kind.ToString();

    public abstract string Label { get; }

    public async Task<ClosingFinding> CheckAsync(PortalDbContext db, int cycleId, DateTime now, CancellationToken cancellation)
    {
        var phase = await db.CyclePhases.AsNoTracking().SingleOrDefaultAsync(p => p.CycleId == cycleId && p.Kind == kind, cancellation);
        return phase is null
            ? new ClosingFinding(ClosingSeverity.NotUsed, ClosingText.Check_NotUsed)
            : phase.State == PhaseState.Closed
                ? new ClosingFinding(ClosingSeverity.Passed, string.Format(CultureInfo.CurrentCulture, ClosingText.Check_Over, CycleWords.Of(kind)))
                : Open(phase, FormattableString.Invariant($"/cycles/{cycleId}"));
    }

    protected virtual ClosingFinding Open(CyclePhase phase, string link) =>
        new(otherwise, string.Format(CultureInfo.CurrentCulture, ClosingText.Check_NotOver, CycleWords.Of(kind), formats.Moment(phase.ClosesAt)), link);
}

/// <summary>What the committee decided is locked. A committee that never met decided nothing.</summary>
internal sealed class CalibrationCheck(Formats formats) : PhaseCheck(formats, PhaseKind.Calibration, ClosingSeverity.Blocks)
{
    public override int Order => 20;

    public override string Label => ClosingText.Check_Calibration;

    protected override ClosingFinding Open(CyclePhase phase, string link) =>
        phase.State == PhaseState.Pending ? new ClosingFinding(ClosingSeverity.NotUsed, ClosingText.Check_NotHeld) : base.Open(phase, link);
}

/// <summary>Everybody had the time to acknowledge their result; HR may close before, with a reason.</summary>
internal sealed class AcknowledgementCheck(Formats formats) : PhaseCheck(formats, PhaseKind.Acknowledgement, ClosingSeverity.NeedsReason)
{
    public override int Order => 40;

    public override string Label => ClosingText.Check_Acknowledgement;
}

/// <summary>Everybody had the time to object: no reason is good enough to cut that short. HR may end the phase by hand when all agree.</summary>
internal sealed class AppealWindowCheck(Formats formats) : PhaseCheck(formats, PhaseKind.Appeal, ClosingSeverity.Blocks)
{
    public override int Order => 50;

    public override string Label => ClosingText.Check_Appeal;
}
