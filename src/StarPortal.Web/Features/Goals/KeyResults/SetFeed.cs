using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Goals;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Goals.KeyResults;

/// <summary>Lets a key result feed an indicator's actual value; said by the participant's manager or HR, never by the participant.</summary>
public sealed class SetFeed(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(int keyResultId, int participantId, string indicatorKey, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var person = await (from p in db.Participants.AsNoTracking()
                            join c in db.Cycles on p.CycleId equals c.Id
                            join v in db.TemplateVersions on c.TemplateVersionId equals v.Id
                            where p.Id == participantId && p.State != ParticipantState.Withdrawn
                            select new { p.EmployeeId, p.ManagerId, c.State, v.Definition }).SingleOrDefaultAsync(cancellation);
        if (person is null || !GoalAccess.CanFeed(actor, person.EmployeeId, person.ManagerId) || !await db.KeyResults.AnyAsync(k => k.Id == keyResultId, cancellation))
        {
            return GoalErrors.NotFound;
        }

        if (person.State is not (CycleState.Running or CycleState.Calibrating))
        {
            return GoalErrors.Released;
        }

        if (person.Definition.FindIndicator(indicatorKey) is not { NeedsActual: true })
        {
            return GoalErrors.UnknownIndicator.With(indicatorKey);
        }

        if (await db.KeyResultFeeds.AnyAsync(f => f.ParticipantId == participantId && f.IndicatorKey == indicatorKey, cancellation))
        {
            return GoalErrors.IndicatorAlreadyFed;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        db.KeyResultFeeds.Add(new KeyResultFeed(keyResultId, participantId, person.EmployeeId, indicatorKey, actor, now));
        db.Audit(actor, new AuditNote("Goals.FeedSet", "KeyResult", keyResultId, person.EmployeeId, Details: indicatorKey), now);
        try
        {
            return await db.SaveOrTellAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            return GoalErrors.IndicatorAlreadyFed;
        }
    }
}
