using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Cycles;

namespace StarPortal.Web.Features.Results;

/// <summary>What the results go without was acknowledged, or nothing was missing: release saw to that, closing says it once more.</summary>
internal sealed class MissingInputsCheck(Formats formats) : IClosingCheck
{
    public int Order => 10;

    public string Name => "MissingInputs";

    public string Label => ResultsText.CloseCheck_Missing;

    public async Task<ClosingFinding> CheckAsync(PortalDbContext db, int cycleId, DateTime now, CancellationToken cancellation)
    {
        var cycle = await db.Cycles.AsNoTracking().Where(c => c.Id == cycleId).Select(c => new { c.MissingAcknowledgedAt, c.MissingAcknowledgedBy }).SingleAsync(cancellation);
        var without = await db.ParticipantResults.CountAsync(r => r.CycleId == cycleId && r.CurrentTotal == null, cancellation);
        var link = FormattableString.Invariant($"/cycles/{cycleId}/results");
        var sentence = cycle.MissingAcknowledgedAt is { } at
            ? string.Format(CultureInfo.CurrentCulture, ResultsText.CloseMissing_Acknowledged, cycle.MissingAcknowledgedBy, formats.Moment(at), Formats.Count(without))
            : ResultsText.CloseMissing_None;
        return new ClosingFinding(ClosingSeverity.Passed, sentence, link);
    }
}
