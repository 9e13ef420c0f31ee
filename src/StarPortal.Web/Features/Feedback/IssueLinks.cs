using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Feedback;

namespace StarPortal.Web.Features.Feedback;

/// <param name="ParticipantId">One participant; null for everybody in the cycle.</param>
/// <param name="OnlyWithout">Leave out who has an open link already.</param>
/// <param name="Each">How many links for each person, for cards that are given to one customer each.</param>
public sealed record IssueCommand(int CampaignId, int? ParticipantId, bool OnlyWithout, int Each);

/// <summary>A link told once: its token is not stored.</summary>
/// <param name="Number">Printed on the card, to find the link again.</param>
public sealed record IssuedFeedbackLink(int Number, string EmployeeNumber, string Name, string Department, string Token);

/// <summary>The links that were made, with what their cards say.</summary>
public sealed record IssuedLinks(string Campaign, FeedbackKind Kind, DateTime ExpiresAt, IReadOnlyList<IssuedFeedbackLink> Links);

/// <summary>Makes links for participants; HR's own row is left to somebody else.</summary>
public sealed class IssueLinks(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public const int MostLinks = 2_000;
    public const int MostEach = 50;

    public async Task<Result<IssuedLinks>> RunAsync(IssueCommand command, Actor actor, CancellationToken cancellation)
    {
        if (!FeedbackAccess.CanManage(actor))
        {
            return SharedErrors.NotAllowed;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteAsync(() => IssueAsync(db, command, actor, cancellation), cancellation);
    }

    private async Task<Result<IssuedLinks>> IssueAsync(PortalDbContext db, IssueCommand command, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (await db.FeedbackCampaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == command.CampaignId, cancellation) is not { } campaign)
        {
            return SharedErrors.NotAllowed;
        }

        var people = await db.Participants.AsNoTracking()
            .Where(p => p.CycleId == campaign.CycleId && p.State == ParticipantState.Active && (actor.EmployeeId == null || p.EmployeeId != actor.EmployeeId))
            .Where(p => command.ParticipantId == null || p.Id == command.ParticipantId)
            .Where(p => !command.OnlyWithout || !db.FeedbackLinks.Any(l =>
                l.CampaignId == campaign.Id && l.ParticipantId == p.Id && l.RevokedAt == null && l.ExpiresAt > now && l.Answers < l.MostAnswers))
            .OrderBy(p => p.Name).ThenBy(p => p.Id)
            .Select(p => new { p.Id, p.EmployeeId, p.Number, p.Name, p.DepartmentName })
            .ToListAsync(cancellation);
        if (people.Count == 0)
        {
            return FeedbackErrors.NobodyToIssueFor;
        }

        var each = Math.Clamp(command.Each, 1, MostEach);
        if (people.Count * each > MostLinks)
        {
            return FeedbackErrors.TooManyLinks.With(MostLinks);
        }

        var rows = people.SelectMany(p => Enumerable.Repeat(p, each)).ToList();
        var made = new List<(FeedbackLink Link, string Token)>(rows.Count);
        foreach (var person in rows)
        {
            var one = campaign.Issue(person.Id, person.EmployeeId, actor, now);
            if (one.Failed)
            {
                return Result<IssuedLinks>.Fail(one.Errors);
            }

            made.Add(one.Value);
        }

        var ids = await db.ReserveIdsAsync<FeedbackLink>(made.Count, cancellation);
        await db.InsertAsync([.. made.Select(m => m.Link)], ids, cancellation);
        db.Audit(actor, new AuditNote("Feedback.LinksIssued", "FeedbackCampaign", campaign.Id, people.Count == 1 ? people[0].EmployeeId : null, campaign.Name, FormattableString.Invariant($"links={made.Count}, people={people.Count}")), now);
        return new IssuedLinks(
            campaign.Name,
            campaign.Kind,
            campaign.ExpiresAt,
            [.. rows.Select((p, i) => new IssuedFeedbackLink(ids[i], p.Number, p.Name, p.DepartmentName, made[i].Token))]);
    }
}
