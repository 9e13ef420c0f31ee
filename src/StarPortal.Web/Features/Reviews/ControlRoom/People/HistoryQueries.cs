using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Results;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews.ControlRoom.People;

/// <summary>Something that happened to a participant.</summary>
/// <param name="Action">An action of the audit trail, or one of <see cref="HistoryQueries"/>'s own for what only the rows know.</param>
/// <param name="By">Who did it; empty for the program.</param>
/// <param name="Relationship">Of the review it is about; null when it is about none.</param>
/// <param name="Reviewer">Who writes that review.</param>
/// <param name="Details">As the audit trail keeps them; empty where the action says it all.</param>
public sealed record HistoryLine(DateTime At, string Action, string By, Relationship? Relationship, string? Reviewer, string Reason, string Details);

/// <summary>Everything that happened to a participant in a cycle, in its order: the audit trail and the rows' own times.</summary>
internal sealed class HistoryQueries(IDbContextFactory<PortalDbContext> factory)
{
    public const string Launched = "Cycles.Launched";
    public const string Released = "Results.Released";
    public const string Saved = "Row.Saved";
    public const string Submitted = "Reviews.Submitted";
    public const string Declined = "Reviews.Declined";
    public const string Missed = "Row.Missed";
    public const string Computed = "Row.Computed";
    public const string Calibrated = "Row.Calibrated";
    public const string Appealed = "Row.Appealed";

    /// <summary>Their details are for the program only, or say again what the line says.</summary>
    private static readonly string[] Plain = [Submitted, Declined, "Reviews.Reopened", "Results.Viewed", "Reviews.Read"];

    public async Task<IReadOnlyList<HistoryLine>> OfAsync(int cycleId, int participantId, Actor actor, CancellationToken cancellation)
    {
        if (!actor.IsHr)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var person = await db.Participants.AsNoTracking().SingleOrDefaultAsync(p => p.Id == participantId && p.CycleId == cycleId, cancellation);
        if (person is null || !actor.IsHrFor(person.EmployeeId))
        {
            return [];
        }

        var cycle = await db.Cycles.AsNoTracking().Include(c => c.Phases).SingleAsync(c => c.Id == cycleId, cancellation);
        // a manager does not learn who of a group has handed in and when, whatever else they are
        var leads = actor.EmployeeId is { } me && me == person.ManagerId;
        var reviews = await (
            from review in db.Reviews.AsNoTracking()
            join reviewer in db.Employees on review.ReviewerId equals reviewer.Id
            join delegated in db.Employees on review.SubmittedById equals delegated.Id into delegates
            from delegated in delegates.DefaultIfEmpty()
            where review.ParticipantId == participantId && (!leads || review.Relationship == Relationship.Self || review.Relationship == Relationship.Manager)
            select new ReviewTrace(
                review.Id, review.Relationship, reviewer.Name, delegated == null ? null : delegated.Name, review.State, review.SavedAt, review.SubmittedAt, review.DeclineReason, review.ClosesAt))
            .ToListAsync(cancellation);
        var entries = await EntriesAsync(db, person, reviews, cancellation);
        var lines = entries.Select(e => Line(e, reviews)).ToList();
        var told = entries.Where(e => e.Entity == nameof(Review)).Select(e => (e.EntityId, e.Action)).ToHashSet();
        lines.AddRange(reviews.SelectMany(r => FromRow(r, cycle)).Where(x => !told.Contains((x.Review, x.Line.Action))).Select(x => x.Line));
        if (cycle.LaunchedAt is { } launched)
        {
            lines.Add(new HistoryLine(launched, Launched, "", null, null, "", ""));
        }

        if (cycle.ReleasedAt is { } released)
        {
            lines.Add(new HistoryLine(released, Released, "", null, null, "", ""));
        }

        lines.AddRange(await ResultsAsync(db, participantId, cancellation));
        return [.. lines.OrderBy(l => l.At)];
    }

    private static async Task<List<AuditEntry>> EntriesAsync(PortalDbContext db, Participant person, List<ReviewTrace> reviews, CancellationToken cancellation)
    {
        var subject = person.EmployeeId;
        var id = person.Id;
        List<int?> reviewIds = [.. reviews.Select(r => (int?)r.Id)];
        List<int?> results = await db.ParticipantResults.Where(r => r.ParticipantId == id).Select(r => (int?)r.Id).ToListAsync(cancellation);
        List<int?> adjustments = await db.Adjustments.Where(a => a.ParticipantId == id).Select(a => (int?)a.Id).ToListAsync(cancellation);
        List<int?> exemptions = await db.Exemptions.Where(e => e.ParticipantId == id || (e.CycleId == person.CycleId && e.ParticipantId == null)).Select(e => (int?)e.Id).ToListAsync(cancellation);
        List<int?> goals = await db.GoalSheets.Where(g => g.ParticipantId == id).Select(g => (int?)g.Id).ToListAsync(cancellation);
        List<int?> nominations = await db.Nominations.Where(n => n.ParticipantId == id).Select(n => (int?)n.Id).ToListAsync(cancellation);
        var cycleId = person.CycleId;

        // each by the index on what an entry is about
        return
        [
            .. await Read(e => e.Entity == nameof(Participant) && e.EntityId == id),
            .. await Read(e => e.Entity == nameof(Review) && reviewIds.Contains(e.EntityId)),
            .. await Read(e => e.Entity == nameof(Nomination) && nominations.Contains(e.EntityId)),
            .. await Read(e => e.Entity == "Result" && results.Contains(e.EntityId)),
            .. await Read(e => e.Entity == nameof(Adjustment) && adjustments.Contains(e.EntityId)),
            .. await Read(e => e.Entity == nameof(Exemption) && exemptions.Contains(e.EntityId)),
            .. await Read(e => e.Entity == "GoalSheet" && goals.Contains(e.EntityId)),
            .. await Read(e => e.Entity == nameof(Cycle) && e.EntityId == cycleId && e.SubjectEmployeeId == subject),
        ];

        Task<List<AuditEntry>> Read(Expression<Func<AuditEntry, bool>> about) => db.AuditEntries.AsNoTracking().Where(about).ToListAsync(cancellation);
    }

    private static async Task<IEnumerable<HistoryLine>> ResultsAsync(PortalDbContext db, int participantId, CancellationToken cancellation)
    {
        var versions = await db.ParticipantResults.AsNoTracking().Where(r => r.ParticipantId == participantId)
            .SelectMany(r => r.Versions)
            .Select(v => new { v.CreatedAt, v.Kind, v.CreatedBy, v.Reason })
            .ToListAsync(cancellation);
        return versions.Select(v => new HistoryLine(
            v.CreatedAt,
            v.Kind switch
            {
                ResultVersionKind.Computed => Computed,
                ResultVersionKind.Calibrated => Calibrated,
                _ => Appealed,
            },
            v.CreatedBy,
            null,
            null,
            v.Reason,
            ""));
    }

    private static HistoryLine Line(AuditEntry entry, List<ReviewTrace> reviews)
    {
        var review = entry.Entity == nameof(Review) ? reviews.Find(r => r.Id == entry.EntityId) : null;
        return new HistoryLine(
            entry.At, entry.Action, entry.ActorName, review?.Relationship, review?.Reviewer, entry.Reason, Plain.Contains(entry.Action) ? "" : entry.Details);
    }

    private static IEnumerable<(int? Review, HistoryLine Line)> FromRow(ReviewTrace review, Cycle cycle)
    {
        if (review.SubmittedAt is { } submitted)
        {
            yield return (review.Id, Of(submitted, Submitted) with { By = review.Delegate ?? review.Reviewer });
        }
        else if (review.SavedAt is { } saved)
        {
            yield return (review.Id, review.DeclineReason is null ? Of(saved, Saved) : Of(saved, Declined) with { Reason = review.DeclineReason });
        }

        if (review.State == ReviewState.Missed && (review.ClosesAt ?? cycle.Phase(ReviewWindow.PhaseOf(review.Relationship))?.ClosesAt) is { } end)
        {
            yield return (review.Id, Of(end, Missed) with { By = "" });
        }

        HistoryLine Of(DateTime at, string action) => new(at, action, review.Reviewer, review.Relationship, review.Reviewer, "", "");
    }

    private sealed record ReviewTrace(
        int Id, Relationship Relationship, string Reviewer, string? Delegate, ReviewState State, DateTime? SavedAt, DateTime? SubmittedAt, string? DeclineReason, DateTime? ClosesAt);
}
