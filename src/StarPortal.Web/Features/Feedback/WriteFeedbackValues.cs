using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Cycles;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Feedback;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Feedback;

/// <summary>What became of a campaign's answers.</summary>
/// <param name="Written">Participants whose value was written.</param>
/// <param name="Waiting">Participants who have too few new answers for a value.</param>
public sealed record FeedbackWritten(int Written, int Waiting);

/// <summary>Makes actual values of the answers of a campaign, where enough of them came since the last time.</summary>
public sealed class WriteFeedbackValues(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result<FeedbackWritten>> RunAsync(int campaignId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if ((!FeedbackAccess.CanManage(actor) && !actor.IsSystem)
            || await db.FeedbackCampaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == campaignId, cancellation) is not { } campaign)
        {
            return SharedErrors.NotAllowed;
        }

        if (campaign.IndicatorKey is not { } key)
        {
            return FeedbackErrors.NoValues;
        }

        try
        {
            return await db.WriteOrTellAsync(() => WriteAsync(db, campaign, key, actor, cancellation), cancellation);
        }
        catch (DbUpdateException)
        {
            return SharedErrors.ChangedElsewhere;
        }
    }

    private async Task<Result<FeedbackWritten>> WriteAsync(PortalDbContext db, FeedbackCampaign campaign, string key, Actor actor, CancellationToken cancellation)
    {
        // keeps answers out as well: what is counted is what is marked
        await db.LockCycleAsync(campaign.CycleId, cancellation);
        var open = await db.HoldActualsAsync(campaign.CycleId, cancellation);
        if (open.Failed)
        {
            return Result<FeedbackWritten>.Fail(open.Errors);
        }

        var answers = await (from a in db.FeedbackAnswers.AsNoTracking()
                             join p in db.Participants on a.ParticipantId equals p.Id
                             where a.CampaignId == campaign.Id && a.Score != null && p.State != ParticipantState.Withdrawn
                                && (actor.EmployeeId == null || p.EmployeeId != actor.EmployeeId)
                             select new { p.Id, p.EmployeeId, a.Counted, Score = a.Score!.Value }).ToListAsync(cancellation);
        // as the form promised the customers
        var threshold = await db.Cycles.Where(c => c.Id == campaign.CycleId).Select(c => c.AnonymityThreshold).SingleAsync(cancellation);
        var fewest = Math.Max(threshold, campaign.MinimumAnswers);
        var (ready, waiting) = (new List<ActualWrite>(), 0);
        foreach (var person in answers.GroupBy(a => (a.Id, a.EmployeeId)).OrderBy(g => g.Key.Id))
        {
            var fresh = person.Count(a => !a.Counted);
            if (FeedbackValue.MayCount(fresh, fewest))
            {
                var scores = person.Select(a => a.Score).ToList();
                ready.Add(new ActualWrite(person.Key.Id, person.Key.EmployeeId, key, FeedbackValue.Of(campaign.Kind, scores), SourceOf(scores.Count), campaign.Name));
            }
            else if (fresh > 0)
            {
                waiting++;
            }
        }

        if (ready.Count > 0)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            await db.WriteActualsAsync(campaign.CycleId, ready, actor, now, cancellation);
            foreach (var part in ready.Select(w => w.ParticipantId).Chunk(500))
            {
                await db.FeedbackAnswers.Where(a => a.CampaignId == campaign.Id && part.Contains(a.ParticipantId) && !a.Counted)
                    .ExecuteUpdateAsync(s => s.SetProperty(a => a.Counted, true), cancellation);
            }

            db.Audit(actor, new AuditNote("Feedback.ValuesWritten", "FeedbackCampaign", campaign.Id, Reason: campaign.Name, Details: FormattableString.Invariant($"participants={ready.Count}, waiting={waiting}")), now);
        }

        return new FeedbackWritten(ready.Count, waiting);
    }

    /// <summary>Kept with the value and read by everybody, whatever their language.</summary>
    private static string SourceOf(int answers) => FormattableString.Invariant($"Customer feedback 客户反馈 ({answers})");
}
