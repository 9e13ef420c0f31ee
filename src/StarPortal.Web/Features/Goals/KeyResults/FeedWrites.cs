using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Cycles;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Goals;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Goals.KeyResults;

/// <summary>A feed with the participant it is for.</summary>
internal sealed record FeedTarget(KeyResultFeed Feed, int CycleId, int? ManagerId);

/// <summary>Takes the value of a check-in as a participant's actual value.</summary>
internal static class FeedWrites
{
    public static IQueryable<FeedTarget> Of(PortalDbContext db, IQueryable<KeyResultFeed> feeds) =>
        from f in feeds
        join p in db.Participants on f.ParticipantId equals p.Id
        where p.State != ParticipantState.Withdrawn
        orderby p.CycleId, f.Id
        select new FeedTarget(f, p.CycleId, p.ManagerId);

    /// <summary>
    /// Writes the value with its history and audit, as long as the cycle's values are open. Only inside a write
    /// transaction, after it has been asked whether the actor may.
    /// </summary>
    public static async Task<Result> WriteAsync(
        PortalDbContext db, FeedTarget target, KeyResultCheckIn checkIn, string title, Actor actor, DateTime now, CancellationToken cancellation)
    {
        var open = await db.HoldActualsAsync(target.CycleId, cancellation);
        if (open.Failed)
        {
            return open;
        }

        var feed = target.Feed;
        var template = await (from c in db.Cycles.AsNoTracking()
                              join v in db.TemplateVersions on c.TemplateVersionId equals v.Id
                              where c.Id == target.CycleId
                              select v.Definition).SingleAsync(cancellation);
        if (template.FindIndicator(feed.IndicatorKey) is not { NeedsActual: true } indicator)
        {
            return GoalErrors.UnknownIndicator.With(feed.IndicatorKey);
        }

        if (indicator.Measure is PassFailMeasure && checkIn.Value is not (0m or 1m))
        {
            return ActualNumber.NotPassOrFail.With(checkIn.Value);
        }

        var accepted = feed.Accept(checkIn.Id, actor, now);
        if (accepted.Failed)
        {
            return accepted;
        }

        await db.WriteActualsAsync(
            target.CycleId, [new ActualWrite(feed.ParticipantId, feed.EmployeeId, feed.IndicatorKey, checkIn.Value, $"OKR: {title}", "")], actor, now, cancellation);
        return Result.Ok;
    }
}
