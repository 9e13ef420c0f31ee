using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Audit;

/// <summary>What the page asks for; empty means everything.</summary>
/// <param name="Action">Exactly this action.</param>
/// <param name="Actor">Part of the name of the one who acted.</param>
/// <param name="Subject">Part of the name or number of the person concerned.</param>
/// <param name="From">UTC, inclusive.</param>
/// <param name="Before">UTC, exclusive.</param>
/// <param name="Text">Part of the reason, the details or the address.</param>
public sealed record AuditFilter(string Action = "", string Actor = "", string Subject = "", DateTime? From = null, DateTime? Before = null, string Text = "");

/// <param name="Reason">Null when the reader may not see more than the fact.</param>
/// <param name="Details">Null likewise.</param>
public sealed record AuditRow(
    long Sequence,
    DateTime At,
    string ActorName,
    string Address,
    string Action,
    string Entity,
    int? EntityId,
    string? Subject,
    string? Reason,
    string? Details,
    string Hash);

/// <summary>The trail, newest entry first.</summary>
public sealed class AuditQueries(IDbContextFactory<PortalDbContext> factory)
{
    public const int PageSize = 50;

    /// <param name="page">1 upwards.</param>
    public async Task<Page<AuditRow>> ListAsync(AuditFilter filter, int page, Actor actor, CancellationToken cancellation)
    {
        if (!AuditAccess.CanView(actor))
        {
            return new Page<AuditRow>([], 0);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var entries = Filter(db, filter, actor);
        var total = await entries.CountAsync(cancellation);
        var rows = await entries
            .OrderByDescending(e => e.Sequence)
            .Skip((Math.Max(1, page) - 1) * PageSize)
            .Take(PageSize)
            .Select(e => new
            {
                Entry = e,
                Subject = db.Employees.Where(s => s.Id == e.SubjectEmployeeId).Select(s => s.Name + " (" + s.Number + ")").FirstOrDefault(),
            })
            .ToListAsync(cancellation);
        return new Page<AuditRow>([.. rows.Select(r => Row(r.Entry, r.Subject, actor))], total);
    }

    private static AuditRow Row(AuditEntry e, string? subject, Actor actor)
    {
        var open = AuditAccess.CanViewDetails(actor, e.Action, e.SubjectEmployeeId);
        return new AuditRow(e.Sequence, e.At, e.ActorName, e.Address, e.Action, e.Entity, e.EntityId, subject, open ? e.Reason : null, open ? e.Details : null, e.Hash);
    }

    /// <summary>
    /// Neither whoever is reviewed nor their manager reads who wrote about them and when, whatever their role: for that there are groups.
    /// </summary>
    private static IQueryable<AuditEntry> VisibleTo(PortalDbContext db, Actor actor)
    {
        var entries = db.AuditEntries.AsNoTracking();
        if (actor.EmployeeId is not { } own)
        {
            return entries;
        }

        var team = db.Participants.Where(p => p.ManagerId == own).Select(p => (int?)p.EmployeeId);
        return entries.Where(e => e.SubjectEmployeeId == null || e.ActorEmployeeId == own
            || !(e.Action.StartsWith("Reviews.") || e.Action.StartsWith("Feedback."))
            || (e.SubjectEmployeeId != own && !team.Contains(e.SubjectEmployeeId)));
    }

    private static IQueryable<AuditEntry> Filter(PortalDbContext db, AuditFilter filter, Actor actor)
    {
        var entries = VisibleTo(db, actor);
        if (filter.Action.Length > 0)
        {
            entries = entries.Where(e => e.Action == filter.Action);
        }

        if (!string.IsNullOrWhiteSpace(filter.Actor))
        {
            var pattern = SearchPattern.Contains(filter.Actor);
            entries = entries.Where(e => EF.Functions.Like(e.ActorName.ToLower(), pattern, SearchPattern.Escape));
        }

        if (!string.IsNullOrWhiteSpace(filter.Subject))
        {
            var pattern = SearchPattern.Contains(filter.Subject);
            entries = entries.Where(e => db.Employees.Any(s => s.Id == e.SubjectEmployeeId
                && (EF.Functions.Like(s.Name.ToLower(), pattern, SearchPattern.Escape) || EF.Functions.Like(s.Number.ToLower(), pattern, SearchPattern.Escape))));
        }

        if (filter.From is { } from)
        {
            entries = entries.Where(e => e.At >= from);
        }

        if (filter.Before is { } before)
        {
            entries = entries.Where(e => e.At < before);
        }

        return string.IsNullOrWhiteSpace(filter.Text) ? entries : WithText(entries, SearchPattern.Contains(filter.Text), actor);
    }

    // the search looks only where the reader may look: finding an entry by its hidden details would tell what they are
    private static IQueryable<AuditEntry> WithText(IQueryable<AuditEntry> entries, string pattern, Actor actor)
    {
        var (hr, own) = (actor.IsHr || actor.IsSystem, actor.EmployeeId);
        return entries.Where(e =>
            EF.Functions.Like(e.Address.ToLower(), pattern, SearchPattern.Escape)
            || ((EF.Functions.Like(e.Reason.ToLower(), pattern, SearchPattern.Escape) || EF.Functions.Like(e.Details.ToLower(), pattern, SearchPattern.Escape))
                && ((hr && (own == null || e.SubjectEmployeeId == null || e.SubjectEmployeeId != own))
                    || e.Action.StartsWith("Audit.") || e.Action.StartsWith("Identity.") || e.Action.StartsWith("Jobs.")
                    || e.Action.StartsWith("People.") || e.Action.StartsWith("Templates."))));
    }
}
