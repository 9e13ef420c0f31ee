using StarPortal.Domain;
using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Cycles.Changes;

/// <summary>Within which limits HR may give somebody a date of their own.</summary>
internal static class OwnEnds
{
    /// <summary>When nobody may write any more: calibration begins, or the results are released.</summary>
    public static DateTime? Latest(Cycle cycle) => (cycle.Phase(PhaseKind.Calibration) ?? cycle.Phase(PhaseKind.Release))?.OpensAt;

    public static Error? Fault(Cycle cycle, DateTime end, DateTime after) =>
        end <= after || end > Latest(cycle) ? CycleErrors.OwnEndPast : null;
}
