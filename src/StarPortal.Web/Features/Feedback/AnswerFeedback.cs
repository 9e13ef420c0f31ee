using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Feedback;

namespace StarPortal.Web.Features.Feedback;

/// <param name="Once">Hash of what may answer this link once.</param>
internal sealed record FeedbackCommand(string Token, FeedbackContent Content, string Once);

/// <summary>
/// Takes one customer's answer. The link is used up by the same statement that checks it, in the transaction of the answer:
/// of a hundred answers sent at once a link of single use takes one.
/// </summary>
internal sealed class AnswerFeedback(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(FeedbackCommand command, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteAsync(() => TakeAsync(db, command, cancellation), cancellation);
    }

    private async Task<Result> TakeAsync(PortalDbContext db, FeedbackCommand command, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var hash = FeedbackLink.HashOf(command.Token);
        var cycle = await (from l in db.FeedbackLinks.AsNoTracking()
                           join g in db.FeedbackCampaigns on l.CampaignId equals g.Id
                           where l.TokenHash == hash
                           select (int?)g.CycleId).SingleOrDefaultAsync(cancellation);
        // a lock or release that came in between has ended it
        if (cycle is null || await db.HoldCycleAsync(cycle.Value, cancellation) is null || await FindLink.RunAsync(db, hash, now, cancellation) is not { } link)
        {
            return FeedbackErrors.LinkClosed;
        }

        var fault = FeedbackForm.Check(link.Kind, link.Definition, command.Content);
        if (fault.Failed)
        {
            return fault;
        }

        var taken = await db.FeedbackLinks
            .Where(l => l.Id == link.Id && l.RevokedAt == null && l.ExpiresAt > now && l.Answers < l.MostAnswers)
            .ExecuteUpdateAsync(s => s.SetProperty(l => l.Answers, l => l.Answers + 1), cancellation);
        if (taken == 0)
        {
            return FeedbackErrors.LinkClosed;
        }

        var (score, items, day) = (command.Content.Score, JsonSerializer.Serialize(command.Content.Items, JsonColumn.Options), DateOnly.FromDateTime(now));
        var added = await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "FeedbackAnswers" ("CampaignId", "LinkId", "ParticipantId", "Score", "Items", "Once", "Day", "Counted", "Published")
            VALUES ({link.CampaignId}, {link.Id}, {link.ParticipantId}, {score}, {items}, {command.Once}, {day}, FALSE, FALSE) ON CONFLICT DO NOTHING
            """,
            cancellation);
        return added == 1 ? Result.Ok : FeedbackErrors.AlreadyAnswered;
    }
}
