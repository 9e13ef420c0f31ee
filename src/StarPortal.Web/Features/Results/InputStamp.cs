using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Goals;

namespace StarPortal.Web.Features.Results;

/// <summary>Counts and versions of everything that results follow from: two equal stamps mean that nothing was changed in between.</summary>
internal sealed record InputStamp(int Participants, long ParticipantIds, int Reviews, long ReviewVersions, int Actuals, long LastActual, long ActualVersions, int Adjustments, long AdjustmentVersions, int Exemptions, long ExemptionVersions, int Goals, long GoalVersions, int CustomerAnswers)
{
    public static async Task<InputStamp> ReadAsync(PortalDbContext db, int cycleId, CancellationToken cancellation)
    {
        var participants = ScoringInputs.Counting(db, cycleId);
        var reviews = db.Reviews.Where(r => r.CycleId == cycleId);
        var actuals = db.ActualValues.Where(a => db.Participants.Any(p => p.Id == a.ParticipantId && p.CycleId == cycleId));
        var adjustments = db.Adjustments.Where(a => a.ApprovedBy != null && participants.Any(p => p.Id == a.ParticipantId));
        var exemptions = db.Exemptions.Where(e => e.CycleId == cycleId && e.ApprovedByManagement != null && e.ApprovedByHr != null);
        return new InputStamp(
            await participants.CountAsync(cancellation),
            // one withdrawn and another restored are as many as before
            await participants.SumAsync(p => (long)p.Id, cancellation),
            await reviews.CountAsync(cancellation),
            await reviews.SumAsync(r => (long)r.Version, cancellation),
            await actuals.CountAsync(cancellation),
            // a value taken away and entered again is a new row
            await actuals.MaxAsync(a => (long?)a.Id, cancellation) ?? 0,
            await actuals.SumAsync(a => (long)a.Version, cancellation),
            await adjustments.CountAsync(cancellation),
            // one revoked and another approved are as many as before
            await adjustments.SumAsync(a => (long)a.Id * a.Version, cancellation),
            await exemptions.CountAsync(cancellation),
            await exemptions.SumAsync(e => (long)e.Id * e.Version, cancellation),
            await db.GoalSheets.CountAsync(g => g.CycleId == cycleId && g.State == GoalSheetState.Confirmed, cancellation),
            await db.GoalSheets.Where(g => g.CycleId == cycleId).SumAsync(g => (long)g.Version, cancellation),
            // an answer is never changed nor taken away
            await Results.CustomerAnswers.Of(db, cycleId).CountAsync(cancellation));
    }
}
