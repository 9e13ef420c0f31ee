using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Feedback;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Feedback;

public sealed record CampaignRow(int Id, string Name, string Cycle, FeedbackKind Kind, DateTime ExpiresAt, bool Ended, int Links, int Answers);

/// <param name="Indicator">Name of the indicator that the answers become; null for ratings.</param>
public sealed record CampaignView(
    int Id, string Name, int CycleId, string Cycle, FeedbackKind Kind, LocalText? Indicator, LinkUse Use, bool AsksForCode, int MostAnswers, int MinimumAnswers,
    bool WritesItself, DateTime ExpiresAt, bool Ended, string CreatedBy, DateTime CreatedAt, int Links, int Answers);

public sealed record FeedbackCycle(int Id, string Name, bool CustomersRate, IReadOnlyList<FeedbackIndicator> Indicators);

public sealed record FeedbackIndicator(string Key, LocalText Name, string Unit);

/// <summary>How one participant stands. Nothing here tells a single answer: a value has at least the minimum behind it.</summary>
/// <param name="Waiting">Answers that are not part of a value yet.</param>
/// <param name="Value">Of the answers counted; null while there is none.</param>
public sealed record PersonRow(int ParticipantId, string Number, string Name, string Department, bool Own, int OpenLinks, int Answers, int Waiting, decimal? Value);

public sealed record LinkRow(int Id, string Number, string Name, FeedbackLinkState State, int Answers, int MostAnswers, DateTime CreatedAt, DateTime ExpiresAt);

/// <summary>Reads for HR's pages.</summary>
public sealed class FeedbackQueries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public const int PageSize = 25;

    public async Task<Page<CampaignRow>> ListAsync(string search, int? cycleId, int page, Actor actor, CancellationToken cancellation)
    {
        if (!FeedbackAccess.CanManage(actor))
        {
            return new Page<CampaignRow>([], 0);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var me = actor.EmployeeId;
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var rows = from g in db.FeedbackCampaigns.AsNoTracking()
                   join c in db.Cycles on g.CycleId equals c.Id
                   where cycleId == null || c.Id == cycleId
                   select new { Campaign = g, Cycle = c.Name };
        if (!string.IsNullOrWhiteSpace(search))
        {
            var pattern = SearchPattern.Contains(search);
            rows = rows.Where(r => EF.Functions.Like(r.Campaign.Name.ToLower(), pattern, "\\") || EF.Functions.Like(r.Cycle.ToLower(), pattern, "\\"));
        }

        var total = await rows.CountAsync(cancellation);
        var list = await rows.OrderByDescending(r => r.Campaign.Id).Skip((page - 1) * PageSize).Take(PageSize)
            .Select(r => new CampaignRow(
                r.Campaign.Id,
                r.Campaign.Name,
                r.Cycle,
                r.Campaign.Kind,
                r.Campaign.ExpiresAt,
                r.Campaign.EndedAt != null || r.Campaign.ExpiresAt <= now,
                db.FeedbackLinks.Count(l => l.CampaignId == r.Campaign.Id),
                db.FeedbackAnswers.Count(a => a.CampaignId == r.Campaign.Id && !db.Participants.Any(p => p.Id == a.ParticipantId && p.EmployeeId == me))))
            .ToListAsync(cancellation);
        return new Page<CampaignRow>(list, total);
    }

    /// <summary>Cycles that customers can be asked about now.</summary>
    public async Task<IReadOnlyList<FeedbackCycle>> CyclesAsync(Actor actor, CancellationToken cancellation)
    {
        if (!FeedbackAccess.CanManage(actor))
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var cycles = await (from c in db.Cycles.AsNoTracking()
                            join v in db.TemplateVersions on c.TemplateVersionId equals v.Id
                            where c.State == CycleState.Running
                            orderby c.Id descending
                            select new { c.Id, c.Name, v.Definition }).ToListAsync(cancellation);
        return cycles.ConvertAll(c =>
        {
            var measured = FeedbackForm.Measured(c.Definition);
            return new FeedbackCycle(
                c.Id,
                c.Name,
                FeedbackForm.CustomersRate(c.Definition),
                [.. c.Definition.Indicators.Where(i => measured.Contains(i.Key)).Select(i => new FeedbackIndicator(i.Key, i.Name, i.Unit))]);
        });
    }

    public async Task<CampaignView?> FindAsync(int id, Actor actor, CancellationToken cancellation)
    {
        if (!FeedbackAccess.CanManage(actor))
        {
            return null;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        // HR's own answers are in no sum: less those of the others it would tell how many there are
        var me = actor.EmployeeId;
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var row = await (from g in db.FeedbackCampaigns.AsNoTracking()
                         join c in db.Cycles on g.CycleId equals c.Id
                         join v in db.TemplateVersions on c.TemplateVersionId equals v.Id
                         where g.Id == id
                         select new
                         {
                             Campaign = g,
                             Cycle = c.Name,
                             c.AnonymityThreshold,
                             v.Definition,
                             Links = db.FeedbackLinks.Count(l => l.CampaignId == id),
                             Answers = db.FeedbackAnswers.Count(a => a.CampaignId == id && !db.Participants.Any(p => p.Id == a.ParticipantId && p.EmployeeId == me)),
                         }).SingleOrDefaultAsync(cancellation);
        return row is null
            ? null
            : new CampaignView(
                id, row.Campaign.Name, row.Campaign.CycleId, row.Cycle, row.Campaign.Kind, row.Campaign.IndicatorKey is { } key ? row.Definition.FindIndicator(key)?.Name : null,
                row.Campaign.Use, row.Campaign.AsksForCode, row.Campaign.MostAnswers, Math.Max(row.AnonymityThreshold, row.Campaign.MinimumAnswers), row.Campaign.WritesItself, row.Campaign.ExpiresAt,
                row.Campaign.EndedAt is not null || row.Campaign.ExpiresAt <= now, row.Campaign.CreatedBy, row.Campaign.CreatedAt, row.Links, row.Answers);
    }

    public async Task<Page<PersonRow>> PeopleAsync(CampaignView campaign, string search, int page, Actor actor, CancellationToken cancellation)
    {
        if (!FeedbackAccess.CanManage(actor))
        {
            return new Page<PersonRow>([], 0);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var people = db.Participants.AsNoTracking().Where(p => p.CycleId == campaign.CycleId && p.State != ParticipantState.Withdrawn);
        if (!string.IsNullOrWhiteSpace(search))
        {
            var pattern = SearchPattern.Contains(search);
            people = people.Where(p => EF.Functions.Like(p.Name.ToLower(), pattern, "\\") || EF.Functions.Like(p.Number.ToLower(), pattern, "\\"));
        }

        var total = await people.CountAsync(cancellation);
        var rows = await people.OrderBy(p => p.Name).ThenBy(p => p.Id).Skip((page - 1) * PageSize).Take(PageSize)
            .Select(p => new
            {
                p.Id,
                p.EmployeeId,
                p.Number,
                p.Name,
                p.DepartmentName,
                Open = db.FeedbackLinks.Count(l => l.CampaignId == campaign.Id && l.ParticipantId == p.Id && l.RevokedAt == null && l.ExpiresAt > now && l.Answers < l.MostAnswers),
                Answers = db.FeedbackAnswers.Count(a => a.CampaignId == campaign.Id && a.ParticipantId == p.Id),
            }).ToListAsync(cancellation);
        var ids = rows.ConvertAll(r => r.Id);
        var counted = (await db.FeedbackAnswers.AsNoTracking()
            .Where(a => a.CampaignId == campaign.Id && a.Counted && ids.Contains(a.ParticipantId))
            .Select(a => new { a.ParticipantId, a.Score }).ToListAsync(cancellation)).ToLookup(a => a.ParticipantId, a => a.Score ?? 0);
        return new Page<PersonRow>(
            rows.ConvertAll(r =>
            {
                var own = r.EmployeeId == actor.EmployeeId;
                var scores = counted[r.Id].ToList();
                return new PersonRow(
                    r.Id, r.Number, r.Name, r.DepartmentName, own, own ? 0 : r.Open, own ? 0 : r.Answers, own ? 0 : r.Answers - scores.Count,
                    scores.Count == 0 || own ? null : FeedbackValue.Of(campaign.Kind, scores));
            }),
            total);
    }

    public async Task<Page<LinkRow>> LinksAsync(int campaignId, string search, FeedbackLinkState? state, int page, Actor actor, CancellationToken cancellation)
    {
        if (!FeedbackAccess.CanManage(actor))
        {
            return new Page<LinkRow>([], 0);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var links = db.FeedbackLinks.AsNoTracking().Where(l => l.CampaignId == campaignId);
        links = state switch
        {
            FeedbackLinkState.Revoked => links.Where(l => l.RevokedAt != null),
            FeedbackLinkState.Full => links.Where(l => l.RevokedAt == null && l.Answers >= l.MostAnswers),
            FeedbackLinkState.Expired => links.Where(l => l.RevokedAt == null && l.Answers < l.MostAnswers && l.ExpiresAt <= now),
            FeedbackLinkState.Open => links.Where(l => l.RevokedAt == null && l.Answers < l.MostAnswers && l.ExpiresAt > now),
            _ => links,
        };
        var rows = from l in links join p in db.Participants on l.ParticipantId equals p.Id select new { Link = l, p.Number, p.Name, p.EmployeeId };
        if (!string.IsNullOrWhiteSpace(search))
        {
            var pattern = SearchPattern.Contains(search);
            var card = int.TryParse(search.Trim(), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;
            rows = rows.Where(r => EF.Functions.Like(r.Name.ToLower(), pattern, "\\") || EF.Functions.Like(r.Number.ToLower(), pattern, "\\") || r.Link.Id == card);
        }

        // what HR could learn of their own answers from here is nothing
        var me = actor.EmployeeId ?? 0;
        rows = rows.Where(r => r.EmployeeId != me);
        var total = await rows.CountAsync(cancellation);
        var list = await rows.OrderByDescending(r => r.Link.Id).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(cancellation);
        return new Page<LinkRow>(
            list.ConvertAll(r => new LinkRow(r.Link.Id, r.Number, r.Name, r.Link.StateAt(now), r.Link.Answers, r.Link.MostAnswers, r.Link.CreatedAt, r.Link.ExpiresAt)),
            total);
    }
}
